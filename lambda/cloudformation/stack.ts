import type { Log } from '../log';
import { hasEnded, isOvertaken, isRollback, originOfDelete, wasTakenBack, type OriginOfDelete, type StackState } from './stack-state';

/** A status may still be the one of the operation before, just after the next one has begun. */
const LOOK_AGAIN_AFTER_MS = 2_000;

/** The stack of one event, as CloudFormation shows it. Where it cannot be asked nothing is known, and a warning says so once. */
export class Stack {
  private began?: Promise<StackState | undefined>;
  private isUnknown = false;

  constructor(private readonly stackId: string, private readonly limits: { readonly signal: AbortSignal; readonly log: Log }) {}

  /** Whether an update takes back what another one did; undefined when nobody can tell. */
  public async isRollback(): Promise<boolean | undefined> {
    const began = await this.atTheBeginning();
    return began && isRollback(began);
  }

  /** The same, for whoever has a reason to doubt it. */
  public async isSurelyRollback(): Promise<boolean | undefined> {
    if (await this.isRollback() === false) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
      this.began = this.askAgainIfEnded();
    }
    return this.isRollback();
  }

  /** Whether a delete belongs to a rollback, or is what the user asks for. */
  public async originOfDelete(): Promise<OriginOfDelete> {
    return originOfDelete(await this.atTheBeginning());
  }

  /** Whether nobody waits any more for a create or an update. That it is not known to be so does not mean that it is not. */
  public async isOvertaken(): Promise<boolean> {
    const wasAsked = this.began !== undefined;
    const began = await this.atTheBeginning();
    const now = wasAsked && began ? await this.ask() : began;
    if (began === undefined || now === undefined) {
      return false;
    }
    return isOvertaken(wasAsked ? began : { ...began, status: '' }, now) || (hasEnded(now) && await this.isStillOver());
  }

  /** Whether CloudFormation is taking back the create that is at its end. */
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
    const state = await this.ask();
    if (state === undefined || !hasEnded(state)) {
      return state;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
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
      log.warn('CloudFormation cannot be asked for the status of the stack (cloudformation:DescribeStacks): whether this is a rollback is told by the tags of the registration alone', {
        outcome: (error as Error).name,
      });
      this.isUnknown = true;
      return undefined;
    }
  }
}
