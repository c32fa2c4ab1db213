import { idOf } from '../../../contract/ids';
import { isApproved, isDeleted, isSubmitted } from '../../decisions/statuses';
import { failure, serviceFailure } from '../../failure';
import type { PreviousAssociations } from '../../properties/associations';
import { ServiceError } from '../../service/service-error';
import type { Registration } from '../../service/types';
import type { Operation } from '../operation';
import { isOwnedBy, unfinishedBy } from '../own-tags';
import { PROTECTED } from '../protection';
import { associateTagsOf } from '../registrations/pending-tags';

/**
 * Runs before the numbers of the stack are released. It refuses that while the registration is protected, and discards a submitted form,
 * because the service does not release a number while its form is in review. There is nothing else to delete: the associations end with
 * the numbers, which are released next, or with the registration.
 */
export async function onDelete(previous: PreviousAssociations, operation: Operation): Promise<void> {
  const { registrationId, owner, adopted, associations, deletionProtection, numbersAreRetained } = previous;
  if (registrationId === undefined) {
    return;
  }
  try {
    const registration = await operation.registrations.find(registrationId);
    if (!registration || isDeleted(registration.RegistrationStatus)) {
      return;
    }
    const isAsked = owner !== undefined || deletionProtection;
    const tags = isAsked ? await operation.registrations.tags(registration) : [];
    if (owner !== undefined && !isOwnedBy(owner, tags, operation.ownership)) {
      operation.log.info(`${registrationId} keeps its associations: another construct or stack has adopted it`, { registrationId });
      return;
    }
    const isGivenBack = adopted && await operation.deploy.originOfDelete() !== 'user';
    if (deletionProtection && !isGivenBack && unfinishedBy(tags) === undefined) {
      throw failure('deleted', `${PROTECTED.problem}, and deleting its associations would release what it depends on`, PROTECTED.advice,
        { registrationId, status: registration.RegistrationStatus });
    }
    const pending = associateTagsOf(associations, tags);
    if (pending.length > 0) {
      await operation.registrations.untag(registration, pending);
    }
    if (isGivenBack) {
      operation.log.info(`${registrationId} keeps its submitted form: it existed before the stack, and may be given back`, { registrationId });
      return;
    }
    if (numbersAreRetained) {
      // If the registration is deleted next, its own delete discards the form, or is refused and leaves it alone.
      operation.log.info(`${registrationId} keeps its submitted form: its numbers are retained`, { registrationId });
      return;
    }
    await discardSubmitted(registration, associations, operation);
  } catch (error) {
    // The deletes of the numbers and of the registration report their own problems.
    if (!(error instanceof ServiceError && (error.isConflict || error.isNotFound))) {
      throw error instanceof ServiceError ? serviceFailure('withdrawn', error, { registrationId }) : error;
    }
    operation.log.info(`The form of ${registrationId} is not withdrawn: ${error.reason ?? error.code}`, { registrationId, outcome: error.reason ?? error.code });
  }
}

async function discardSubmitted({ RegistrationId: registrationId }: Registration, declared: readonly string[], operation: Operation): Promise<void> {
  const { registrations, log } = operation;
  const [version, ...others] = await registrations.versions(registrationId);
  // A correction of an approved form is discarded, or kept, by the registration's own delete.
  const standsOnApproval = others.some(({ RegistrationVersionStatus }) => isApproved(RegistrationVersionStatus));
  if (version === undefined || !isSubmitted(version.RegistrationVersionStatus) || standsOnApproval) {
    return;
  }
  // A form that was submitted without any of these associations is not discarded here.
  const present = new Set((await registrations.associations(registrationId)).map(({ ResourceId }) => idOf(ResourceId)));
  if (declared.some((target) => present.has(idOf(target)))) {
    await registrations.discardVersion(registrationId);
    log.info(`Version ${version.VersionNumber} of ${registrationId} was discarded, because the service does not release a number while its form is submitted. `
      + 'If the registration stays in the stack, the next deploy that changes it submits the form again', { registrationId });
  }
}
