import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  AssociationTarget, CampaignUseCase, CompanyProfile, FieldValue, LegalType, NumberCapabilities, Registration, RegistrationAttachment,
  RegistrationDocument, RegistrationHandler, RegistrationType, TenDlcBrand, TenDlcBrandVetting, TenDlcCampaign, Vertical, YesNo,
} from 'cdk-sms-registration';

const app = new App();
const stack = new Stack(app, 'Texts');

const topic = new Topic(stack, 'Topic');
const handler = new RegistrationHandler(stack, 'Handler', { notificationTopic: topic });

const taxId = Secret.fromSecretNameV2(stack, 'TaxId', 'texts/company');
const phone = StringParameter.fromStringParameterName(stack, 'Phone', 'texts-phone');

const company: CompanyProfile = {
  companyName: 'Example Corp',
  legalType: LegalType.PRIVATE_PROFIT,
  taxId: FieldValue.fromSecretsManager(taxId, 'taxId'),
  taxIdCountry: 'US',
  address: '123 Any Street',
  city: 'Any Town',
  state: 'WA',
  zipCode: '98101',
  isoCountryCode: 'US',
  website: 'https://www.example.com',
  supportEmail: FieldValue.text('support@example.com'),
  supportPhoneNumber: FieldValue.fromSsmParameter(phone),
};

// Typed forms.
const brand = new TenDlcBrand(stack, 'Brand', {
  handler,
  company,
  dbaName: 'Example',
  vertical: Vertical.TECHNOLOGY,
  submit: true,
  tags: { Name: 'Example Corp' },
});
new TenDlcBrandVetting(stack, 'Vetting', { handler, brand, submit: true });

const number = new CfnPhoneNumber(stack, 'Number', {
  isoCountryCode: 'US',
  numberType: 'TEN_DLC',
  numberCapabilities: ['SMS'],
  mandatoryKeywords: {
    help: { message: 'Example: write to support@example.com for help. Reply STOP to end.' },
    stop: { message: 'Example: you have opted out and get no more messages.' },
  },
});
const campaign = new TenDlcCampaign(stack, 'Campaign', {
  handler,
  brand,
  numbers: [number],
  campaignName: 'Passcodes that confirm a sign-in to an Example account',
  vertical: Vertical.TECHNOLOGY,
  optInWorkflow: 'Customers enter their number at https://www.example.com/texts and tick a box. Message and data rates may apply.',
  privacyPolicyLink: 'https://www.example.com/privacy',
  termsAndConditionsLink: 'https://www.example.com/terms',
  optInMessage: 'Example: you get one message per sign-in. Message and data rates may apply. Reply HELP for help, STOP to end.',
  helpMessage: 'Example: write to support@example.com for help. Reply STOP to end.',
  stopMessage: 'Example: you have opted out and get no more messages.',
  numberCapabilities: NumberCapabilities.SMS,
  useCase: CampaignUseCase.TWO_FACTOR_AUTHENTICATION,
  subscriberOptIn: YesNo.YES,
  subscriberOptOut: YesNo.YES,
  subscriberHelp: YesNo.YES,
  directLending: YesNo.NO,
  embeddedLink: YesNo.of('No'),
  embeddedPhone: YesNo.NO,
  ageGated: YesNo.NO,
  messageSample1: 'Example: 123456 is your one-time passcode. Reply STOP to end.',
  submit: true,
});

// The generic form, by field paths.
const optIn = new RegistrationAttachment(stack, 'OptIn', { handler, document: RegistrationDocument.fromAsset('documents/opt-in.png') });
new Registration(stack, 'TollFree', {
  handler,
  registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
  fields: {
    'companyInfo.companyName': FieldValue.text('Example Corp'),
    'companyInfo.taxId': FieldValue.fromSecretsManager(taxId, 'taxId'),
    'messagingUseCase.monthlyMessageVolume': FieldValue.choices('1,000'),
    'messagingUseCase.optInImage': FieldValue.attachment(optIn),
  },
});
const alerts = new Registration(stack, 'Alerts', {
  handler,
  registrationType: RegistrationType.of('US_TEN_DLC_CAMPAIGN_REGISTRATION'),
  fields: { 'campaignInfo.campaignName': FieldValue.text('Alerts about changes of an Example Corp account') },
});
alerts.addAssociation(AssociationTarget.fromRegistration(brand));

// Created elsewhere.
TenDlcBrand.adoptExisting(stack, 'AdoptedBrand', {
  handler,
  registrationId: app.node.tryGetContext('brand') ?? 'registration-30a16a8b7cec478a8e37febbb9005348',
  website: 'https://www.example.com',
  removalPolicy: RemovalPolicy.DESTROY,
});
Registration.adopt(stack, 'AdoptedTollFree', {
  handler,
  registrationId: app.node.tryGetContext('tollFree') ?? 'registration-0123456789abcdef0123456789abcdef',
  registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
  fields: { 'companyInfo.city': FieldValue.text('Any Town') },
});

new CfnOutput(stack, 'BrandId', { value: brand.registrationId });
new CfnOutput(stack, 'CampaignPendingSteps', { value: campaign.registrationPendingSteps });
app.synth();
