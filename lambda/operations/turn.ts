import { expected, Failure, failure } from '../failure';
import type { PresentTags } from './find-owned';
import type { Operation } from './operation';
import type { Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/** The tag by which an update says that it files a form, and how far it came. */
const FILES = 'cdk-sms-registration:update';
/** The same of one that takes something back. It has a tag of its own, so that what it takes back can never write over it. */
const TAKES_BACK = 'cdk-sms-registration:rollback';
export const TURN_TAGS = [FILES, TAKES_BACK];
/** How long a call that an interrupted update has sent may need to arrive. */
const IN_FLIGHT_MS = 3_000;

/**
 * Three run: `filing` is what a denial makes fail, `restoring` puts back what was there before, which fails for nothing, and `replacing`
 * makes another registration in its place. The others have ended.
 */
type State = 'filing' | 'restoring' | 'replacing' | 'replaced' | 'denied' | 'done';
const RUNNING: readonly State[] = ['filing', 'restoring', 'replacing'];

/** What such a tag says. */
interface Mark {
  readonly tag: string;
  readonly state: State;
  /** The same for every delivery of one update. */
  readonly request: string;
  /** Epoch milliseconds. */
  readonly sent: number;
  /** The version whose denial has failed a deploy. */
  readonly denied?: number;
  /** The request of an update that was stopped, and may be delivered again. */
  readonly stopped?: string;
}

/** A later update has taken the turn. */
export class TakenBack extends Failure {}

/**
 * Whose turn it is with a form.
 * CloudFormation takes an update back at once when another resource fails, though the update still runs, and may be about to file the form.
 */
export class Turn {
  /** Takes the turn from an earlier update that has not ended; from then on that one files nothing. */
  public static async take(registration: Registration, operation: Operation): Promise<Turn> {
    const turn = new Turn(registration, operation, await operation.registrations.tags(registration));
    await turn.stopEarlier();
    return turn;
  }

  /** The latest first. */
  private marks: readonly Mark[];
  private denied?: number;
  private stopped?: string;

  private constructor(private readonly registration: Registration, private readonly operation: Operation, public readonly tags: PresentTags) {
    this.marks = marksOf(tags);
    this.stopped = this.mark?.stopped;
    this.denied = this.isOurs ? this.mark?.denied : undefined;
  }

  /** Whether this version was denied at once, and this very update or the deploy before has failed for it. */
  public hasFailedFor(versionNumber: number): boolean {
    return (this.isOurs && this.mark?.state === 'filing') || this.mark?.denied === versionNumber;
  }

  /** Whether another delivery of this update has filed the form by now, or is about to. */
  public async hasFiled(): Promise<boolean> {
    await this.look();
    return this.isOurs && this.mark?.state !== 'restoring';
  }

  /** Whether an update that was stopped may have made another registration, of which CloudFormation was never told. */
  public get stoppedReplacement(): boolean {
    return this.isOurs && this.mark?.state === 'replacing';
  }

  /** To be called before the form is filed, or taken back. True if an earlier update was stopped for it: it may have filed something meanwhile. */
  public async begin(restores: boolean): Promise<boolean> {
    return this.enter(restores ? 'restoring' : 'filing');
  }

  /** To be called before another registration is made. */
  public async beginReplacement(): Promise<void> {
    await this.enter('replacing');
  }

  /**
   * To be called where there is nothing to do, but an earlier update may be about to file the form, or to make another registration: as long
   * as that one only reads, it has left no mark. True if it cannot any more, and the form has to be read again.
   * A rollback does not fail for it, and who has nothing to do need not be told that it was taken back.
   */
  public async hold(replaces = false): Promise<boolean> {
    if (this.isOurs) {
      return false;
    }
    try {
      this.denied = this.mark?.denied;
      await this.stop(replaces && this.mark?.state === 'replaced' ? 'replacing' : 'restoring');
      await this.stopEarlier();
      return true;
    } catch (error) {
      this.operation.log.warn('another update may still run', { registrationId: this.registration.RegistrationId, outcome: expected(error).message });
      return false;
    }
  }

  /** Fails when a later update has begun, which is how an update learns that it was taken back. */
  public async assert(): Promise<void> {
    await this.look();
    await this.stopEarlier();
    // Who gives a registration back takes its marks off.
    if (this.marks.length === 0) {
      throw this.takenBack();
    }
  }

  /** Ends the turn; with the version whose denial has failed the deploy. It never fails: a turn that is not ended is taken by the next update. */
  public async end(deniedVersion = this.denied): Promise<void> {
    try {
      const { mark } = this;
      if (mark && this.isOurs && RUNNING.includes(mark.state)) {
        const ended = mark.state === 'replacing' ? 'replaced' : 'done';
        await this.assert();
        this.denied = deniedVersion;
        const ours = this.marks.filter(({ request }) => request === mark.request).map(({ tag }) => tag);
        await this.write(deniedVersion === undefined ? ended : 'denied', ...ours);
      }
    } catch (error) {
      this.operation.log.info('the turn was not ended', {
        registrationId: this.registration.RegistrationId, outcome: error instanceof ServiceError ? error.message : 'taken by another update',
      });
    }
  }

  private async enter(state: State): Promise<boolean> {
    await this.look();
    const hasStopped = await this.stopEarlier();
    if (!this.isOurs || this.mark?.state !== state) {
      this.denied = undefined;
      await this.write(state, state === 'restoring' ? TAKES_BACK : FILES);
    }
    return hasStopped;
  }

  private async stopEarlier(): Promise<boolean> {
    let hasStopped = false;
    for (let earlier = this.earlier; earlier; earlier = this.earlier) {
      this.operation.log.warn('an earlier update has not ended: it is stopped', { registrationId: this.registration.RegistrationId });
      this.stopped = earlier.request;
      await this.stop(earlier.state === 'replacing' ? 'replacing' : 'restoring');
      hasStopped = true;
    }
    if (this.isTakenBack) {
      throw this.takenBack();
    }
    return hasStopped;
  }

  /** Leaves our mark, and waits for what was sent before anybody could see it. */
  private async stop(state: State): Promise<void> {
    await this.write(state, TAKES_BACK);
    await new Promise((resolve) => setTimeout(resolve, IN_FLIGHT_MS));
    await this.look();
  }

  private async look(): Promise<void> {
    this.marks = marksOf(await this.operation.registrations.tags(this.registration));
  }

  /** What the last update says. */
  private get mark(): Mark | undefined {
    return this.marks[0];
  }

  /** Written by any delivery of this update. */
  private get isOurs(): boolean {
    return this.mark?.request === this.operation.request;
  }

  /** The mark of an update that has not ended; beside one of ours it may be that of one that only read until we left ours. */
  private get earlier(): Mark | undefined {
    const mark = this.isOurs ? this.marks.find(({ request }) => request !== this.operation.request) : this.mark;
    return mark && RUNNING.includes(mark.state) && mark.request !== this.stopped && !this.isTakenBack ? mark : undefined;
  }

  /** By an update that was sent after this one, or that has stopped it. */
  private get isTakenBack(): boolean {
    const { request, sent } = this.operation;
    return this.marks.some((mark) => mark.request !== request && (mark.sent > sent || mark.stopped === request));
  }

  private async write(state: State, ...tags: string[]): Promise<void> {
    const { registrations, request, sent } = this.operation;
    const marks = tags.map((tag): Mark => ({ tag, state, request, sent, denied: this.denied, stopped: this.stopped }));
    await registrations.tag(this.registration, marks.map((mark) => ({ Key: mark.tag, Value: textOf(mark) })));
    this.marks = [...marks, ...this.marks.filter(({ tag }) => !tags.includes(tag))];
  }

  private takenBack(): TakenBack {
    const { message } = failure('updated', 'CloudFormation has taken this update back while it ran', 'What it had not filed by then was not filed.',
      { registrationId: this.registration.RegistrationId });
    return new TakenBack(message);
  }
}

const NONE = '-';

/** At most 159 of the 256 characters that a tag may have. */
function textOf({ state, request, sent, denied, stopped }: Mark): string {
  return [state, request, sent, denied ?? NONE, stopped ?? NONE].join(' ');
}

function marksOf(tags: PresentTags): Mark[] {
  const marks = TURN_TAGS.flatMap((tag) => tags.filter(({ Key }) => Key === tag).map(({ Value }) => markOf(tag, Value ?? '')));
  return marks.sort((one, other) => other.sent - one.sent);
}

function markOf(tag: string, text: string): Mark {
  const [state, request, sent, denied, stopped] = text.split(' ').map((part) => part === NONE ? undefined : part);
  return { tag, state: state as State, request: request ?? '', sent: Number(sent), denied: denied === undefined ? undefined : Number(denied), stopped };
}
