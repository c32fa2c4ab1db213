import { Deletion, UNPROTECTED } from './deletion';
import { isDeleted } from '../../decisions/statuses';
import { serviceFailure } from '../../failure';
import { ServiceError } from '../../service/service-error';
import { forEachLeftOver, tagsIfThere, type Candidate, type LostCreate } from '../left-overs';
import type { Operation } from '../operation';
import { assertOfStack, carries, ownerOf } from '../own-tags';

export interface Deleted {
  /** It existed before the stack, and may have been given back since. */
  readonly isAdopted: boolean;
  readonly deletionProtection: boolean;
}

/** Deletes a registration of the stack and waits until the service confirms that it is gone. */
export async function onDelete(registrationId: string, { isAdopted, deletionProtection }: Deleted, operation: Operation): Promise<void> {
  try {
    const { registrations, arnOf } = operation;
    const tags = await tagsIfThere(registrations.tags({ RegistrationId: registrationId, RegistrationArn: arnOf(registrationId) }));
    const owner = ownerOf(tags, operation.ownership);
    if (owner !== undefined) {
      operation.log.warn(`${registrationId} is kept: the stack has adopted it under another ID (${owner})`, { registrationId });
      return;
    }
    if (isAdopted && !carries(tags, operation.ownership)) {
      operation.log.warn(`${registrationId} was adopted and no longer has the tags of the stack: it was deleted or given back, so there is nothing to delete`, { registrationId });
      return;
    }
    assertOfStack({ RegistrationId: registrationId }, tags, operation.ownership, 'deleted');
    await new Deletion(registrationId, { deletionProtection, tags }, operation).run();
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('deleted', error, { registrationId }) : error;
  }
}

/** Deletes what a lost create may have created. */
export async function deleteLeftOvers(lost: LostCreate, operation: Operation): Promise<void> {
  try {
    const deletion = (registrationId: string) => new Deletion(registrationId, UNPROTECTED, operation);
    await forEachLeftOver(operation, lost, () => candidates(operation), (registrationId) => deletion(registrationId).run());
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('deleted', error, {}) : error;
  }
}

async function candidates({ registrations }: Operation): Promise<Candidate[]> {
  const all = await registrations.list();
  return all.filter(({ RegistrationStatus }) => !isDeleted(RegistrationStatus)).map((registration) => (
    { id: registration.RegistrationId, created: registration.CreatedTimestamp, tags: () => registrations.tags(registration) }
  ));
}
