import * as path from 'path';

/** A module that makes time pass faster in the process that requires it. */
const FAST_TIME = path.join(__dirname, 'fast-time.js');

/** Time that passes `speed` times as fast as the real one, the same in every process that is given it. */
export class Time {
  private skipped = 0;

  constructor(public readonly speed = 1, private readonly origin = Date.now()) {}

  public now(): number {
    return this.origin + (Date.now() - this.origin) * this.speed + this.skipped;
  }

  /** Lets time pass at once. A process that runs already does not notice. */
  public skip(ms: number): void {
    this.skipped += ms;
  }

  /** How many real milliseconds so many of this time last. */
  public real(ms: number): number {
    return ms / this.speed;
  }

  /** What makes a Node.js process live in this time. */
  public get process(): { readonly execArgv: string[]; readonly env: Record<string, string> } {
    if (this.speed === 1 && this.skipped === 0) return { execArgv: [], env: {} };
    return { execArgv: ['--require', FAST_TIME], env: { FAST_TIME: `${this.origin}:${this.speed}:${this.skipped}` } };
  }
}
