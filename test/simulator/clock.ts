import { Time } from '../time/time';

/** Real or faster time, plus what a test has skipped; and what is due at a later time. */
export class Clock {
  private skippedMs = 0;
  private scheduled: { readonly at: number; readonly effect: (at: Date) => void }[] = [];

  constructor(public readonly time: Time) {}

  public now(): number {
    return this.time.now() + this.skippedMs;
  }

  public date(): Date {
    return new Date(this.now());
  }

  /** Lets time pass at once, so that a test need not wait for it. */
  public advance(ms: number): void {
    this.skippedMs += ms;
  }

  public schedule(delayMs: number, effect: (at: Date) => void): void {
    this.scheduled.push({ at: this.now() + delayMs, effect });
  }

  /** Runs what has become due, in order. Called before every look at the state, so no timer is needed. */
  public settle(): void {
    const now = this.now();
    const due = this.scheduled.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    this.scheduled = this.scheduled.filter(({ at }) => at > now);
    for (const { at, effect } of due) effect(new Date(at));
  }

  public clear(): void {
    this.scheduled = [];
  }
}
