import { poll, type Operation } from './operation';
import type { TagProperty } from '../../contract/registration-resource';
import type { Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/** What was just made may need seconds until it is listed. */
const LOOK_FOR_MS = 60_000;
/** A create that is later than that makes nothing any more, so that whoever looks for what it made knows when to stop. */
export const CREATE_WITHIN_MS = 300_000;

/** A create that is not answered within its service timeout is given up; this leaves room for late deliveries. */
const YOUNG_MS = 2 * 60 * 60_000;

/** What is gone, and what is approved: no create waits for that, so it was kept by an earlier deploy. */
const KEPT = ['DELETED', 'PROVISIONING', 'COMPLETE', 'CLOSED'];

/** A create of which nothing is known but that it may have made a registration. */
export interface Lost {
  /** What is not of its making. */
  readonly kept?: string;
  /** Epoch milliseconds; what is older is not of its making either. */
  readonly since?: number;
  readonly mayStillRun: boolean;
}

/** The ids of the registrations that a lost create of this owner may have left: normally one or none. */
export async function findOwned(operation: Operation, lost: Lost): Promise<string[]> {
  return lookFor(() => listOwned(operation, lost), operation, lost.mayStillRun ? CREATE_WITHIN_MS + LOOK_FOR_MS : LOOK_FOR_MS);
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

async function listOwned(operation: Operation, { kept, since = 0 }: Lost): Promise<string[]> {
  const owned: string[] = [];
  const candidates = (await operation.registrations.list()).filter((one) => (
    one.RegistrationId !== kept && one.CreatedTimestamp.getTime() >= since && isLeftOver(one)
  ));
  for (const registration of candidates) {
    if (carries(await tagsIfThere(operation.registrations.tags(registration)), operation.ownership)) {
      owned.push(registration.RegistrationId);
    }
  }
  return owned;
}

/** A create makes a first version, and perhaps submits it. Anything else with these tags was kept on purpose. */
export function isLeftOver(registration: Registration, now = Date.now()): boolean {
  return !KEPT.includes(registration.RegistrationStatus)
    && registration.CurrentVersionNumber === 1
    && now - registration.CreatedTimestamp.getTime() < YOUNG_MS;
}

export type PresentTags = readonly { readonly Key?: string; readonly Value?: string }[];

export function carries(present: PresentTags, wanted: readonly TagProperty[]): boolean {
  return wanted.every((tag) => present.some(({ Key, Value }) => Key === tag.Key && Value === tag.Value));
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
