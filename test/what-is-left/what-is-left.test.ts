import { readFileSync } from 'fs';
import { combinations, covering, HANGING, HAPPENINGS, nameOf, POLICIES, STATUSES } from './combinations';
import { differences } from './differences';
import { outcome } from './rules';
import { page, PAGE } from '../../scripts/what-is-left';

test('What is left is what the rules say, in a selection in which every two values of a case meet', async () => {
  const cases = covering();
  expect(await differences(cases, { worlds: 6 })).toEqual({ ran: cases.length, differences: [] });
}, 240_000);

test('The page shows what the rules say', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});

test('Every policy, status and event has cases, and no case comes twice', () => {
  const all = combinations();
  expect(new Set(all.map(nameOf)).size).toBe(all.length);
  const values = [...POLICIES, ...HANGING, ...STATUSES, ...HAPPENINGS];
  const seen = new Set<string>(all.flatMap(({ policy, hanging, status, happening }) => [policy, hanging, status, happening]));
  expect(values.filter((value) => !seen.has(value))).toEqual([]);
});

/** What must hold of every rule, whatever it says in detail. */
describe('By the rules', () => {
  const all = combinations().map((combination) => ({ ...combination, ...outcome(combination), name: nameOf(combination) }));
  const namesOf = (cases: typeof all) => cases.map(({ name }) => name);

  test('a kept registration keeps its number and its document', () => {
    const lost = all.filter(({ registration, number, document }) => registration !== 'gone' && (number === 'released' || document === 'deleted'));
    expect(namesOf(lost)).toEqual([]);
  });

  test('a registration that has lasted is not deleted when it is retained or protected', () => {
    const deleted = all.filter(({ happening, registration, policy, deletionProtection }) => (
      !happening.startsWith('create') && registration === 'gone' && (policy !== 'DESTROY' || deletionProtection)
    ));
    expect(namesOf(deleted)).toEqual([]);
  });

  test('an adoption that did not last leaves the registration as it was, whatever the policy', () => {
    const changed = all.filter(({ happening, hanging, registration, form }) => (
      happening.startsWith('create') && hanging === 'adopted' && (registration === 'gone' || !form.startsWith('1 '))
    ));
    expect(namesOf(changed)).toEqual([]);
  });

  test('what is refused has not changed the form', () => {
    const changed = all.filter(({ stack, hanging, form }) => /^(DELETE|ROLLBACK)_FAILED$/.test(stack) && !form.startsWith(hanging === 'correction' ? '2 SUBMITTED' : '1 '));
    expect(namesOf(changed)).toEqual([]);
  });

  test('a stack that is deleted or rolled back well leaves nothing but what is retained or adopted', () => {
    const left = all.filter(({ stack, registration, policy, hanging }) => (
      /^(DELETE|ROLLBACK)_COMPLETE$/.test(stack) && registration !== 'gone' && policy === 'DESTROY' && hanging !== 'adopted'
    ));
    expect(namesOf(left)).toEqual([]);
  });
});
