import type { PresentField } from '../../../lambda/decisions/field-changes';
import { formProblems } from '../../../lambda/decisions/form-problems';
import { matches } from '../../../lambda/decisions/matches';
import type { FieldDefinition } from '../../../lambda/service/types';

type Condition = [path: string, operator: string, ...values: string[]];

const text = (FieldPath: string, TextValue = 'secret'): PresentField => ({ FieldPath, TextValue });
const select = (FieldPath: string, ...SelectChoices: string[]): PresentField => ({ FieldPath, SelectChoices });
const attachment = (FieldPath: string): PresentField => ({ FieldPath, RegistrationAttachmentId: 'attachment-1' });
const definition = (FieldPath: string, more: Partial<FieldDefinition> = {}): FieldDefinition => (
  { FieldPath, FieldType: 'TEXT', FieldRequirement: 'OPTIONAL', ...more }
);
const texts = (MinLength?: number, MaxLength?: number, Pattern?: string) => (
  definition('a', { TextValidation: { MinLength, MaxLength, Pattern } })
);
const selects = (MinChoices: number | undefined, MaxChoices: number | undefined, ...Options: string[]) => (
  definition('a', { FieldType: 'SELECT', SelectValidation: { MinChoices, MaxChoices, Options } })
);

function problems(definitions: FieldDefinition[], put: PresentField[], { kept = [] as PresentField[], complete = false } = {}): string[] {
  return formProblems(definitions, { put, kept, complete }).map(({ path, problem }) => `${path}: ${problem}`);
}

