import {
  CloudFormationClient, DescribeStackEventsCommand, DescribeStackResourcesCommand, DescribeStacksCommand, GetTemplateCommand, Stack, StackEvent,
  StackResource,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { LocalCloud, REGION } from './local-cloud';

/** What the local cloud knows about one stack. Give the stack's id to read it after its deletion. */
export class DeployedStack {
  private readonly cloudFormation: CloudFormationClient;
  private readonly logs: CloudWatchLogsClient;

  constructor(cloud: Pick<LocalCloud, 'endpoint'>, private readonly nameOrId: string, region = REGION) {
    const config = { endpoint: cloud.endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    this.cloudFormation = new CloudFormationClient(config);
    this.logs = new CloudWatchLogsClient(config);
  }

  /** The status, or undefined when there is no such stack (any more). */
  async status(): Promise<string | undefined> {
    return (await this.describe())?.StackStatus;
  }

  async id(): Promise<string | undefined> {
    return (await this.describe())?.StackId;
  }

  async outputs(): Promise<Record<string, string>> {
    const outputs = (await this.describe())?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']));
  }

  async resources(): Promise<StackResource[]> {
    const { StackResources } = await this.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: this.nameOrId }));
    return StackResources ?? [];
  }

  /** As it was deployed. */
  async template(): Promise<string> {
    const { TemplateBody = '' } = await this.cloudFormation.send(new GetTemplateCommand({ StackName: this.nameOrId }));
    return TemplateBody;
  }

  /** Oldest first. */
  async events(): Promise<StackEvent[]> {
    const events: StackEvent[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.cloudFormation.send(new DescribeStackEventsCommand({ StackName: this.nameOrId, NextToken }));
      events.push(...page.StackEvents ?? []);
      NextToken = page.NextToken;
    } while (NextToken);
    return events.reverse();
  }

  /** What the stack's functions have logged: their own log groups and the default ones, oldest first. */
  async functionLogs(): Promise<string[]> {
    const resources = await this.resources();
    const lines: string[] = [];
    for (const group of resources.flatMap((resource) => logGroupOf(resource))) {
      lines.push(...await this.linesOf(group));
    }
    return lines;
  }

  private async describe(): Promise<Stack | undefined> {
    try {
      const { Stacks } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: this.nameOrId }));
      return Stacks?.[0];
    } catch (error) {
      // CloudFormation has no error type of its own for a stack that is not there.
      if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')) {
        return undefined;
      }
      throw error;
    }
  }

  private async linesOf(logGroupName: string): Promise<string[]> {
    const { logGroups } = await this.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
    if (!logGroups?.some((group) => group.logGroupName === logGroupName)) {
      return [];
    }
    const lines: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.logs.send(new FilterLogEventsCommand({ logGroupName, nextToken }));
      lines.push(...(page.events ?? []).map(({ message }) => message ?? ''));
      nextToken = page.nextToken;
    } while (nextToken);
    return lines;
  }
}

function logGroupOf({ ResourceType, PhysicalResourceId }: StackResource): string[] {
  switch (PhysicalResourceId && ResourceType) {
    case 'AWS::Logs::LogGroup': return [`${PhysicalResourceId}`];
    case 'AWS::Lambda::Function': return [`/aws/lambda/${PhysicalResourceId}`];
    default: return [];
  }
}
