import { holdersOf } from './holders';
import { nextDeleteStep, type DeleteStep, type DeletionState } from '../../decisions/delete-step';
import { isDeleted, isGone, isInReview, isSubmitted } from '../../decisions/statuses';
import { failure, formatDuration, type ErrorContext } from '../../failure';
import { deletionStep } from '../../log';
import { poll } from '../../poll';
import { ServiceError } from '../../service/service-error';
import type { Association, Registration } from '../../service/types';
import type { Operation } from '../operation';
import { unfinishedBy, type PresentTags } from '../own-tags';
import { PROTECTED } from '../protection';

/** By then automatic decisions of a review have been made, and numbers that are being released are gone. */
const GRACE_MS = 30_000;
/** As long as a create waits for what it has created to become visible. */
const SURELY_MISSING_AFTER_MS = 20_000;
/** A permission granted in the same deploy takes seconds to take effect everywhere. */
const PERMITTED_WITHIN_MS = 20_000;
/** Seconds between attempts: the service accepts one call of each operation per second. */
const PATIENCE = { atMost: Infinity, minDelay: 1, maxDelay: 10 };

/** What is known so far. */
interface Seen {
  registration?: Registration;
  /** Read only once there is a reason to. */
  versionStatus?: string;
  hasLooked: boolean;
  wasFound: boolean;
  tags: PresentTags;
  missingSince?: number;
  /** Since when something that may end by itself prevents the delete. */
  inTheWaySince?: number;
  /** Associations that have to end first. */
  blockers: readonly string[];
  /** Other registrations that are associated with this one. */
  holders?: readonly string[];
  /** The resource types whose associations end with the delete. */
  endedByDelete?: ReadonlySet<string | undefined>;
}

/** What was tried so far. */
interface Tried {
  lastDelete?: DeletionState['lastDelete'];
  refusal?: ServiceError;
  wasDiscarded: boolean;
  discardRefused: boolean;
}

export interface Protection {
  readonly deletionProtection: boolean;
  /** As they were read before; empty if nothing was visible yet. */
  readonly tags: PresentTags;
}

export const UNPROTECTED: Protection = { deletionProtection: false, tags: [] };

/** The delete of one registration: what is known so far, and the steps that nextDeleteStep chooses. */
export class Deletion {
  private readonly started = Date.now();
  private readonly seen: Seen = { hasLooked: false, wasFound: false, tags: [], blockers: [] };
  private readonly tried: Tried = { wasDiscarded: false, discardRefused: false };

  constructor(private readonly registrationId: string, private readonly protection: Protection, private readonly operation: Operation) {
    this.seen.tags = protection.tags;
  }

  public async run(): Promise<void> {
    if (!await poll(this.operation, PATIENCE, (attempt) => this.attempt(attempt))) {
      throw this.timedOut();
    }
  }

  /** True when the registration is gone. */
  private async attempt(attempt: number): Promise<boolean> {
    try {
      return await this.step(attempt);
    } catch (error) {
      if (error instanceof ServiceError && (error.isNotFound || (error.isAccessDenied && await this.isGone(error)))) {
        // It was deleted between two calls, for example by another delivery of this event. The next attempt finds out.
        this.tried.lastDelete = this.tried.lastDelete === 'accepted' ? 'accepted' : 'not-found';
        return false;
      }
      // The role, or a tag that its permissions depend on, may not have taken effect everywhere yet.
      if (error instanceof ServiceError && error.isAccessDenied && error.reason === undefined && this.waited() < this.atMost(PERMITTED_WITHIN_MS)) {
        return false;
      }
      // What is already known says more than the timeout.
      const isLate = error instanceof ServiceError && (error.isOutOfTime || error.isTransient);
      throw isLate && (this.tried.refusal || this.tried.lastDelete === 'accepted') ? this.timedOut() : error;
    }
  }

