import { expected, failure, type Failure } from '../failure';
import { carries, type PresentTags } from './find-owned';
import type { Operation } from './operation';
import type { Registration } from '../service/registrations';

/** Where an update says that it files a form, and how far it came. */
const UPDATE = 'cdk-sms-registration:update';
/** The same for one that takes something back: on a tag of its own, so that a late write of what it takes back does not hide it. */
const ROLLBACK = 'cdk-sms-registration:rollback';
export const TURN_TAGS = [UPDATE, ROLLBACK];
/** How long a call that an interrupted update has sent may need to arrive. */
const IN_FLIGHT_MS = 3_000;

/**
 * Three run: `filing` is what a denial makes fail, `restoring` puts back what was there before, which fails for nothing, and `replacing`
 * makes another registration in its place, or looks for one to delete it. The others have ended.
 */
type State = 'filing' | 'restoring' | 'replacing' | 'replaced' | 'done';
const RUNNING: readonly State[] = ['filing', 'restoring', 'replacing'];

/** What such a tag says. Both say the same, if both are of one update. */
interface Mark {
  readonly tag: string;
  readonly state: State;
  /** The same for every delivery of one update. */
  readonly request: string;
  /** Epoch milliseconds. */
  readonly sent: number;
  /** The last version whose denial has failed a deploy. */
  readonly denied?: number;
  /** The request of the update that was stopped last, and may be delivered again. */
  readonly stopped?: string;
}

/**
 * Whose turn it is with a form.
 * CloudFormation takes an update back at once when another resource fails, though the update still runs, and may be about to file the form.
 * Of two updates the one that was sent later goes on: it stops the other, which looks before each of its writes.
 */
export class Turn {
  public static async take(registration: Registration, operation: Operation): Promise<Turn> {
    const turn = new Turn(registration, operation, await operation.registrations.tags(registration));
    await turn.stopEarlier();
    return turn;
  }

  /** The latest first. */
  private marks: readonly Mark[];
  private hasBegun = false;

  private constructor(private readonly registration: Registration, private readonly operation: Operation, private present: PresentTags) {
    this.marks = marksOf(present);
  }

  /** Of the registration, as they were when it was looked at last. */
  public get tags(): PresentTags {
    return this.present;
  }

  /** The same operation, but as soon as this update has begun it changes nothing any more when a later one has taken the turn. */
  public get guarded(): Operation {
    return { ...this.operation, registrations: this.operation.registrations.whileWanted(() => this.assert()) };
  }

  /** Whether the denial of that version has failed this very update, or the deploy before. */
  public hasFailedFor(versionNumber: number): boolean {
    return this.ours?.state === 'filing' || this.last('denied') === versionNumber;
  }

  /** Whether another delivery of this update has filed the form by now, or is about to. */
  public async hasFiled(): Promise<boolean> {
    await this.look();
    return this.ours !== undefined && this.ours.state !== 'restoring';
  }

  /** Since when, in epoch milliseconds, an update that was stopped may have made another registration, of which CloudFormation was never told. */
  public get replacedSince(): number | undefined {
    const replacing = this.marks.filter(({ state }) => state === 'replacing' || state === 'replaced');
    return this.ours?.state === 'replacing' ? Math.min(...replacing.map(({ sent }) => sent)) : undefined;
  }

  /** To be called before anything is filed, taken back or made. True if an earlier update was stopped for it: it may have filed something meanwhile. */
  public async begin(state: 'filing' | 'restoring' | 'replacing'): Promise<boolean> {
    await this.look();
    const hasStopped = await this.stopEarlier();
    if (this.ours?.state !== state) {
      await this.write(state, { on: state === 'restoring' ? ROLLBACK : UPDATE });
      // Of two that begin at the same time one sees the other now.
      await this.look();
    }
    this.hasBegun = true;
    return await this.stopEarlier() || hasStopped;
  }

  /**
   * Stops an earlier update that only reads as yet, and has left no mark. True if none can begin any more, and the form has to be read again.
   * It never fails: a rollback must not, and who has nothing to do need not be told that it was taken back.
   */
  public async stopUnseen(): Promise<boolean> {
    if (this.ours || this.hasBegun) {
      return false;
    }
    try {
      const [latest] = this.marks;
      await this.stop(latest?.state === 'replaced' ? 'replacing' : 'restoring');
      await this.stopEarlier();
      return true;
    } catch (error) {
      this.operation.log.warn('another update may still run', { registrationId: this.registration.RegistrationId, outcome: expected(error).message });
      return false;
    }
  }

