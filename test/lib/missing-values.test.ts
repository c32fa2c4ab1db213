import { Aws, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { associate, census, messageOf, newStack, newStackWithOther, only } from './stacks';
import { AssociationTarget, FieldValue, Registration, RegistrationAttachment, RegistrationDocument, RegistrationHandler, RegistrationProps, RegistrationType } from '../../lib';

// What a compiler refuses in TypeScript, and nothing does in JavaScript or Python.

const CUSTOM = 'Custom::SMSVoiceRegistration';
const NOTHING = [undefined, null];

function declare(props: object, stack = newStack()): Stack {
  new Registration(stack, 'Registration', { registrationType: RegistrationType.of('EXAMPLE'), ...props } as RegistrationProps);
  return stack;
}

const fieldsOf = (fields: object, stack = newStack()) => only(declare({ fields }, stack), CUSTOM).Properties.Fields;
const problem = (props: object) => messageOf(() => declare(props)).replace(/^Registration "Stack\/Registration": /, '');

/** Any value as the type that a signature asks for. */
const as = <T>(value: unknown) => value as T;

describe('A missing value is not declared', () => {
  test.each(NOTHING)('a field that is %s', (nothing) => {
    expect(fieldsOf({ 'a.b': nothing, 'a.c': FieldValue.text('x') })).toEqual([{ FieldPath: 'a.c', TextValue: 'x' }]);
  });

  test.each<[string, FieldValue]>([['a text', FieldValue.text(Aws.NO_VALUE)], ['a choice', FieldValue.choices(Aws.NO_VALUE)]])(
    'a field whose value is no value: %s', (_, value) => {
      expect(fieldsOf({ 'a.b': value, 'a.c': FieldValue.text('x') })).toEqual([{ FieldPath: 'a.c', TextValue: 'x' }]);
    },
  );

  test.each(NOTHING)('a tag that is %s', (nothing) => {
    expect(only(declare({ tags: { Name: nothing, Team: 'texts' } }), CUSTOM).Properties.Tags).toEqual([{ Key: 'Team', Value: 'texts' }]);
  });

  test.each(NOTHING)('all fields and all tags, and the JSON key of a secret: %s', (nothing) => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'tax-id');
    expect(only(declare({ fields: nothing, tags: nothing }), CUSTOM).Properties).toMatchObject({ Fields: [], Tags: [] });
    expect(fieldsOf({ 'a.b': FieldValue.fromSecretsManager(secret, as(nothing)) }, stack)).toEqual([{ FieldPath: 'a.b', TextFromSecret: { SecretArn: 'tax-id' } }]);
  });

  test.each(NOTHING)('the props of an attachment: %s', (nothing) => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'documents');
    const document = RegistrationDocument.fromBucket(bucket, 'one.png');
    new RegistrationAttachment(stack, 'One', { document, tags: as(nothing), removalPolicy: as(nothing), deletionTimeout: as(nothing) });
    expect(only(stack, 'Custom::SMSVoiceRegistrationAttachment')).toMatchObject({ Properties: { Tags: [], DeletionTimeout: 600 }, DeletionPolicy: 'Delete' });
  });
});

