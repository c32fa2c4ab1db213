import { CfnParameter, CfnResource, Fn, Stack, Tags, Token } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { associate, messageOf, newApp, newStack, only, resources } from './stacks';
import { FieldValue, Registration, RegistrationAttachment, RegistrationDocument, RegistrationProps, RegistrationType } from '../../lib';

const TYPE = 'Custom::SMSVoiceRegistration';
const ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const PATH = 'companyInfo.companyName';
/** One character in four bytes of UTF-8, and two of UTF-16. */
const WIDE = '\u{1F4F1}';
const ELSEWHERE = [
  ['another account', 'arn:aws:sms-voice:us-east-1:999999999999', 'its ARN names the account 999999999999, but the stack is in 111122223333'],
  ['another Region', 'arn:aws:sms-voice:eu-west-1:111122223333', 'its ARN names the Region eu-west-1, but the stack is in us-east-1'],
] as const;

function declare(props: Partial<RegistrationProps>, stack = newStack()): Stack {
  new Registration(stack, 'Registration', { registrationType: RegistrationType.of('EXAMPLE'), ...props });
  return stack;
}

/** What the handler is going to read. */
function declared(props: Partial<RegistrationProps>): Record<string, unknown> {
  return only(declare(props), TYPE).Properties;
}

/** What is said of the only problem, at the latest when the template is made. */
function problem(props: Partial<RegistrationProps>): string {
  return messageOf(() => declared(props));
}

describe('Names that mean something to JavaScript', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'])('are field paths and tag keys like others: %s', (name) => {
    const fields = JSON.parse(`{ "${name}": null }`) as Record<string, FieldValue>;
    Object.defineProperty(fields, name, { value: FieldValue.text('x'), enumerable: true });
    const tags = JSON.parse(`{ "${name}": "y" }`) as Record<string, string>;
    expect(declared({ fields, tags })).toMatchObject({ Fields: [{ FieldPath: name, TextValue: 'x' }], Tags: [{ Key: name, Value: 'y' }] });
  });

  test.each(['__proto__', 'constructor'])('are tags of the whole stack like others: %s', (name) => {
    const stack = declare({});
    Tags.of(stack).add(name, 'y');
    expect(only(stack, TYPE).Properties.Tags).toEqual([{ Key: name, Value: 'y' }]);
  });

  test('are told where JavaScript would lose them', () => {
    expect(problem({ fields: { ['a.b']: FieldValue.text('x'), __proto__: FieldValue.text('x') } as Record<string, FieldValue> }))
      .toBe('Registration "Stack/Registration": fields sets its prototype instead of a field named __proto__; write ["__proto__"]');
  });

  test('are no types that can be associated', () => {
    const stack = newStack();
    const registration = new Registration(stack, 'Registration', { registrationType: RegistrationType.of('EXAMPLE') });
    ['constructor', '__proto__', 'toString'].forEach((type, index) => {
      expect(messageOf(() => associate(registration, new CfnResource(stack, `Other${index}`, { type }))))
        .toContain(`AssociationTarget.fromResource got a resource of the type ${type};`);
    });
  });

  test('are keys of a secret like others', () => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'tax');
    declare({ fields: { [PATH]: FieldValue.fromSecretsManager(secret, '__proto__') } }, stack);
    expect(only(stack, TYPE).Properties.Fields).toMatchObject([{ TextFromSecret: { JsonKey: '__proto__' } }]);
  });
});

type Limited = [what: string, limit: number, unit: string, make: (size: number) => Partial<RegistrationProps>, problem: string];

const some = (size: number, unit: string) => Array.from({ length: size }, (_, index) => `${unit}${index}`);

