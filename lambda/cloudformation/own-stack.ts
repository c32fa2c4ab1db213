/** What the handler asks about its own stack. The answer is undefined while that cannot be read. */
import type { Log } from '../log';
import { activityOf, type Activity } from './stack-state';
import { physicalIdIn, stackState } from './stack-status';

/** Each of them is two of the client. */
const ATTEMPTS = 3;
const PAUSE_MS = 1_000;

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

async function answered<T>(
  action: string, asking: Asking, ask: (signal: AbortSignal) => Promise<T>, attemptsLeft = ATTEMPTS,
): Promise<T | undefined> {
  const { signal, log } = asking;
  try {
    return await ask(signal);
  } catch (error) {
    const { name } = error as Error;
    if (attemptsLeft > 1 && name !== 'AccessDenied' && !signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      return answered(action, asking, ask, attemptsLeft - 1);
    }
    log.info(`The stack cannot be read (cloudformation:${action})`, { outcome: name });
    return undefined;
  }
}
