import type { Log } from '../log';
import { hasEnded, isOvertaken, isRollback, originOfDelete, wasTakenBack, type OriginOfDelete, type StackState } from './stack-state';

/** A status may still be the one of the operation before, just after the next one has begun. */
const LOOK_AGAIN_AFTER_MS = 2_000;
/** What is read so shortly after a request was sent may be the operation before. */
const MAY_LAG_MS = 5_000;

/** The stack of one event, as CloudFormation shows it. Where it cannot be asked nothing is known, and a warning says so once. */
export class Stack {
  private began?: Promise<StackState | undefined>;
  private beganAt = 0;
  private isUnknown = false;

  /** @param sent epoch milliseconds: when CloudFormation has sent the request */
  constructor(
    private readonly stackId: string, private readonly sent: number, private readonly limits: { readonly signal: AbortSignal; readonly log: Log },
  ) {}

  /**
   * Whether an update takes back what another one did; undefined when nobody can tell. An answer that is not the expected one may be that
   * of the operation before, so it is looked up once more.
   */
  public async isRollback(expected?: boolean): Promise<boolean | undefined> {
    const began = await this.atTheBeginning();
    if (began === undefined || expected === undefined || isRollback(began) === expected) {
      return began && isRollback(began);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
    this.began = undefined;
    return this.isRollback();
  }

  /** Whether a delete belongs to a rollback, or is what the user asks for. */
  public async originOfDelete(): Promise<OriginOfDelete> {
    const began = await this.atTheBeginning();
    if (began === undefined || originOfDelete(began) !== 'unknown') {
      return originOfDelete(began);
    }
    // Nothing is deleted while a stack is created or updated: that is still the status of before the rollback.
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
    return originOfDelete(await this.ask());
  }

  /** Whether nobody waits any more for a create or an update. That it is not known to be so does not mean that it is not. */
  public async isOvertaken(): Promise<boolean> {
    const wasAsked = this.began !== undefined;
    const began = await this.atTheBeginning();
    const now = wasAsked && began ? await this.ask() : began;
    if (began === undefined || now === undefined) {
      return false;
    }
    const first = wasAsked ? this.orWhatItLaggedBehind(began, now) : { ...began, status: '' };
    return isOvertaken(first, now) || (hasEnded(now) && await this.isStillOver());
  }

  /** No operation ends, and another begins, so soon after a request of it was sent. */
  private orWhatItLaggedBehind(began: StackState, { operationId }: StackState): StackState {
    if (this.beganAt - this.sent > MAY_LAG_MS || began.operationId === operationId) {
      return began;
    }
    const corrected = { ...began, operationId };
    this.began = Promise.resolve(corrected);
    return corrected;
  }

  /** Whether CloudFormation is taking back the create that is at its end, or has done so. */
  public async isCancelled(): Promise<boolean> {
    const now = await this.ask();
    return now !== undefined && wasTakenBack(now) && (!hasEnded(now) || await this.isStillOver());
  }

  private async isStillOver(): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
    const now = await this.ask();
    return now !== undefined && hasEnded(now);
  }

  private atTheBeginning(): Promise<StackState | undefined> {
    return this.began ??= this.askAgainIfEnded();
  }

  private async askAgainIfEnded(): Promise<StackState | undefined> {
    this.beganAt = Date.now();
    const state = await this.ask();
    if (state === undefined || !hasEnded(state)) {
      return state;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
    this.beganAt = Date.now();
    return this.ask();
  }

  /** Loads the client only now: a deploy that has nothing to decide starts without it. */
  private async ask(): Promise<StackState | undefined> {
    const { signal, log } = this.limits;
    if (this.isUnknown) {
      return undefined;
    }
    try {
      const { stackState } = await import('./stack-status.js');
      return await stackState(this.stackId, signal);
    } catch (error) {
      log.warn('The status of the stack cannot be read (cloudformation:DescribeStacks), so only the tags of the registration tell whether this is a rollback', {
        outcome: (error as Error).name,
      });
      this.isUnknown = true;
      return undefined;
    }
  }
}