describe('A field that is not a FieldValue is refused', () => {
  test.each<[string, unknown]>([
    ['a string', 'Example Corp'], ['a number', 7], ['a boolean', true], ['an object', {}], ['an array', ['x']],
  ])('%s', (kind, value) => {
    expect(problem({ fields: { 'a.b': value } })).toBe(`fields["a.b"]: it is ${kind}; a FieldValue is expected, such as FieldValue.text('…')`);
  });

  test.each<[string, unknown]>([['a string', 'x'], ['an array', []], ['a number', 7]])('or all of them, if fields is %s', (kind, fields) => {
    expect(problem({ fields })).toBe(`fields is ${kind}; an object of field paths and FieldValues is expected`);
  });

  test.each<[string, () => FieldValue, string]>([
    ['text(undefined)', () => FieldValue.text(as(undefined)), 'its text is undefined; a string of 1 to 2048 characters is expected'],
    ['text(null)', () => FieldValue.text(as(null)), 'its text is null; a string of 1 to 2048 characters is expected'],
    ['text(7)', () => FieldValue.text(as(7)), 'its text is a number; a string of 1 to 2048 characters is expected'],
    ['choices([…])', () => FieldValue.choices(as(['a'])), 'its choice number 1 is an array; a string of 1 to 256 characters is expected'],
    ['choices(undefined)', () => FieldValue.choices('a', as(undefined)), 'its choice number 2 is undefined; a string of 1 to 256 characters is expected'],
    ['attachment(undefined)', () => FieldValue.attachment(as(undefined)), 'FieldValue.attachment got undefined; a RegistrationAttachment is expected'],
    ['attachment(bucket)', () => FieldValue.attachment(as(s3.Bucket.fromBucketName(newStack(), 'B', 'documents'))), 'FieldValue.attachment got an object; a RegistrationAttachment is expected'],
    ['fromSecret(null)', () => FieldValue.fromSecretsManager(as(null)), 'FieldValue.fromSecretsManager got null; a secret of AWS Secrets Manager is expected'],
    ['fromSecret(a name)', () => FieldValue.fromSecretsManager(as('tax-id')), 'FieldValue.fromSecretsManager got a string; a secret of AWS Secrets Manager is expected'],
    ['fromSecret(a parameter)', () => FieldValue.fromSecretsManager(as(ssm.StringParameter.fromStringParameterName(newStack(), 'P', 'p'))),
      'FieldValue.fromSecretsManager got an object; a secret of AWS Secrets Manager is expected'],
    ['fromSecret(…, 7)', () => FieldValue.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(newStack(), 'S', 's'), as(7)), 'its JSON key is a number; leave it out to take the whole secret'],
    ['fromParameter(undefined)', () => FieldValue.fromSsmParameter(as(undefined)), 'FieldValue.fromSsmParameter got undefined; a parameter of AWS Systems Manager is expected'],
  ])('FieldValue.%s', (_, value, message) => {
    expect(problem({ fields: { 'a.b': value() } })).toBe(`fields["a.b"]: ${message}`);
  });
});

describe('A property with a value of another type is refused', () => {
  const TYPE = 'a RegistrationType is expected, such as RegistrationType.US_TOLL_FREE_REGISTRATION or RegistrationType.of(\'…\')';

  test.each<[object, string]>([
    [{ registrationType: 'US_TOLL_FREE_REGISTRATION' }, `registrationType is a string; ${TYPE}`],
    [{ registrationType: undefined }, `registrationType is undefined; ${TYPE}`],
    [{ submit: 'false' }, 'submit is a string; true or false is expected'],
    [{ deletionProtection: 1 }, 'deletionProtection is a number; true or false is expected'],
    [{ submit: true, resubmit: 20261128 }, 'resubmit is a number; a string is expected'],
    [{ refreshSecrets: {} }, 'refreshSecrets is an object; a string is expected'],
    [{ deletionTimeout: 600 }, 'deletionTimeout is a number; a Duration is expected, such as Duration.minutes(10)'],
  ])('%j', (props, message) => {
    expect(problem(props)).toBe(message);
  });

  test.each(NOTHING)('or if there are no props at all, naming the construct: props are %s', (nothing) => {
    expect(messageOf(() => new Registration(newStack(), 'Registration', as(nothing)))).toBe(`Registration "Stack/Registration": registrationType is undefined; ${TYPE}`);
  });

  test('of a tag', () => {
    expect(messageOf(() => only(declare({ tags: { Floor: 7 } }), CUSTOM))).toContain(
      'Registration "Stack/Registration": the value of the tag "Floor" is a number; a string of 0 to 256 characters is expected',
    );
  });

  test('of the type itself', () => {
    expect(messageOf(() => RegistrationType.of(as(undefined)))).toBe('RegistrationType.of: the registration type is undefined; a string of 1 to 64 characters is expected');
  });
});

