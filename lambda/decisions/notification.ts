import type { DoneKind, Notified, NotifiedWord } from './notified-tag';
import { isOverdue } from './review-times';
import {
  isApproved, isClosed, isComplete, isDeleted, isDenied, isInAuthentication, isInReview, isRevoked, needsUpdates,
} from './statuses';
import type { Registration, Version } from '../service/types';

/** What people are told. `done` is only what the library did, which the others tell as well. */
export type News = 'denied' | 'revoked' | 'authentication' | 'approved' | 'closed' | 'overdue' | 'expired' | 'done';

/** What is seen of a registration after the library has done what is possible. */
export interface Seen {
  readonly registration: Pick<Registration, 'RegistrationType' | 'RegistrationStatus'>;
  readonly version: Pick<Version, 'VersionNumber' | 'RegistrationVersionStatus' | 'RegistrationVersionStatusHistory'>;
  readonly notified: Notified | undefined;
  /** What the library has just done. */
  readonly done: readonly DoneKind[];
  /** Its time for something that is still pending is over. */
  readonly hasExpired: boolean;
  readonly now: number;
}

export interface Notification {
  /** Undefined if it is only noted, without a message. */
  readonly news?: News;
  /** The day of a reminder about what was told before. */
  readonly reminder?: number;
  /** What people were told before, with what the library did since then. */
  readonly before: Notified;
  readonly after: Notified;
}

const DAY_MS = 24 * 3_600_000;

/** An e-mail link lives for seven days, and can be sent again within thirty days of the submit. */
const REMINDERS: readonly (readonly [day: number, word: NotifiedWord])[] = [[1, 'day-1'], [5, 'day-5'], [25, 'day-25']];

const EXPIRED = 'expired' as const satisfies NotifiedWord & News;

/** What a registration is going through. `none`: a draft, or a status that this version of the library does not know. */
export type Occasion = Exclude<News, 'overdue' | 'expired' | 'done'> | 'review' | 'none';

interface Statuses {
  readonly status: string;
  readonly versionStatus: string;
}

/** The first that applies. A version decides where both have a say, since the status of the registration may lag behind. */
const OCCASIONS: readonly (readonly [Occasion, (statuses: Statuses) => boolean])[] = [
  ['none', ({ status }) => isDeleted(status)],
  ['closed', ({ status }) => isClosed(status)],
  ['denied', ({ versionStatus }) => isDenied(versionStatus)],
  ['revoked', ({ versionStatus }) => isRevoked(versionStatus)],
  ['approved', ({ status, versionStatus }) => isComplete(status) && isApproved(versionStatus)],
  ['authentication', isInAuthentication],
  ['review', isInReview],
];

export function occasionOf(statuses: Statuses): Occasion {
  return OCCASIONS.find(([, is]) => is(statuses))?.[0] ?? 'none';
}

/** What the tag says about an occasion that is told once. */
const WORDS: Readonly<Partial<Record<Occasion, NotifiedWord>>> = {
  denied: 'REQUIRES_UPDATES',
  revoked: 'REQUIRES_UPDATES',
  authentication: 'REQUIRES_AUTHENTICATION',
  approved: 'COMPLETE',
  closed: 'CLOSED',
};

/** The same by the status of the registration alone. */
const WORDS_BY_STATUS: readonly (readonly [(status: string) => boolean, NotifiedWord])[] = [
  [isClosed, 'CLOSED'], [isComplete, 'COMPLETE'], [needsUpdates, 'REQUIRES_UPDATES'],
];

type Listed = Pick<Registration, 'RegistrationStatus' | 'CurrentVersionNumber' | 'LatestDeniedVersionNumber'>;

/**
 * Whether the versions of a registration have to be read to know that there is news. Each read takes a second of the account's rate, so reviews
 * are read only when they are due.
 *
 * @param hasMore the library has done something, or its time is over
 * @param isDue it has changed, or the schedule reads it
 */
