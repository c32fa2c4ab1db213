import { randomUUID } from 'crypto';
import {
  CancelUpdateStackCommand, CloudFormationClient, ContinueUpdateRollbackCommand, CreateChangeSetCommand, CreateStackCommand,
  DeleteStackCommand, DescribeStacksCommand, ExecuteChangeSetCommand, RollbackStackCommand, UpdateStackCommand,
  type CreateChangeSetCommandInput, type CreateStackCommandInput, type DeleteStackCommandInput, type Stack, type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { LocalCloud, REGION } from './local-cloud';

const PATIENCE_MS = 60_000;

export interface ChangeSet {
  readonly id: string;
  readonly stackId: string;
}

/** Operations on the stacks of a local cloud, each of which ends with the stack's next settled status. */
export class Operations {
  private readonly client: CloudFormationClient;

  constructor(cloud: Pick<LocalCloud, 'endpoint'>) {
    this.client = new CloudFormationClient({
      endpoint: cloud.endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  }

  async create(StackName: string, TemplateBody: string, options: Partial<CreateStackCommandInput> = {}): Promise<Stack> {
    const { StackId } = await this.client.send(new CreateStackCommand({ StackName, TemplateBody, ...options }));
    return this.settled(StackId!);
  }

  async update(StackName: string, TemplateBody: string, options: Partial<UpdateStackCommandInput> = {}): Promise<Stack> {
    await this.client.send(new UpdateStackCommand({ StackName, TemplateBody, ...options }));
    return this.settled(StackName);
  }

  async delete(StackName: string, options: Partial<DeleteStackCommandInput> = {}): Promise<Stack> {
    // Once it is deleted it has no name any more.
    const { StackId } = (await this.describe(StackName))!;
    await this.client.send(new DeleteStackCommand({ StackName, ...options }));
    return this.settled(StackId!);
  }

  /** Returns at once. */
  async cancelUpdate(StackName: string): Promise<void> {
    await this.client.send(new CancelUpdateStackCommand({ StackName }));
  }

  async continueRollback(StackName: string): Promise<Stack> {
    await this.client.send(new ContinueUpdateRollbackCommand({ StackName }));
    return this.settled(StackName);
  }

  async rollback(StackName: string): Promise<Stack> {
    await this.client.send(new RollbackStackCommand({ StackName }));
    return this.settled(StackName);
  }

  async createChangeSet(StackName: string, TemplateBody: string, ChangeSetType: CreateChangeSetCommandInput['ChangeSetType']): Promise<ChangeSet> {
    const ChangeSetName = `changes-${randomUUID()}`;
    const { Id, StackId } = await this.client.send(new CreateChangeSetCommand({ StackName, TemplateBody, ChangeSetType, ChangeSetName }));
    return { id: Id!, stackId: StackId! };
  }

  async executeChangeSet({ id, stackId }: ChangeSet): Promise<Stack> {
    await this.client.send(new ExecuteChangeSetCommand({ ChangeSetName: id }));
    return this.settled(stackId);
  }

  /** By name or id; undefined when there is no such stack. */
  async describe(StackName: string): Promise<Stack | undefined> {
    try {
      return (await this.client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
    } catch (error) {
      if (error instanceof Error && error.message.includes('does not exist')) {
        return undefined;
      }
      throw error;
    }
  }

  /** The stack at the first moment at which `isSo`. */
  async when(nameOrId: string, isSo: (stack: Stack) => boolean): Promise<Stack> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const stack = await this.describe(nameOrId);
      if (stack && isSo(stack)) {
        return stack;
      }
      if (Date.now() > deadline) {
        throw new Error(`stack ${nameOrId} is still ${stack?.StackStatus}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private settled(nameOrId: string): Promise<Stack> {
    return this.when(nameOrId, ({ StackStatus }) => !StackStatus!.endsWith('_IN_PROGRESS'));
  }
}

/** The types of a stack's last operations, newest first. */
export function operationTypes({ LastOperations = [] }: Pick<Stack, 'LastOperations'>): string[] {
  return LastOperations.map(({ OperationType }) => `${OperationType}`);
}
