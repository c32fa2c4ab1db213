/** The default quota of most operations: one request per second. */
const INTERVAL_MS = 1_000;
/** Operations with a higher one. */
const INTERVALS_MS: Readonly<Record<string, number>> = { ListTagsForResource: 100 };

/**
 * Spaces the calls of an operation once the service has throttled it, for as long as the function stays warm. Calls at exactly the rate are
 * rarely throttled again, even while others call now and then.
 */
export class RateLimiter {
  private readonly lastSucceeded = new Map<string, number>();

  /** Waits until the operation may be called. */
  public async acquire(operation: string): Promise<void> {
    const wait = (this.lastSucceeded.get(operation) ?? 0) + (INTERVALS_MS[operation] ?? INTERVAL_MS) - Date.now();
    if (wait > 0) {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  public succeeded(operation: string): void {
    if (this.lastSucceeded.has(operation)) {
      this.lastSucceeded.set(operation, Date.now());
    }
  }

  public throttled(operation: string): void {
    if (!this.lastSucceeded.has(operation)) {
      this.lastSucceeded.set(operation, 0);
    }
  }
}
