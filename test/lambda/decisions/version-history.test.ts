import { inStatusSince } from '../../../lambda/decisions/version-history';
import type { Version } from '../../../lambda/service/types';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const HISTORY = { DraftTimestamp: at(1), SubmittedTimestamp: at(2), ReviewingTimestamp: at(4), DeniedTimestamp: at(3) };

test.each<[string, Partial<Record<keyof typeof HISTORY, Date>> | undefined, Date | undefined]>([
  ['DRAFT', HISTORY, at(1)],
  ['SUBMITTED', HISTORY, at(2)],
  ['DENIED', HISTORY, at(3)],
  // The service records no time of its own for it.
  ['REQUIRES_OFFLINE_REVIEW', HISTORY, at(4)],
  ['NEW_STATUS', HISTORY, at(4)],
  ['APPROVED', HISTORY, at(4)],
  ['DRAFT', {}, undefined],
  ['DRAFT', undefined, undefined],
])('A version that is %s', (RegistrationVersionStatus, history, expected) => {
  const RegistrationVersionStatusHistory = history as Version['RegistrationVersionStatusHistory'];
  expect(inStatusSince({ RegistrationVersionStatus, RegistrationVersionStatusHistory })).toBe(expected?.getTime());
});
