import { associate, missingAssociations } from './associate';
import type { AssociationsAttributes } from '../../../contract/associations-resource';
import type { AssociationsWish, FormerAssociations } from '../../associations-properties';
import { failure, serviceFailure } from '../../failure';
import type { Registration, Version } from '../../service/registrations';
import { ServiceError } from '../../service/service-error';
import { wasDeniedAtOnce, wasSubmittedSince } from '../form';
import { guarded } from '../guard';
import type { Operation } from '../operation';
import { joined, pendingAssociations, type PendingSteps } from '../pending-steps';
import { isUndecided, lookForDenial, submitForm } from '../submission';
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
    return { RegistrationStatus: registration.RegistrationStatus, PendingSteps: joined(wish.pendingSteps, pending.text) };
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
  if (!registration || registration.RegistrationStatus === 'DELETED') {
    throw failure('associated', 'the service knows no such registration (any more)',
      'Give the construct a new ID to create a new registration.', { registrationId });
  }
  const operation = guarded(registration, asked, {});
  const [version] = await whenVisible(operation, () => registrations.versions(registrationId));
  // What comes to a form that was submitted by an earlier deploy is as new as in an update.
  const before = former ?? (wasSubmittedBefore(version, asked) ? { associations: [] } : undefined);
  const versionStatus = version?.RegistrationVersionStatus ?? 'DISCARDED';
  const { now, later } = await missingAssociations(registration, versionStatus, wish, before, operation);
  const unassociated = [...later, ...await associate(registration, now, operation)];
  const pending = pendingAssociations(registration, unassociated, operation);
  if (version === undefined || version.VersionNumber !== wish.versionToSubmit) {
    return { registration, pending };
  }
  // A denial of the first form fails no create: the rollback would delete the registration.
  const failOnDenial = former !== undefined || version.VersionNumber > 1 || wish.failOnDenial;
  return { registration: await submitIfDue(registration, version, { ...wish, failOnDenial }, operation) ?? registration, pending };
}

async function submitIfDue(
  registration: Registration, version: Version, wish: AssociationsWish, operation: Operation,
): Promise<Registration | undefined> {
  if (version.RegistrationVersionStatus === 'DRAFT') {
    return submitForm(registration, wish, operation);
  }
  // An earlier delivery of this event may have submitted it, and did not live to say what became of it.
  const isUnreported = wasSubmittedSince(version, operation.change.sent) && (isUndecided(version) || wasDeniedAtOnce(version));
  return isUnreported ? lookForDenial(registration, wish.failOnDenial, operation) : operation.registrations.find(registration.RegistrationId);
}

/** Not by another delivery of this event. */
function wasSubmittedBefore(version: Version | undefined, { change }: Operation): boolean {
  return version?.RegistrationVersionStatusHistory?.SubmittedTimestamp !== undefined && !wasSubmittedSince(version, change.sent);
}
