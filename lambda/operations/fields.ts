import type { FieldProperty } from '../../contract/registration-resource';
import { fieldChanges, type FieldChanges } from '../decisions/field-changes';
import { serviceFailure } from '../failure';
import type { Operation } from './operation';
import { whenVisible } from './when-visible';
import type { Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/** Fills the form of a registration that was just made. */
export async function fillForm(registration: Registration, wanted: readonly FieldProperty[], operation: Operation): Promise<void> {
  if (wanted.length === 0) {
    return;
  }
  const where = { registrationId: registration.RegistrationId, status: registration.RegistrationStatus };
  try {
    const present = await whenVisible(operation, () => (
      operation.registrations.fieldValues(registration.RegistrationId, registration.CurrentVersionNumber)
    ));
    await writeFields(registration.RegistrationId, fieldChanges(wanted, present, []), operation);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('filled', error, where) : error;
  }
}

/** Writes the changes one after the other: the service takes one write a second. */
export async function writeFields(registrationId: string, changes: FieldChanges, { registrations, log }: Operation): Promise<void> {
  for (const field of changes.put) {
    await registrations.putFieldValue(registrationId, field);
  }
  for (const path of changes.remove) {
    try {
      await registrations.deleteFieldValue(registrationId, path);
    } catch (error) {
      if (!(error instanceof ServiceError && error.reason === 'REGISTRATION_FIELD_CANNOT_BE_DELETED')) {
        throw error;
      }
      // A required field can only be overwritten; without this a rollback that takes one back could never end well.
      log.warn('a required field keeps its value: the service cannot empty it', { registrationId, fieldPath: path });
    }
  }
}
