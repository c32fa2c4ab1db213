import { mayHaveNews, notificationOf, type Notification, type Seen } from '../../../lambda/decisions/notification';
import type { DoneKind, Notified, NotifiedWord } from '../../../lambda/decisions/notified-tag';
import type { Version } from '../../../lambda/service/types';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(NOW - days * DAY_MS);
const notified = (version: number, words: NotifiedWord[] = [], owed: DoneKind[] = []): Notified => ({ version, words, owed });

type History = Version['RegistrationVersionStatusHistory'];

interface Case {
  readonly status: string;
  readonly versionStatus: string;
  readonly history?: Partial<History>;
  readonly notified?: Notified;
  readonly done?: DoneKind[];
  readonly hasExpired?: boolean;
  readonly type?: string;
}

function seen({ status, versionStatus, history, done = [], hasExpired = false, type = 'US_TEN_DLC_BRAND_REGISTRATION', ...rest }: Case): Seen {
  return {
    registration: { RegistrationType: type, RegistrationStatus: status },
    version: { VersionNumber: 2, RegistrationVersionStatus: versionStatus, RegistrationVersionStatusHistory: history as History },
    notified: rest.notified,
    done,
    hasExpired,
    now: NOW,
  };
}

/** In one line: `news [reminder]: words`. */
function inWords(notification: Notification | undefined): string {
  if (notification === undefined) {
    return 'nothing';
  }
  const { news = 'noted', reminder, after } = notification;
  return `${news}${reminder === undefined ? '' : ` ${reminder}`}: ${after.words.join(' ')}`;
}

const DENIED = { status: 'REQUIRES_UPDATES', versionStatus: 'DENIED' };
const APPROVED = { status: 'COMPLETE', versionStatus: 'APPROVED' };
const REVIEW = { status: 'REVIEWING', versionStatus: 'REVIEWING' };
const CLOSED = { status: 'CLOSED', versionStatus: 'APPROVED' };
const authentication = (days?: number): Case => ({
  status: 'REQUIRES_AUTHENTICATION',
  versionStatus: 'REQUIRES_AUTHENTICATION',
  history: days === undefined ? undefined : { RequiresAuthenticationTimestamp: daysAgo(days) },
});

