import * as path from 'path';
import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, SecretValue, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { FieldValue, Registration, RegistrationAttachment, RegistrationDocument, RegistrationType } from '../../lib';

// A draft with a text, a choice, a document and a secret. Nothing is submitted.
export const app = new App();
const stack = new Stack(app, 'IntegTollFreeDraft');

const registration = new Registration(stack, 'TollFree', {
  registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
  fields: {
    'companyInfo.companyName': FieldValue.text('Example Corp'),
    'companyInfo.taxId': FieldValue.fromSecretsManager(
      new Secret(stack, 'Company', { secretObjectValue: { taxId: SecretValue.unsafePlainText('00-0000000') } }), 'taxId',
    ),
    'messagingUseCase.monthlyMessageVolume': FieldValue.choices('1,000'),
    'messagingUseCase.optInImage': FieldValue.attachment(new RegistrationAttachment(stack, 'OptIn', {
      document: RegistrationDocument.fromAsset(path.join(__dirname, '..', '..', 'examples', 'documents', 'opt-in.png')),
    })),
  },
  tags: { Name: 'Example Corp toll-free' },
});

const test = new IntegTest(app, 'Integ', { testCases: [stack], stackUpdateWorkflow: false });
test.assertions.awsApiCall('pinpoint-sms-voice-v2', 'DescribeRegistrations', { RegistrationIds: [registration.registrationId] }).expect(ExpectedResult.objectLike({
  Registrations: [Match.objectLike({ RegistrationStatus: 'CREATED', CurrentVersionNumber: 1 })],
}));
test.assertions.awsApiCall('pinpoint-sms-voice-v2', 'DescribeRegistrationFieldValues', { RegistrationId: registration.registrationId }).expect(ExpectedResult.objectLike({
  RegistrationFieldValues: Match.arrayWith([
    Match.objectLike({ FieldPath: 'companyInfo.companyName', TextValue: 'Example Corp' }),
    Match.objectLike({ FieldPath: 'messagingUseCase.monthlyMessageVolume', SelectChoices: ['1,000'] }),
  ]),
}));
