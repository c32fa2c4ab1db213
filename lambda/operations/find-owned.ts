import { poll, type Operation } from './operation';
import type { TagProperty } from '../../contract/registration-resource';

/** A create that was cancelled may still be running, and what it makes may need seconds until it is listed. */
const LOOK_FOR_MS = 60_000;

/** The ids of the registrations that carry our ownership tags: normally one or none. */
export async function findOwned(operation: Operation): Promise<string[]> {
  return lookFor(() => listOwned(operation), operation);
}

/** What `list` finds, as soon as it finds anything. */
export async function lookFor(list: () => Promise<string[]>, operation: Pick<Operation, 'deadline' | 'log'>): Promise<string[]> {
  let owned: string[] = [];
  const atMost = Math.min(LOOK_FOR_MS, (operation.deadline - Date.now()) / 2);
  await poll(operation, { atMost, minDelay: 2, maxDelay: 15 }, async () => {
    owned = await list();
    return owned.length > 0;
  });
  operation.log.info('looked for what carries the ownership tags', { outcome: `${owned.length} found` });
  return owned;
}

async function listOwned({ registrations, ownership }: Operation): Promise<string[]> {
  const owned: string[] = [];
  for (const registration of await registrations.list()) {
    if (carries(await registrations.tags(registration), ownership)) {
      owned.push(registration.RegistrationId);
    }
  }
  return owned;
}

export function carries(present: readonly { readonly Key?: string; readonly Value?: string }[], wanted: readonly TagProperty[]): boolean {
  return wanted.every((tag) => present.some(({ Key, Value }) => Key === tag.Key && Value === tag.Value));
}
