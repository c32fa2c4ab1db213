import { attributesOf } from './attributes';
import { checkForm } from './check-form';
import { writeFields } from './fields';
import type { Operation } from './operation';
import { PROTECTION } from './protection';
import type { RegistrationAttributes } from '../../contract/registration-resource';
import { declaredChanges, fieldChanges, keptFields } from '../decisions/field-changes';
import { tagChanges } from '../decisions/tag-changes';
import { updateRefusal } from '../decisions/update-refusal';
import { failure, serviceFailure } from '../failure';
import type { Former, Wish } from '../properties';
import { ServiceError } from '../service/service-error';

/**
 * Brings the tags and the draft to the wish, by writing only what differs.
 * It reads everything and decides before it writes anything: an update that is refused has changed nothing.
 */
export async function onUpdate(registrationId: string, wish: Wish, former: Former, operation: Operation): Promise<RegistrationAttributes> {
  const where = { registrationId };
  try {
    return await update(registrationId, wish, former, operation);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('updated', error, where) : error;
  }
}

async function update(registrationId: string, wish: Wish, former: Former, operation: Operation): Promise<RegistrationAttributes> {
  const { registrations, ownership } = operation;
  const registration = await registrations.find(registrationId);
  if (!registration || registration.RegistrationStatus === 'DELETED') {
    throw failure('updated', 'the service knows no such registration (any more)',
      'Declare it under a new id in the stack to have it made anew. A rollback that stops here goes on if it skips this resource.', { registrationId });
  }
  const version = await registrations.newestVersion(registrationId)
    // A discard may leave none to be listed.
    ?? { VersionNumber: registration.CurrentVersionNumber, RegistrationVersionStatus: 'DISCARDED' };
  const present = await registrations.fieldValues(registrationId, version.VersionNumber);
  const missing = fieldChanges(wish.fields, present, former.fields);
  const fields = version.RegistrationVersionStatus === 'DRAFT' ? missing : declaredChanges(missing, former.fields);
  const refusal = updateRefusal({
    registrationType: registration.RegistrationType,
    wantedType: wish.registrationType,
    versionStatus: version.RegistrationVersionStatus,
    changedFields: fields.put.length + fields.remove.length,
  });
  if (refusal) {
    throw failure('updated', refusal.problem, `${refusal.advice} Nothing was changed.`, {
      registrationId, status: `${registration.RegistrationStatus}, version ${version.VersionNumber} ${version.RegistrationVersionStatus}`,
    });
  }
  const complete = wish.submit && version.RegistrationVersionStatus === 'DRAFT';
  await checkForm(registration.RegistrationType, { put: fields.put, kept: keptFields(present, fields), complete }, operation, registrationId);
  const wantedTags = [...wish.tags, ...ownership, ...wish.deletionProtection ? [PROTECTION] : []];
  const tags = tagChanges(wantedTags, await registrations.tags(registration), [...former.tags, PROTECTION]);
  if (tags.set.length > 0) {
    await registrations.tag(registration, tags.set);
  }
  if (tags.remove.length > 0) {
    await registrations.untag(registration, tags.remove);
  }
  await writeFields(registrationId, fields, operation);
  return attributesOf(registration, version.VersionNumber);
}
