import type { TagProperty } from '../../contract/registration-resource';
import { serviceFailure } from '../failure';
import type { Operation } from './operation';
import { whenVisible } from './when-visible';
import type { Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/**
 * Set when a create or update with deletion protection has finished.
 * Not before: the rollback of a create that failed half-way has to delete what it made.
 */
export const PROTECTION: TagProperty = { Key: 'cdk-sms-registration:deletion-protection', Value: 'true' };

export async function protect(registration: Registration, operation: Operation): Promise<void> {
  try {
    await whenVisible(operation, () => operation.registrations.tag(registration, [PROTECTION]));
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('protected', error, { registrationId: registration.RegistrationId }) : error;
  }
}

export async function isProtected(registration: Registration, { registrations }: Operation): Promise<boolean> {
  return (await registrations.tags(registration)).some(({ Key }) => Key === PROTECTION.Key);
}
