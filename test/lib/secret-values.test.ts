import { App, Lazy, SecretValue, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { census, ENV, messageOf, newApp, newStack, newStackWithOther, only, resources } from './stacks';
import { FieldValue, Registration, RegistrationHandler, RegistrationType } from '../../lib';

const CUSTOM = 'Custom::SMSVoiceRegistration';
const ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:tax-id';

// The newest CDK prints every warning.
beforeAll(() => { jest.spyOn(console, 'error').mockReturnValue(); });
afterAll(() => jest.restoreAllMocks());

type Values = { [fieldPath: string]: FieldValue };

function register(stack: Stack, fields: Values, id = 'Registration'): Registration {
  return new Registration(stack, id, { registrationType: RegistrationType.of('EXAMPLE_REGISTRATION'), fields });
}

function rendered(value: FieldValue, stack = newStack()): unknown {
  register(stack, { 'a.b': value });
  return (only(stack, CUSTOM).Properties.Fields as unknown[])[0];
}

interface Policy { readonly PolicyDocument: { readonly Statement: unknown[] }; readonly Roles: unknown }

const policies = (stack: Stack) => Object.values(resources(stack, 'AWS::IAM::Policy')).map(({ Properties }) => Properties as unknown as Policy);
const statements = (stack: Stack) => policies(stack).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
const allow = (Action: string, Resource: unknown, Condition?: object) => ({ Effect: 'Allow', Action, Resource, ...Condition && { Condition } });
const via = (service: string) => ({ StringEquals: { 'kms:ViaService': `${service}.us-east-1.amazonaws.com` } });

describe('FieldValue.fromSecretsManager', () => {
  test('names the secret in the template, and nothing else of it', () => {
    const stack = newStack();
    expect(rendered(FieldValue.fromSecretsManager(new secretsmanager.Secret(stack, 'TaxId')), stack)).toEqual({
      FieldPath: 'a.b', TextFromSecret: { SecretArn: { Ref: only(stack, 'AWS::SecretsManager::Secret').logicalId } },
    });
  });

  test('names the member of a JSON secret', () => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', `${ARN}-a1b2c3`);
    expect(rendered(FieldValue.fromSecretsManager(secret, 'taxId'), stack)).toEqual({
      FieldPath: 'a.b', TextFromSecret: { SecretArn: `${ARN}-a1b2c3`, JsonKey: 'taxId' },
    });
  });

  test('refuses an empty member', () => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', `${ARN}-a1b2c3`);
    expect(messageOf(() => rendered(FieldValue.fromSecretsManager(secret, ''), stack))).toBe(
      'Registration "Stack/Registration": fields["a.b"]: its JSON key is empty; leave it out to take the whole secret',
    );
  });

  test.each<[string, (stack: Stack) => secretsmanager.ISecret, string]>([
    ['by its ARN', (stack) => secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', `${ARN}-a1b2c3`), `${ARN}-a1b2c3`],
    ['by its ARN without the end', (stack) => secretsmanager.Secret.fromSecretPartialArn(stack, 'Secret', ARN), `${ARN}-??????`],
  ])('lets the handler read just that secret, known %s', (_, secret, resource) => {
    const stack = newStack();
    register(stack, { 'a.b': FieldValue.fromSecretsManager(secret(stack)) });
    expect(statements(stack)).toEqual([allow('secretsmanager:GetSecretValue', resource)]);
  });

  test('lets the handler read just that secret, known by its name', () => {
    const stack = newStack();
    register(stack, { 'a.b': FieldValue.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'tax-id')) });
    expect(JSON.stringify(statements(stack))).toContain(':secretsmanager:us-east-1:111122223333:secret:tax-id-??????');
  });

  test.each<[string, (stack: Stack) => secretsmanager.ISecret, unknown]>([
    ['a name that reads like the end of a full ARN', (stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'example-secret'), 'example-secret'],
    ['a name in folders', (stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'a/b/tax-id'), 'a/b/tax-id'],
    ['a partial ARN of the stack\'s own account and Region', (stack) => secretsmanager.Secret.fromSecretPartialArn(stack, 'Secret', `${ARN}-abcdef`), 'tax-id-abcdef'],
    ['a partial ARN of another account', (stack) => secretsmanager.Secret.fromSecretPartialArn(stack, 'Secret', ARN.replace('111122223333', '444455556666')),
      ARN.replace('111122223333', '444455556666')],
    ['a full ARN', (stack) => secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', `${ARN}-abcdef`), `${ARN}-abcdef`],
  ])('names it to the handler as it is known, so that it is found: %s', (_, secretOf, SecretArn) => {
    const stack = newStack();
    expect(rendered(FieldValue.fromSecretsManager(secretOf(stack)), stack)).toEqual({ FieldPath: 'a.b', TextFromSecret: { SecretArn } });
  });

  test('names it by its name in a stack without account and Region, too', () => {
    const stack = newStack({});
    expect(rendered(FieldValue.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'example-secret')), stack)).toEqual({
      FieldPath: 'a.b', TextFromSecret: { SecretArn: 'example-secret' },
    });
  });

  test('lets the handler decrypt it with its key, by way of Secrets Manager', () => {
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1');
    const secret = secretsmanager.Secret.fromSecretAttributes(stack, 'Secret', { secretCompleteArn: `${ARN}-a1b2c3`, encryptionKey });
    register(stack, { 'a.b': FieldValue.fromSecretsManager(secret) });
    expect(statements(stack)).toEqual([
      allow('secretsmanager:GetSecretValue', `${ARN}-a1b2c3`),
      allow('kms:Decrypt', encryptionKey.keyArn, via('secretsmanager')),
    ]);
  });

  test('takes one of another stack, also with a key', () => {
    const app = newApp();
    const other = new Stack(app, 'Other', { env: ENV });
    const secret = new secretsmanager.Secret(other, 'TaxId', { encryptionKey: new kms.Key(other, 'Key') });
    const stack = newStack({ env: ENV }, app);
    register(stack, { 'a.b': FieldValue.fromSecretsManager(secret) });
    expect(JSON.stringify(only(stack, CUSTOM).Properties.Fields)).toMatch(/Other.*(Exports|Publish)OutputRefTaxId/);
    expect(statements(stack)).toHaveLength(2);
  });
});

