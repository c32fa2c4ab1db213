import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { OperationEntry } from '@aws-sdk/client-cloudformation';

/** What the probe was asked, and what CloudFormation said to it at that moment. */
export interface Look {
  /** For example `Create Thing`. */
  readonly request: string;
  readonly physicalId?: string;
  readonly status: string;
  /** Newest first. */
  readonly operations: OperationEntry[];
  /** What was said when the stack was asked for by its name. */
  readonly byName: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How the probe answers from now on, by request. Default: success, the logical id as physical id. */
export type Answers = Readonly<Record<string, { readonly fail?: boolean; readonly slow?: boolean; readonly physicalId?: string | null }>>;

const HANDLER = `
const fs = require('fs');
const http = require('http');
const { CloudFormationClient, DescribeStacksCommand } = require(${JSON.stringify(require.resolve('@aws-sdk/client-cloudformation'))});
const client = new CloudFormationClient({ maxAttempts: 1 });
const describe = async (StackName) => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks[0];
exports.handler = async (event) => {
  const { RequestType, StackId, RequestId, LogicalResourceId, PhysicalResourceId } = event;
  const request = RequestType + ' ' + LogicalResourceId;
  const { LOOKS, ANSWERS, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2, FROM_THE_TEST } = process.env;
  const byId = await describe(StackId);
  const byName = await describe(StackId.split('/')[1]);
  fs.appendFileSync(LOOKS, JSON.stringify({
    request, physicalId: PhysicalResourceId, status: byId.StackStatus, operations: byId.LastOperations, byName: byName.StackStatus,
    environment: { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2, FROM_THE_TEST, ResponseURL: event.ResponseURL },
  }) + '\\n');
  const { fail, slow, physicalId = PhysicalResourceId || LogicalResourceId } = JSON.parse(fs.readFileSync(ANSWERS, 'utf8'))[request] || {};
  const body = JSON.stringify({
    Status: fail ? 'FAILED' : 'SUCCESS', Reason: fail ? request + ' is refused' : undefined,
    PhysicalResourceId: physicalId || undefined, StackId, RequestId, LogicalResourceId,
  });
  if (slow) {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
  await new Promise((resolve, reject) => {
    http.request(event.ResponseURL, { method: 'PUT' }, (response) => response.resume().on('end', resolve)).on('error', reject).end(body);
  });
};`;

/** The function behind custom resources, which asks CloudFormation about its own stack, and answers as it is told to. */
export class Probe {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-cloud-probe-'));
  private readonly looksFile = path.join(this.folder, 'looks');
  private readonly answersFile = path.join(this.folder, 'answers');

  constructor() {
    this.clear();
    this.answer({});
  }

  get functionEnvironment(): Record<string, string> {
    return { LOOKS: this.looksFile, ANSWERS: this.answersFile };
  }

  answer(answers: Answers): void {
    fs.writeFileSync(this.answersFile, JSON.stringify(answers));
  }

  /** In order, since the last `clear`. */
  looks(): Look[] {
    return fs.readFileSync(this.looksFile, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Look);
  }

  /** Resolves when the request has come, whether it is answered or not. */
  async arrival(request: string): Promise<void> {
    while (!this.looks().some((look) => look.request === request)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  clear(): void {
    fs.writeFileSync(this.looksFile, '');
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A template with the probe and these custom resources, one after the other, by their properties. */
export function probed(things: Readonly<Record<string, object>>): string {
  const names = Object.keys(things);
  const custom = names.map((name, index) => [name, {
    Type: 'Custom::Thing',
    DependsOn: names.slice(Math.max(index - 1, 0), index),
    Properties: { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] }, ...things[name] },
  }]);
  return JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      Unrelated: { Type: 'AWS::Logs::LogGroup' },
      Handler: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { ZipFile: HANDLER }, Handler: 'index.handler', Runtime: 'nodejs24.x', Timeout: 20, Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        },
      },
      ...Object.fromEntries(custom),
    },
  });
}
