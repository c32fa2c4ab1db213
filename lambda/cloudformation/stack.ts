import type { Log } from '../log';
import type { Request } from './protocol';
import { hasEnded, isNeverUpdated, isOvertaken, isRollback, originOfDelete, wasRolledBack, type OriginOfDelete, type StackState } from './stack-state';

/** Right after an operation has begun, the status may still be that of the previous one. */
const LOOK_AGAIN_AFTER_MS = 2_000;
/** A status read this soon after a request was sent may belong to the previous operation. */
const MAY_LAG_MS = 5_000;

/** The stack of one event. If its status cannot be read, nothing is known about it, and one warning is logged. */
export class Stack {
  private began?: Promise<StackState | undefined>;
  private beganAt = 0;
  private isUnknown = false;

  constructor(
    private readonly request: Pick<Request, 'stackId' | 'logicalId' | 'sent'>, private readonly limits: { readonly signal: AbortSignal; readonly log: Log },
  ) {}

  /**
   * Whether an update is a rollback; undefined if that is unknown. A status other than expected may still be that of the previous
   * operation, so it is read again.
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

  /** Whether a delete belongs to a rollback or was requested by the user. */
  public async originOfDelete(): Promise<OriginOfDelete> {
    const began = await this.atTheBeginning();
    if (began === undefined || originOfDelete(began) !== 'unknown') {
      return originOfDelete(began);
    }
    // No resource is deleted while a stack is being created or updated, so the status is that of before the rollback.
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
    return originOfDelete(await this.ask());
  }

  /** Whether CloudFormation no longer waits for a create or an update. False does not prove that it still waits. */
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

  /** An operation that changes this soon after the request was sent is a stale first reading: no operation ends that quickly. */
  private orWhatItLaggedBehind(began: StackState, { operationId }: StackState): StackState {
    if (this.beganAt - this.request.sent > MAY_LAG_MS || began.operationId === operationId) {
      return began;
    }
    const corrected = { ...began, operationId };
    this.began = Promise.resolve(corrected);
    return corrected;
  }

  /** Whether CloudFormation is rolling back a create that has just finished, or has already done so. */
  public async isCancelled(): Promise<boolean> {
    const now = await this.ask();
    return now !== undefined && wasRolledBack(now) && (!hasEnded(now) || await this.isStillOver());
  }

  /** Whether the stack has certainly never been updated. */
  public async isNeverUpdated(): Promise<boolean> {
    const now = await this.ask();
    return now !== undefined && isNeverUpdated(now);
  }

  /** Whether the stack certainly has a resource with this physical ID under the logical ID of the request. */
  public async holds(physicalId: string): Promise<boolean> {
    const { stackId, logicalId } = this.request;
    const { isInStack } = await import('./own-stack.js');
    return await isInStack(stackId, logicalId, physicalId, this.limits) === true;
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

  /** Loads the client on demand: most deploys never ask. */
  private async ask(): Promise<StackState | undefined> {
    const { signal, log } = this.limits;
    if (this.isUnknown) {
      return undefined;
    }
    try {
      const { stackState } = await import('./stack-status.js');
      return await stackState(this.request.stackId, signal);
    } catch (error) {
      log.warn('The status of the stack cannot be read (cloudformation:DescribeStacks), so only the tags of the registration tell whether this is a rollback', {
        outcome: (error as Error).name,
      });
      this.isUnknown = true;
      return undefined;
    }
  }
}