describe('What people are told', () => {
  test.each<[string, Case, string]>([
    ['a denial', DENIED, 'denied: REQUIRES_UPDATES'],
    ['a denial, known', { ...DENIED, notified: notified(2, ['REQUIRES_UPDATES']) }, 'nothing'],
    ['a denial of the next version', { ...DENIED, notified: notified(1, ['REQUIRES_UPDATES', 'day-1']) }, 'denied: REQUIRES_UPDATES'],
    ['a denial that the registration does not show yet', { ...DENIED, status: 'REVIEWING' }, 'denied: REQUIRES_UPDATES'],
    ['a denial of a change, while the approved version stays', { ...DENIED, status: 'COMPLETE', notified: notified(1, ['COMPLETE']) }, 'denied: REQUIRES_UPDATES'],
    ['a denial that the version does not show yet', { ...DENIED, versionStatus: 'REVIEWING' }, 'nothing'],
    ['an older version than the last time', { ...DENIED, notified: notified(3) }, 'nothing'],
    ['a correction that is being written', { ...DENIED, versionStatus: 'DRAFT' }, 'nothing'],
    ['a revoked approval', { status: 'COMPLETE', versionStatus: 'REVOKED' }, 'revoked: REQUIRES_UPDATES'],
    ['a closed registration', CLOSED, 'closed: CLOSED'],
    ['a closed registration, known', { ...CLOSED, notified: notified(2, ['COMPLETE', 'CLOSED']) }, 'nothing'],
    ['a deleted one', { status: 'DELETED', versionStatus: 'DENIED' }, 'nothing'],
    ['a draft', { status: 'CREATED', versionStatus: 'DRAFT' }, 'nothing'],
    ['statuses nobody knows', { status: 'NEW_STATUS', versionStatus: 'NEW_STATUS' }, 'nothing'],
    // Approvals.
    ['an approval', { ...APPROVED, history: { ApprovedTimestamp: daysAgo(0.9) } }, 'approved: COMPLETE'],
    ['an approval without a time', APPROVED, 'approved: COMPLETE'],
    ['an approval from before the topic', { ...APPROVED, history: { ApprovedTimestamp: daysAgo(1.1) } }, 'noted: COMPLETE'],
    ['an old approval of something that people know', { ...APPROVED, history: { ApprovedTimestamp: daysAgo(9) }, notified: notified(2) }, 'approved: COMPLETE'],
    ['an approval, known', { ...APPROVED, notified: notified(2, ['COMPLETE']) }, 'nothing'],
    ['an approval that is not in effect yet', { ...APPROVED, status: 'PROVISIONING' }, 'nothing'],
    ['an approved registration with a new draft', { ...APPROVED, versionStatus: 'DRAFT' }, 'nothing'],
    // Authentication by e-mail.
    ['an authentication', authentication(), 'authentication: REQUIRES_AUTHENTICATION'],
    ['an authentication, found on its third day', authentication(3), 'authentication: REQUIRES_AUTHENTICATION day-1'],
    ['before day 1', { ...authentication(0.9), notified: notified(2, ['REQUIRES_AUTHENTICATION']) }, 'nothing'],
    ['day 1', { ...authentication(1), notified: notified(2, ['REQUIRES_AUTHENTICATION']) }, 'authentication 1: REQUIRES_AUTHENTICATION day-1'],
    ['day 4', { ...authentication(4.9), notified: notified(2, ['REQUIRES_AUTHENTICATION', 'day-1']) }, 'nothing'],
    ['day 5', { ...authentication(5), notified: notified(2, ['REQUIRES_AUTHENTICATION', 'day-1']) }, 'authentication 5: REQUIRES_AUTHENTICATION day-1 day-5'],
    ['day 6, without a look before', { ...authentication(6), notified: notified(2, ['REQUIRES_AUTHENTICATION']) }, 'authentication 5: REQUIRES_AUTHENTICATION day-1 day-5'],
    ['day 25', { ...authentication(25), notified: notified(2, ['REQUIRES_AUTHENTICATION', 'day-1', 'day-5']) }, 'authentication 25: REQUIRES_AUTHENTICATION day-1 day-5 day-25'],
    ['day 40', { ...authentication(40), notified: notified(2, ['REQUIRES_AUTHENTICATION', 'day-1', 'day-5', 'day-25']) }, 'nothing'],
    // Reviews.
    ['a review', { ...REVIEW, history: { SubmittedTimestamp: daysAgo(3) } }, 'nothing'],
    ['a review that takes long', { ...REVIEW, history: { SubmittedTimestamp: daysAgo(3.1) } }, 'overdue: overdue'],
    ['a review that takes long, known', { ...REVIEW, history: { SubmittedTimestamp: daysAgo(9) }, notified: notified(2, ['overdue']) }, 'nothing'],
    ['a review of a type without a figure', { ...REVIEW, history: { SubmittedTimestamp: daysAgo(900) }, type: 'US_RCS_LAUNCH_REGISTRATION' }, 'nothing'],
    ['another review of a version that was revoked', { ...REVIEW, notified: notified(2, ['COMPLETE', 'REQUIRES_UPDATES']) }, 'noted: '],
    ['an authentication of a version that was revoked', { ...authentication(), notified: notified(2, ['REQUIRES_UPDATES']) }, 'authentication: REQUIRES_AUTHENTICATION'],
    // What the library did.
    ['a submit', { status: 'CREATED', versionStatus: 'SUBMITTED', done: ['submitted'] }, 'done: '],
    ['a submit that nobody was told of', { status: 'SUBMITTED', versionStatus: 'SUBMITTED', notified: notified(2, [], ['submitted']) }, 'done: '],
    ['a submit, and its denial', { ...DENIED, done: ['submitted'] }, 'denied: REQUIRES_UPDATES'],
    ['an association after an approval that people know', { ...APPROVED, notified: notified(2, ['COMPLETE']), done: ['associated'] }, 'done: COMPLETE'],
    // The time of the stack for what is pending is over.
    ['a draft whose time is over', { status: 'CREATED', versionStatus: 'DRAFT', hasExpired: true }, 'expired: expired'],
    ['a draft whose time is over, known', { status: 'CREATED', versionStatus: 'DRAFT', hasExpired: true, notified: notified(2, ['expired']) }, 'nothing'],
    ['a denial after its time', { ...DENIED, hasExpired: true }, 'denied: REQUIRES_UPDATES expired'],
    ['a denial that people know, and the end of its time', { ...DENIED, hasExpired: true, notified: notified(2, ['REQUIRES_UPDATES']) }, 'expired: REQUIRES_UPDATES expired'],
    ['an old approval, and the end of its time', { ...APPROVED, history: { ApprovedTimestamp: daysAgo(9) }, hasExpired: true }, 'expired: COMPLETE expired'],
    ['a review, and the end of its time', { ...REVIEW, history: { SubmittedTimestamp: daysAgo(3) }, hasExpired: true }, 'expired: expired'],
    ['an association after an old approval', { ...APPROVED, history: { ApprovedTimestamp: daysAgo(9) }, done: ['associated'] }, 'done: COMPLETE'],
  ])('of %s', (_, one, expected) => {
    expect(inWords(notificationOf(seen(one)))).toBe(expected);
  });

  test('is owed until it is told', () => {
    const notification = notificationOf(seen({ ...DENIED, notified: notified(2, ['overdue'], ['submitted']), done: ['associated', 'submitted'] }))!;
    expect(notification.before).toEqual(notified(2, ['overdue'], ['submitted', 'associated']));
    expect(notification.after).toEqual(notified(2, ['overdue', 'REQUIRES_UPDATES']));
  });

  test('about an earlier version says nothing about this one', () => {
    expect(notificationOf(seen({ ...DENIED, notified: notified(1, ['REQUIRES_UPDATES']) }))!.before).toEqual(notified(2));
  });
});

