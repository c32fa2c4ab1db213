/** The quota of the service for most operations, unless the account has a higher one. */
const INTERVAL_MS = 1_000;

/**
 * Spaces the calls of an operation once the service has throttled it, for as long as the function stays warm.
 * Whoever keeps exactly to the rate is hardly throttled again, also while others try now and then.
 */
export class RateLimiter {
  private readonly lastSucceeded = new Map<string, number>();

  /** When it is this operation's turn. */
  public async acquire(operation: string): Promise<void> {
    const wait = (this.lastSucceeded.get(operation) ?? 0) + INTERVAL_MS - Date.now();
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
