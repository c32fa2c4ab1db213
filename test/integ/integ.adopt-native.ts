import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { CfnRegistration } from 'aws-cdk-lib/aws-smsvoice';
import { FieldValue, Registration, RegistrationType } from '../../lib';

// CloudFormation creates and deletes the draft, the library fills it in. Nothing is submitted.
export const app = new App();
const stack = new Stack(app, 'IntegAdoptNative');

const native = new CfnRegistration(stack, 'Native', { registrationType: 'US_TEN_DLC_BRAND_REGISTRATION' });
const adopted = Registration.adopt(stack, 'Brand', {
  registrationId: native.attrRegistrationId,
  registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
  fields: { 'companyInfo.companyName': FieldValue.text('Example Corp') },
});

const test = new IntegTest(app, 'Integ', { testCases: [stack], stackUpdateWorkflow: false });
test.assertions.awsApiCall('pinpoint-sms-voice-v2', 'DescribeRegistrationFieldValues', { RegistrationId: adopted.registrationId }).expect(ExpectedResult.objectLike({
  RegistrationFieldValues: Match.arrayWith([Match.objectLike({ FieldPath: 'companyInfo.companyName', TextValue: 'Example Corp' })]),
}));
