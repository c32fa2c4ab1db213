import { nextDeleteStep, type DeleteStep, type DeletionState } from '../../decisions/delete-step';
import { isDeleted, isGone, isInReview, isSubmitted } from '../../decisions/statuses';
import { failure, formatDuration, serviceFailure, type Circumstances } from '../../failure';
import { forEachLeftOver, tagsIfThere, type Candidate, type LostCreate } from '../find-owned';
import { holdersOf } from './holders';
import { deletionStep } from '../../log';
import { poll } from '../../poll';
import { ServiceError } from '../../service/service-error';
import type { Association, Registration } from '../../service/types';
import type { Operation } from '../operation';
import { assertOfStack, carries, ownerOf, unfinishedBy } from '../own-tags';
import { PROTECTED } from '../protection';

/** Automatic decisions of a review come within seconds, and what is being released is released by then. */
const GRACE_MS = 30_000;
/** As long as a create waits until what it has made is visible. */
const SURELY_MISSING_AFTER_MS = 20_000;
/** A permission that was given in the same deploy takes seconds until it is known everywhere. */
const PERMITTED_WITHIN_MS = 20_000;
/** Between two looks; the service takes one call of a kind per second. */
const PATIENCE = { atMost: Infinity, minDelay: 1, maxDelay: 10 };

export interface Deleted {
  /** It was there before the stack, and may have been given back since. */
  readonly isAdopted: boolean;
  readonly deletionProtection: boolean;
}

/** Deletes a registration of the stack and waits until the service says that it is gone. */
export async function onDelete(registrationId: string, { isAdopted, deletionProtection }: Deleted, operation: Operation): Promise<void> {
  try {
    const { registrations, arnOf } = operation;
    const tags = await tagsIfThere(registrations.tags({ RegistrationId: registrationId, RegistrationArn: arnOf(registrationId) }));
    const owner = ownerOf(tags, operation.ownership);
    if (owner !== undefined) {
      operation.log.warn(`${registrationId} stays: the stack has adopted it under another ID (${owner})`, { registrationId });
      return;
    }
    if (isAdopted && !carries(tags, operation.ownership)) {
      operation.log.warn(`${registrationId} was adopted, and does not carry the tags of the stack any more: it is gone, or was given back`, { registrationId });
      return;
    }
    assertOfStack({ RegistrationId: registrationId }, tags, operation.ownership, 'deleted');
    const isProtected = deletionProtection && unfinishedBy(tags) === undefined;
    await new Deletion(registrationId, isProtected, operation).run();
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('deleted', error, { registrationId }) : error;
  }
}

/** Deletes what a lost create may have made. */
export async function deleteLeftOvers(lost: LostCreate, operation: Operation): Promise<void> {
  try {
    await forEachLeftOver(operation, lost, () => candidates(operation), (registrationId) => new Deletion(registrationId, false, operation).run());
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('deleted', error, {}) : error;
  }
}

async function candidates({ registrations }: Operation): Promise<Candidate[]> {
  const all = await registrations.list();
  return all.filter(({ RegistrationStatus }) => !isDeleted(RegistrationStatus)).map((registration) => (
    { id: registration.RegistrationId, tags: () => registrations.tags(registration) }
  ));
}

/** One registration on its way out: what was seen so far, and the steps that nextDeleteStep chooses from it. */
class Deletion {
  private readonly started = Date.now();
  private registration?: Registration;
  private versionStatus?: string;
  private hasLooked = false;
  private wasSeen = false;
  private missingSince?: number;
  private endedByDelete?: ReadonlySet<string | undefined>;
  private lastDelete?: DeletionState['lastDelete'];
  private refusal?: ServiceError;
  private wasDiscarded = false;
  private discardRefused = false;
  /** Since when something is in the way that may end by itself. */
  private inTheWaySince?: number;
  private blockers: readonly string[] = [];
  private holders?: readonly string[];

