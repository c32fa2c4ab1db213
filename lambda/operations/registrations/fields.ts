import type { FieldChanges } from '../../decisions/field-changes';
import { ServiceError } from '../../service/service-error';
import type { Operation } from '../operation';

/** Writes one field after the other: the service accepts one write per second. */
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
      // A required field can only be overwritten. Failing here would make the rollback of an added required field impossible.
      log.warn(`${path} of ${registrationId} keeps its value: the service does not allow a required field to be emptied`, { registrationId, fieldPath: path });
    }
  }
}