describe('what is written', () => {
  test.each<[string, FieldDefinition, PresentField, string[]]>([
    ['of its kind, where nothing more is said', definition('a'), text('a'), []],
    ['a text for choices', selects(1, 1, 'X'), text('a'), ['it has a value of type TEXT, but the form expects SELECT']],
    ['choices for a text', definition('a'), select('a', 'X'), ['it has a value of type SELECT, but the form expects TEXT']],
    ['an attachment for a text', definition('a'), attachment('a'), ['it has a value of type ATTACHMENT, but the form expects TEXT']],
    ['an attachment', definition('a', { FieldType: 'ATTACHMENT' }), attachment('a'), []],
    ['a kind of the future', definition('a', { FieldType: 'VIDEO' as 'TEXT' }), text('a'), []],
    ['a kind that is not told', definition('a', { FieldType: undefined }), text('a'), []],
    ['a text that is just as long as it may be', texts(1, 6), text('a'), []],
    ['a text in characters, not in units of UTF-16', texts(1, 2), text('a', '👍👍'), []],
    ['a text that is too long', texts(1, 5), text('a'), ['its text has 6 characters, but the form accepts 1 to 5']],
    ['a text that is too short', texts(8, 8), text('a'), ['its text has 6 characters, but the form accepts exactly 8']],
    ['a text with a lower limit only', texts(7), text('a'), ['its text has 6 characters, but the form accepts 7 to 2048']],
    ['a text with an upper limit only', texts(undefined, 5), text('a'), ['its text has 6 characters, but the form accepts 1 to 5']],
    ['an empty text', texts(1, 5), text('a', ''), ['its text has 0 characters, but the form accepts 1 to 5']],
    ['a text on the pattern', texts(1, 9, '^[a-z]+$'), text('a'), []],
    ['a text off the pattern', texts(1, 9, '^\\d+$'), text('a'), ["its text does not match the form's pattern ^\\d+$"]],
    ['a text off a very long pattern', texts(1, 9, `^(${'x'.repeat(300)})$`), text('a'), ["its text does not match the form's pattern"]],
    ['a text with a pattern that JavaScript does not know', texts(1, 9, '(?i)^\\A[0-9]++$'), text('a'), []],
    ['choices of the options', selects(1, 2, 'X', 'Y'), select('a', 'Y', 'X'), []],
    ['too many choices', selects(1, 1, 'X', 'Y'), select('a', 'Y', 'X'), ['it has 2 choices, but the form accepts exactly 1']],
    ['no choice', selects(1, 3, 'X', 'Y'), select('a'), ['it has 0 choices, but the form accepts 1 to 3']],
    ['too few choices, with a lower limit only', selects(2, undefined, 'X', 'Y'), select('a', 'X'), ['it has 1 choice, but the form accepts 2 to 100']],
    ['a text off a pattern of 200 characters', texts(1, 9, `^${'x'.repeat(198)}$`), text('a'), [
      `its text does not match the form's pattern ^${'x'.repeat(198)}$`,
    ]],
    ['too few choices for an exact number', selects(2, 2, 'X', 'Y'), select('a', 'X'), ['it has 1 choice, but the form accepts exactly 2']],
    ['a text of one character too few', texts(2, 2), text('a', 'x'), ['its text has 1 character, but the form accepts exactly 2']],
    ['a choice that is nearly an option', selects(1, 1, 'ONE_TIME_PASSCODES', 'MARKETING'), select('a', 'one-time passcode'), [
      'its choice number 1 is not one of "ONE_TIME_PASSCODES", "MARKETING" (did you mean "ONE_TIME_PASSCODES"?)',
    ]],
    ['choices of which one is nearly an option', selects(1, 2, 'PRIVATE_PROFIT', 'PUBLIC_PROFIT'), select('a', 'PRIVATE_PROFIT', 'PUBLIC_PROFTI'), [
      'its choice number 2 is not one of "PRIVATE_PROFIT", "PUBLIC_PROFIT" (did you mean "PUBLIC_PROFIT"?)',
    ]],
    ['choices that are no options', selects(1, 3, 'X', 'Y'), select('a', 'secret', 'X', 'secret2'), [
      'its choice number 1 is not one of "X", "Y"', 'its choice number 3 is not one of "X", "Y"',
    ]],
    ['more choices than the API takes, whatever the form says', selects(1, 200), select('a', ...Array<string>(101).fill('z')), ['it has 101 choices, but the form accepts 1 to 100']],
    ['as many as it takes, which the form does not limit', selects(undefined, undefined), select('a', ...Array<string>(100).fill('z')), []],
    ['a choice that is longer than the API takes', selects(1, 2), select('a', '😀'.repeat(256), '😀'.repeat(257)),
      ['its choice number 2 has 257 characters, but the form accepts 1 to 256']],
    ['choices whose options are not told', selects(undefined, undefined), select('a', 'secret'), []],
    ['a field that is not in the form', definition('companyInfo.taxId'), text('companyInfo.taxID2'), ['the form has no such field (did you mean "companyInfo.taxId"?)']],
    ['a field that is like none of the form', definition('companyInfo.taxId'), text('z'), ['the form has no such field']],
  ])('%s', (_, defined, field, expected) => {
    expect(problems([defined], [field])).toEqual(expected.map((problem) => `${field.FieldPath}: ${problem}`));
  });

  test('to a form without fields is a problem', () => {
    expect(problems([], [text('a')])).toEqual(['a: the form has no fields']);
  });

  test('is listed with whole options only', () => {
    const options = Array.from({ length: 100 }, (_, index) => `OPTION_${index}`);
    const [problem] = problems([selects(1, 1, ...options)], [select('a', 'secret')]);
    expect(problem).toMatch(/^a: its choice number 1 is not one of "OPTION_0", .*"OPTION_\d+", … and \d+ more$/);
    expect(problem!.length).toBeLessThan(500);
  });

  test('is compared with the options that are not listed as well', () => {
    const options = [...Array.from({ length: 100 }, (_, index) => `OPTION_${index}`), 'ACCOUNT_NOTIFICATIONS'];
    expect(problems([selects(1, 1, ...options)], [select('a', 'ACCOUNT_NOTIFICATION')])[0]).toMatch(/… and \d+ more \(did you mean "ACCOUNT_NOTIFICATIONS"\?\)$/);
  });

  test('has all its problems reported, sorted by path, and none of them quotes a value', () => {
    const definitions = [definition('b', texts(9, 9, '^\\d$')), { ...texts(9, 9, '^\\d$'), FieldPath: 'b' }, { ...selects(1, 1, 'X'), FieldPath: 'c' }];
    const found = problems(definitions, [text('z'), select('c', 'secret', 'secret'), text('b'), text('__proto__')], { complete: true });
    expect(found.map((problem) => problem.split(':')[0])).toEqual(['__proto__', 'b', 'b', 'c', 'c', 'c', 'z']);
    expect(found.join()).not.toContain('secret');
  });
});

