import { CfnParameter, Fn, Lazy } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { messageOf, newStack, only } from './stacks';
import { FieldValue, Registration, RegistrationAttachment, RegistrationType } from '../../lib';

/** The one field of a registration, as it stands in the template. */
function rendered(value: FieldValue, stack = newStack()): unknown {
  new Registration(stack, 'Registration', {
    registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
    fields: { 'a.b': value },
  });
  return (only(stack, 'Custom::SMSVoiceRegistration').Properties.Fields as unknown[])[0];
}

const problem = (value: FieldValue) => messageOf(() => rendered(value));

describe('FieldValue.text', () => {
  test('is the text value of its field', () => {
    expect(rendered(FieldValue.text('Example Corp.'))).toEqual({ FieldPath: 'a.b', TextValue: 'Example Corp.' });
  });

  test.each([
    ['one character', 'x'],
    ['a space', ' '],
    ['2048 characters', 'x'.repeat(2048)],
    ['2048 characters of 4 bytes, which count as one each', '😀'.repeat(2048)],
    ['line breaks, quotes and braces', 'a\r\nb "c" \\d {{name}} {"Ref": "x"}'],
  ])('takes %s as it is', (_, text) => {
    expect(rendered(FieldValue.text(text))).toEqual({ FieldPath: 'a.b', TextValue: text });
  });

  test.each([
    ['an empty text', '', 'Registration "Stack/Registration": fields["a.b"]: its text must have 1 to 2048 characters, but is empty'],
    ['2049 characters', 'x'.repeat(2049), 'Registration "Stack/Registration": fields["a.b"]: its text must have 1 to 2048 characters, but has 2049'],
    ['2049 of 4 bytes', '😀'.repeat(2049), 'Registration "Stack/Registration": fields["a.b"]: its text must have 1 to 2048 characters, but has 2049'],
  ])('refuses %s', (_, text, message) => {
    expect(problem(FieldValue.text(text))).toBe(message);
  });

  test('takes tokens, alone and inside of a text of any length', () => {
    const stack = newStack();
    const parameter = new CfnParameter(stack, 'CompanyName').valueAsString;
    const long = 'x'.repeat(2048);
    new Registration(stack, 'Registration', {
      registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
      fields: {
        parameter: FieldValue.text(parameter),
        inside: FieldValue.text(`${long}${parameter}`),
        lazy: FieldValue.text(Lazy.string({ produce: () => 'produced' })),
      },
    });
    expect(only(stack, 'Custom::SMSVoiceRegistration').Properties.Fields).toEqual([
      { FieldPath: 'inside', TextValue: { 'Fn::Join': ['', [long, { Ref: 'CompanyName' }]] } },
      { FieldPath: 'lazy', TextValue: 'produced' },
      { FieldPath: 'parameter', TextValue: { Ref: 'CompanyName' } },
    ]);
  });
});

describe('FieldValue.choices', () => {
  test('is the choices of its field, in their order', () => {
    expect(rendered(FieldValue.choices('b', 'a'))).toEqual({ FieldPath: 'a.b', SelectChoices: ['b', 'a'] });
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => `choice ${index}`);

  test.each([
    ['one choice of one character', ['x']],
    ['100 choices', many(100)],
    ['a choice of 256 characters', ['x'.repeat(256)]],
    ['a choice of 256 characters of 4 bytes, which count as one each', ['😀'.repeat(256)]],
  ])('takes %s', (_, choices) => {
    expect(rendered(FieldValue.choices(...choices))).toEqual({ FieldPath: 'a.b', SelectChoices: choices });
  });

  test.each([
    ['no choice', [], 'fields["a.b"]: it must have 1 to 100 choices, but has 0'],
    ['101 choices', many(101), 'fields["a.b"]: it must have 1 to 100 choices, but has 101'],
    ['an empty choice', ['x', ''], 'fields["a.b"]: its choice number 2 must have 1 to 256 characters, but is empty'],
    ['a choice of 257 characters', ['x'.repeat(257)], 'fields["a.b"]: its choice number 1 must have 1 to 256 characters, but has 257'],
  ])('refuses %s', (_, choices, message) => {
    expect(problem(FieldValue.choices(...choices))).toBe(`Registration "Stack/Registration": ${message}`);
  });

  test('names every choice that is wrong', () => {
    const message = problem(FieldValue.choices('', 'good', 'x'.repeat(300), ...many(99)));
    expect(message).toContain('it must have 1 to 100 choices, but has 102');
    expect(message).toContain('choice number 1 must have 1 to 256 characters, but is empty');
    expect(message).toContain('choice number 3 must have 1 to 256 characters, but has 300');
    expect(message).not.toContain('choice number 2 ');
  });

  test('takes tokens, as single choices and as the whole list', () => {
    const stack = newStack();
    const one = new CfnParameter(stack, 'One').valueAsString;
    const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
    new Registration(stack, 'Registration', {
      registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
      fields: {
        one: FieldValue.choices('first', one),
        list: FieldValue.choices(...list),
        split: FieldValue.choices(...Fn.split(';', one)),
        lazy: FieldValue.choices(...Lazy.list({ produce: () => ['produced', 'late'] })),
      },
    });
    expect(only(stack, 'Custom::SMSVoiceRegistration').Properties.Fields).toEqual([
      { FieldPath: 'lazy', SelectChoices: ['produced', 'late'] },
      { FieldPath: 'list', SelectChoices: { Ref: 'List' } },
      { FieldPath: 'one', SelectChoices: ['first', { Ref: 'One' }] },
      { FieldPath: 'split', SelectChoices: { 'Fn::Split': [';', { Ref: 'One' }] } },
    ]);
  });
});

test('A value says which type of field takes it', () => {
  const stack = newStack();
  const attachment = RegistrationAttachment.fromRegistrationAttachmentId(stack, 'Image', 'attachment-0123');
  expect([
    FieldValue.text('x'),
    FieldValue.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'tax')),
    FieldValue.fromSsmParameter(ssm.StringParameter.fromStringParameterName(stack, 'Parameter', '/website')),
    FieldValue.choices('x'),
    FieldValue.attachment(attachment),
  ].map(({ fieldType }) => fieldType)).toEqual(['TEXT', 'TEXT', 'TEXT', 'SELECT', 'ATTACHMENT']);
});

describe('An error', () => {
  test.each([
    ['a text', FieldValue.text('12-3456789 '.repeat(200))],
    ['a choice', FieldValue.choices('12-3456789 '.repeat(30))],
    ['one choice of many', FieldValue.choices(...Array.from({ length: 101 }, () => '12-3456789 '))],
  ])('never quotes %s: it may be a tax id', (_, value) => {
    expect(problem(value)).not.toContain('3456789');
  });
});
