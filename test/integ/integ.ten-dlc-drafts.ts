import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { AssociationTarget, FieldValue, Registration, RegistrationType } from '../../lib';

// A campaign that is associated with its brand. Nothing is submitted, no number is bought.
export const app = new App();
const stack = new Stack(app, 'IntegTenDlcDrafts');

const brand = new Registration(stack, 'Brand', {
  registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
  fields: {
    'companyInfo.companyName': FieldValue.text('Example Corp'),
    'companyInfo.legalType': FieldValue.choices('PRIVATE_PROFIT'),
  },
  tags: { Name: 'Example Corp' },
});
const campaign = new Registration(stack, 'Campaign', {
  registrationType: RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION,
  associations: [AssociationTarget.fromRegistration(brand)],
  fields: { 'campaignInfo.campaignName': FieldValue.text('One-time passcodes that confirm a sign-in of customers to an Example account') },
  tags: { Name: 'Example passcodes' },
});

const test = new IntegTest(app, 'Integ', { testCases: [stack], stackUpdateWorkflow: false });
test.assertions.awsApiCall('pinpoint-sms-voice-v2', 'DescribeRegistrations', { RegistrationIds: [campaign.registrationId] }).expect(ExpectedResult.objectLike({
  Registrations: [Match.objectLike({ RegistrationStatus: 'CREATED' })],
}));
test.assertions.awsApiCall('pinpoint-sms-voice-v2', 'ListRegistrationAssociations', { RegistrationId: campaign.registrationId }).expect(ExpectedResult.objectLike({
  RegistrationAssociations: [Match.objectLike({ ResourceId: brand.registrationId })],
}));