  /** Ends the turn; with the version whose denial has failed the deploy. It never fails: a turn that is not ended is taken by the next update. */
  public async end(denied?: number): Promise<void> {
    try {
      const state = this.ours?.state;
      if (state && RUNNING.includes(state)) {
        await this.assert();
        await this.write(state === 'replacing' ? 'replaced' : 'done', { denied });
      }
    } catch (error) {
      this.operation.log.info('the turn was not ended', { registrationId: this.registration.RegistrationId, outcome: expected(error).message });
    }
  }

  /** Fails when a later update has begun, which is how an update learns that it was taken back. */
  private async assert(): Promise<void> {
    if (!this.hasBegun) {
      return;
    }
    await this.look();
    await this.stopEarlier();
    // Who gives a registration back takes all of these off.
    if (this.marks.length === 0 && !carries(this.present, this.operation.ownership)) {
      throw this.takenBack();
    }
  }

  private async stopEarlier(): Promise<boolean> {
    for (let hasStopped = false; ; hasStopped = true) {
      if (this.isTakenBack) {
        throw this.takenBack();
      }
      const { earlier } = this;
      if (!earlier) {
        return hasStopped;
      }
      this.operation.log.warn('an earlier update has not ended: it is stopped', { registrationId: this.registration.RegistrationId });
      await this.stop(earlier.state === 'replacing' ? 'replacing' : this.ours?.state ?? 'restoring', earlier.request);
    }
  }

  /** Leaves our mark, and waits for what was sent before anybody could see it. */
  private async stop(state: State, stopped = this.last('stopped')): Promise<void> {
    await this.write(state, { on: ROLLBACK, stopped });
    await new Promise((resolve) => setTimeout(resolve, IN_FLIGHT_MS));
    await this.look();
  }

  private async look(): Promise<void> {
    this.present = await this.operation.registrations.tags(this.registration);
    this.marks = marksOf(this.present);
  }

  /** Written by any delivery of this update. */
  private get ours(): Mark | undefined {
    return this.marks.find((mark) => this.isOurs(mark));
  }

  /** Of an update that has not ended, and that nobody has stopped. */
  private get earlier(): Mark | undefined {
    return this.marks.find((mark) => (
      !this.isOurs(mark) && RUNNING.includes(mark.state) && !this.marks.some(({ stopped }) => stopped === mark.request)
    ));
  }

  /** By an update that was sent after this one, or that has stopped it. */
  private get isTakenBack(): boolean {
    const { request, sent } = this.operation;
    return this.marks.some((mark) => !this.isOurs(mark) && (mark.sent > sent || mark.stopped === request));
  }

  private isOurs({ request }: Mark): boolean {
    return request === this.operation.request;
  }

  private last<K extends 'denied' | 'stopped'>(key: K): Mark[K] {
    return this.marks.find((mark) => mark[key] !== undefined)?.[key];
  }

  private async write(
    state: State, { on, denied = this.last('denied'), stopped = this.last('stopped') }: Partial<Mark> & { readonly on?: string },
  ): Promise<void> {
    const { registrations, request, sent } = this.operation;
    const ours = this.marks.filter((mark) => this.isOurs(mark)).map(({ tag }) => tag);
    const tags = TURN_TAGS.filter((tag) => tag === on || ours.includes(tag));
    const marks = tags.map((tag): Mark => ({ tag, state, request, sent, denied, stopped }));
    await registrations.tag(this.registration, marks.map((mark) => ({ Key: mark.tag, Value: textOf(mark) })));
    this.marks = [...marks, ...this.marks.filter(({ tag }) => !tags.includes(tag))];
    this.hasBegun = true;
  }

  private takenBack(): Failure {
    return failure('updated', 'CloudFormation has taken this update back while it ran', 'What it had not filed by then was not filed.',
      { registrationId: this.registration.RegistrationId });
  }
}

const NONE = '-';

/** At most 162 of the 256 characters that a tag may have. */
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
