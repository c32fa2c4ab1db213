import { bootstrapCheck, quotaCheck, tierCheck, typesCheck, wokenCheck } from '../../cli/doctor/checks';
import { hasLinesOfHandler, wokenBy } from '../../cli/doctor/continuations';

const DAY_MS = 24 * 3_600_000;
const NOW = 100 * DAY_MS;
const ago = (days: number) => NOW - days * DAY_MS;

test.each([
  ['there are no rules', undefined, {}, 'note'],
  ['the rules are new, and nothing has happened yet', ago(1), {}, 'note'],
  ['the rules are old, and nothing has ever happened', ago(3), {}, 'problem'],
  ['the schedule works, and no event has come yet', ago(30), { bySchedule: ago(1) }, 'note'],
  ['events come, and the schedule works', ago(30), { byEvent: ago(5), bySchedule: ago(0) }, 'ok'],
  ['the log of the handler is elsewhere, and it may have been woken', ago(30), undefined, 'note'],
  ['the schedule has stopped', ago(30), { byEvent: ago(9), bySchedule: ago(9) }, 'problem'],
] as const)('a stack where %s', (_, rulesSince, woken, state) => {
  expect(wokenCheck('Texts', rulesSince, woken, NOW).state).toBe(state);
});

test.each([
  [24, 25, 'note'], [25, 25, 'problem'], [10, 25, 'ok'],
] as const)('a quota of which %i of %i are used', (Used, Max, state) => {
  expect(quotaCheck('Registrations', 'registrations', { Name: 'REGISTRATIONS', Used, Max })).toMatchObject({ state, text: `${Used} of ${Max} registrations used` });
});

test('what is worth knowing about the account and the Region', () => {
  expect(tierCheck('SANDBOX').state).toBe('note');
  expect(tierCheck('PRODUCTION').state).toBe('ok');
  expect(typesCheck([], 'us-east-1').state).toBe('problem');
  expect(typesCheck(['IN_SENDER_ID_REGISTRATION'], 'ap-south-1').text).toContain('but not US_TEN_DLC_BRAND_REGISTRATION');
  expect(bootstrapCheck(undefined, 'CDKToolkit', 'aws://111122223333/us-east-1').advice).toContain('npx cdk bootstrap aws://111122223333/us-east-1');
});

test('a log of another program is not that of a handler', () => {
  expect(hasLinesOfHandler([{ time: 1, message: '{"event":"started"}' }, { time: 2, message: 'END RequestId: 0' }])).toBe(false);
  expect(hasLinesOfHandler([{ time: 1, message: '{"event":"started","requestType":"Create"}' }])).toBe(true);
});

test('the log says by what the handler was last woken, whatever else it says', () => {
  const line = (details: object) => JSON.stringify({ level: 'INFO', requestType: 'Continuation', event: 'started', ...details });
  expect(wokenBy([
    { time: 1, message: line({ registrationId: 'registration-0' }) },
    { time: 2, message: 'START RequestId: 0 Version: $LATEST' },
    { time: 3, message: line({}) },
    { time: 4, message: line({ event: 'finished' }) },
    { time: 5, message: line({ requestType: 'Update' }) },
    { time: 6, message: '"text"' },
  ])).toEqual({ byEvent: 1, bySchedule: 3 });
});
