/** Time for the last attempt. */
const LAST_ATTEMPT_MS = 1_000;

export interface Patience {
  /** Milliseconds. The deadline ends the poll as well. */
  readonly atMost: number;
  /** Seconds between attempts, growing from the first to the second. */
  readonly minDelay: number;
  readonly maxDelay: number;
}

export interface Deadline {
  /** Epoch milliseconds. */
  readonly deadline: number;
}

/**
 * Calls `isDone` until it returns true. False if the time runs out first. Each pause is half of the time that has passed, so that the wait is
 * never much longer than what it waits for.
 */
export async function poll(
  { deadline }: Deadline, { atMost, minDelay, maxDelay }: Patience, isDone: (attempt: number) => Promise<boolean>,
): Promise<boolean> {
  const started = Date.now();
  const lastAttempt = Math.min(started + atMost, deadline - LAST_ATTEMPT_MS);
  for (let attempt = 1; ; attempt += 1) {
    if (await isDone(attempt)) {
      return true;
    }
    const left = lastAttempt - Date.now();
    if (left <= 0) {
      return false;
    }
    const pause = Math.min(Math.max((Date.now() - started) / 2, minDelay * 1_000), maxDelay * 1_000);
    await new Promise((resolve) => setTimeout(resolve, Math.min(pause, left)));
  }
}
