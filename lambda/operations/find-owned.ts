import type { Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';
import { poll, type Operation } from './operation';

/** A create that was cancelled may still be running, and what it makes may need seconds until it is listed. */
const LOOK_FOR_MS = 60_000;

/** The ids of the registrations that carry our ownership tags: normally one or none. */
export async function findOwned(operation: Operation): Promise<string[]> {
  let owned: string[] = [];
  const atMost = Math.min(LOOK_FOR_MS, (operation.deadline - Date.now()) / 2);
  await poll(operation, { atMost, minDelay: 2, maxDelay: 15 }, async () => {
    owned = await listOwned(operation);
    return owned.length > 0;
  });
  operation.log.info('looked for registrations by their ownership tags', { outcome: `${owned.length} found` });
  return owned;
}

async function listOwned(operation: Operation): Promise<string[]> {
  const owned: string[] = [];
  for (const registration of await operation.registrations.list()) {
    if (registration.RegistrationStatus !== 'DELETED' && await isOwned(registration, operation)) {
      owned.push(registration.RegistrationId);
    }
  }
  return owned;
}

async function isOwned(registration: Registration, { registrations, ownership }: Operation): Promise<boolean> {
  try {
    const tags = new Map((await registrations.tags(registration)).map((tag) => [tag.Key, tag.Value]));
    return ownership.every(({ Key, Value }) => tags.get(Key) === Value);
  } catch (error) {
    if (error instanceof ServiceError && error.isNotFound) {
      // Another one of the account, which went since it was listed.
      return false;
    }
    throw error;
  }
}
