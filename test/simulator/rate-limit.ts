/** Requests per second; every operation that is not listed has 1. */
const RATES: Record<string, number> = { ListTagsForResource: 10 };

/** One request at a time per operation, then again after 1/rate seconds. */
export class RateLimit {
  private readonly nextAllowed = new Map<string, number>();

  /** Whether a call may pass at this time; one that passes uses up its turn. */
  public take(operation: string, now: number): boolean {
    if (now < (this.nextAllowed.get(operation) ?? 0)) return false;
    this.nextAllowed.set(operation, now + 1000 / (RATES[operation] ?? 1));
    return true;
  }

  public clear(): void {
    this.nextAllowed.clear();
  }
}