describe.each<Limited>([
  ['a field path', 100, 'a', (size) => ({ fields: { ['a'.repeat(size)]: FieldValue.text('x') } }), 'must have 1 to 100 characters, but has 101'],
  ['a text', 2048, 'z', (size) => ({ fields: { [PATH]: FieldValue.text('z'.repeat(size)) } }), 'its text must have 1 to 2048 characters, but has 2049'],
  ['a text of 4-byte characters', 2048, WIDE, (size) => ({ fields: { [PATH]: FieldValue.text(WIDE.repeat(size)) } }),
    'its text must have 1 to 2048 characters, but has 2049'],
  ['the number of choices', 100, 'Z', (size) => ({ fields: { [PATH]: FieldValue.choices(...some(size, 'Z')) } }), 'it must have 1 to 100 choices, but has 101'],
  ['a choice', 256, 'z', (size) => ({ fields: { [PATH]: FieldValue.choices('a', 'z'.repeat(size)) } }), 'its choice number 2 must have 1 to 256 characters, but has 257'],
  ['a choice of 4-byte characters', 256, WIDE, (size) => ({ fields: { [PATH]: FieldValue.choices(WIDE.repeat(size)) } }),
    'its choice number 1 must have 1 to 256 characters, but has 257'],
  ['the number of tags, beside the ten of the library', 190, 'z', (size) => ({ tags: Object.fromEntries(some(size, 'key').map((key) => [key, 'z'])) }),
    'at most 190 tags are allowed, but there are 191'],
  ['a tag key', 128, 'k', (size) => ({ tags: { ['k'.repeat(size)]: 'x' } }), 'must have 1 to 128 characters, but has 129'],
  ['a tag value', 256, 'z', (size) => ({ tags: { Name: 'z'.repeat(size) } }), 'the value of the tag "Name" must have 0 to 256 characters, but has 257'],
  ['a tag value of 4-byte characters', 256, WIDE, (size) => ({ tags: { Name: WIDE.repeat(size) } }),
    'the value of the tag "Name" must have 0 to 256 characters, but has 257'],
])('%s', (what, limit, unit, make, expected) => {
  test(`may have ${limit}`, () => {
    expect(declared(make(limit))).toMatchObject({ RegistrationType: 'EXAMPLE' });
  });

  test('not one more, and the error quotes no value', () => {
    const message = problem(make(limit + 1));
    expect(message).toContain(expected);
    expect(message.length).toBeLessThan(400);
    if (!/path|key/.test(what)) {
      expect(message).not.toContain(unit.repeat(3));
    }
  });
});

describe('A registration type', () => {
  test('has at most 64 characters', () => {
    expect(RegistrationType.of('A'.repeat(64)).id).toHaveLength(64);
    expect(messageOf(() => RegistrationType.of('A'.repeat(65)))).toContain('must have 1 to 64 characters, but has 65');
  });
});

describe('What is empty', () => {
  test.each<[string, Partial<RegistrationProps>, string]>([
    ['a field path', { fields: { '': FieldValue.text('x') } }, 'the field path "" must have 1 to 100 characters, but is empty'],
    ['a text', { fields: { [PATH]: FieldValue.text('') } }, 'its text must have 1 to 2048 characters, but is empty'],
    ['choices', { fields: { [PATH]: FieldValue.choices() } }, 'it must have 1 to 100 choices, but has 0'],
    ['a choice', { fields: { [PATH]: FieldValue.choices('') } }, 'its choice number 1 must have 1 to 256 characters, but is empty'],
    ['a tag key', { tags: { '': 'x' } }, 'the tag key "" must have 1 to 128 characters, but is empty'],
  ])('is refused: %s', (_what, props, expected) => {
    expect(problem(props)).toContain(expected);
  });
});

describe('A key in a bucket', () => {
  const at = (key: string) => () => {
    const bucket = s3.Bucket.fromBucketName(newStack(), 'Bucket', 'documents');
    return new RegistrationAttachment(newStack(), 'Image', { document: RegistrationDocument.fromBucket(bucket, key) });
  };

  test.each(['k'.repeat(1024), WIDE.repeat(256)])('has at most 1024 bytes', (key) => {
    expect(at(key)).not.toThrow();
    expect(messageOf(at(`${key}k`))).toContain('the key must have 1 to 1024 bytes, but has 1025');
  });
});

describe('1,000 fields', () => {
  const fields = (value: string) => Object.fromEntries(some(1_000, 'section.field').map((path) => [path, FieldValue.text(value)]));
  const quickly = 5_000;

  test('are in the template, sorted by path', () => {
    expect((declared({ fields: fields('x') }).Fields as { FieldPath: string }[]).map(({ FieldPath }) => FieldPath)).toEqual(some(1_000, 'section.field').sort());
  }, quickly);

  test('with a problem each are one error', () => {
    expect(problem({ fields: fields('') }).match(/its text must have 1 to 2048 characters, but is empty/g)).toHaveLength(1_000);
  }, quickly);

  test('that no form has are compared with a known form quickly', () => {
    const { node } = declare({ registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION, fields: fields('x') }).node.findChild('Registration');
    expect(node.metadata.filter(({ type }) => type === 'aws:cdk:warning')).toHaveLength(1_000);
  }, quickly);
});

