import {
  readAssociation, readBoolean, readDeletionProtection, readDeletionTimeout, readList, readOptional, readString, readTags, readTarget, unknownNames,
  unreadable,
} from '../../../lambda/properties/reading';

const SECRET = 'never shown';
const ARN = 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-0123';

/** The result of a reader of the property Name, with the problems that it found. */
function reading<T>(read: (properties: { Name?: unknown }, name: string, problems: string[]) => T, value: unknown): [T, string[]] {
  const problems: string[] = [];
  return [read(value === undefined ? {} : { Name: value }, 'Name', problems), problems];
}

describe('a string', () => {
  test('is taken literally', () => expect(reading(readString, ' a\n')).toEqual([' a\n', []]));

  test.each([[undefined], [''], [null], [1], [true], [[SECRET]], [{ a: SECRET }]])('%j is none', (value) => {
    expect(reading(readString, value)).toEqual(['', ['Name must be a string']]);
  });
});

describe('an optional string', () => {
  test.each<[unknown, string | undefined]>([['a', 'a'], ['', undefined], [undefined, undefined]])('%j is read as %j', (value, expected) => {
    expect(reading(readOptional, value)).toEqual([expected, []]);
  });

  test.each([[null], [1], [[SECRET]], [{ a: SECRET }]])('%j is a problem, and counts as not declared', (value) => {
    expect(reading(readOptional, value)).toEqual([undefined, ['Name must be a string']]);
  });
});

describe('a boolean', () => {
  test.each<[unknown, boolean]>([['true', true], ['false', false], [undefined, false], [null, false]])('%j is read as %s', (value, expected) => {
    expect(reading(readBoolean, value)).toEqual([expected, []]);
  });

  test.each([[''], ['TRUE'], ['yes'], [SECRET], [true], [1], [['true']], [{}]])('%j is a problem, and counts as false', (value) => {
    expect(reading(readBoolean, value)).toEqual([false, ['Name must be true or false']]);
  });
});

describe('a list', () => {
  const even = (value: unknown) => value === '' ? null : Number(value) % 2 === 0 ? Number(value) : undefined;
  const readEven = (properties: { Name?: unknown }, name: string, problems: string[]) => readList(properties, name, even, problems);

  test.each<[unknown, number[]]>([
    [undefined, []], [null, []], [['2', '4'], [2, 4]], [['', '2', ''], [2]],
  ])('%j has the entries %j', (value, expected) => {
    expect(reading(readEven, value)).toEqual([expected, []]);
  });

  test.each([[''], ['2'], [2], [{ length: 0 }]])('%j is none, and counts as empty', (value) => {
    expect(reading(readEven, value)).toEqual([[], ['Name must be a list']]);
  });

  test('keeps what it can read, and counts every entry', () => {
    expect(reading(readEven, ['2', '', '3', '4', '5'])).toEqual([
      [2, 4], ['entry 3 of Name has an unknown format: it is a string', 'entry 5 of Name has an unknown format: it is a string'],
    ]);
  });

  test.each<[unknown, string]>([
    [SECRET, 'it is a string'],
    [7, 'it is a number'],
    [true, 'it is a boolean'],
    [null, 'it is null'],
    [[SECRET], 'it is a list'],
    [{}, 'it is an empty object'],
    [{ Text: SECRET, List: [SECRET], Object: { SECRET }, Number: 7, Nothing: null }, 'Text is a string, List is a list, Object is an object, Number is a number, Nothing is null'],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, 'a is a number, b is a number, c is a number, d is a number, e is a number'],
    [{ ['n'.repeat(41)]: SECRET }, `${'n'.repeat(40)} is a string`],
    [{ FieldPath: 'companyInfo.city', Key: 'aws:my-key_1' }, 'FieldPath companyInfo.city, Key aws:my-key_1'],
    [{ FieldPath: 'p'.repeat(128) }, `FieldPath ${'p'.repeat(128)}`],
    // Anything that does not look like a name may be a value in the wrong place.
    [{ FieldPath: 'p'.repeat(129) }, 'FieldPath is a string'],
    [{ FieldPath: SECRET }, 'FieldPath is a string'],
    [{ FieldPath: '$secret' }, 'FieldPath is a string'],
    [{ FieldPath: 'secret$' }, 'FieldPath is a string'],
    [{ FieldPath: '' }, 'FieldPath is a string'],
    [{ FieldPath: 7 }, 'FieldPath is a number'],
    [{ Value: 'secret' }, 'Value is a string'],
  ])('describes the entry %j by its shape', (entry, shape) => {
    const none = () => undefined;
    expect(reading((properties, name, problems) => readList(properties, name, none, problems), [entry])).toEqual([
      [], [`entry 1 of Name has an unknown format: ${shape}`],
    ]);
  });
});

