import type { FieldProperty } from '../../contract/registration-resource';
import { fieldChanges, type FieldChanges } from '../decisions/field-changes';
import { serviceFailure } from '../failure';
import { poll, type Operation } from './operation';
import type { FieldValue, Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/** How long a registration that was just made may be unknown to other calls. */
const VISIBLE_WITHIN_MS = 20_000;

/** Fills the form of a registration that was just made. */
export async function fillForm(registration: Registration, wanted: readonly FieldProperty[], operation: Operation): Promise<void> {
  if (wanted.length === 0) {
    return;
  }
  const where = { registrationId: registration.RegistrationId, status: registration.RegistrationStatus };
  try {
    const present = await readWhenVisible(registration, operation);
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

/** The service may need seconds until other calls know what it made: not found is not gone. */
async function readWhenVisible({ RegistrationId, CurrentVersionNumber }: Registration, operation: Operation): Promise<FieldValue[]> {
  let present: FieldValue[] = [];
  let unknown: ServiceError | undefined;
  const visible = await poll(operation, { atMost: VISIBLE_WITHIN_MS, minDelay: 1, maxDelay: 4 }, async () => {
    try {
      present = await operation.registrations.fieldValues(RegistrationId, CurrentVersionNumber);
      return true;
    } catch (error) {
      if (error instanceof ServiceError && error.isNotFound) {
        unknown = error;
        return false;
      }
      throw error;
    }
  });
  if (!visible && unknown) {
    throw unknown;
  }
  return present;
}