describe('The versions of a registration are read', () => {
  const registration = (RegistrationStatus: string, more = {}) => ({ RegistrationStatus, CurrentVersionNumber: 1, ...more });

  test.each<[string, ReturnType<typeof registration>, Notified | undefined, boolean, boolean, boolean]>([
    ['a draft', registration('CREATED'), undefined, false, false, false],
    ['a draft that an event names', registration('CREATED'), undefined, false, true, true],
    ['a draft that was just submitted', registration('CREATED'), undefined, true, false, true],
    ['a draft whose submit is owed', registration('CREATED'), notified(1, [], ['submitted']), false, false, true],
    ['a review', registration('REVIEWING'), notified(1), false, true, true],
    ['a review that is not due', registration('REVIEWING'), notified(1), false, false, false],
    ['a review that an event names', registration('REVIEWING'), notified(1), false, true, true],
    ['a denial, while another registration changes', registration('REQUIRES_UPDATES'), undefined, false, false, true],
    ['an approval', registration('COMPLETE'), undefined, false, false, true],
    ['an approval, known', registration('COMPLETE'), notified(1, ['COMPLETE']), false, false, false],
    ['an approval, known, with a denied change', registration('COMPLETE', { LatestDeniedVersionNumber: 2 }), notified(1, ['COMPLETE']), false, false, true],
    ['an approval of the next version', registration('COMPLETE', { CurrentVersionNumber: 2 }), notified(1, ['COMPLETE']), false, false, true],
    ['a denial', registration('REQUIRES_UPDATES'), notified(1, ['REQUIRES_AUTHENTICATION']), false, false, true],
    ['a denial, known', registration('REQUIRES_UPDATES', { LatestDeniedVersionNumber: 1 }), notified(1, ['REQUIRES_UPDATES']), false, false, false],
    ['a closed one', registration('CLOSED'), notified(1, ['COMPLETE']), false, false, true],
    ['a closed one, known', registration('CLOSED'), notified(1, ['CLOSED']), false, false, false],
  ])('of %s', (_, one, known, hasDone, isDue, expected) => {
    expect(mayHaveNews(one, known, hasDone, isDue)).toBe(expected);
  });
});