export function mayHaveNews(
  { RegistrationStatus: status, CurrentVersionNumber: current, LatestDeniedVersionNumber: denied = 0 }: Listed,
  notified: Notified | undefined, hasMore: boolean, isDue: boolean,
): boolean {
  if (hasMore || isDue || (notified?.owed.length ?? 0) > 0) {
    return true;
  }
  if (isInReview({ status })) {
    return false;
  }
  const word = WORDS_BY_STATUS.find(([is]) => is(status))?.[1];
  return word !== undefined && (notified === undefined || notified.version < Math.max(current, denied) || !notified.words.includes(word));
}

function isDecision(word: NotifiedWord): boolean {
  return WORDS_BY_STATUS.some(([, decision]) => decision === word);
}

/** Undefined if there is nothing that people do not know. */
export function notificationOf(seen: Seen): Notification | undefined {
  const { registration: { RegistrationStatus: status }, version } = seen;
  if (seen.notified !== undefined && seen.notified.version > version.VersionNumber) {
    // The service may show an earlier state than the last time.
    return undefined;
  }
  const occasion = occasionOf({ status, versionStatus: version.RegistrationVersionStatus });
  const known = seen.notified?.version === version.VersionNumber ? seen.notified.words : [];
  if (isInReview({ versionStatus: version.RegistrationVersionStatus }) && known.some(isDecision)) {
    // A revoked version may be submitted as it is, and its next decision is news again.
    const notified = { version: version.VersionNumber, words: [], owed: seen.notified!.owed };
    return notificationOf({ ...seen, notified }) ?? { before: notified, after: notified };
  }
  const owed = [...new Set([...seen.notified?.owed ?? [], ...seen.done])];
  const word = WORDS[occasion];
  const due = [...word === undefined ? [] : [word], ...remindersOf(occasion, seen), ...seen.hasExpired ? [EXPIRED] : []];
  const isNew = due.some((one) => !known.includes(one));
  if (!isNew && owed.length === 0) {
    return undefined;
  }
  return {
    ...newsOf(occasion, due.filter((one) => !known.includes(one)), owed.length > 0, seen),
    before: { version: version.VersionNumber, words: known, owed },
    after: { version: version.VersionNumber, words: [...new Set([...known, ...due])], owed: [] },
  };
}

function newsOf(occasion: Occasion, fresh: readonly NotifiedWord[], hasDone: boolean, seen: Seen): Pick<Notification, 'news' | 'reminder'> {
  if (occasion === 'none' || fresh.every((word) => word === EXPIRED) || (occasion === 'approved' && isOldNews(seen))) {
    return fresh.includes(EXPIRED) ? { news: EXPIRED } : hasDone ? { news: 'done' } : {};
  }
  if (occasion === 'review') {
    return { news: 'overdue' };
  }
  // The first message replaces the reminders before it.
  const reminder = fresh.includes(WORDS[occasion]!) ? undefined : REMINDERS.filter(([, word]) => fresh.includes(word)).at(-1)?.[0];
  return { news: occasion, reminder };
}

function remindersOf(occasion: Occasion, { registration, version, now }: Seen): NotifiedWord[] {
  const history = version.RegistrationVersionStatusHistory;
  if (occasion === 'review') {
    return isOverdue(registration.RegistrationType, history?.SubmittedTimestamp?.getTime(), now) ? ['overdue'] : [];
  }
  const since = history?.RequiresAuthenticationTimestamp?.getTime() ?? now;
  return occasion === 'authentication' ? REMINDERS.filter(([day]) => now - since >= day * DAY_MS).map(([, word]) => word) : [];
}

/** Approved before anybody wanted to be told: a new topic must not announce what has been there for months. */
function isOldNews({ version, notified, now }: Seen): boolean {
  const approvedAt = version.RegistrationVersionStatusHistory?.ApprovedTimestamp?.getTime() ?? now;
  return notified === undefined && now - approvedAt > DAY_MS;
}
