/** What the last look may take. */
const LAST_LOOK_MS = 1_000;

export interface Patience {
  /** Milliseconds; the deadline ends it as well. */
  readonly atMost: number;
  /** Seconds between two looks, growing from the one to the other. */
  readonly minDelay: number;
  readonly maxDelay: number;
}

export interface Deadline {
  /** Epoch milliseconds. */
  readonly deadline: number;
}

/**
 * Looks until `look` has seen enough. False if the time runs out first. Each pause is half of the time that has passed, so that no wait
 * is much longer than what it waits for.
 */
export async function poll(
  { deadline }: Deadline, { atMost, minDelay, maxDelay }: Patience, look: (attempt: number) => Promise<boolean>,
): Promise<boolean> {
  const started = Date.now();
  const lastLook = Math.min(started + atMost, deadline - LAST_LOOK_MS);
  for (let attempt = 1; ; attempt += 1) {
    if (await look(attempt)) {
      return true;
    }
    const left = lastLook - Date.now();
    if (left <= 0) {
      return false;
    }
    const pause = Math.min(Math.max((Date.now() - started) / 2, minDelay * 1_000), maxDelay * 1_000);
    await new Promise((resolve) => setTimeout(resolve, Math.min(pause, left)));
  }
}
