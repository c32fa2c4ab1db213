import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newApp } from './stacks';
import { FieldValue, Registration, RegistrationProps, RegistrationType } from '../../lib';

const ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const ARN = `arn:aws:sms-voice:us-east-1:111122223333:registration/${ID}`;
const BASE: RegistrationProps = { registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION };
const newStack = () => new Stack(newApp(), 'Stack');

function declared(stack: Stack) {
  return Object.values(Template.fromStack(stack).findResources('Custom::SMSVoiceRegistration'))[0]!;
}

describe('What a stack says of its registration\'s life', () => {
  test.each<[Partial<RegistrationProps>, object]>([
    [{ submit: true }, { Submit: true }],
    [{ submit: true, awsReview: true, failOnDenial: true }, { Submit: true, AwsReview: true, FailOnDenial: true }],
    [{ updateApproved: true, allowReplacement: true }, { UpdateApproved: true, AllowReplacement: true }],
  ])('%j', (props, expected) => {
    const stack = newStack();
    new Registration(stack, 'Brand', { ...BASE, ...props });
    expect(declared(stack).Properties).toMatchObject(expected);
  });

  test.each<Partial<RegistrationProps>>([{}, {
    submit: false, awsReview: false, failOnDenial: false, updateApproved: false, allowReplacement: false,
  }])('nothing where it asks for nothing, so that stacks of earlier versions show no change: %j', (props) => {
    const stack = newStack();
    new Registration(stack, 'Brand', { ...BASE, ...props });
    expect(Object.keys(declared(stack).Properties).sort()).toEqual(['DeletionTimeout', 'Fields', 'RegistrationType', 'ServiceTimeout', 'ServiceToken', 'Tags']);
  });

  test('is refused where it has no effect, everything in one error', () => {
    expect(() => new Registration(newStack(), 'Brand', { ...BASE, awsReview: true, failOnDenial: true })).toThrow(
      /Registration "Stack\/Brand".*awsReview is of no use without submit.*failOnDenial is of no use without submit/s,
    );
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

  test('lets the stack delete it if the removal policy says so', () => {
    const stack = newStack();
    Registration.adopt(stack, 'Brand', { ...BASE, registrationId: ID, removalPolicy: RemovalPolicy.DESTROY });
    expect(declared(stack)).toMatchObject({ DeletionPolicy: 'Delete' });
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

  test.each([
    ['reg-1', /"reg-1" is not the id of a registration/],
    ['arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-1', /is not the ARN of a registration/],
  ])('refuses %s', (registrationId, message) => {
    expect(() => Registration.adopt(newStack(), 'Brand', { ...BASE, registrationId })).toThrow(message);
  });
});