describe('a draft', () => {
  test('may be half-done, and holds what the service has accepted', () => {
    const definitions = [
      definition('missing', { FieldRequirement: 'REQUIRED' }), { ...texts(9, 9), FieldPath: 'kept' }, definition('put'),
      definition('disallowed', { ConditionalBehavior: { Rules: [], DefaultBehavior: 'DISALLOWED' } }),
    ];
    expect(problems(definitions, [text('put'), text('disallowed')], { kept: [text('kept'), text('of-an-older-form')] })).toEqual([]);
  });
});

describe('a form that is going to be submitted', () => {
  const complete = { complete: true };

  test.each<[string, FieldDefinition, string[]]>([
    ['an optional field', definition('a'), []],
    ['a required field', definition('a', { FieldRequirement: 'REQUIRED' }), ['a: it is required, but missing']],
    ['a conditional field without rules', definition('a', { FieldRequirement: 'CONDITIONAL' }), []],
    ['a field with a requirement of the future', definition('a', { FieldRequirement: 'DESIRED' as 'REQUIRED' }), []],
  ])('without %s', (_, defined, expected) => {
    expect(problems([defined], [], complete)).toEqual(expected);
  });

  test('has what was filled in elsewhere, and is judged by it', () => {
    const definitions = [definition('a', { FieldRequirement: 'REQUIRED' }), { ...texts(9, 9), FieldPath: 'b' }];
    expect(problems(definitions, [], { kept: [text('a'), text('b'), text('c')], complete: true })).toEqual([
      'b: its text has 6 characters, but the form accepts exactly 9', 'c: the form has no such field',
    ]);
  });

  test('has nothing of a field that is listed without a value', () => {
    const kept = [{ FieldPath: 'a', DeniedReason: 'Missing required field' }];
    expect(problems([definition('a', { FieldRequirement: 'REQUIRED' })], [], { kept, complete: true })).toEqual(['a: it is required, but missing']);
  });

  /** Each with the behaviour of a rule that has these conditions; OPTIONAL is the default. */
  const conditional = (behavior: string, ...conditions: Condition[]) => definition('a', {
    FieldRequirement: 'CONDITIONAL',
    ConditionalBehavior: {
      Rules: [{
        RuleBehavior: behavior,
        Conditions: conditions.map(([DependsOnFieldPath, Operator, ...Values]) => (
          { DependsOnFieldPath, Operator, ...Values.length > 0 && { Values } }
        )),
      }],
      DefaultBehavior: 'OPTIONAL',
    },
  });
  const others = ['t', 's', 'none'].map((path) => definition(path, { FieldType: path === 's' ? 'SELECT' : 'TEXT' }));

  test.each<[boolean, ...Condition[]]>([
    [true, ['t', 'EQUALS', 'one']],
    [false, ['t', 'EQUALS', 'two']],
    [true, ['s', 'EQUALS', 'X']],
    [false, ['none', 'EQUALS', 'one']],
    [false, ['t', 'NOT_EQUALS', 'one']],
    [true, ['t', 'NOT_EQUALS', 'two']],
    [true, ['none', 'NOT_EQUALS', 'one']],
    [true, ['s', 'IN', 'A', 'X']],
    [false, ['s', 'IN', 'A', 'B']],
    [false, ['s', 'NOT_IN', 'A', 'X']],
    [true, ['s', 'NOT_IN', 'A', 'B']],
    [true, ['t', 'HAS_VALUE']],
    [false, ['none', 'HAS_VALUE']],
    [false, ['t', 'NO_VALUE']],
    [true, ['none', 'NO_VALUE']],
    [false, ['t', 'STARTS_WITH', 'o']],
    [true, ['t', 'EQUALS', 'one'], ['s', 'EQUALS', 'X']],
    [false, ['t', 'EQUALS', 'one'], ['s', 'EQUALS', 'Y']],
    [true],
  ])('has a rule that matches: %j, if it says %j %j', (expected, ...conditions) => {
    const form = [text('t', 'one'), select('s', 'X', 'Y2')];
    const given = conditions.length > 0 ? `, given ${conditions.map(([path]) => path).join(', ')}` : '';
    expect(problems([...others, conditional('REQUIRED', ...conditions)], form, complete)).toEqual(expected ? [`a: it is required${given}, but missing`] : []);
    expect(problems([...others, conditional('DISALLOWED', ...conditions)], [...form, text('a')], complete)).toEqual(expected ? [`a: it is not allowed${given}`] : []);
    expect(problems([...others, conditional('WELCOME', ...conditions)], form, complete)).toEqual([]);
  });

  const rules = definition('a', {
    FieldRequirement: 'CONDITIONAL',
    TextValidation: { MinLength: 1, MaxLength: 9, Pattern: '^[a-z]+$' },
    ConditionalBehavior: {
      Rules: [
        { RuleBehavior: 'OPTIONAL', Conditions: [{ DependsOnFieldPath: 's', Operator: 'EQUALS', Values: ['X'] }], ConditionalValidation: { MaxLength: 5 } },
        { RuleBehavior: 'REQUIRED', Conditions: [{ DependsOnFieldPath: 's', Operator: 'HAS_VALUE' }], ConditionalValidation: { Pattern: '^\\d+$' } },
      ],
      DefaultBehavior: 'DISALLOWED',
    },
  });

  test.each<[string, PresentField[], string[]]>([
    ['the first rule that matches', [select('s', 'X')], []],
    ['the next one', [select('s', 'Y')], ['a: it is required, given s, but missing']],
    ['the limits of the first rule, and else its own', [select('s', 'X'), text('a')], ['a: its text has 6 characters, but the form accepts 1 to 5']],
    ['the pattern of the next one', [select('s', 'Y'), text('a')], ["a: its text does not match the form's pattern ^\\d+$"]],
    ['the default', [text('a')], ['a: it is not allowed, given s']],
  ])('is judged by %s', (_, form, expected) => {
    expect(problems([...others, rules], form, complete)).toEqual(expected);
  });

  test('has only the choices that a rule allows', () => {
    const narrowed = definition('a', {
      ...selects(1, 1, 'A', 'B'),
      ConditionalBehavior: { Rules: [{ RuleBehavior: 'REQUIRED', Conditions: [], ConditionalValidation: { AllowedValues: ['B'] } }], DefaultBehavior: 'OPTIONAL' },
    });
    expect(problems([narrowed], [select('a', 'A')], complete)).toEqual(['a: its choice number 1 is not one of "B"']);
  });
});

test.each<[string, string, string, boolean | undefined]>([
  ['a text that matches', 'abc', '^[a-z]+$', true],
  ['a text that does not', 'ABC', '^[a-z]+$', false],
  ['a part of a text', 'ABC-abc', '[a-z]{3}', true],
  ['a syntax that JavaScript does not know', 'abc', '(?i)a++', undefined],
  ['a syntax that JavaScript would read in another way', 'abc', '\\Aabc\\z', undefined],
  ['a pattern that goes astray', `${'a'.repeat(2_000)}b`, '^(a+)+$', undefined],
])('the pattern of %s', (_, value, pattern, expected) => {
  expect(matches(value, pattern)).toBe(expected);
});
