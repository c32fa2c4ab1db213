import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnPhoneNumber, CfnPhoneNumberProps } from 'aws-cdk-lib/aws-smsvoice';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { AssociationTarget, FieldValue, Registration, RegistrationHandler, RegistrationType } from 'cdk-sms-registration';

export const app = new App();
const stack = new Stack(app, 'TenDlc');

// Whoever subscribes is told what happens, for example why a form was denied.
const topic = new Topic(stack, 'Topic', { enforceSSL: true });
topic.addSubscription(new EmailSubscription('texts@example.com'));
const handler = new RegistrationHandler(stack, 'Handler', { notificationTopic: topic });

const company = {
  handler,
  registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
  tags: { Name: 'Example Corp' },
  fields: {
    'companyInfo.companyName': FieldValue.text('Example Corp'),
    'companyInfo.taxIdIssuingCountry': FieldValue.text('US'),
    'companyInfo.taxId': FieldValue.text('00-0000000'),
    'companyInfo.legalType': FieldValue.choices('PRIVATE_PROFIT'),
    'companyInfo.address': FieldValue.text('123 Any Street'),
    'companyInfo.city': FieldValue.text('Any Town'),
    'companyInfo.state': FieldValue.text('WA'),
    'companyInfo.zipCode': FieldValue.text('98101'),
    'companyInfo.isoCountryCode': FieldValue.text('US'),
    'contactInfo.dbaName': FieldValue.text('Example'),
    'contactInfo.vertical': FieldValue.choices('TECHNOLOGY'),
    'contactInfo.website': FieldValue.text('https://www.example.com'),
    'contactInfo.supportEmail': FieldValue.text('support@example.com'),
    'contactInfo.supportPhoneNumber': FieldValue.text('+12065550100'),
  },
};

const passcodes = {
  handler,
  registrationType: RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION,
  tags: { Name: 'Example passcodes' },
  fields: {
    'campaignInfo.campaignName': FieldValue.text('One-time passcodes that confirm a sign-in to an Example account'),
    'campaignInfo.vertical': FieldValue.choices('TECHNOLOGY'),
    'campaignInfo.optInWorkflow': FieldValue.text(
      'Customers tick a box at www.example.com/texts.',
    ),
    'campaignInfo.optInMessage': FieldValue.text('Example: you get a passcode whenever you sign in. Reply STOP to end.'),
    'campaignInfo.helpMessage': FieldValue.text('Example: write to support@example.com for help.'),
    'campaignInfo.stopMessage': FieldValue.text('Example: you get no more passcodes by text.'),
    'campaignCapabilities.numberCapabilities': FieldValue.choices('SMS'),
    'campaignUseCase.useCase': FieldValue.choices('LOW_VOLUME'),
    'campaignUseCase.subscriberOptIn': FieldValue.choices('Yes'),
    'campaignUseCase.subscriberOptOut': FieldValue.choices('Yes'),
    'campaignUseCase.subscriberHelp': FieldValue.choices('Yes'),
    'campaignUseCase.directLending': FieldValue.choices('No'),
    'campaignUseCase.embeddedLink': FieldValue.choices('No'),
    'campaignUseCase.embeddedPhone': FieldValue.choices('No'),
    'campaignUseCase.ageGated': FieldValue.choices('No'),
    'messageSamples.messageSample1': FieldValue.text('Example: 123456 is your passcode. Never share it.'),
    'messageSamples.messageSample2': FieldValue.text('Example: 654321 confirms your new phone.'),
  },
};

const tenDlc: CfnPhoneNumberProps = {
  isoCountryCode: 'US',
  numberType: 'TEN_DLC',
  numberCapabilities: ['SMS'],
  mandatoryKeywords: {
    help: { message: 'Example: write to support@example.com for help.' },
    stop: { message: 'Example: you get no more passcodes by text.' },
  },
};

// One deploy. The campaign is submitted once the brand is approved, and the number is associated once the campaign is.
const brand = new Registration(stack, 'Brand', {
  ...company,
  submit: true,
  deletionProtection: true,
});
const number = new CfnPhoneNumber(stack, 'Number', tenDlc);
const campaign = new Registration(stack, 'Campaign', {
  ...passcodes,
  submit: true,
  associations: [AssociationTarget.fromRegistration(brand), AssociationTarget.fromResource(number)],
});

new CfnOutput(stack, 'BrandId', { value: brand.registrationId });
new CfnOutput(stack, 'CampaignId', { value: campaign.registrationId });
new CfnOutput(stack, 'CampaignPendingSteps', { value: campaign.registrationPendingSteps });
new CfnOutput(stack, 'NumberId', { value: number.attrPhoneNumberId });
new CfnOutput(stack, 'TopicArn', { value: topic.topicArn });
