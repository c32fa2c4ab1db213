import { VERSION_STATUSES } from '../../../contract/statuses';
import type { PendingSubmit } from '../../../lambda/decisions/pending-tags';
import { submitStep, type NewestVersion, type SubmitStep } from '../../../lambda/decisions/submit-step';

const NOW = Date.UTC(2026, 10, 29);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const PENDING: PendingSubmit = { version: 2, until: NOW + DAY, awsReview: false, submitAfter: [], again: 0, isReopening: false };
const DRAFT: NewestVersion = { number: 2, status: 'DRAFT', hadToWait: false };
const WAITS: NewestVersion = { number: 2, status: 'DENIED', hadToWait: true, deniedAt: NOW - DAY };

test.each<[string, Partial<PendingSubmit> | undefined, NewestVersion, SubmitStep]>([
  ['nothing is pending', undefined, DRAFT, 'none'],
  ['the draft of the deploy', {}, DRAFT, 'submit'],
  ['the draft, until the last moment', { until: NOW + 1 }, DRAFT, 'submit'],
  ['the draft, when the time has run out', { until: NOW }, DRAFT, 'expired'],
  ['a newer draft of somebody else', {}, { ...DRAFT, number: 3 }, 'none'],
  ['an older draft', {}, { ...DRAFT, number: 1 }, 'none'],
  ['a denial that asks to wait, a day ago', {}, WAITS, 'reopen'],
  ['a denial that asks to wait, less than a day ago', {}, { ...WAITS, deniedAt: NOW - DAY + 1 }, 'too-soon'],
  ['a denial that asks to wait, of an unknown time', {}, { ...WAITS, deniedAt: undefined }, 'too-soon'],
  ['a denial that asks to wait, when the time has run out', { until: NOW }, WAITS, 'expired'],
  ['the third attempt', { again: 2 }, WAITS, 'reopen'],
  ['a fourth attempt', { again: 3 }, WAITS, 'none'],
  ['a denial of the form', {}, { ...WAITS, hadToWait: false }, 'none'],
  ['a reopening that has not begun', { isReopening: true }, { ...WAITS, deniedAt: NOW - HOUR }, 'reopen'],
  ['a reopening that has begun', { isReopening: true }, { ...DRAFT, number: 3 }, 'fill'],
  ['a reopening, when the time has run out', { isReopening: true, until: NOW }, { ...DRAFT, number: 3 }, 'expired'],
  ['a reopening whose version is submitted already', { isReopening: true }, { ...DRAFT, number: 3, status: 'SUBMITTED' }, 'none'],
])('%s', (_, pending, newest, step) => {
  expect(submitStep(pending && { ...PENDING, ...pending }, newest, NOW)).toBe(step);
});

test.each([...VERSION_STATUSES.filter((status) => status !== 'DRAFT' && status !== 'DENIED'), 'A_STATUS_NOBODY_KNOWS'])('a version that is %s is left alone', (status) => {
  expect(submitStep(PENDING, { ...WAITS, status }, NOW)).toBe('none');
  expect(submitStep({ ...PENDING, isReopening: true }, { ...WAITS, status, number: 3 }, NOW)).toBe('none');
});