describe('What is known only at the deploy', () => {
  const list = (stack: Stack) => Fn.split(',', new CfnParameter(stack, 'List').valueAsString);

  test('may be the choices as a whole', () => {
    const stack = newStack();
    declare({ fields: { [PATH]: FieldValue.choices(...list(stack)) } }, stack);
    expect(only(stack, TYPE).Properties.Fields).toEqual([{ FieldPath: PATH, SelectChoices: { 'Fn::Split': [',', { Ref: 'List' }] } }]);
  });

  test('passes as a text, and is refused by the handler if it is a list: nothing can be checked before', () => {
    const stack = newStack();
    declare({ fields: { [PATH]: FieldValue.text(Token.asString(list(stack))) } }, stack);
    expect(only(stack, TYPE).Properties.Fields).toEqual([{ FieldPath: PATH, TextValue: { 'Fn::Split': [',', { Ref: 'List' }] } }]);
  });

  test('may be the account and Region of a stack, with which no ARN is compared', () => {
    const stack = new Stack(newApp(), 'Stack');
    ELSEWHERE.forEach(([, arn], index) => {
      Registration.adopt(stack, `Adopted${index}`, { registrationType: RegistrationType.of('EXAMPLE'), registrationId: `${arn}:registration/${ID}${index}` });
    });
    expect(Object.keys(resources(stack, TYPE))).toHaveLength(2);
  });
});

describe('An ARN', () => {
  const ARN = `arn:aws:sms-voice:us-east-1:111122223333:registration/${ID}`;
  const ATTACHMENT_ARN = 'arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/attachment-0a1b2c3d4e5f60718293a4b5c6d7e8f9';

  test('is no id of a registration, and the error says what takes it', () => {
    expect(messageOf(() => Registration.fromRegistrationId(newStack(), 'Brand', ARN))).toBe(
      `Registration.fromRegistrationId: "${ARN}" is not the ID of a registration, which starts with registration-; use Registration.fromRegistrationArn for an ARN`,
    );
  });

  test('is no id of an attachment, and the error says where that is', () => {
    expect(messageOf(() => RegistrationAttachment.fromRegistrationAttachmentId(newStack(), 'Image', ATTACHMENT_ARN))).toBe(
      `RegistrationAttachment.fromRegistrationAttachmentId: "${ATTACHMENT_ARN}" is not the ID of an attachment, which starts with attachment-; the ARN of an attachment ends with its ID`,
    );
  });

  test.each([ATTACHMENT_ARN, 'arn:aws:s3:::documents', 'arn:', ARN.replace(ID, '')])('of something else is not adopted: %s', (registrationId) => {
    expect(messageOf(() => Registration.adopt(newStack(), 'Brand', { registrationType: RegistrationType.of('EXAMPLE'), registrationId })))
      .toMatch(/is not the (ARN|ID) of a registration/);
  });

  test.each(ELSEWHERE)('of %s is not adopted', (_where, arn, expected) => {
    expect(messageOf(() => Registration.adopt(newStack(), 'Brand', {
      registrationType: RegistrationType.of('EXAMPLE'), registrationId: `${arn}:registration/${ID}`,
    }))).toBe(`Registration "Stack/Brand": ${expected}`);
  });

  test.each(ELSEWHERE)('of %s is not associated, also as a registration that was imported', (_where, arn, expected) => {
    const stack = newStack();
    const campaign = new Registration(stack, 'Campaign', { registrationType: RegistrationType.of('EXAMPLE') });
    const imported = Registration.fromRegistrationArn(stack, 'Imported', `${arn}:registration/${ID}`);
    const message = `Registration "Stack/Campaign": addAssociation: ${expected}`;
    expect(messageOf(() => associate(campaign, `${arn}:phone-number/phone-0a1b`))).toBe(message);
    expect(messageOf(() => associate(campaign, imported))).toBe(message);
  });
});

