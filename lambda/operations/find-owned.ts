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

async function listOwned({ registrations, ownership }: Operation): Promise<string[]> {
  const owned: string[] = [];
  for (const registration of await registrations.list()) {
    const tags = new Map((await registrations.tags(registration)).map((tag) => [tag.Key, tag.Value]));
    if (ownership.every(({ Key, Value }) => tags.get(Key) === Value)) {
      owned.push(registration.RegistrationId);
    }
  }
  return owned;
}
