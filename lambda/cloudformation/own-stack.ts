/** What a continuation asks about the stack that it works for. The answer is undefined while that cannot be read. */
import type { Log } from '../log';
import { activityOf, type Activity } from './stack-state';
import { physicalIdIn, stackState } from './stack-status';

interface Asking {
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Whether an operation of the stack is in progress. */
export function activityOfStack(stackId: string, asking: Asking): Promise<Activity | undefined> {
  return answered('DescribeStacks', asking, async (signal) => activityOf(await stackState(stackId, signal)));
}

/** Whether the stack still has a resource with these IDs. */
export function isInStack(stackId: string, logicalId: string, physicalId: string, asking: Asking): Promise<boolean | undefined> {
  return answered('DescribeStackResource', asking, async (signal) => await physicalIdIn(stackId, logicalId, signal) === physicalId);
}

async function answered<T>(action: string, { signal, log }: Asking, ask: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  try {
    return await ask(signal);
  } catch (error) {
    log.info(`The stack cannot be read (cloudformation:${action})`, { outcome: (error as Error).name });
    return undefined;
  }
}
