import { failure } from '../failure';
import type { PresentTags } from './find-owned';
import type { Operation } from './operation';
import type { Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/** The tag that says which update was the last to work on a form, and how far it came. */
export const TURN = 'cdk-sms-registration:update';
/** How long a call that an interrupted update has sent may need to arrive. */
const IN_FLIGHT_MS = 3_000;

/** Files what a denial makes fail. */
const FILING = 'filing';
/** Puts back what was there before, which fails for nothing. */
const RESTORING = 'restoring';
/** Makes another registration in its place. */
const REPLACING = 'replacing';
const DONE = 'done';
const DENIED = 'denied';

/**
 * Whose turn it is with a form.
 * CloudFormation takes an update back at once when another resource fails, though the update still runs, and may be about to file the form.
 */
export class Turn {
  /** Takes the turn from an update that has not ended; from then on that one files nothing. */
  public static async take(registration: Registration, operation: Operation): Promise<Turn> {
    const turn = new Turn(registration, operation, await operation.registrations.tags(registration));
    const [state, request] = turn.mark.split(' ');
    if ([FILING, RESTORING, REPLACING].includes(state!) && request !== operation.request) {
      operation.log.warn('an earlier update has not ended: it is stopped', { registrationId: registration.RegistrationId });
      await turn.write(state === REPLACING ? REPLACING : RESTORING);
      await new Promise((resolve) => setTimeout(resolve, IN_FLIGHT_MS));
    }
    return turn;
  }

  private mark: string;

  private constructor(private readonly registration: Registration, private readonly operation: Operation, public readonly tags: PresentTags) {
    this.mark = markOf(tags);
  }

  /** Whether this version was denied at once, and this very update or the deploy before has failed for it. */
  public hasFailedFor(versionNumber: number): boolean {
    return (this.isOurs && this.mark.startsWith(FILING)) || (this.mark.startsWith(DENIED) && this.mark.endsWith(` ${versionNumber}`));
  }

  /** Whether another delivery of this update has filed the form by now, or is about to. */
  public async hasFiled(): Promise<boolean> {
    this.mark = markOf(await this.operation.registrations.tags(this.registration));
    return this.isOurs && !this.mark.startsWith(RESTORING);
  }

  /** Whether the update that was stopped may have made another registration, of which CloudFormation was never told. */
  public get stoppedReplacement(): boolean {
    return this.mark.startsWith(REPLACING);
  }

  /** To be called before the form is filed, or taken back. */
  public async begin(restores: boolean): Promise<void> {
    await this.enter(restores ? RESTORING : FILING);
  }

  /** To be called before another registration is made. */
  public async beginReplacement(): Promise<void> {
    await this.enter(REPLACING);
  }

  /** Fails when another update has begun since, which is how an update learns that it was taken back. */
  public async assert(): Promise<void> {
    this.mark = markOf(await this.operation.registrations.tags(this.registration));
    if (!this.isOurs) {
      throw failure('updated', 'CloudFormation has taken this update back while it ran', 'What it had not filed by then was not filed.',
        { registrationId: this.registration.RegistrationId });
    }
  }

  /** Ends the turn; with the version whose denial has failed the deploy. It never fails: a turn that is not ended is taken by the next update. */
  public async end(deniedVersion?: number): Promise<void> {
    try {
      if (this.isOurs && !this.mark.startsWith(DONE)) {
        await this.assert();
        await (deniedVersion === undefined ? this.write(DONE) : this.write(DENIED, ` ${deniedVersion}`));
      }
    } catch (error) {
      this.operation.log.info('the turn was not ended', {
        registrationId: this.registration.RegistrationId, outcome: error instanceof ServiceError ? error.message : 'taken by another update',
      });
    }
  }

  private async enter(state: string): Promise<void> {
    if (!this.isOurs || !this.mark.startsWith(state)) {
      await this.write(state);
    }
  }

  /** Written by any delivery of this update. */
  private get isOurs(): boolean {
    return this.mark.split(' ')[1] === this.operation.request;
  }

  private async write(state: string, version = ''): Promise<void> {
    const mark = `${state} ${this.operation.request}${version}`;
    await this.operation.registrations.tag(this.registration, [{ Key: TURN, Value: mark }]);
    this.mark = mark;
  }
}

function markOf(tags: PresentTags): string {
  return tags.find(({ Key }) => Key === TURN)?.Value ?? '';
}
