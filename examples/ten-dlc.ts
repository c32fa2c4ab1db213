import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnPhoneNumber, CfnPhoneNumberProps } from 'aws-cdk-lib/aws-smsvoice';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import {
  CampaignUseCase, CompanyProfile, FieldValue, LegalType, NumberCapabilities, RegistrationHandler, TenDlcBrand, TenDlcCampaign, Vertical, YesNo,
} from 'cdk-sms-registration';

export const app = new App();
// What is submitted costs money: the CDK says in which account and Region before it deploys.
const stack = new Stack(app, 'TenDlc', { env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION } });

// Whoever subscribes is told what happens, for example why a form was denied.
const topic = new Topic(stack, 'Topic', { enforceSSL: true });
topic.addSubscription(new EmailSubscription('texts@example.com'));
const handler = new RegistrationHandler(stack, 'Handler', { notificationTopic: topic });

// What other forms of the company say as well. FieldValue.fromSecretsManager keeps a value out of the template.
const company: CompanyProfile = {
  companyName: 'Example Corp',
  legalType: LegalType.PRIVATE_PROFIT,
  taxId: FieldValue.text('000000000'),
  taxIdCountry: 'US',
  address: '123 Any Street',
  city: 'Any Town',
  state: 'WA',
  zipCode: '98101',
  isoCountryCode: 'US',
  website: 'https://www.example.com',
  supportEmail: FieldValue.text('support@example.com'),
  supportPhoneNumber: FieldValue.text('+12065550100'),
};

const exampleCorp = {
  handler,
  tags: { Name: 'Example Corp' },
  company,
  dbaName: 'Example',
  vertical: Vertical.TECHNOLOGY,
};

const passcodes = {
  handler,
  tags: { Name: 'Example passcodes' },
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
};

const tenDlc: CfnPhoneNumberProps = {
  isoCountryCode: 'US',
  numberType: 'TEN_DLC',
  numberCapabilities: ['SMS'],
  mandatoryKeywords: {
    help: { message: passcodes.helpMessage },
    stop: { message: passcodes.stopMessage },
  },
};

// One deploy. The campaign is submitted once the brand is approved, which costs its fees then, and the number is associated once the campaign is.
const brand = new TenDlcBrand(stack, 'Brand', {
  ...exampleCorp,
  submit: true,
  deletionProtection: true,
});
const number = new CfnPhoneNumber(stack, 'Number', tenDlc);
const campaign = new TenDlcCampaign(stack, 'Campaign', {
  ...passcodes,
  brand,
  numbers: [number],
  submit: true,
});

new CfnOutput(stack, 'BrandId', { value: brand.registrationId });
new CfnOutput(stack, 'CampaignId', { value: campaign.registrationId });
// At the time of the deploy. `continuation: false` would leave these steps to the next deploy.
new CfnOutput(stack, 'CampaignPendingSteps', { value: campaign.registrationPendingSteps });
new CfnOutput(stack, 'NumberId', { value: number.attrPhoneNumberId });
new CfnOutput(stack, 'TopicArn', { value: topic.topicArn });
