import type { TagProperty } from '../../contract/registration-resource';
import { OWN_TAGS } from '../../contract/tags';

/** One for everything that people are told once for each version: a status, or a reminder. */
export const NOTIFIED_WORDS = ['REQUIRES_UPDATES', 'REQUIRES_AUTHENTICATION', 'COMPLETE', 'CLOSED', 'day-1', 'day-5', 'day-25', 'overdue', 'expired'] as const;

export type NotifiedWord = typeof NOTIFIED_WORDS[number];

/** What the library does by itself. */
export const DONE_KINDS = ['submitted', 'submitted-again', 'associated'] as const;

export type DoneKind = typeof DONE_KINDS[number];

/** What people were told about a version. */
export interface Notified {
  readonly version: number;
  readonly words: readonly NotifiedWord[];
  /** What the library did, and nobody was told. */
  readonly owed: readonly DoneKind[];
}

/** A run is about to tell more. */
export interface Claim {
  readonly words: readonly NotifiedWord[];
  /** Epoch milliseconds. */
  readonly at: number;
  /** Says which run. */
  readonly token: string;
}

/** No run lasts longer: a claim that old is of a run that was stopped before it could tell. */
const CLAIM_MS = 15 * 60_000;

/** IDs and flags only: `2 REQUIRES_AUTHENTICATION day-1 owed=submitted telling=day-5@1764388000@1c29e0aa`. */
export function notifiedTag({ version, words, owed }: Notified, claim?: Claim): TagProperty {
  const values = [
    version,
    ...words,
    ...owed.length > 0 ? [`owed=${owed.join(':')}`] : [],
    ...claim === undefined ? [] : [`telling=${claim.words.join(':')}@${Math.floor(claim.at / 1_000)}@${claim.token}`],
  ];
  return { Key: OWN_TAGS.notified, Value: values.join(' ') };
}

/** Undefined without the tag. Words of another version of the library are left out, and so is what a run has only claimed. */
export function notifiedOf(value: string | undefined): Notified | undefined {
  const [version, ...words] = (value ?? '').split(' ');
  if (!/^\d+$/.test(version!)) {
    return undefined;
  }
  const owed = valueIn(words, 'owed')?.split(':') ?? [];
  return {
    version: Number(version),
    words: NOTIFIED_WORDS.filter((word) => words.includes(word)),
    owed: DONE_KINDS.filter((kind) => owed.includes(kind)),
  };
}

/** Whether another run is telling people right now. */
export function isBeingNotified(value: string | undefined, now: number): boolean {
  const [, at] = valueIn((value ?? '').split(' '), 'telling')?.split('@') ?? [];
  return at !== undefined && now - Number(at) * 1_000 < CLAIM_MS;
}

function valueIn(words: readonly string[], name: string): string | undefined {
  return words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}
