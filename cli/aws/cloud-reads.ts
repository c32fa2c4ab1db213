import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand, type Stack, type StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ClientConfig } from './connection';

/** Streams of a log group that are read: the function runs one at a time, and a new one every few hours. */
const STREAMS = 5;

/** A call of another service that has failed. */
export class CloudError extends Error {
  public override readonly name = 'CloudError';
  public readonly isAccessDenied: boolean;

  /** @param action the IAM action of the call */
  constructor(public readonly action: string, cause: unknown) {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
    super(`${action}: ${name}: ${message}`);
    this.isAccessDenied = /^(AccessDenied|UnauthorizedOperation|NotAuthorized)/.test(name);
  }
}

export interface LogLine {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly message: string;
}

/** What `doctor` reads of other services. Fails only with a CloudError. */
export class CloudReads {
  private readonly sts: STSClient;
  private readonly cloudFormation: CloudFormationClient;
  private readonly logs: CloudWatchLogsClient;

  constructor({ region, credentials }: ClientConfig) {
    const config = { region, credentials };
    this.sts = new STSClient(config);
    this.cloudFormation = new CloudFormationClient(config);
    this.logs = new CloudWatchLogsClient(config);
  }

  public async identity(): Promise<{ readonly account: string; readonly arn: string }> {
    const { Account = '', Arn = '' } = await ask('sts:GetCallerIdentity', this.sts.send(new GetCallerIdentityCommand({})));
    return { account: Account, arn: Arn };
  }

  /** Undefined if there is no such stack. */
  public async stack(nameOrId: string): Promise<Stack | undefined> {
    return ask('cloudformation:DescribeStacks', this.describeStack(nameOrId));
  }

  public async resources(stackId: string): Promise<StackResourceSummary[]> {
    const resources: StackResourceSummary[] = [];
    let NextToken: string | undefined;
    do {
      const command = new ListStackResourcesCommand({ StackName: stackId, NextToken });
      const page = await ask('cloudformation:ListStackResources', this.cloudFormation.send(command));
      resources.push(...page.StackResourceSummaries ?? []);
      NextToken = page.NextToken;
    } while (NextToken);
    return resources;
  }

  /** The last lines of a log group, oldest first. */
  public async lastLines(logGroupName: string): Promise<LogLine[]> {
    const newest = new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', descending: true, limit: STREAMS });
    const { logStreams = [] } = await ask('logs:DescribeLogStreams', this.logs.send(newest));
    const lines: LogLine[] = [];
    for (const { logStreamName } of logStreams) {
      const command = new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: false });
      const { events = [] } = await ask('logs:GetLogEvents', this.logs.send(command));
      lines.push(...events.map(({ timestamp = 0, message = '' }) => ({ time: timestamp, message })));
    }
    return lines.sort((one, other) => one.time - other.time);
  }

  private async describeStack(nameOrId: string): Promise<Stack | undefined> {
    try {
      const { Stacks } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: nameOrId }));
      return Stacks?.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
    } catch (error) {
      // CloudFormation has no error type of its own for this.
      if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')) {
        return undefined;
      }
      throw error;
    }
  }
}

async function ask<T>(action: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new CloudError(action, error);
  }
}
