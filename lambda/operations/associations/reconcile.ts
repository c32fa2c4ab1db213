import { associate, missingAssociations } from './associate';
import type { AssociationsAttributes } from '../../../contract/associations-resource';
import { isDeleted, isDraft, isUndecided, NO_VERSION } from '../../decisions/statuses';
import { failure, serviceFailure } from '../../failure';
import type { DesiredAssociations } from '../../properties/associations';
import { ServiceError } from '../../service/service-error';
import type { Registration, Version } from '../../service/types';
import { guarded } from '../guard';
import type { Operation } from '../operation';
import { overtaken } from '../own-tags';
import { wasDeniedAtOnce, wasSubmittedSince } from '../registrations/form';
import { joined, pendingAssociations } from '../registrations/pending-steps';
import { writeAssociateTags } from '../registrations/pending-tags';
import { lookForDenial, submitForm } from '../registrations/submission';
import { whenVisible } from '../when-visible';

export interface Goal {
  readonly kind: 'create' | 'update';
  readonly desired: DesiredAssociations;
  readonly previous: { readonly associations: readonly string[] };
}

/** Associates what was created after the registration, and then submits the form if that was left to it. */
export async function reconcileAssociations(goal: Goal, operation: Operation): Promise<AssociationsAttributes> {
  const { registrationId } = goal.desired;
  try {
    return await reconcile(goal, operation);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('associated', error, { registrationId }) : error;
  }
}

async function reconcile(goal: Goal, unguarded: Operation): Promise<AssociationsAttributes> {
  const { desired } = goal;
  const registration = await findRegistration(desired.registrationId, unguarded);
  const operation = guarded(registration, unguarded, {});
  const [version] = await whenVisible(operation, () => operation.registrations.versions(desired.registrationId));
  const unassociated = await associateMissing(goal, registration, version, operation);
  const { continueFor, associations } = desired;
  const PendingSteps = joined(desired.pendingSteps, pendingAssociations(registration, unassociated, continueFor !== undefined, operation));
  const isLeft = version !== undefined && version.VersionNumber === desired.versionToSubmit;
  const submitted = isLeft ? await submitIfDue(registration, version, failingOnDenial(goal, version), operation) : undefined;
  if (unassociated.length > 0 || goal.kind === 'update') {
    // Its rollback may have written them already.
    if (await operation.deploy.isOvertaken()) {
      throw overtaken(registration, 'associated');
    }
    await writeAssociateTags(registration, unassociated, [...associations, ...goal.previous.associations], continueFor, operation);
  }
  return { RegistrationStatus: (submitted ?? registration).RegistrationStatus, PendingSteps };
}

/** A denial of the first form fails no create, because the rollback would delete a registration that the stack has created. */
function failingOnDenial({ kind, desired }: Goal, { VersionNumber }: Version): DesiredAssociations {
  return { ...desired, failOnDenial: kind === 'update' || VersionNumber > 1 || desired.adopted || desired.failOnDenial };
}

async function findRegistration(registrationId: string, { registrations }: Operation): Promise<Registration> {
  const registration = await registrations.find(registrationId);
  if (!registration || isDeleted(registration.RegistrationStatus)) {
    throw failure('associated', 'it no longer exists',
      'Give the construct a new ID to create a new registration.', { registrationId });
  }
  return registration;
}

/** Returns what cannot be associated yet. An association with a form that an earlier deploy has submitted is new, as in an update. */
async function associateMissing(goal: Goal, registration: Registration, version: Version | undefined, operation: Operation): Promise<string[]> {
  const refuses = goal.kind === 'update' || wasSubmittedBefore(version, operation);
  const versionStatus = version?.RegistrationVersionStatus ?? NO_VERSION;
  const { now, later } = await missingAssociations(registration, versionStatus, { ...goal, refuses }, operation);
  return [...later, ...await associate(registration, now, operation)];
}

async function submitIfDue(
  registration: Registration, version: Version, desired: DesiredAssociations, operation: Operation,
): Promise<Registration | undefined> {
  if (isDraft(version.RegistrationVersionStatus)) {
    return submitForm(registration, desired, operation);
  }
  // An earlier delivery of this event may have submitted it and ended before it could report the result.
  const isUnreported = wasSubmittedSince(version, operation.change.sent)
    && (isUndecided(version.RegistrationVersionStatus) || wasDeniedAtOnce(version));
  return isUnreported ? lookForDenial(registration, desired.failOnDenial, operation) : operation.registrations.find(registration.RegistrationId);
}

/** By an earlier deploy, not by another delivery of this event. */
function wasSubmittedBefore(version: Version | undefined, { change }: Operation): boolean {
  return version?.RegistrationVersionStatusHistory?.SubmittedTimestamp !== undefined && !wasSubmittedSince(version, change.sent);
}