  private async step(attempt: number): Promise<boolean> {
    // The service reports everything that prevents a delete except our own protection.
    if (attempt > 1 || this.isProtected) {
      await this.look();
    }
    const step = this.decide(attempt);
    switch (step) {
      case 'done':
        return true;
      case 'keep':
        throw failure('deleted', PROTECTED.problem, PROTECTED.advice, this.errorContext());
      case 'refuse':
        throw this.inTheWay();
      case 'discard':
        await this.discard();
        return false;
      case 'delete':
        await this.delete();
        return this.tried.lastDelete === 'accepted' && this.isDoneNow(attempt);
      case 'wait':
        return false;
    }
  }

  private async isDoneNow(attempt: number): Promise<boolean> {
    await this.look();
    return this.decide(attempt) === 'done';
  }

  private decide(attempt: number): DeleteStep {
    const step = nextDeleteStep(this.state());
    const status = this.seen.hasLooked ? this.seen.registration?.RegistrationStatus ?? 'GONE' : undefined;
    this.operation.log.info(deletionStep(this.registrationId, status, step), {
      event: 'deleting', registrationId: this.registrationId, status, step, attempt, duration: this.waited(),
    });
    return step;
  }

  private state(): DeletionState {
    return {
      status: this.seen.registration?.RegistrationStatus,
      versionStatus: this.seen.versionStatus,
      lastDelete: this.tried.lastDelete,
      discardRefused: this.tried.discardRefused,
      isHeld: this.isHeld,
      surelyMissing: this.seen.wasFound || this.hasLasted(this.seen.missingSince, SURELY_MISSING_AFTER_MS),
      isProtected: this.isProtected,
      graceOver: this.hasLasted(this.seen.inTheWaySince, GRACE_MS),
    };
  }

  /** By associations in either direction, or by something that the service does not name. */
  private get isHeld(): boolean {
    return this.seen.blockers.length > 0 || (this.seen.holders ?? []).length > 0 || this.tried.refusal?.reason === 'RESOURCE_NOT_EMPTY';
  }

  private async look(): Promise<void> {
    const { registrations } = this.operation;
    this.seen.registration = await registrations.find(this.registrationId);
    this.seen.hasLooked = true;
    this.seen.versionStatus = undefined;
    if (!this.seen.registration) {
      this.seen.missingSince ??= Date.now();
      return;
    }
    this.seen.wasFound = true;
    if (isDeleted(this.seen.registration.RegistrationStatus)) {
      return;
    }
    await this.lookAtTags(this.seen.registration);
    if (this.tried.lastDelete === 'conflict') {
      this.seen.versionStatus = (await registrations.newestVersion(this.registrationId))?.RegistrationVersionStatus;
      if (isSubmitted(this.seen.versionStatus)) {
        this.seen.holders ??= await holdersOf(this.seen.registration, this.operation);
      }
      this.seen.inTheWaySince = this.isHeld || isInReview(this.state()) ? this.seen.inTheWaySince ?? Date.now() : undefined;
    }
  }

  /** Until it was visible, nothing could tell whether a deploy has finished it, which the protection requires. */
  private async lookAtTags(registration: Registration): Promise<void> {
    if (this.isProtected && this.seen.tags.length === 0) {
      this.seen.tags = await this.operation.registrations.tags(registration);
    }
  }

  private get isProtected(): boolean {
    return this.protection.deletionProtection && unfinishedBy(this.seen.tags) === undefined;
  }

  private async discard(): Promise<void> {
    try {
      await this.operation.registrations.discardVersion(this.registrationId);
      this.tried.wasDiscarded = true;
    } catch (error) {
      this.keepIf(error, (refusal) => refusal.isConflict);
      this.tried.discardRefused = true;
    }
  }

  private async delete(): Promise<void> {
    try {
      await this.operation.registrations.delete(this.registrationId);
      this.tried.lastDelete = 'accepted';
    } catch (error) {
      const refusal = this.keepIf(error, ({ isConflict, isNotFound }) => isConflict || isNotFound);
      this.tried.lastDelete = refusal.isConflict ? 'conflict' : 'not-found';
      this.seen.blockers = refusal.isConflict ? await this.readBlockers() : [];
    }
  }