  constructor(private readonly registrationId: string, private readonly isProtected: boolean, private readonly operation: Operation) {}

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
        // It went between two calls, for example by a second delivery of this event: the next look will tell.
        this.lastDelete = this.lastDelete === 'accepted' ? 'accepted' : 'not-found';
        return false;
      }
      // The role, or a tag on which its permissions rest, may be too new to be known everywhere.
      if (error instanceof ServiceError && error.isAccessDenied && error.reason === undefined && this.waited() < this.atMost(PERMITTED_WITHIN_MS)) {
        return false;
      }
      // What is known already tells more than that the time is up.
      const isLate = error instanceof ServiceError && (error.isOutOfTime || error.isTransient);
      throw isLate && (this.refusal || this.lastDelete === 'accepted') ? this.timedOut() : error;
    }
  }

  private async step(attempt: number): Promise<boolean> {
    // Only of our own protection the service knows nothing; what else is in the way it says itself.
    if (attempt > 1 || this.isProtected) {
      await this.look();
    }
    const step = this.decide(attempt);
    switch (step) {
      case 'done':
        return true;
      case 'keep':
        throw failure('deleted', PROTECTED.problem, PROTECTED.advice, this.circumstances());
      case 'refuse':
        throw this.inTheWay();
      case 'discard':
        await this.discard();
        return false;
      case 'delete':
        await this.delete();
        return this.lastDelete === 'accepted' && this.isDoneNow(attempt);
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
    const status = this.hasLooked ? this.registration?.RegistrationStatus ?? 'GONE' : undefined;
    this.operation.log.info(deletionStep(this.registrationId, status, step), {
      event: 'deleting', registrationId: this.registrationId, status, step, attempt, duration: this.waited(),
    });
    return step;
  }

  private state(): DeletionState {
    return {
      status: this.registration?.RegistrationStatus,
      versionStatus: this.versionStatus,
      lastDelete: this.lastDelete,
      discardRefused: this.discardRefused,
      isHeld: this.isHeld,
      surelyMissing: this.wasSeen || (this.missingSince !== undefined && Date.now() - this.missingSince >= this.atMost(SURELY_MISSING_AFTER_MS)),
      isProtected: this.isProtected,
      graceOver: this.inTheWaySince !== undefined && Date.now() - this.inTheWaySince >= this.atMost(GRACE_MS),
    };
  }

  /** By its own associations, or by what the service does not tell; its own review says so otherwise. */
  private get isHeld(): boolean {
    return this.blockers.length > 0 || (this.holders ?? []).length > 0 || this.refusal?.reason === 'RESOURCE_NOT_EMPTY';
  }

  private async look(): Promise<void> {
    const { registrations } = this.operation;
    this.registration = await registrations.find(this.registrationId);
    this.hasLooked = true;
    this.versionStatus = undefined;
    if (!this.registration) {
      this.missingSince ??= Date.now();
      return;
    }
    this.wasSeen = true;
    if (isDeleted(this.registration.RegistrationStatus)) {
      return;
    }
    if (this.lastDelete === 'conflict') {
      this.versionStatus = (await registrations.newestVersion(this.registrationId))?.RegistrationVersionStatus;
      if (isSubmitted(this.versionStatus)) {
        this.holders ??= await holdersOf(this.registration, this.operation);
      }
      this.inTheWaySince = this.isHeld || isInReview(this.state()) ? this.inTheWaySince ?? Date.now() : undefined;
    }
  }

  private async discard(): Promise<void> {
    try {
      await this.operation.registrations.discardVersion(this.registrationId);
      this.wasDiscarded = true;
    } catch (error) {
      this.keepIf(error, (refusal) => refusal.isConflict);
      this.discardRefused = true;
    }
  }

  private async delete(): Promise<void> {
    try {
      await this.operation.registrations.delete(this.registrationId);
      this.lastDelete = 'accepted';
    } catch (error) {
      const refusal = this.keepIf(error, ({ isConflict, isNotFound }) => isConflict || isNotFound);
      this.lastDelete = refusal.isConflict ? 'conflict' : 'not-found';
      this.blockers = refusal.isConflict ? await this.readBlockers() : [];
    }
  }

  /** What has to be released first: associations that the delete of this type does not end by itself. */
  private async readBlockers(): Promise<readonly string[]> {
    const { registrations } = this.operation;
    const associations = await registrations.associations(this.registrationId);
    const type = associations.length > 0 ? (this.registration ?? await registrations.find(this.registrationId))?.RegistrationType : undefined;
    if (type === undefined) {
      return associations.map(nameOf);
    }
    this.endedByDelete ??= await this.readEndedByDelete(type);
    return associations.filter(({ ResourceType }) => !this.endedByDelete!.has(ResourceType)).map(nameOf);
  }

  private async readEndedByDelete(registrationType: string): Promise<ReadonlySet<string | undefined>> {
    const supported = await this.operation.registrations.supportedAssociations(registrationType);
    const ended = supported.filter(({ DisassociationBehavior }) => DisassociationBehavior === 'DELETE_REGISTRATION_DISASSOCIATES');
    return new Set(ended.map(({ ResourceType }) => ResourceType));
  }

  private keepIf(error: unknown, expected: (error: ServiceError) => boolean): ServiceError {
    if (error instanceof ServiceError && expected(error)) {
      this.refusal = error;
      return error;
    }
    throw error;
  }

  /** A wait that leaves time for the rest: never more than half of the whole. */
  private atMost(milliseconds: number): number {
    return Math.min(milliseconds, (this.operation.deadline - this.started) / 2);
  }

  /** Permissions rest on tags, and what is gone has none: access denied may mean just that. */
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

  private circumstances(): Circumstances {
    return { registrationId: this.registrationId, status: this.registration?.RegistrationStatus, waited: this.waited() };
  }

  private inTheWay() {
    const names = [...this.blockers, ...this.holders ?? []];
    if (names.length > 0) {
      const [be, them] = names.length > 1 ? ['are', 'them'] : ['is', 'it'];
      return failure('deleted', `${names.join(', ')} ${be} still associated with it`,
        `Delete or release ${them} first, then run the delete again. A released number is lost for good, and a deleted registration has to go through the whole review again; `
        + 'to keep them, retain this registration instead (removalPolicy: RemovalPolicy.RETAIN, or delete-stack --retain-resources). ' + this.changed(),
        this.circumstances(), this.refusal);
    }
    return this.isHeld ? this.held() : this.underReview();
  }

  private held() {
    return failure('deleted', 'something is still associated with it',
      'A brand is held by its campaigns and its vetting. Delete what depends on it first, then run the delete again. ' + this.changed(),
      this.circumstances(), this.refusal);
  }

  private changed(): string {
    return this.wasDiscarded ? 'Its submitted version was discarded.' : 'Nothing was changed.';
  }

  private underReview() {
    return failure('deleted', 'it is under review, and the service keeps it until the review has ended',
      'Wait for the end of the review, then run the delete again; or delete the stack with this resource retained (delete-stack --retain-resources) to go on without it.',
      this.circumstances(), this.refusal);
  }

  private timedOut() {
    if (this.lastDelete === 'accepted') {
      return failure('deleted', `the service accepted the delete, but the registration is not gone after ${formatDuration(this.waited())}`,
        'Run the delete again: it goes on from there.', this.circumstances());
    }
    if (this.isHeld || isInReview(this.state())) {
      return this.inTheWay();
    }
    return failure('deleted', 'DeleteRegistration was refused until the timeout',
      'Something may still depend on it (a brand is held by its campaigns). Delete that first, then run the delete again.',
      this.circumstances(), this.refusal);
  }
}

/** For example "phone-0123 (phone-number, TOLL_FREE)". */
function nameOf({ ResourceArn, ResourceId, ResourceType }: Association): string {
  const kind = /:([a-z-]+)\//.exec(ResourceArn)?.[1];
  return `${ResourceId} (${[kind, ResourceType].filter(Boolean).join(', ')})`;
}
