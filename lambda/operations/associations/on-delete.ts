import type { FormerAssociations } from '../../associations-properties';
import { idOf } from '../../decisions/association-step';
import { serviceFailure } from '../../failure';
import { ServiceError } from '../../service/service-error';
import type { Operation } from '../operation';
import { isProtected } from '../protection';

/**
 * Takes a submitted form back, because the service releases no number of a form under review. That is all there is to delete: the
 * associations end with the numbers, which go next, or with the registration.
 */
export async function onDelete({ registrationId, associations }: FormerAssociations, operation: Operation): Promise<void> {
  if (registrationId === undefined) {
    return;
  }
  try {
    await discardSubmitted(registrationId, associations, operation);
  } catch (error) {
    // Whether the numbers and the registration can go is theirs to find out.
    if (!(error instanceof ServiceError && (error.isConflict || error.isNotFound))) {
      throw error instanceof ServiceError ? serviceFailure('withdrawn', error, { registrationId }) : error;
    }
    operation.log.info('nothing to take back', { registrationId, outcome: error.reason ?? error.code });
  }
}

async function discardSubmitted(registrationId: string, declared: readonly string[], operation: Operation): Promise<void> {
  const { registrations, log } = operation;
  const registration = await registrations.find(registrationId);
  if (!registration || registration.RegistrationStatus === 'DELETED') {
    return;
  }
  const version = await registrations.newestVersion(registrationId);
  if (version?.RegistrationVersionStatus !== 'SUBMITTED') {
    return;
  }
  // A form that was filed before any of them came is not for this resource to take back.
  const present = new Set((await registrations.associations(registrationId)).map(({ ResourceId }) => idOf(ResourceId)));
  if (!declared.some((target) => present.has(idOf(target)))) {
    return;
  }
  if (await isProtected(registration, operation)) {
    log.warn('the submitted form stays, and with it the numbers: the deletion protection of the registration is on', { registrationId });
    return;
  }
  await registrations.discardVersion(registrationId);
}
