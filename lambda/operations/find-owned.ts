import { poll, type Operation } from './operation';
import { carries, unfinishedBy, type PresentTags } from './own-tags';
import { ServiceError } from '../service/service-error';

/** What was just made may need seconds until it is listed. */
const LOOK_FOR_MS = 60_000;
/** A create that is later than that makes nothing any more, so that whoever looks for what it made knows when to stop. */
export const CREATE_WITHIN_MS = 300_000;

/** A create of which nothing is known but that it may have made a registration. */
export interface LostCreate {
  /** As its tag says it; undefined where CloudFormation has lost the answer, and the create may still be running. */
  readonly request?: string;
}

/**
 * Does something with each registration that a lost create of this owner has left: normally none or one. What a deploy has finished is
 * none. The search goes on as long as the create may still make one.
 */
export async function forEachLeftOver(operation: Operation, { request }: LostCreate, act: (registrationId: string) => Promise<void>): Promise<void> {
  const { deadline, change, log } = operation;
  const until = request === undefined ? change.sent + CREATE_WITHIN_MS + LOOK_FOR_MS : Date.now() + LOOK_FOR_MS;
  const atMost = Math.max(LOOK_FOR_MS / 2, Math.min(until - Date.now(), (deadline - Date.now()) / 2));
  const isOthers = new Set<string>();
  let found = 0;
  await poll(operation, { atMost, minDelay: 2, maxDelay: 15 }, async () => {
    for (const registrationId of await listLeftOvers(operation, isOthers, request)) {
      found += 1;
      isOthers.add(registrationId);
      await act(registrationId);
    }
    return request !== undefined && found > 0;
  });
  log.info(`looked for what a lost create may have left: ${found} found`, { outcome: `${found} found` });
}

/** What belongs to somebody else is asked once. What is ours may turn out to be unfinished, when a create finds itself cancelled at its end. */
async function listLeftOvers({ registrations, ownership }: Operation, isOthers: Set<string>, request?: string): Promise<string[]> {
  const leftOvers: string[] = [];
  const all = await registrations.list();
  for (const registration of all.filter((one) => one.RegistrationStatus !== 'DELETED' && !isOthers.has(one.RegistrationId))) {
    const tags = await tagsIfThere(registrations.tags(registration));
    const unfinished = unfinishedBy(tags);
    if (!carries(tags, ownership)) {
      isOthers.add(registration.RegistrationId);
    } else if (unfinished !== undefined && (request === undefined || request === unfinished)) {
      leftOvers.push(registration.RegistrationId);
    }
  }
  return leftOvers;
}

/** What `list` finds, as soon as it finds anything. */
export async function lookFor(
  list: () => Promise<string[]>, operation: Pick<Operation, 'deadline' | 'log'>, lookForMs = LOOK_FOR_MS,
): Promise<string[]> {
  let owned: string[] = [];
  const atMost = Math.min(lookForMs, (operation.deadline - Date.now()) / 2);
  await poll(operation, { atMost, minDelay: 2, maxDelay: 15 }, async () => {
    owned = await list();
    return owned.length > 0;
  });
  operation.log.info('looked for what a lost create may have left', { outcome: `${owned.length} found` });
  return owned;
}

/** What went since it was listed has no tags. */
export async function tagsIfThere(reading: Promise<PresentTags>): Promise<PresentTags> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ServiceError && error.isNotFound) {
      return [];
    }
    throw error;
  }
}