describe('FieldValue.fromSsmParameter', () => {
  test('names the parameter in the template, and lets the handler read just that one', () => {
    const stack = newStack();
    const parameter = ssm.StringParameter.fromStringParameterName(stack, 'Parameter', '/company/tax-id');
    expect(rendered(FieldValue.fromSsmParameter(parameter), stack)).toEqual({
      FieldPath: 'a.b', TextFromParameter: { ParameterName: '/company/tax-id' },
    });
    expect(JSON.stringify(statements(stack))).toContain(':ssm:us-east-1:111122223333:parameter/company/tax-id"');
    expect(statements(stack)).toEqual([allow('ssm:GetParameter', expect.anything())]);
  });

  test('takes one that is made in the stack', () => {
    const stack = newStack();
    const parameter = new ssm.StringParameter(stack, 'Parameter', { stringValue: 'x' });
    expect(rendered(FieldValue.fromSsmParameter(parameter), stack)).toEqual({
      FieldPath: 'a.b', TextFromParameter: { ParameterName: { Ref: only(stack, 'AWS::SSM::Parameter').logicalId } },
    });
  });

  test('lets the handler decrypt a secure one with its key, by way of Systems Manager', () => {
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1');
    const parameter = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: 'tax-id', encryptionKey });
    register(stack, { 'a.b': FieldValue.fromSsmParameter(parameter) });
    expect(statements(stack)).toEqual([allow('ssm:GetParameter', expect.anything()), allow('kms:Decrypt', encryptionKey.keyArn, via('ssm'))]);
  });
});

describe('The value of a secret or parameter', () => {
  test('stands where it is kept, and nowhere else in the template', () => {
    const stack = newStack();
    const value = '00-0000001';
    const secret = new secretsmanager.Secret(stack, 'Secret', { secretObjectValue: { id: SecretValue.unsafePlainText(value) } });
    const parameter = new ssm.StringParameter(stack, 'Parameter', { stringValue: value });
    register(stack, { 'a.b': FieldValue.fromSecretsManager(secret, 'id'), 'a.c': FieldValue.fromSecretsManager(secret), 'a.d': FieldValue.fromSsmParameter(parameter) });
    const { Resources, ...others } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> };
    const saying = Object.values(Resources).filter((resource) => JSON.stringify(resource).includes(value)).map(({ Type }) => Type);
    expect(saying.sort()).toEqual(['AWS::SSM::Parameter', 'AWS::SecretsManager::Secret']);
    expect(JSON.stringify(others)).not.toContain(value);
  });
});

