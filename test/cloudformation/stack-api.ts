import { randomUUID } from 'crypto';
import * as http from 'http';
import { AddressInfo } from 'net';

/** One entry of LastOperations. */
export interface StackOperation {
  readonly OperationType: 'CREATE_STACK' | 'UPDATE_STACK' | 'DELETE_STACK' | 'ROLLBACK' | 'CONTINUE_ROLLBACK' | 'CREATE_CHANGESET';
  readonly OperationId: string;
}

/** What CloudFormation says of a stack at one moment. */
export interface StackView {
  readonly stackId: string;
  readonly stackName: string;
  readonly status: string;
  readonly parentId?: string;
  /** The newest first. */
  readonly operations: readonly StackOperation[];
}

/** Whoever can tell what a stack was like at some moment. */
export interface DescribedStack {
  readonly stackId: string;
  readonly stackName: string;
  viewAt(time: number): StackView | undefined;
  resource(logicalId: string): { readonly physicalId: string; readonly status: string } | undefined;
}

/**
 * How both calls answer. `slow` answers after a minute of real time, `stale` what was true a second and a half of the clock before.
 * A stack that has no status yet is unknown, which CloudFormation says with a ValidationError.
 */
export type StackApiMood = 'true' | 'denied' | 'throttled' | 'slow' | 'stale' | 'without operations';

const STALE_MS = 1_500;
const SLOW_MS = 60_000;

/** Plays the two operations of CloudFormation's API that a handler asks about its own stack, in their own wire format. */
export class StackApi {
  static async start(now: () => number = Date.now): Promise<StackApi> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new StackApi(server, now);
  }

  mood: StackApiMood = 'true';
  /** The stack ids that were asked for, in order. */
  readonly calls: string[] = [];
  private readonly stacks: DescribedStack[] = [];

  private constructor(private readonly server: http.Server, private readonly now: () => number) {
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => void this.answer(request, response));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  add(stack: DescribedStack): void {
    this.stacks.push(stack);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const parameters = new URLSearchParams(Buffer.concat(chunks).toString());
    const name = parameters.get('StackName') ?? '';
    const action = parameters.get('Action') ?? '';
    this.calls.push(name);
    const send = (status: number, body: string) => response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
    if (this.mood === 'denied') return void send(403, error('AccessDenied', `User is not authorized to perform: cloudformation:${action}`));
    if (this.mood === 'throttled') return void send(400, error('Throttling', 'Rate exceeded'));
    if (this.mood === 'slow') return void setTimeout(() => send(503, error('ServiceUnavailable', 'late')), SLOW_MS).unref();
    const stack = this.stacks.find(({ stackId, stackName }) => stackId === name || stackName === name);
    if (action === 'DescribeStackResource') return void send(...resourceAnswer(stack, parameters.get('LogicalResourceId') ?? ''));
    if (action !== 'DescribeStacks') return void send(400, error('InvalidAction', `${action} is not played`));
    const view = stack?.viewAt(this.now() - (this.mood === 'stale' ? STALE_MS : 0));
    if (!view) return void send(400, error('ValidationError', `Stack with id ${name} does not exist`));
    return void send(200, described(this.mood === 'without operations' ? { ...view, operations: [] } : view));
  }
}

function described({ stackId, stackName, status, parentId, operations }: StackView): string {
  const entries = operations.map(({ OperationType, OperationId }) => (
    `<member><OperationType>${OperationType}</OperationType><OperationId>${OperationId}</OperationId></member>`
  ));
  return '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>'
    + `<StackId>${stackId}</StackId><StackName>${stackName}</StackName><CreationTime>2026-11-28T12:00:00.000Z</CreationTime><StackStatus>${status}</StackStatus>`
    + (parentId === undefined ? '' : `<ParentId>${parentId}</ParentId><RootId>${parentId}</RootId>`)
    + `<LastOperations>${entries.join('')}</LastOperations>`
    + `</member></Stacks></DescribeStacksResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></DescribeStacksResponse>`;
}

function resourceAnswer(stack: DescribedStack | undefined, logicalId: string): [status: number, body: string] {
  const resource = stack?.resource(logicalId);
  if (!stack || !resource) return [400, error('ValidationError', `Resource ${logicalId} does not exist for stack ${stack?.stackName}`)];
  return [200, '<DescribeStackResourceResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStackResourceResult><StackResourceDetail>'
    + `<StackName>${stack.stackName}</StackName><StackId>${stack.stackId}</StackId><LogicalResourceId>${logicalId}</LogicalResourceId>`
    + `<PhysicalResourceId>${resource.physicalId}</PhysicalResourceId><ResourceStatus>${resource.status}</ResourceStatus>`
    + `</StackResourceDetail></DescribeStackResourceResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></DescribeStackResourceResponse>`];
}

function error(code: string, message: string): string {
  return `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code>`
    + `<Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
}
