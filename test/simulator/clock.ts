import { Time } from '../time/time';

/** Time can be skipped while a timer waits, which does not notice. */
const LOOK_EVERY_MS = 100;

/** Real or faster time, plus what a test has skipped; and what is due at a later time. */
export class Clock {
  private skippedMs = 0;
  private scheduled: { readonly at: number; readonly effect: (at: Date) => void }[] = [];
  private running = false;
  private timer?: NodeJS.Timeout;

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
    this.wait();
  }

  /** From now on what is due happens by itself too, because somebody waits for it without a call. Keeps no process alive. */
  public run(): void {
    this.running = true;
    this.wait();
  }

  public stop(): void {
    this.running = false;
    clearTimeout(this.timer);
  }

  /** Runs what has become due, in order. Called before every look at the state, so a timer is needed only where nobody looks. */
  public settle(): void {
    const now = this.now();
    const due = this.scheduled.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    this.scheduled = this.scheduled.filter(({ at }) => at > now);
    for (const { at, effect } of due) effect(new Date(at));
    this.wait();
  }

  public clear(): void {
    this.scheduled = [];
    clearTimeout(this.timer);
  }

  private wait(): void {
    clearTimeout(this.timer);
    if (!this.running || this.scheduled.length === 0) return;
    const next = Math.min(...this.scheduled.map(({ at }) => at));
    const waitMs = Math.max(0, this.time.real(next - this.now()));
    this.timer = setTimeout(() => this.settle(), Math.min(waitMs, LOOK_EVERY_MS)).unref();
  }
}
