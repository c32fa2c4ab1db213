import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AssociationTarget, FieldValue, Registration, RegistrationType } from 'cdk-sms-registration';

export const app = new App();
const stack = new Stack(app, 'BrandAndCampaign');

const brand = new Registration(stack, 'Brand', {
  registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
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
  submit: true,
  tags: { Name: 'Example Corp' },
});

const campaign = new Registration(stack, 'Campaign', {
  registrationType: RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION,
  fields: {
    'campaignInfo.campaignName': FieldValue.text('One-time passcodes that confirm a sign-in to an Example account'),
    'campaignInfo.vertical': FieldValue.choices('TECHNOLOGY'),
    'campaignInfo.optInWorkflow': FieldValue.text(
      app.node.tryGetContext('optInWorkflow') ?? 'Customers tick a box in the settings of their account at www.example.com',
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
  },
  associations: [AssociationTarget.fromRegistration(brand)],
  submit: true,
});

new CfnOutput(stack, 'BrandId', { value: brand.registrationId });
new CfnOutput(stack, 'BrandStatus', { value: brand.registrationStatus });
new CfnOutput(stack, 'CampaignId', { value: campaign.registrationId });
new CfnOutput(stack, 'CampaignStatus', { value: campaign.registrationStatus });
// At the time of the deploy. While its brand is under review the campaign stays a draft, and once the brand is approved it is submitted by
// itself, which costs its fees then. `continuation: false` would leave that to the next deploy.
new CfnOutput(stack, 'CampaignPendingSteps', { value: campaign.registrationPendingSteps });
