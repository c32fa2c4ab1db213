import { associate, missingAssociations } from './associate';
import type { AssociationsAttributes } from '../../../contract/associations-resource';
import type { AssociationsWish, FormerAssociations } from '../../associations-properties';
import { failure, serviceFailure } from '../../failure';
import type { Registration, Version } from '../../service/registrations';
import { ServiceError } from '../../service/service-error';
import { wasDeniedAtOnce } from '../form';
import type { Operation } from '../operation';
import { isUndecided, lookForDenial, submitForm } from '../submission';
import { whenVisible } from '../when-visible';

/** Longer than CloudFormation gives one custom resource: how long after it began a create may be delivered again. */
const REPEATED_WITHIN_MS = 60 * 60_000;

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
    const { RegistrationStatus } = await bring(wish, former, operation);
    return { RegistrationStatus, PendingSteps: 'none' };
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('associated', error, { registrationId }) : error;
  }
}

async function bring(wish: AssociationsWish, former: FormerAssociations | undefined, operation: Operation): Promise<Registration> {
  const { registrationId } = wish;
  const { registrations } = operation;
  const registration = await registrations.find(registrationId);
  if (!registration || registration.RegistrationStatus === 'DELETED') {
    throw failure('associated', 'the service knows no such registration (any more)',
      'Declare it under a new id in the stack to have it made anew.', { registrationId });
  }
  const [version, ...others] = await whenVisible(operation, () => registrations.versions(registrationId));
  const versionStatus = version?.RegistrationVersionStatus ?? 'DISCARDED';
  // What comes to a form that was filed by an earlier deploy is as new as in an update.
  const before = former ?? (isFiledBefore(version) ? { associations: [] } : undefined);
  await associate(registration, await missingAssociations(registration, versionStatus, wish, before, operation), operation);
  // Only the first form is filed here: one that stands behind an approval is the registration's own matter.
  if (!wish.submit || others.some(isApproved)) {
    return registration;
  }
  const failOnDenial = former !== undefined || wish.failOnDenial;
  if (versionStatus === 'DRAFT') {
    return submitForm(registration, { ...wish, failOnDenial }, operation);
  }
  // An earlier delivery of this event may have submitted it, and did not live to say what became of it.
  const wasSubmitted = before === undefined && version !== undefined && (isUndecided(version) || wasDeniedAtOnce(version));
  if (wasSubmitted) {
    return lookForDenial(registration, failOnDenial, operation);
  }
  // Another delivery of this event may have submitted it since it was read.
  return before === undefined ? await registrations.find(registrationId) ?? registration : registration;
}

function isApproved({ RegistrationVersionStatus }: Version): boolean {
  return RegistrationVersionStatus === 'APPROVED';
}

/** Not by another delivery of this event. */
function isFiledBefore(version: Version | undefined, now = Date.now()): boolean {
  const submitted = version?.RegistrationVersionStatusHistory?.SubmittedTimestamp;
  return submitted !== undefined && now - submitted.getTime() > REPEATED_WITHIN_MS;
}
