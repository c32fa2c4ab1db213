import { unassociatedOf, warnOfRemoved } from './associate';
import { reconcileAssociations } from './reconcile';
import type { AssociationsAttributes } from '../../../contract/associations-resource';
import { DELETED } from '../../decisions/statuses';
import { serviceFailure } from '../../failure';
import type { DesiredAssociations, PreviousAssociations } from '../../properties/associations';
import { ServiceError } from '../../service/service-error';
import type { Registration } from '../../service/types';
import type { Operation } from '../operation';
import { joined, NOTHING_PENDING, pendingAssociations } from '../registrations/pending-steps';
import { writeAssociateTags } from '../registrations/pending-tags';

/** Associates what was added to the stack. A rollback has nothing to do: the service has no API to disassociate, and the registration restores its own form. */
export async function onUpdate(desired: DesiredAssociations, previous: PreviousAssociations, operation: Operation): Promise<AssociationsAttributes> {
  if (!await operation.deploy.isRollback()) {
    return reconcileAssociations({ kind: 'update', desired, previous }, operation);
  }
  const { registrationId } = desired;
  warnOfRemoved(registrationId, desired, previous, operation);
  try {
    const registration = await operation.registrations.find(registrationId);
    const PendingSteps = registration ? await restorePending(registration, desired, previous, operation) : NOTHING_PENDING.text;
    return { RegistrationStatus: registration?.RegistrationStatus ?? DELETED, PendingSteps };
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('associated', error, { registrationId }) : error;
  }
}

/** The update that is being rolled back may have ended steps that were pending before. */
async function restorePending(
  registration: Registration, desired: DesiredAssociations, previous: PreviousAssociations, operation: Operation,
): Promise<string> {
  const { associations, continueFor, pendingSteps } = desired;
  const unassociated = await unassociatedOf(registration.RegistrationId, associations, operation);
  await writeAssociateTags(registration, unassociated, [...associations, ...previous.associations], continueFor, operation);
  return joined(pendingSteps, pendingAssociations(registration, unassociated, continueFor !== undefined, operation));
}
