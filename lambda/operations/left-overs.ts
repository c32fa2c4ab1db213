import { poll } from '../poll';
import type { Deploy, Operation } from './operation';
import { carries, unfinishedBy, type PresentTags } from './own-tags';
import { ServiceError } from '../service/service-error';

/** A new resource may take seconds to be listed. */
const LOOK_FOR_MS = 60_000;
/** A create creates nothing after this time, so that the search for leftovers knows when to stop. */
const CREATE_WITHIN_MS = 300_000;

/** In milliseconds; none or less if the event is already too old. */
export function timeLeftToCreate({ change }: Pick<Operation, 'change'>): number {
  return change.sent + CREATE_WITHIN_MS - Date.now();
}

/** A create that may have created something, and whose response was lost. */
export interface LostCreate {
  /** As in the tag; undefined if CloudFormation never got a response, so that the create may still be running. */
  readonly request?: string;
  /** What it has completed is protected from deletion. */
  readonly deletionProtection?: boolean;
}

/** A possible leftover, as the service lists it. */
export interface Candidate {
  readonly id: string;
  readonly created?: Date;
  tags(): Promise<PresentTags>;
}

type Search = Pick<Operation, 'change' | 'deadline' | 'log' | 'ownership'> & { readonly deploy: Pick<Deploy, 'isNeverUpdated'> };

/**
 * Calls `act` for everything that a lost create of this owner has left, normally one or none. What a deploy has completed is not a leftover,
 * unless it is unprotected and the stack was never updated: then it is the work of that very create, which was cancelled before CloudFormation
 * heard of its end. The search continues for as long as the create may still create something.
 */
export async function forEachLeftOver(
  operation: Search, { request, deletionProtection = false }: LostCreate,
  list: () => Promise<readonly Candidate[]>, act: (id: string) => Promise<void>,
): Promise<void> {
  const { deadline, change, log, deploy } = operation;
  const until = request === undefined ? change.sent + CREATE_WITHIN_MS + LOOK_FOR_MS : Date.now() + LOOK_FOR_MS;
  const atMost = Math.max(LOOK_FOR_MS / 2, Math.min(until - Date.now(), (deadline - Date.now()) / 2));
  const done = new Set<string>();
  const isOfLostCreate = !deletionProtection && await deploy.isNeverUpdated() ? () => true : (unfinished?: string) => (
    unfinished !== undefined && (request === undefined || request === unfinished)
  );
  let found = 0;
  await poll(operation, { atMost, minDelay: 2, maxDelay: 15 }, async () => {
    // A delete may be delivered again while the next create of the same resource is running.
    const early = (await list()).filter(({ created }) => (created?.getTime() ?? 0) <= change.sent + CREATE_WITHIN_MS);
    for (const id of await leftOvers(operation, early, done, isOfLostCreate)) {
      found += 1;
      done.add(id);
      await act(id);
    }
    return request !== undefined && found > 0;
  });
  log.info(`Searched for leftovers of a create whose response was lost: ${found} found`, { outcome: `${found} found` });
}

/** Resources of others are read only once. Our own may become unfinished later, if a create finds at its end that it was cancelled. */
async function leftOvers(
  { ownership }: Search, candidates: readonly Candidate[], done: Set<string>, isOfLostCreate: (unfinished?: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const candidate of candidates.filter(({ id }) => !done.has(id))) {
    const tags = await tagsIfThere(candidate.tags());
    if (!carries(tags, ownership)) {
      // A new resource may not show its tags yet.
      if (tags.length > 0) {
        done.add(candidate.id);
      }
    } else if (isOfLostCreate(unfinishedBy(tags))) {
      found.push(candidate.id);
    }
  }
  return found;
}

/** A resource that was deleted after it was listed has no tags. */
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
