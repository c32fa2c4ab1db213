import * as fs from 'fs';
import * as path from 'path';
import { isOverdue, reviewTimeOf } from '../../../lambda/decisions/review-times';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-29T12:00:00Z');

test.each<[string, number | undefined]>([
  ['US_TEN_DLC_BRAND_REGISTRATION', 3],
  ['US_TEN_DLC_BRAND_VETTING', 3],
  ['US_TEN_DLC_CAMPAIGN_REGISTRATION', 28],
  ['US_TOLL_FREE_REGISTRATION', 21],
  ['IN_SENDER_ID_REGISTRATION', 1],
  ['GB_LONG_CODE_REGISTRATION', 10],
  ['US_SHORT_CODE_REGISTRATION', 84],
  ['US_RCS_LAUNCH_REGISTRATION', undefined],
])('A review of %s is overdue after %s days', (type, days) => {
  const after = (one: number) => isOverdue(type, NOW - one * DAY_MS, NOW);
  expect([days ?? 1_000, (days ?? 1_000) + 0.01].map(after)).toEqual([false, days !== undefined]);
});

test('Nothing is overdue that was never submitted', () => {
  expect(isOverdue('US_TEN_DLC_BRAND_REGISTRATION', undefined, NOW)).toBe(false);
});

test('AWS says for companies from abroad how long it takes', () => {
  expect(reviewTimeOf('US_TEN_DLC_BRAND_VETTING')).toEqual({ days: 2, unit: 'business days', internationalDays: 21 });
});

test('Every type whose form is known has a figure, but those for RCS and Notify', () => {
  const { forms } = JSON.parse(fs.readFileSync(path.join(__dirname, '../../../scripts/forms/forms.json'), 'utf8')) as { readonly forms: Record<string, unknown> };
  expect(Object.keys(forms).filter((type) => reviewTimeOf(type) === undefined && !/_RCS_LAUNCH_|^NOTIFY_/.test(type))).toEqual([]);
});