  /** The associations that do not end with the delete, so that their resources have to be released first. */
  private async readBlockers(): Promise<readonly string[]> {
    const { registrations } = this.operation;
    const associations = await registrations.associations(this.registrationId);
    const type = associations.length > 0 ? (this.seen.registration ?? await registrations.find(this.registrationId))?.RegistrationType : undefined;
    if (type === undefined) {
      return associations.map(nameOf);
    }
    this.seen.endedByDelete ??= await this.readEndedByDelete(type);
    return associations.filter(({ ResourceType }) => !this.seen.endedByDelete!.has(ResourceType)).map(nameOf);
  }

  private async readEndedByDelete(registrationType: string): Promise<ReadonlySet<string | undefined>> {
    const supported = await this.operation.registrations.supportedAssociations(registrationType);
    const ended = supported.filter(({ DisassociationBehavior }) => DisassociationBehavior === 'DELETE_REGISTRATION_DISASSOCIATES');
    return new Set(ended.map(({ ResourceType }) => ResourceType));
  }

  private keepIf(error: unknown, expected: (error: ServiceError) => boolean): ServiceError {
    if (error instanceof ServiceError && expected(error)) {
      this.tried.refusal = error;
      return error;
    }
    throw error;
  }

  private hasLasted(since: number | undefined, milliseconds: number): boolean {
    return since !== undefined && Date.now() - since >= this.atMost(milliseconds);
  }

  /** At most half of the available time, to leave time for the rest. */
  private atMost(milliseconds: number): number {
    return Math.min(milliseconds, (this.operation.deadline - this.started) / 2);
  }

  /** Permissions depend on tags, and a deleted registration has none, so access denied may mean that it is gone. */
  private async isGone(refused: ServiceError): Promise<boolean> {
    if (refused.operation === 'DescribeRegistrations') {
      return false;
    }
    const found = await this.operation.registrations.find(this.registrationId);
    return isGone(found?.RegistrationStatus);
  }

  private waited(): number {
    return Date.now() - this.started;
  }

  private errorContext(): ErrorContext {
    return { registrationId: this.registrationId, status: this.seen.registration?.RegistrationStatus, waited: this.waited() };
  }

  private inTheWay() {
    const names = [...this.seen.blockers, ...this.seen.holders ?? []];
    if (names.length > 0) {
      const [be, them] = names.length > 1 ? ['are', 'them'] : ['is', 'it'];
      return failure('deleted', `${names.join(', ')} ${be} still associated with it`,
        `Delete or release ${them} first, then run the delete again. A released number cannot be recovered, and a new registration has to go through the whole review again. `
        + 'To keep them, retain this registration instead (removalPolicy: RemovalPolicy.RETAIN, or delete-stack --retain-resources). ' + this.changed(),
        this.errorContext(), this.tried.refusal);
    }
    return this.isHeld ? this.held() : this.underReview();
  }

  private held() {
    return failure('deleted', 'something is still associated with it',
      'A brand cannot be deleted before its campaigns and its vetting. Delete what depends on it first, then run the delete again. ' + this.changed(),
      this.errorContext(), this.tried.refusal);
  }

  private changed(): string {
    return this.tried.wasDiscarded ? 'Its submitted version was discarded.' : 'Nothing was changed.';
  }

  private underReview() {
    return failure('deleted', 'it is under review, and the service does not delete it before the review ends',
      'Run the delete again after the review, or delete the stack with this resource retained (delete-stack --retain-resources).',
      this.errorContext(), this.tried.refusal);
  }

  private timedOut() {
    if (this.tried.lastDelete === 'accepted') {
      return failure('deleted', `the service accepted the delete, but the registration is not gone after ${formatDuration(this.waited())}`,
        'Run the delete again to wait longer.', this.errorContext());
    }
    if (this.isHeld || isInReview(this.state())) {
      return this.inTheWay();
    }
    return failure('deleted', 'DeleteRegistration was refused until the timeout',
      'Something may still depend on it, such as the campaigns of a brand. Delete that first, then run the delete again.',
      this.errorContext(), this.tried.refusal);
  }
}

/** For example "phone-0123 (phone-number, TOLL_FREE)". */
function nameOf({ ResourceArn, ResourceId, ResourceType }: Association): string {
  const kind = /:([a-z-]+)\//.exec(ResourceArn)?.[1];
  return `${ResourceId} (${[kind, ResourceType].filter(Boolean).join(', ')})`;
}
