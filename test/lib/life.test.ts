import { CfnOutput, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { messageOf, newApp, only } from './stacks';
import { AdoptedRegistrationProps, FieldValue, Registration, RegistrationProps, RegistrationType } from '../../lib';

// The newest CDK prints every warning.
beforeAll(() => { jest.spyOn(console, 'error').mockReturnValue(); });
afterAll(() => jest.restoreAllMocks());

const ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const ARN = `arn:aws:sms-voice:us-east-1:111122223333:registration/${ID}`;
const BASE: RegistrationProps = { registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION };
const newStack = () => new Stack(newApp(), 'Stack');

function declared(stack: Stack) {
  return only(stack, 'Custom::SMSVoiceRegistration');
}

describe('What a stack declares about the life of its registration', () => {
  test.each<[Partial<RegistrationProps>, object]>([
    [{ submit: true }, { Submit: true }],
    [{ submit: true, awsReview: true, failOnDenial: true }, { Submit: true, AwsReview: true, FailOnDenial: true }],
    [{ updateApproved: true }, { UpdateApproved: true }],
    [{ submit: true, resubmit: '2026-11-28' }, { Submit: true, Resubmit: '2026-11-28' }],
    [{ refreshSecrets: 'version 2' }, { RefreshSecrets: 'version 2' }],
  ])('%j', (props, expected) => {
    const stack = newStack();
    new Registration(stack, 'Brand', { ...BASE, ...props });
    expect(declared(stack).Properties).toMatchObject(expected);
  });

  const ABSENT = [undefined, null].map((nothing) => Object.fromEntries([
    'fields', 'submit', 'resubmit', 'refreshSecrets', 'awsReview', 'failOnDenial', 'updateApproved', 'tags', 'deletionProtection', 'deletionTimeout',
    'removalPolicy', 'submitAfter', 'continueFor', 'continuation',
  ].map((name) => [name, nothing])) as Partial<RegistrationProps>);

  test.each<[Partial<RegistrationProps>]>([
    [{}], [{ submit: false, awsReview: false, failOnDenial: false, updateApproved: false, resubmit: '', refreshSecrets: '' }],
    ...ABSENT.map((absent): [Partial<RegistrationProps>] => [absent]),
  ])('is absent where nothing is asked for, so that existing stacks show no change: %j', (props) => {
    const stack = newStack();
    new Registration(stack, 'Brand', { ...BASE, ...props });
    expect(Object.keys(declared(stack).Properties).sort()).toEqual(['DeletionTimeout', 'Fields', 'RegistrationType', 'ServiceTimeout', 'ServiceToken', 'Tags']);
    expect(declared(stack).DeletionPolicy).toBe('Delete');
  });

  test('is refused where it has no effect, everything in one error', () => {
    expect(messageOf(() => new Registration(newStack(), 'Brand', { ...BASE, awsReview: true, failOnDenial: true, resubmit: 'again' }))).toBe(
      'Registration "Stack/Brand": awsReview has no effect unless submit is true; failOnDenial has no effect unless submit is true; '
      + 'resubmit has no effect unless submit is true',
    );
  });

  test('can be followed by its status and its pending steps', () => {
    const stack = newStack();
    const { registrationStatus, registrationPendingSteps } = new Registration(stack, 'Brand', BASE);
    new CfnOutput(stack, 'Status', { value: registrationStatus });
    new CfnOutput(stack, 'Pending', { value: registrationPendingSteps });
    const template = Template.fromStack(stack);
    const { logicalId } = declared(stack);
    template.hasOutput('Status', { Value: { 'Fn::GetAtt': [logicalId, 'RegistrationStatus'] } });
    template.hasOutput('Pending', { Value: { 'Fn::GetAtt': [logicalId, 'PendingSteps'] } });
  });
});

describe('Registration.adopt', () => {
  test.each([ID, ARN])('names the registration that is taken over, and keeps it when it leaves the stack: %s', (registrationId) => {
    const stack = newStack();
    Registration.adopt(stack, 'Brand', { ...BASE, registrationId, fields: { 'companyInfo.city': FieldValue.text('Any Town') } });
    expect(declared(stack)).toMatchObject({
      Properties: { RegistrationId: registrationId, Fields: [{ FieldPath: 'companyInfo.city' }] },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test.each([undefined, null])('keeps it with the removal policy %s, too', (nothing) => {
    const stack = newStack();
    Registration.adopt(stack, 'Brand', { ...BASE, registrationId: ID, removalPolicy: nothing as undefined });
    expect(declared(stack)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('lets the stack delete it if the removal policy says so', () => {
    const stack = newStack();
    Registration.adopt(stack, 'Brand', { ...BASE, registrationId: ID, removalPolicy: RemovalPolicy.DESTROY });
    expect(declared(stack)).toMatchObject({ DeletionPolicy: 'Delete' });
  });

  test.each([ID, ARN])('is refused a second time in the same stack: %s', (registrationId) => {
    const stack = newStack();
    Registration.adopt(stack, 'Brand', { ...BASE, registrationId: ID });
    expect(() => Registration.adopt(stack, 'Again', { ...BASE, registrationId })).toThrow(
      'Registration "Stack/Again": registrationId is that of Registration "Stack/Brand"; adopt a registration once in a stack',
    );
    Registration.adopt(newStack(), 'Brand', { ...BASE, registrationId });
  });

  test('is the only way: new Registration refuses the id, and says so', () => {
    const props: AdoptedRegistrationProps = { ...BASE, registrationId: ID };
    expect(messageOf(() => new Registration(newStack(), 'Brand', props))).toBe(
      'Registration "Stack/Brand": registrationId is set, but new Registration creates a registration; use Registration.adopt to adopt an existing one',
    );
  });

  test('can use the same props more than once', () => {
    const props: AdoptedRegistrationProps = { ...BASE, registrationId: ID };
    [newStack(), newStack()].forEach((stack) => {
      Registration.adopt(stack, 'Brand', props);
      expect(declared(stack).Properties.RegistrationId).toBe(ID);
    });
  });

  test('takes over the native resource of the same stack, which is made before and deleted after', () => {
    const stack = newStack();
    const native = new CfnResource(stack, 'Native', {
      type: 'AWS::SMSVOICE::Registration', properties: { RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' },
    });
    const brand = Registration.adopt(stack, 'Brand', { ...BASE, registrationId: native.getAtt('RegistrationId').toString() });
    expect(declared(stack).Properties.RegistrationId).toEqual({ 'Fn::GetAtt': ['Native', 'RegistrationId'] });
    expect(stack.resolve(brand.registrationId)).toEqual({ Ref: expect.stringMatching(/^Brand/) });
  });

  test.each<[unknown, RegExp]>([
    ['reg-1', /"reg-1" is not the ID of a registration/],
    ['arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-1', /is not the ARN of a registration/],
    [undefined, /registrationId is undefined; the ID or ARN of a registration is expected/],
    [7, /registrationId is a number; the ID or ARN of a registration is expected/],
  ])('refuses %s', (registrationId, message) => {
    expect(() => Registration.adopt(newStack(), 'Brand', { ...BASE, registrationId: registrationId as string })).toThrow(message);
  });
});