describe('tags', () => {
  const read = (Tags: unknown) => {
    const problems: string[] = [];
    return [readTags({ Tags }, problems), problems];
  };

  test.each<[string, unknown, unknown[]]>([
    ['with a value', [{ Key: 'Team', Value: 'sms' }], [{ Key: 'Team', Value: 'sms' }]],
    ['with an empty value', [{ Key: 'Team', Value: '' }], [{ Key: 'Team', Value: '' }]],
    ['without a value', [{ Key: 'Team' }, { Key: 'Cost', Value: '1' }], [{ Key: 'Cost', Value: '1' }]],
    ['of the handler itself', [{ Key: 'cdk-sms-registration:stack-id', Value: 'x' }, { Key: 'cdk-sms', Value: 'y' }], [{ Key: 'cdk-sms', Value: 'y' }]],
    ['with a member that nobody knows', [{ Key: 'Team', Value: 'sms', Other: 'x' }], [{ Key: 'Team', Value: 'sms' }]],
  ])('%s', (_, value, expected) => {
    expect(read(value)).toEqual([expected, []]);
  });

  test.each<[unknown, string]>([
    [{ Key: 'Team', Value: 7 }, 'Key Team, Value is a number'],
    [{ Key: 'Team', Other: SECRET }, 'Key Team, Other is a string'],
    [{ Key: 7, Value: SECRET }, 'Key is a number, Value is a string'],
    [{ Key: 7 }, 'Key is a number'],
    [{ Value: SECRET }, 'Value is a string'],
    [SECRET, 'it is a string'],
    [null, 'it is null'],
  ])('%j is a problem', (tag, shape) => {
    expect(read([tag])).toEqual([[], [`entry 1 of Tags has an unknown format: ${shape}`]]);
  });
});

test.each([[undefined, false], ['false', false], ['true', true], ['', true], ['FALSE', true], [null, true], [['false', 'false'], true]])(
  'DeletionProtection %j: protected is %s', (DeletionProtection, expected) => {
    expect(readDeletionProtection({ DeletionProtection })).toBe(expected);
  },
);

test.each<[unknown, number]>([
  ['1', 1_000], ['0.5', 500], ['3600', 3_600_000], ['0', 600_000], ['-1', 600_000], ['', 600_000], ['soon', 600_000], [undefined, 600_000], [['a'], 600_000],
])('DeletionTimeout %j is %i ms', (DeletionTimeout, expected) => {
  expect(readDeletionTimeout({ DeletionTimeout })).toBe(expected);
});

test.each<[unknown, string | undefined]>([
  ['registration-0123', 'registration-0123'], ['phone-0123', 'phone-0123'], [ARN, ARN],
  ['+12065550100', undefined], ['', undefined], [undefined, undefined], [[ARN], undefined],
])('%j is the target %j', (value, expected) => {
  expect(readTarget(value)).toBe(expected);
});

test.each<[unknown, string | null | undefined]>([
  ['', null], [ARN, ARN], ['+12065550100', undefined], [undefined, undefined], [null, undefined],
])('an association %j is read as %j', (value, expected) => {
  expect(readAssociation(value)).toBe(expected);
});

test('unknown names are listed in their order, but neither those of CloudFormation nor retired ones', () => {
  const properties = { Zeal: '', ServiceToken: '', Known: '', Retired: '', ServiceTimeout: '', toString: '', Alien: '' };
  expect(unknownNames(properties, { Known: true }, ['Retired'])).toEqual(['Zeal', 'toString', 'Alien'].map((name) => `the property ${name} is unknown`));
  expect(unknownNames({ Retired: '' }, { Known: true })).toEqual(['the property Retired is unknown']);
});

describe('an unreadable resource', () => {
  test('has one message with what is wrong and what to do', () => {
    const { name, message } = unreadable('attachment', ['one', 'other']);
    expect(name).toBe('Failure');
    expect(message).toBe('The properties of the attachment cannot be read: one; other. Correct them in the stack (a value that is known only during the '
      + 'deploy may have another type than expected), or deploy again with a matching version of the library.');
  });

  test('fits an answer to CloudFormation, whatever the number of its problems', () => {
    const { message } = unreadable('registration', Array.from({ length: 500 }, (_, index) => `problem ${index}`));
    expect(message).toMatch(/problem 0; problem 1;.*; … and 3\d\d more\. Correct them/);
    expect(Buffer.byteLength(message)).toBeLessThan(3_000);
  });
});
