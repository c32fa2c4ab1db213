import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { Failure, formatDuration } from '../failure';
import { jsonLog, type Log } from '../log';
import { sendAnswer, type Answer } from './answer';
import { MAYBE_CREATED, NOTHING_CREATED } from './physical-id';
import { sentAt } from './sent-at';

/** The attributes of a resource. Every response has to contain all of them. */
export type Attributes = object;

/** One request of CloudFormation, without the parts that only the protocol needs. */
export interface Request {
  readonly stackId: string;
  readonly logicalId: string;
  readonly requestId: string;
  /** Epoch milliseconds. Orders the requests of one resource; about the same for every delivery of a request. */
  readonly sent: number;
  readonly properties: Record<string, unknown>;
}

export interface ExistingRequest extends Request {
  readonly physicalId: string;
}

export interface UpdateRequest extends ExistingRequest {
  readonly oldProperties: Record<string, unknown>;
}

/** What an operation can use while it runs. */
export interface Run {
  /** Aborted in time for a response to be sent before Lambda stops the function. */
  readonly signal: AbortSignal;
  /** The same moment in epoch milliseconds. */
  readonly deadline: number;
  readonly log: Log;
  /** Sets the physical ID of the response, even if the operation fails later. */
  identify(physicalId: string): void;
}

/** A resource: three entry points that know nothing about responses to CloudFormation. */
export interface Resource {
  onCreate(request: Request, run: Run): Promise<Attributes>;
  onUpdate(request: UpdateRequest, run: Run): Promise<Attributes>;
  onDelete(request: ExistingRequest, run: Run): Promise<void>;
}

/** Time reserved for the response: enough for several attempts, at most a fifth of what remains. */
export function answerReserve(remainingMs: number): number {
  return Math.min(20_000, remainingMs / 5);
}

/** A Lambda handler that delegates to `resource` and responds to CloudFormation exactly once, whatever happens. */
export function customResource(resource: Resource) {
  return async (event: CloudFormationCustomResourceEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const started = Date.now();
    const end = started + context.getRemainingTimeInMillis();
    const reserve = answerReserve(end - started);
    const patience = patienceEnd(event);
    const log = jsonLog({ requestType: event.RequestType, logicalId: event.LogicalResourceId });
    const what = `${event.RequestType} of ${event.LogicalResourceId}`;
    log.info(`${what} started`, { event: 'started' });
    const answer = await performInTime(resource, event, Math.min(end, patience) - reserve, end - reserve * 0.75, log);
    logFinished(what, answer, Date.now() - started, log);
    // Once CloudFormation has stopped waiting it reads no response, and an expired URL accepts none, so retries end soon after.
    await sendAnswer(event.ResponseURL, answer, Math.min(end - reserve * 0.1, Math.max(patience, Date.now()) + reserve), log);
  };
}

/** CloudFormation's default. */
const DEFAULT_SERVICE_TIMEOUT_S = 3_600;

/** When CloudFormation stops waiting for the response. */
function patienceEnd({ ResponseURL, ResourceProperties: { ServiceTimeout } }: CloudFormationCustomResourceEvent): number {
  return sentAt(ResponseURL) + (Number(ServiceTimeout) || DEFAULT_SERVICE_TIMEOUT_S) * 1_000;
}

/** The same for several resource types that share one function. */
export function customResources(resources: Record<string, Resource>) {
  return async (event: CloudFormationCustomResourceEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const resource = Object.hasOwn(resources, event.ResourceType) ? resources[event.ResourceType] : undefined;
    await customResource(resource ?? unknownResource(event.ResourceType))(event, context);
  };
}

function unknownResource(resourceType: string): Resource {
  const refuse = () => Promise.reject(new Failure(`The handler does not support the resource type ${resourceType}. Deploy again with a matching version of the library.`));
  return { onCreate: refuse, onUpdate: refuse, onDelete: refuse };
}

async function performInTime(
  resource: Resource, event: CloudFormationCustomResourceEvent, deadline: number, lastMoment: number, log: Log,
): Promise<Answer> {
  const time = new AbortController();
  const timers = [setTimeout(() => time.abort(), deadline - Date.now())];
  let physicalId = event.RequestType === 'Create' ? NOTHING_CREATED : event.PhysicalResourceId;
  const run: Run = {
    signal: time.signal,
    deadline,
    log,
    identify: (id) => { physicalId = id; },
  };
  const answer = (result: { Status: 'SUCCESS'; Data?: Attributes } | { Status: 'FAILED'; Reason: string }): Answer => ({
    ...result,
    PhysicalResourceId: physicalId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  });
  // An operation should end by itself when its signal is aborted. This covers one that does not.
  const overdue = new Promise<Answer>((resolve) => {
    timers.push(setTimeout(() => resolve(answer({
      Status: 'FAILED',
      Reason: `The ${event.RequestType.toLowerCase()} of ${event.LogicalResourceId} did not finish within Lambda's time limit. Try again.`,
    })), lastMoment - Date.now()));
  });
  try {
    if (Date.now() >= deadline) {
      if (event.RequestType === 'Create') {
        run.identify(MAYBE_CREATED);
      }
      return answer({ Status: 'FAILED', Reason: `${event.RequestType} of ${event.LogicalResourceId} arrived too late: CloudFormation no longer waits for it. Nothing was changed.` });
    }
    const done = perform(resource, event, run).then(
      (Data) => answer({ Status: 'SUCCESS', Data }),
      (error: unknown) => {
        logUnexpected(error, log);
        return answer({ Status: 'FAILED', Reason: reasonOf(error) });
      },
    );
    return await Promise.race([done, overdue]);
  } finally {
    time.abort();
    timers.forEach(clearTimeout);
  }
}

async function perform(resource: Resource, event: CloudFormationCustomResourceEvent, run: Run): Promise<Attributes | undefined> {
  const request = {
    stackId: event.StackId,
    logicalId: event.LogicalResourceId,
    requestId: event.RequestId,
    sent: sentAt(event.ResponseURL),
    properties: event.ResourceProperties,
  };
  switch (event.RequestType) {
    case 'Create':
      return resource.onCreate(request, run);
    case 'Update':
      return resource.onUpdate({ ...request, physicalId: event.PhysicalResourceId, oldProperties: event.OldResourceProperties }, run);
    case 'Delete':
      if (event.PhysicalResourceId !== NOTHING_CREATED) {
        await resource.onDelete({ ...request, physicalId: event.PhysicalResourceId }, run);
      }
      return undefined;
  }
}

function logFinished(what: string, { Status, Reason }: Answer, duration: number, log: Log): void {
  const details = { event: 'finished', status: Status, outcome: Reason, duration } as const;
  if (Status === 'FAILED') {
    log.warn(`${what} failed after ${formatDuration(duration)}: ${Reason}`, details);
  } else {
    log.info(`${what} succeeded after ${formatDuration(duration)}`, details);
  }
}

function logUnexpected(error: unknown, log: Log): void {
  if (!(error instanceof Failure)) {
    const frames = error instanceof Error ? error.stack?.split('\n').filter((line) => line.startsWith('    at ')).join('\n') : undefined;
    log.warn(`The handler threw an unexpected ${kindOf(error)}`, { outcome: frames });
  }
}

/** Only the message of a Failure is safe to show: that of any other error may quote a field value. */
function reasonOf(error: unknown): string {
  if (error instanceof Failure) {
    return error.message;
  }
  return `The handler failed unexpectedly (${kindOf(error)}). See its log group for details, and please report this.`;
}

function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
