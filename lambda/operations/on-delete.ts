import { isInReview, nextDeleteStep, type DeleteStep, type DeletionState } from '../decisions/delete-step';
import { failure, formatDuration, serviceFailure, type Circumstances } from '../failure';
import { findOwned, type Lost } from './find-owned';
import { poll, type Operation } from './operation';
import { isProtected } from './protection';
import type { Association, Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/** Automatic decisions of a review come within seconds. */
const REVIEW_GRACE_MS = 30_000;
/** Longer than a registration that was just made may be unknown, as far as anybody has reported. */
const SURELY_MISSING_AFTER_MS = 5_000;
/** Between two looks; the service takes one call of a kind per second. */
const PATIENCE = { atMost: Infinity, minDelay: 1, maxDelay: 10 };

/** Whether an id is the service's; one that CloudFormation made up has more hyphens. */
export function isRegistrationId(id: string): boolean {
  return /^registration-[0-9A-Za-z]+$/.test(id);
}

/**
 * Deletes a registration and waits until the service says that it is gone.
 * An id that is none of the service's was made up by CloudFormation, or stands for a create whose answer was lost:
 * then whatever carries our ownership tags is deleted, except the one that is kept.
 */
export async function onDelete(id: string, lost: Lost, deletionProtection: boolean, operation: Operation): Promise<void> {
  try {
    await (isRegistrationId(id) ? new Deletion(id, deletionProtection, operation).run() : deleteOwned(lost, deletionProtection, operation));
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('deleted', error, isRegistrationId(id) ? { registrationId: id } : {}) : error;
  }
}

/** Deletes what a lost create may have made. */
export async function deleteOwned(lost: Lost, deletionProtection: boolean, operation: Operation): Promise<void> {
  for (const registrationId of await findOwned(operation, lost)) {
    await new Deletion(registrationId, deletionProtection, operation).run();
  }
}

/** One registration on its way out: what was seen so far, and the steps that nextDeleteStep chooses from it. */
class Deletion {
  private readonly started = Date.now();
  private registration?: Registration;
  private versionStatus?: string;
  private isProtected?: boolean;
  private hasLooked = false;
  private wasSeen = false;
  private missingSince?: number;
  private endedByDelete?: ReadonlySet<string | undefined>;
  private lastDelete?: DeletionState['lastDelete'];
  private refusal?: ServiceError;
  private discardRefused = false;
  private reviewSeen?: number;
  private blockers: readonly Association[] = [];

  constructor(private readonly registrationId: string, private readonly deletionProtection: boolean, private readonly operation: Operation) {}

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
      // What is known already tells more than that the time is up.
      const isLate = error instanceof ServiceError && (error.isOutOfTime || error.isTransient);
      throw isLate && (this.refusal || this.lastDelete === 'accepted') ? this.timedOut() : error;
    }
  }

  private async step(attempt: number): Promise<boolean> {
    // Only of our own protection the service knows nothing; what else is in the way it says itself.
    if (attempt > 1 || this.deletionProtection) {
      await this.look();
    }
    const step = this.decide(attempt);
    switch (step) {
      case 'done':
        return true;
      case 'keep':
        throw failure('deleted', 'its deletion protection is on', 'Deploy it with deletionProtection: false first, then run the delete again.',
          this.circumstances());
      case 'refuse':
        throw this.underReview();
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
    this.operation.log.info('deleting', { registrationId: this.registrationId, status, step, attempt, duration: this.waited() });
    return step;
  }

  private state(): DeletionState {
    return {
      status: this.registration?.RegistrationStatus,
      versionStatus: this.versionStatus,
      lastDelete: this.lastDelete,
      discardRefused: this.discardRefused,
      surelyMissing: this.wasSeen || (this.missingSince !== undefined && Date.now() - this.missingSince >= this.atMost(SURELY_MISSING_AFTER_MS)),
      isProtected: this.isProtected ?? false,
      graceOver: this.reviewSeen !== undefined && Date.now() - this.reviewSeen >= this.atMost(REVIEW_GRACE_MS),
    };
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
    if (this.registration.RegistrationStatus === 'DELETED') {
      return;
    }
    this.isProtected ??= this.deletionProtection && await isProtected(this.registration, this.operation);
    const puzzled = this.lastDelete === 'conflict' || this.registration.RegistrationStatus === 'SUBMITTED';
    if (puzzled) {
      this.versionStatus = (await registrations.newestVersion(this.registrationId))?.RegistrationVersionStatus;
      this.reviewSeen = isInReview(this.state()) ? this.reviewSeen ?? Date.now() : undefined;
    }
  }

  private async discard(): Promise<void> {
    try {
      await this.operation.registrations.discardVersion(this.registrationId);
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
  private async readBlockers(): Promise<readonly Association[]> {
    const { registrations } = this.operation;
    const associations = await registrations.associations(this.registrationId);
    if (associations.length === 0 || !this.registration) {
      return associations;
    }
    this.endedByDelete ??= await this.readEndedByDelete(this.registration.RegistrationType);
    return associations.filter(({ ResourceType }) => !this.endedByDelete!.has(ResourceType));
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
    return found === undefined || found.RegistrationStatus === 'DELETED';
  }

  private waited(): number {
    return Date.now() - this.started;
  }

  private circumstances(): Circumstances {
    return { registrationId: this.registrationId, status: this.registration?.RegistrationStatus, waited: this.waited() };
  }

  private underReview() {
    return failure('deleted', 'it is under review, and the service keeps it until the review has ended',
      'Wait for the end of the review, then run the delete again.', this.circumstances(), this.refusal);
  }

  private timedOut() {
    if (this.lastDelete === 'accepted') {
      return failure('deleted', `the service accepted the delete, but the registration is not gone after ${formatDuration(this.waited())}`,
        'Run the delete again: it goes on from there.', this.circumstances());
    }
    if (isInReview(this.state())) {
      return this.underReview();
    }
    if (this.blockers.length > 0) {
      const [names, be, them] = [this.blockers.map(nameOf).join(', '), ...this.blockers.length > 1 ? ['are', 'them'] : ['is', 'it']];
      return failure('deleted', `${names} ${be} still associated with it`,
        `Release ${them}, or remove ${them} from the stack, then run the delete again.`, this.circumstances(), this.refusal);
    }
    return failure('deleted', 'the service refused it for the whole time',
      'Something may still depend on it (a brand is held by its campaigns). Delete that first, then run the delete again.',
      this.circumstances(), this.refusal);
  }
}

/** For example "phone-0123 (phone-number, TOLL_FREE)". */
function nameOf({ ResourceArn, ResourceId, ResourceType }: Association): string {
  const kind = /:([a-z-]+)\//.exec(ResourceArn)?.[1];
  return `${ResourceId} (${[kind, ResourceType].filter(Boolean).join(', ')})`;
}