describe('An association is refused with anything but an AssociationTarget', () => {
  const WRONG: [string, (stack: Stack) => unknown, string][] = [
    ['undefined', () => undefined, 'undefined'],
    ['null', () => null, 'null'],
    ['a number', () => 7, 'a number'],
    ['a construct', (stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'documents'), '"Stack/Bucket"'],
    ['a stack', (stack) => stack, '"Stack"'],
    ['a construct that the stack makes', (stack) => new s3.Bucket(stack, 'Own'), '"Stack/Own"'],
    ['a field', () => FieldValue.text('x'), 'an object'],
  ];
  const refusalOf = (target: (stack: Stack) => unknown) => {
    const stack = newStack();
    const registration = new Registration(stack, 'Registration', { registrationType: RegistrationType.of('EXAMPLE') });
    const message = messageOf(() => registration.addAssociation(as(target(stack))));
    expect(() => associate(registration, new CfnResource(stack, 'Number', { type: 'AWS::SMSVOICE::PhoneNumber' }))).not.toThrow();
    return message.replace(/^Registration "Stack\/Registration": addAssociation: /, '');
  };

  test.each([...WRONG, ['a registration', newRegistration, '"Stack/Other"'], ['an id', () => 'phone-0123', 'a string']] satisfies typeof WRONG)(
    '%s', (_, target, named) => {
      expect(refusalOf(target)).toBe(`it is ${named}; an AssociationTarget is expected, such as AssociationTarget.fromRegistration(brand)`);
    },
  );

  test.each([...WRONG, ['an id', () => 'phone-0123', 'a string']] satisfies typeof WRONG)('a registration that is %s', (_, registration, named) => {
    expect(refusalOf((stack) => AssociationTarget.fromRegistration(as(registration(stack))))).toBe(
      `AssociationTarget.fromRegistration got ${named}; a registration is expected`,
    );
  });

  test.each([...WRONG, ['a registration', newRegistration, '"Stack/Other"'], ['an id', () => 'phone-0123', 'a string']] satisfies typeof WRONG)(
    'a resource that is %s', (_, resource, named) => {
      expect(refusalOf((stack) => AssociationTarget.fromResource(as(resource(stack))))).toBe(
        `AssociationTarget.fromResource got ${named}; a CfnPhoneNumber, CfnSenderId, CfnRcsAgent or CfnRegistration of aws-cdk-lib/aws-smsvoice is expected`,
      );
    },
  );

  test.each(WRONG)('an id that is %s', (_, idOrArn, named) => {
    expect(refusalOf((stack) => AssociationTarget.fromId(as(idOrArn(stack))))).toBe(
      `AssociationTarget.fromId got ${named}; the ID or ARN of a registration, a phone number or an RCS agent, or the ARN of a sender ID is expected`,
    );
  });

  test('of associations, all in one error and before anything is in the stack', () => {
    const stack = newStackWithOther();
    const associations = [AssociationTarget.fromId('phone-0123'), 'phone-0123', AssociationTarget.fromId(as(undefined)), null];
    expect(messageOf(() => declare({ associations, submit: 7 }, stack))).toBe(
      'Registration "Stack/Registration": '
      + 'associations[1]: it is a string; an AssociationTarget is expected, such as AssociationTarget.fromRegistration(brand); '
      + 'associations[2]: AssociationTarget.fromId got undefined; the ID or ARN of a registration, a phone number or an RCS agent, or the ARN of a sender ID is expected; '
      + 'associations[3]: it is null; an AssociationTarget is expected, such as AssociationTarget.fromRegistration(brand); '
      + 'submit is a number; true or false is expected',
    );
    expect(census(stack)).toEqual({});
  });

  test.each<[string, unknown]>([['a string', 'phone-0123'], ['an object', AssociationTarget.fromId('phone-0123')]])('or all of them, if associations is %s', (kind, associations) => {
    expect(problem({ associations })).toBe(`associations is ${kind}; an array of AssociationTargets is expected`);
  });

  test.each(NOTHING)('but may be %s altogether', (associations) => {
    expect(only(declare({ associations }), CUSTOM).Properties).not.toHaveProperty('Associations');
  });
});

function newRegistration(stack: Stack): Registration {
  return new Registration(stack, 'Other', { registrationType: RegistrationType.of('EXAMPLE') });
}

