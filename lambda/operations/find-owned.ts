import { poll } from '../poll';
import type { Operation } from './operation';
import { carries, unfinishedBy, type PresentTags } from './own-tags';
import { ServiceError } from '../service/service-error';

/** What was just made may need seconds until it is listed. */
const LOOK_FOR_MS = 60_000;
/** A create that is later than that makes nothing any more, so that whoever looks for what it made knows when to stop. */
const CREATE_WITHIN_MS = 300_000;

/** Aborted when it is too late to make something. An event that comes later than that does not even begin. */
export function tooLateToCreate({ change }: Pick<Operation, 'change'>): AbortSignal {
  const left = change.sent + CREATE_WITHIN_MS - Date.now();
  return left > 0 ? AbortSignal.timeout(left) : AbortSignal.abort();
}

/** A create of which nothing is known but that it may have made something. */
export interface LostCreate {
  /** As the tag says it; undefined where CloudFormation has lost the answer, and the create may still be running. */
  readonly request?: string;
}

/** What may be left over, as the service lists it. */
export interface Candidate {
  readonly id: string;
  tags(): Promise<PresentTags>;
}

type Search = Pick<Operation, 'change' | 'deadline' | 'log' | 'ownership'>;

/**
 * Does something with everything that a lost create of this owner has left: normally nothing or one. What a deploy has finished is
 * none of it. The search goes on as long as the create may still make one.
 */
export async function forEachLeftOver(
  operation: Search, { request }: LostCreate, list: () => Promise<readonly Candidate[]>, act: (id: string) => Promise<void>,
): Promise<void> {
  const { deadline, change, log } = operation;
  const until = request === undefined ? change.sent + CREATE_WITHIN_MS + LOOK_FOR_MS : Date.now() + LOOK_FOR_MS;
  const atMost = Math.max(LOOK_FOR_MS / 2, Math.min(until - Date.now(), (deadline - Date.now()) / 2));
  const done = new Set<string>();
  let found = 0;
  await poll(operation, { atMost, minDelay: 2, maxDelay: 15 }, async () => {
    for (const id of await leftOvers(operation, await list(), done, request)) {
      found += 1;
      done.add(id);
      await act(id);
    }
    return request !== undefined && found > 0;
  });
  log.info(`Searched for what a lost create may have left: ${found} found`, { outcome: `${found} found` });
}

/** What belongs to somebody else is asked once. What is ours may turn out to be unfinished, when a create finds itself cancelled at its end. */
async function leftOvers({ ownership }: Search, candidates: readonly Candidate[], done: Set<string>, request?: string): Promise<string[]> {
  const found: string[] = [];
  for (const candidate of candidates.filter(({ id }) => !done.has(id))) {
    const tags = await tagsIfThere(candidate.tags());
    const unfinished = unfinishedBy(tags);
    if (!carries(tags, ownership)) {
      // What was just made may not show its tags yet.
      if (tags.length > 0) {
        done.add(candidate.id);
      }
    } else if (unfinished !== undefined && (request === undefined || request === unfinished)) {
      found.push(candidate.id);
    }
  }
  return found;
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
