import { associate, missingAssociations, relatedRegistrations } from './associate';
import type { AssociationsAttributes } from '../../../contract/associations-resource';
import { isDeleted, isDraft, isUndecided, NO_VERSION } from '../../decisions/statuses';
import { failure, serviceFailure } from '../../failure';
import type { AssociationsWish, FormerAssociations } from '../../properties/associations';
import { ServiceError } from '../../service/service-error';
import type { Registration, Version } from '../../service/types';
import { guarded } from '../guard';
import type { Operation } from '../operation';
import { wasDeniedAtOnce, wasSubmittedSince } from '../registrations/form';
import { pendingSteps, type PendingSteps } from '../registrations/pending-steps';
import { lookForDenial, submitForm } from '../registrations/submission';
import { whenVisible } from '../when-visible';

/** Associates what was made after the registration, and then submits the form if that was left to it. */
export async function onCreate(wish: AssociationsWish, operation: Operation): Promise<AssociationsAttributes> {
  return bringAssociations(wish, undefined, operation);
}

/** The same; only what a former deploy did not ask for is new. */
export async function bringAssociations(
  wish: AssociationsWish, former: FormerAssociations | undefined, operation: Operation,
): Promise<AssociationsAttributes> {
  const { registrationId } = wish;
  try {
    const { registration, pending } = await bring(wish, former, operation);
    return { RegistrationStatus: registration.RegistrationStatus, PendingSteps: pending.text };
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('associated', error, { registrationId }) : error;
  }
}

interface Brought {
  readonly registration: Registration;
  readonly pending: PendingSteps;
}

async function bring(wish: AssociationsWish, former: FormerAssociations | undefined, asked: Operation): Promise<Brought> {
  const { registrationId } = wish;
  const { registrations } = asked;
  const registration = await registrations.find(registrationId);
  if (!registration || isDeleted(registration.RegistrationStatus)) {
    throw failure('associated', 'the service knows no such registration (any more)',
      'Give the construct a new ID to create a new registration.', { registrationId });
  }
  const operation = guarded(registration, asked, {});
  const [version] = await whenVisible(operation, () => registrations.versions(registrationId));
  // What comes to a form that was submitted by an earlier deploy is as new as in an update.
  const before = former ?? (wasSubmittedBefore(version, asked) ? { associations: [] } : undefined);
  const versionStatus = version?.RegistrationVersionStatus ?? NO_VERSION;
  const { now, later } = await missingAssociations(registration, versionStatus, wish, before, operation);
  const unassociated = [...later, ...await associate(registration, now, operation)];
  const isLeft = version !== undefined && version.VersionNumber === wish.versionToSubmit;
  const submit = isLeft && isDraft(versionStatus);
  const associations = submit ? await relatedRegistrations(registrationId, operation) : [];
  const pending = await pendingSteps(registration, { submit, submitAfter: wish.submitAfter, unassociated, associations }, operation);
  const submitted = isLeft && !pending.mustWait
    ? await submitIfDue(registration, version, { ...wish, failOnDenial: former !== undefined || wish.failOnDenial }, operation)
    : undefined;
  return { registration: submitted ?? registration, pending };
}

async function submitIfDue(
  registration: Registration, version: Version, wish: AssociationsWish, operation: Operation,
): Promise<Registration | undefined> {
  if (isDraft(version.RegistrationVersionStatus)) {
    return submitForm(registration, wish, operation);
  }
  // An earlier delivery of this event may have submitted it, and did not live to say what became of it.
  const isUnreported = wasSubmittedSince(version, operation.change.sent)
    && (isUndecided(version.RegistrationVersionStatus) || wasDeniedAtOnce(version));
  return isUnreported ? lookForDenial(registration, wish.failOnDenial, operation) : operation.registrations.find(registration.RegistrationId);
}

/** Not by another delivery of this event. */
function wasSubmittedBefore(version: Version | undefined, { change }: Operation): boolean {
  return version?.RegistrationVersionStatusHistory?.SubmittedTimestamp !== undefined && !wasSubmittedSince(version, change.sent);
}
