import { standingOf, type Standing } from '../../cli/status/standing';

const DAY_MS = 24 * 3_600_000;
const NOW = 100 * DAY_MS;

test.each<[status: string, versionStatus: string, submittedDaysAgo: number, goesOn: boolean, standing: Standing]>([
  ['CREATED', 'DRAFT', 0, false, 'draft'],
  ['CREATED', 'DRAFT', 0, true, 'waiting'],
  ['CREATED', 'DISCARDED', 3, false, 'draft'],
  ['SUBMITTED', 'SUBMITTED', 0, false, 'review'],
  ['REVIEWING', 'REVIEWING', 28, false, 'review'],
  ['REVIEWING', 'REVIEWING', 29, false, 'overdue'],
  ['REQUIRES_AUTHENTICATION', 'REQUIRES_AUTHENTICATION', 1, false, 'authentication'],
  ['PROVISIONING', 'APPROVED', 5, false, 'review'],
  ['COMPLETE', 'APPROVED', 60, false, 'complete'],
  ['COMPLETE', 'DRAFT', 60, false, 'complete'],
  ['COMPLETE', 'DENIED', 9, false, 'denied'],
  ['REQUIRES_UPDATES', 'DENIED', 9, false, 'denied'],
  ['REQUIRES_UPDATES', 'DENIED', 9, true, 'waiting'],
  ['COMPLETE', 'REVOKED', 60, false, 'revoked'],
  ['CLOSED', 'APPROVED', 60, false, 'closed'],
  ['OF_THE_FUTURE', 'OF_THE_FUTURE', 1, false, 'unclear'],
])('a campaign that is %s with a version that is %s', (status, versionStatus, days, goesOn, standing) => {
  const looked = { registrationType: 'US_TEN_DLC_CAMPAIGN_REGISTRATION', status, versionStatus, submittedAt: NOW - days * DAY_MS, now: NOW, goesOn };
  expect(standingOf(looked)).toBe(standing);
});
