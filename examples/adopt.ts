import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CampaignUseCase, LegalType, NumberCapabilities, TenDlcBrand, TenDlcCampaign, Vertical, YesNo } from 'cdk-sms-registration';

export const app = new App();
// Registrations that exist are in one account and Region.
const stack = new Stack(app, 'Adopt', { env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION } });

// Yours: `--context brand=registration-… --context campaign=registration-…`
const brandId: string = app.node.tryGetContext('brand') ?? 'registration-30a16a8b7cec478a8e37febbb9005348';
const campaignId: string = app.node.tryGetContext('campaign') ?? 'registration-51b2c3d4e5f60718293a4b5c6d7e8f90';

// `npx cdk-sms-registration export` prints such declarations of what exists. A deploy adds the tags of the stack, and changes nothing else as
// long as the values are those that were filled in elsewhere. Fields that are not declared, here the tax ID and the contacts, keep theirs.
const brand = TenDlcBrand.adoptExisting(stack, 'Brand', {
  registrationId: brandId,
  companyName: 'Example Corp',
  legalType: LegalType.PRIVATE_PROFIT,
  taxIdIssuingCountry: 'US',
  address: '123 Any Street',
  city: 'Any Town',
  state: 'WA',
  zipCode: '98101',
  isoCountryCode: 'US',
  dbaName: 'Example',
  vertical: Vertical.TECHNOLOGY,
  website: 'https://www.example.com',
  tags: { Name: 'Example Corp' },
});

// What was adopted stays when it leaves the stack, unless `removalPolicy: RemovalPolicy.DESTROY` says otherwise.
const campaign = TenDlcCampaign.adoptExisting(stack, 'Campaign', {
  registrationId: campaignId,
  brand,
  campaignName: 'One-time passcodes that confirm a sign-in to an Example account',
  vertical: Vertical.TECHNOLOGY,
  optInWorkflow:
    'Customers enter their number at https://www.example.com/texts and tick an empty box: '
    + 'I agree to get passcodes from Example by text, one message per sign-in. '
    + 'Message and data rates may apply. Reply HELP for help, STOP to end. '
    + 'Privacy policy: https://www.example.com/privacy. Terms: https://www.example.com/terms.',
  privacyPolicyLink: 'https://www.example.com/privacy',
  termsAndConditionsLink: 'https://www.example.com/terms',
  optInMessage: 'Example: you get one message per sign-in. Message and data rates may apply. Reply HELP for help, STOP to end.',
  helpMessage: 'Example: write to support@example.com for help. Message and data rates may apply. Reply STOP to end.',
  stopMessage: 'Example: you have opted out and get no more messages. Reply START to get passcodes again, HELP for help.',
  numberCapabilities: NumberCapabilities.SMS,
  useCase: CampaignUseCase.TWO_FACTOR_AUTHENTICATION,
  subscriberOptIn: YesNo.YES,
  subscriberOptOut: YesNo.YES,
  subscriberHelp: YesNo.YES,
  directLending: YesNo.NO,
  embeddedLink: YesNo.NO,
  embeddedPhone: YesNo.NO,
  ageGated: YesNo.NO,
  messageSample1: 'Example: 123456 is your one-time passcode. Never share it. Reply STOP to end.',
  messageSample2: 'Example: enter the security code 654321 to confirm your new phone.',
  tags: { Name: 'Example passcodes' },
});

// Another stack imports it with Fn.importValue and Registration.fromRegistrationId, and never changes it.
new CfnOutput(stack, 'CampaignId', { value: campaign.registrationId, exportName: 'ExampleCampaignId' });
new CfnOutput(stack, 'CampaignStatus', { value: campaign.registrationStatus });
