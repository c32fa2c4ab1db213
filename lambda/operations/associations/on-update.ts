import { warnOfRemoved } from './associate';
import { reconcileAssociations } from './reconcile';
import type { AssociationsAttributes } from '../../../contract/associations-resource';
import { DELETED } from '../../decisions/statuses';
import { serviceFailure } from '../../failure';
import type { DesiredAssociations, PreviousAssociations } from '../../properties/associations';
import { ServiceError } from '../../service/service-error';
import type { Operation } from '../operation';
import { NOTHING_PENDING } from '../registrations/pending-steps';

/** Associates what was added to the stack. A rollback has nothing to do: the service has no API to disassociate, and the registration restores its own form. */
export async function onUpdate(desired: DesiredAssociations, previous: PreviousAssociations, operation: Operation): Promise<AssociationsAttributes> {
  if (!await operation.deploy.isRollback()) {
    return reconcileAssociations({ kind: 'update', desired, previous }, operation);
  }
  const { registrationId } = desired;
  warnOfRemoved(registrationId, desired, previous, operation);
  try {
    const registration = await operation.registrations.find(registrationId);
    return { RegistrationStatus: registration?.RegistrationStatus ?? DELETED, PendingSteps: NOTHING_PENDING.text };
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('associated', error, { registrationId }) : error;
  }
}
