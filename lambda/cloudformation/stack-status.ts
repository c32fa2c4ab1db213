/** Bundled as a file of its own, with the CloudFormation client: see stack.ts. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { StackState } from './stack-state';

/** After that, deciding by the tags alone is better than waiting. */
const TIMEOUT_MS = 4_000;

const client = new CloudFormationClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: TIMEOUT_MS, throwOnRequestTimeout: true },
});

/** The current state of a stack. Looked up by its ID, so that the role needs a permission on this stack only. */
export async function stackState(stackId: string, signal: AbortSignal): Promise<StackState> {
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(2 * TIMEOUT_MS)]);
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stackId }), { abortSignal });
  const operations = (stack?.LastOperations ?? []).filter(({ OperationType }) => OperationType !== 'CREATE_CHANGESET');
  return {
    status: stack?.StackStatus ?? '',
    operationId: operations[0]?.OperationId,
    operationTypes: operations.map(({ OperationType }) => String(OperationType)),
    isNested: stack?.ParentId !== undefined,
  };
}
