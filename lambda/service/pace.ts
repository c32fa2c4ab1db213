/** The quota of the service for most operations, unless the account has a higher one. */
const INTERVAL_MS = 1_000;

/**
 * Spaces the calls of an operation once the service has throttled it.
 * The SDK only slows down by being throttled again and again, and each of those calls counts for the whole account.
 */
export class Pace {
  private readonly lastAnswer = new Map<string, number>();

  /** When it is this operation's turn. */
  public async turn(operation: string): Promise<void> {
    const wait = (this.lastAnswer.get(operation) ?? 0) + INTERVAL_MS - Date.now();
    if (wait > 0) {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  public answered(operation: string, throttled: boolean): void {
    if (throttled || this.lastAnswer.has(operation)) {
      this.lastAnswer.set(operation, Date.now());
    }
  }
}