describe('The permission to read a secret', () => {
  const secretOf = (stack: Stack, id = 'Secret') => secretsmanager.Secret.fromSecretCompleteArn(stack, id, `${ARN}-a1b2c3`);

  test('is there before the registration, and until after it', () => {
    const stack = newStack();
    register(stack, { 'a.b': FieldValue.fromSecretsManager(secretOf(stack)) });
    expect(only(stack, CUSTOM).DependsOn).toEqual([only(stack, 'AWS::IAM::Policy').logicalId]);
  });

  test('is a resource of its own, so that it outlives the update that takes the field away', () => {
    const stack = newStack();
    register(stack, { 'a.b': FieldValue.fromSecretsManager(secretOf(stack)) });
    expect(policies(stack)).toEqual([expect.objectContaining({ Roles: [{ Ref: only(stack, 'AWS::IAM::Role').logicalId }] })]);
    expect(JSON.stringify(only(stack, 'AWS::IAM::Role'))).not.toContain('GetSecretValue');
  });

  test('is given once, however many fields and registrations take from it', () => {
    const stack = newStack();
    const secret = secretOf(stack);
    register(stack, { a: FieldValue.fromSecretsManager(secret, 'a'), b: FieldValue.fromSecretsManager(secret, 'b') }, 'One');
    register(stack, { c: FieldValue.fromSecretsManager(secret, 'a') }, 'Two');
    expect(statements(stack)).toHaveLength(1);
    expect(Object.values(resources(stack, CUSTOM)).map(({ DependsOn }) => DependsOn)).toEqual(
      Array(2).fill([only(stack, 'AWS::IAM::Policy').logicalId]),
    );
  });

  test('is given to a role that is brought along, and not to one that cannot be changed', () => {
    const counts = [true, false].map((mutable) => {
      const stack = newStack();
      const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/handler', { mutable });
      new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, { role });
      register(stack, { 'a.b': FieldValue.fromSecretsManager(secretOf(stack)) });
      return JSON.stringify(policies(stack)).split('GetSecretValue').length - 1;
    });
    expect(counts).toEqual([1, 0]);
  });

  test('is not made where there is no secret', () => {
    const stack = newStack();
    register(stack, { 'a.b': FieldValue.text('x') });
    expect(census(stack)).toEqual({ [CUSTOM]: 1, 'AWS::Lambda::Function': 1, 'AWS::IAM::Role': 1, 'AWS::Logs::LogGroup': 1 });
    expect(only(stack, CUSTOM)).not.toHaveProperty('DependsOn');
  });
});

describe('A dynamic reference to a secret', () => {
  const problem = (value: FieldValue) => messageOf(() => rendered(value, newStackWithOther()));
  const message = (service: string, instead: string) => (
    `Registration "Stack/Registration": fields["a.b"]: it contains a dynamic reference to ${service}, which CloudFormation does not resolve in a custom resource; use ${instead}`
  );
  const SECRET = message('secretsmanager', 'FieldValue.fromSecretsManager');
  const PARAMETER = message('ssm-secure', 'FieldValue.fromSsmParameter');

  test.each<[string, () => FieldValue, string]>([
    ['as it is written', () => FieldValue.text('{{resolve:secretsmanager:tax-id}}'), SECRET],
    ['inside of a text', () => FieldValue.text('EIN {{resolve:ssm-secure:tax-id}}.'), PARAMETER],
    ['in a choice', () => FieldValue.choices('x', '{{resolve:secretsmanager:tax-id}}'), SECRET],
    ['in a token', () => FieldValue.text(SecretValue.secretsManager('tax-id').unsafeUnwrap()), SECRET],
    ['in a token of a secure parameter', () => FieldValue.text(SecretValue.ssmSecure('tax-id', '1').unsafeUnwrap()), PARAMETER],
    ['in a token that is made late', () => FieldValue.choices(...Lazy.list({ produce: () => ['{{resolve:secretsmanager:tax-id}}'] })), SECRET],
  ])('is refused %s', (_, value, expected) => {
    expect(problem(value())).toContain(expected);
  });

  test('is refused where it has a reference to a resource in it', () => {
    const stack = newStack();
    const secret = new secretsmanager.Secret(stack, 'Secret');
    expect(messageOf(() => rendered(FieldValue.text(secret.secretValue.unsafeUnwrap()), stack))).toContain(SECRET);
  });

  test.each([
    ['a plain parameter, which CloudFormation resolves', '{{resolve:ssm:company-name:1}}'],
    ['braces', 'Your code is {{code}}. resolve:secretsmanager:'],
  ])('is not %s', (_, text) => {
    expect(rendered(FieldValue.text(text))).toEqual({ FieldPath: 'a.b', TextValue: text });
  });
});

test('A secret in a field that takes no text is a warning', () => {
  const stack = new Stack(new App(), 'Stack');
  new Registration(stack, 'Registration', {
    registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
    fields: { 'messagingUseCase.monthlyMessageVolume': FieldValue.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'x')) },
  });
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('its value is of the type TEXT, but the field is of the type SELECT'));
});
