import { pendingOf, type Write } from './decide';
import { writeFields } from './fields';
import { wasDeniedAtOnce, wasSubmittedSince } from './form';
import type { Task } from './goal';
import type { Reconciled } from './reconcile';
import { lookForDenial, submitForm } from './submission';
import { isDenied, isDraft, isInReview, isUndecided } from '../../decisions/statuses';
import { discards, isVisibleToCarriers, opensVersion, type VersionPlan } from '../../decisions/version-plan';
import { ServiceError } from '../../service/service-error';
import type { Registration, Version } from '../../service/types';
import { associate } from '../associations/associate';
import { guarded } from '../guard';
import type { Operation } from '../operation';

/** The form has changed since it was read, so the decision no longer applies. */
export const LOOK_AGAIN = 'look-again';

/** Writes what was decided, associates what is missing, and submits the form if that is due. */
export async function writeForm({ plan, form, changes, missing }: Write, task: Task): Promise<Reconciled | typeof LOOK_AGAIN> {
  const { registration, kind } = task;
  const { version: newest } = form;
  const operation = guarded(registration, task.operation, { everyWrite: isVisibleToCarriers(plan), isNew: kind === 'create' });
  const { RegistrationId: registrationId } = registration;
  if (discards(plan) && await hasNewerVersion(newest, registrationId, operation)) {
    return LOOK_AGAIN;
  }
  const version = await open(plan, newest, registrationId, operation);
  if (!opensVersion(plan) || version !== newest) {
    await writeFields(registrationId, changes, operation);
  }
  const unassociated = [...missing.later, ...await associate(registration, missing.now, operation)];
  const pending = await pendingOf(plan.submit, unassociated, task);
  // A version that the service reuses, because it opens no new one, is not a draft, so the associations would not submit it.
  const isReused = opensVersion(plan) && version === newest;
  const isLeft = plan.submit && !pending.mustWait && !isReused && isLeftToAssociations(task);
  const submitted = isLeft || pending.mustWait ? undefined : await submitIfDue(plan, newest, task, operation);
  // Another delivery of the same event may have submitted the form since the registration was read.
  const isStale = !isDraft(newest.RegistrationVersionStatus);
  const now = submitted ?? (isStale ? await operation.registrations.find(registrationId) : registration);
  const maySubmitLater = submitsLater(plan, newest, task);
  return { registration: now ?? registration, versionNumber: version.VersionNumber, pending, isLeft, maySubmitLater };
}

/** A version that this deploy leaves alone is not submitted later either, unless it is under review, or was submitted by this very event. */
function submitsLater({ submit, step }: VersionPlan, newest: Version, { kind, operation }: Task): Reconciled['maySubmitLater'] {
  const { RegistrationVersionStatus: versionStatus } = newest;
  if (submit || step !== 'keep') {
    return submit;
  }
  const isUnderReview = isInReview({ versionStatus }) || (isDenied(versionStatus) && wasSubmittedSince(newest, operation.change.sent));
  return isUnderReview || (kind === 'rollback' && isDenied(versionStatus) ? 'as-before' : false);
}

/** The numbers of the stack are associated later and may be part of this form. In a rollback the associations do nothing. */
function isLeftToAssociations({ desired, kind }: Task): boolean {
  return desired.submitByAssociations && kind !== 'rollback';
}

async function submitIfDue(plan: VersionPlan, newest: Version, task: Task, operation: Operation): Promise<Registration | undefined> {
  const { registration, desired } = task;
  const failOnDenial = failsOnDenial(task);
  if (plan.submit) {
    return submitForm(registration, { ...desired, failOnDenial }, operation);
  }
  return wasJustSubmitted(plan, newest, task) ? lookForDenial(registration, failOnDenial, operation) : undefined;
}

/** A failed create would be rolled back, which deletes the form; a failed rollback leaves the stack stuck. */
function failsOnDenial({ desired, kind }: Task): boolean {
  return kind === 'create' ? desired.failOnDenial : kind !== 'rollback';
}

/** By an earlier delivery of the same event, which ended before it could report the result. */
function wasJustSubmitted({ step }: VersionPlan, newest: Version, { kind, desired, operation }: Task): boolean {
  const isWaiting = isUndecided(newest.RegistrationVersionStatus);
  if (kind === 'rollback' || step !== 'keep' || !desired.submit || !(isWaiting || wasDeniedAtOnce(newest))) {
    return false;
  }
  return kind === 'create' ? isWaiting || desired.failOnDenial : wasSubmittedSince(newest, operation.change.sent);
}

/** Opened by another delivery of the same event. It must not be discarded, and DiscardRegistrationVersion does not name a version. */
async function hasNewerVersion(newest: Version, registrationId: string, { registrations }: Operation): Promise<boolean> {
  const now = await registrations.newestVersion(registrationId);
  return now !== undefined && now.VersionNumber !== newest.VersionNumber;
}

/** The version to work on, in the state that the plan needs. */
async function open(plan: VersionPlan, newest: Version, registrationId: string, { registrations }: Operation): Promise<Version> {
  if (discards(plan)) {
    await registrations.discardVersion(registrationId);
  }
  if (!opensVersion(plan)) {
    return newest;
  }
  try {
    return await registrations.createVersion(registrationId);
  } catch (error) {
    if (plan.mayReuse && error instanceof ServiceError && error.reason === 'CREATE_REGISTRATION_VERSION_NOT_ALLOWED') {
      return newest;
    }
    throw error;
  }
}
