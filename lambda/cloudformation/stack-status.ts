/** With the client of CloudFormation a file of its own beside the handler: see stack.ts. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { StackState } from './stack-state';

/** Whoever waits for longer is better off with the tags alone. */
const TIMEOUT_MS = 4_000;

const client = new CloudFormationClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: TIMEOUT_MS, throwOnRequestTimeout: true },
});

/** What CloudFormation says of a stack now. By its id, so that the role needs to know this one stack alone. */
export async function stackState(stackId: string, signal: AbortSignal): Promise<StackState> {
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(2 * TIMEOUT_MS)]);
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stackId }), { abortSignal });
  const operation = stack?.LastOperations?.find(({ OperationType }) => OperationType !== 'CREATE_CHANGESET');
  return { status: stack?.StackStatus ?? '', operationId: operation?.OperationId, isNested: stack?.ParentId !== undefined };
}
