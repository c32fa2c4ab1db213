import { behaviorOf, valuesOf } from '../../../lambda/decisions/form-behavior';

type Definition = Parameters<typeof behaviorOf>[0];
type Conditional = NonNullable<Definition['ConditionalBehavior']>;

const text = (FieldPath: string, TextValue: string) => ({ FieldPath, TextValue });
const behavior = (FieldRequirement: string | undefined, conditional?: Conditional, ...fields: ReturnType<typeof text>[]) => behaviorOf(
  { FieldPath: 'field', FieldRequirement, ConditionalBehavior: conditional } as Definition, new Map(fields.map((field) => [field.FieldPath, field])),
);

describe('what a definition says of a field', () => {
  test.each([
    ['REQUIRED', 'REQUIRED'],
    ['OPTIONAL', 'OPTIONAL'],
    // On condition, but the service does not say on which.
    ['CONDITIONAL', undefined],
    ['A_REQUIREMENT_OF_THE_FUTURE', 'A_REQUIREMENT_OF_THE_FUTURE'],
    [undefined, undefined],
  ])('without a rule: %s is %s', (given, requirement) => {
    expect(behavior(given)).toEqual({ requirement, because: [], validation: {} });
  });

  test('without a list of rules the default applies, and depends on no other field', () => {
    expect(behavior('CONDITIONAL', { DefaultBehavior: 'DISALLOWED' } as Conditional)).toEqual({ requirement: 'DISALLOWED', because: [], validation: {} });
  });

  test('a rule without conditions always applies', () => {
    expect(behavior('CONDITIONAL', { Rules: [{ RuleBehavior: 'REQUIRED' }], DefaultBehavior: 'OPTIONAL' } as Conditional)).toEqual({
      requirement: 'REQUIRED', because: [], validation: {},
    });
  });

  test.each([
    ['EQUALS', ['a'], 'a', true],
    ['EQUALS', ['a'], 'b', false],
    ['EQUALS', undefined, 'any', false],
    ['NOT_IN', ['a'], 'b', true],
    ['NOT_IN', undefined, 'b', true],
    ['HAS_VALUE', undefined, 'b', true],
    ['NO_VALUE', undefined, 'b', false],
    ['AN_OPERATOR_OF_THE_FUTURE', ['a'], 'a', false],
  ])('a condition %s %j on the value %s: %s', (Operator, Values, value, isMet) => {
    const rule = { RuleBehavior: 'REQUIRED', Conditions: [{ DependsOnFieldPath: 'other', Operator, Values }] };
    const { requirement, because } = behavior('CONDITIONAL', { Rules: [rule], DefaultBehavior: 'OPTIONAL' } as Conditional, text('other', value));
    expect({ requirement, because }).toEqual({ requirement: isMet ? 'REQUIRED' : 'OPTIONAL', because: ['other'] });
  });

  test('a condition that names no field applies to a field without a value, and is given as no reason', () => {
    const rule = { RuleBehavior: 'REQUIRED', Conditions: [{ Operator: 'NO_VALUE' }] };
    expect(behavior('CONDITIONAL', { Rules: [rule], DefaultBehavior: 'OPTIONAL' } as Conditional)).toMatchObject({ requirement: 'REQUIRED', because: [] });
  });
});

test('a field that is listed without a value has none', () => {
  expect([valuesOf(), valuesOf({ FieldPath: 'a' }), valuesOf(text('a', 'b'))]).toEqual([[], [], ['b']]);
});
