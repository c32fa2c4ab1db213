import type { Log } from '../log';
import { restOf, type Rest } from './stack-state';
import { stackState } from './stack-status';

/** Whether an operation of a stack is in progress; undefined if that cannot be read now. */
export async function restOfStack(stackId: string, { signal, log }: { readonly signal: AbortSignal; readonly log: Log }): Promise<Rest | undefined> {
  try {
    return restOf(await stackState(stackId, signal));
  } catch (error) {
    log.info('The status of the stack cannot be read (cloudformation:DescribeStacks)', { outcome: (error as Error).name });
    return undefined;
  }
}
