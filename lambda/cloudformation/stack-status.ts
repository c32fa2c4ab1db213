/** Bundled as a file of its own, with the CloudFormation client: see stack.ts. */
import { CloudFormationClient, CloudFormationServiceException, DescribeStackResourceCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { withTimeLimit } from '../time-limit';
import type { StackState } from './stack-state';

/** After that, deciding by the tags alone is better than waiting. */
const TIMEOUT_MS = 10_000;

const client = new CloudFormationClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: TIMEOUT_MS, throwOnRequestTimeout: true },
});

/** The current state of a stack. Looked up by its ID, so that the role needs a permission on this stack only. */
export async function stackState(stackId: string, signal: AbortSignal): Promise<StackState> {
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stackId }), inTime(signal));
  const operations = (stack?.LastOperations ?? []).filter(({ OperationType }) => OperationType !== 'CREATE_CHANGESET');
  return {
    status: stack?.StackStatus ?? '',
    operationId: operations[0]?.OperationId,
    operationTypes: operations.map(({ OperationType }) => String(OperationType)),
    isNested: stack?.ParentId !== undefined,
  };
}

/** The physical ID of a resource of a stack; undefined if the stack has no such resource, or no longer. */
export async function physicalIdIn(stackId: string, logicalId: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { StackResourceDetail: detail } = await client.send(
      new DescribeStackResourceCommand({ StackName: stackId, LogicalResourceId: logicalId }), inTime(signal),
    );
    // What a removed resource was may still be shown.
    return detail?.ResourceStatus?.startsWith('DELETE_') ? undefined : detail?.PhysicalResourceId;
  } catch (error) {
    if (error instanceof CloudFormationServiceException && error.name === 'ValidationError') {
      return undefined;
    }
    throw error;
  }
}

function inTime(signal: AbortSignal): { abortSignal: AbortSignal } {
  return { abortSignal: withTimeLimit(signal, 2 * TIMEOUT_MS) };
}
