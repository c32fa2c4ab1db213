import { idOf, targetKindOf } from '../../contract/ids';
import type { TagProperty } from '../../contract/registration-resource';
import { ASSOCIATE_TAG_PREFIX, OWN_TAGS } from '../../contract/tags';

interface PresentTag {
  readonly Key?: string;
  readonly Value?: string;
}

/** A form that may be submitted after the deploy, without a change of it. */
export interface PendingSubmit {
  readonly version: number;
  /** Epoch milliseconds. */
  readonly until: number;
  readonly awsReview: boolean;
  /** IDs of registrations that must not be pending or under review. */
  readonly submitAfter: readonly string[];
  /** How often the same form was submitted again since the deploy. */
  readonly again: number;
  /** A new version is being opened, or filled with the form of `version`. */
  readonly isReopening: boolean;
}

/** An association that is made after the deploy. */
export interface PendingAssociation {
  /** ID or ARN. */
  readonly target: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

const REGISTRATION = 'registration-';

/** IDs and flags only, in the characters that tags may contain: `2 1803686400 again=1 reopening aws-review after=30a1…:51b2…`. */
export function submitTag({ version, until, awsReview, submitAfter, again, isReopening }: PendingSubmit): TagProperty {
  const words = [
    version,
    seconds(until),
    ...again > 0 ? [`again=${again}`] : [],
    ...isReopening ? ['reopening'] : [],
    ...awsReview ? ['aws-review'] : [],
    ...submitAfter.length > 0 ? [`after=${submitAfter.map((id) => id.replace(REGISTRATION, '')).join(':')}`] : [],
  ];
  return { Key: OWN_TAGS.submit, Value: words.join(' ') };
}

export function associateTag({ target, until }: PendingAssociation): TagProperty {
  // A key has at most 128 characters, and only a sender ID has no ID of its own.
  const name = targetKindOf(target) === 'sender-id' ? target : idOf(target);
  return { Key: ASSOCIATE_TAG_PREFIX + name, Value: String(seconds(until)) };
}

/** Undefined without the tag, or if another version of the library wrote it in another format. */
export function pendingSubmitOf(tags: readonly PresentTag[]): PendingSubmit | undefined {
  const [version, until, ...words] = (tags.find(({ Key }) => Key === OWN_TAGS.submit)?.Value ?? '').split(' ');
  const valueOf = (name: string) => words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  if (!isNumber(version) || !isNumber(until)) {
    return undefined;
  }
  return {
    version: Number(version),
    until: Number(until) * 1_000,
    awsReview: words.includes('aws-review'),
    submitAfter: (valueOf('after')?.split(':') ?? []).map((id) => REGISTRATION + id),
    again: Number(valueOf('again') ?? 0),
    isReopening: words.includes('reopening'),
  };
}

export function pendingAssociationsOf(tags: readonly PresentTag[]): PendingAssociation[] {
  return tags.flatMap(({ Key, Value }) => Key?.startsWith(ASSOCIATE_TAG_PREFIX) && isNumber(Value)
    ? [{ target: Key.slice(ASSOCIATE_TAG_PREFIX.length), until: Number(Value) * 1_000 }]
    : []);
}

/** The targets that are still tried, and those whose time is over. */
export function targetsAt(now: number, pending: readonly PendingAssociation[]): { readonly unassociated: string[]; readonly expired: string[] } {
  const targets = (isExpired: boolean) => pending.filter(({ until }) => (until <= now) === isExpired).map(({ target }) => target);
  return { unassociated: targets(false), expired: targets(true) };
}

function isNumber(text: string | undefined): boolean {
  return /^\d+$/.test(text ?? '');
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}