describe('An attachment is refused without its document', () => {
  const EXPECTED = "a RegistrationDocument is expected, such as RegistrationDocument.fromAsset('…')";
  const inBucket = (bucket: unknown, key: unknown) => ({ document: RegistrationDocument.fromBucket(as(bucket), as(key)) });

  test.each<[string, (stack: Stack) => unknown, string]>([
    ['no props', () => undefined, `document is undefined; ${EXPECTED}`],
    ['no document', () => ({}), `document is undefined; ${EXPECTED}`],
    ['null', () => ({ document: null }), `document is undefined; ${EXPECTED}`],
    ['a path', () => ({ document: 'opt-in.png' }), `document is a string; ${EXPECTED}`],
    ['a bucket', (stack) => ({ document: s3.Bucket.fromBucketName(stack, 'B', 'documents') }), `document is an object; ${EXPECTED}`],
    ['no path', () => ({ document: RegistrationDocument.fromAsset(as(undefined)) }), 'path is undefined; the path of a file is expected'],
    ['no bucket', () => inBucket(null, 'a.png'), 'bucket is null; a bucket of aws-cdk-lib/aws-s3 is expected'],
    ['a bucket by its name', () => inBucket('documents', 'a.png'), 'bucket is a string; a bucket of aws-cdk-lib/aws-s3 is expected'],
    ['no key', (stack) => inBucket(s3.Bucket.fromBucketName(stack, 'B', 'documents'), undefined),
      'the key is undefined; a string of 1 to 1024 bytes is expected'],
  ])('%s', (_, propsOf, message) => {
    const stack = newStackWithOther();
    expect(messageOf(() => new RegistrationAttachment(stack, 'Image', as(propsOf(stack))))).toBe(`RegistrationAttachment "Stack/Image": ${message}`);
    expect(census(stack)).toEqual({});
  });

  test.each(NOTHING)('%s for the id of one', (nothing) => {
    expect(messageOf(() => RegistrationAttachment.fromRegistrationAttachmentId(newStack(), 'Image', as(nothing)))).toBe(
      `RegistrationAttachment.fromRegistrationAttachmentId: registrationAttachmentId is ${nothing}; the ID of an attachment is expected`,
    );
    expect(messageOf(() => Registration.fromRegistrationId(newStack(), 'Brand', as(nothing)))).toBe(
      `Registration.fromRegistrationId: registrationId is ${nothing}; the ID of a registration is expected`,
    );
  });
});

describe('A handler', () => {
  test.each<[string, object | undefined | null]>([
    ['nothing', undefined], ['null', null], ['an empty object', {}], ['undefined', { vpc: undefined, limitConcurrency: undefined }],
    ['null values', { role: null, sweepInterval: null, deadLetterQueue: null, notificationTopic: null }],
  ])('is as by default where its props are %s', (_, props) => {
    const [stack, other] = [newStack(), newStack()];
    new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, as(props));
    RegistrationHandler.getOrCreate(other);
    expect(Template.fromStack(stack).toJSON()).toEqual(Template.fromStack(other).toJSON());
  });

  test.each([undefined, null])('of a registration is that of its stack where it is %s', (handler) => {
    const stack = newStack();
    new Registration(stack, 'Brand', { registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION, handler: as(handler) });
    expect(RegistrationHandler.getOrCreate(stack).node.path).toBe('Stack/SMSVoiceRegistrationHandler');
    expect(census(stack)['AWS::Lambda::Function']).toBe(1);
  });
});

test('The fields are sorted by path, since some languages give their maps another order at each run', () => {
  const paths = ['b.a', 'a.b', 'A.b', 'a.a10', 'a.a2', 'a_b'];
  const fields = (order: string[]) => fieldsOf(Object.fromEntries(order.map((path) => [path, FieldValue.text('x')])));
  expect(fields(paths)).toEqual(fields([...paths].reverse()));
  expect((fields(paths) as { FieldPath: string }[]).map(({ FieldPath }) => FieldPath)).toEqual(['A.b', 'a.a10', 'a.a2', 'a.b', 'a_b', 'b.a']);
});
