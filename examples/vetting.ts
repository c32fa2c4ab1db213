import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import {
  CampaignMessageType, CampaignUseCase, FieldValue, LegalType, NumberCapabilities, TenDlcBrand, TenDlcBrandVetting, TenDlcCampaign, Vertical, YesNo,
} from 'cdk-sms-registration';

export const app = new App();
// What is submitted costs money: the CDK says in which account and Region before it deploys.
const stack = new Stack(app, 'Vetting', { env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION } });

const brand = new TenDlcBrand(stack, 'Brand', {
  companyName: 'Example Corp',
  legalType: LegalType.PRIVATE_PROFIT,
  taxId: FieldValue.text('000000000'),
  taxIdIssuingCountry: 'US',
  address: '123 Any Street',
  city: 'Any Town',
  state: 'WA',
  zipCode: '98101',
  isoCountryCode: 'US',
  dbaName: 'Example',
  vertical: Vertical.RETAIL,
  website: 'https://www.example.com',
  supportEmail: FieldValue.text('support@example.com'),
  supportPhoneNumber: FieldValue.text('+12065550100'),
  tags: { Name: 'Example Corp' },
  submit: true,
  // What was paid for is not deleted by mistake: a destroy is refused until a deploy with `false`.
  deletionProtection: true,
});

// Submitted once the brand is approved. It has no form, and its fee is not refunded.
const vetting = new TenDlcBrandVetting(stack, 'BrandVetting', { brand, tags: { Name: 'Example Corp vetting' }, submit: true });

// Submitted once the vetting has ended, because its score does not apply to a campaign that was registered before.
const campaign = new TenDlcCampaign(stack, 'Campaign', {
  brand,
  campaignName: 'Weekly offers of the Example shop for customers who have subscribed to them',
  vertical: Vertical.RETAIL,
  optInWorkflow:
    'Customers enter their number at https://www.example.com/offers and tick an empty box: '
    + 'I agree to get offers from Example by text, one message per week. I can buy without agreeing. '
    + 'Message and data rates may apply. Reply HELP for help, STOP to end. '
    + 'Privacy policy: https://www.example.com/privacy. Terms: https://www.example.com/terms.',
  privacyPolicyLink: 'https://www.example.com/privacy',
  termsAndConditionsLink: 'https://www.example.com/terms',
  optInMessage: 'Example: you get one message per week with offers. Message and data rates may apply. Reply HELP for help, STOP to end.',
  helpMessage: 'Example: write to support@example.com for help. Message and data rates may apply. Reply STOP to end.',
  stopMessage: 'Example: you have opted out and get no more messages.',
  numberCapabilities: NumberCapabilities.SMS,
  messageType: CampaignMessageType.PROMOTIONAL,
  useCase: CampaignUseCase.MARKETING,
  subscriberOptIn: YesNo.YES,
  subscriberOptOut: YesNo.YES,
  subscriberHelp: YesNo.YES,
  directLending: YesNo.NO,
  embeddedLink: YesNo.YES,
  embeddedPhone: YesNo.NO,
  ageGated: YesNo.NO,
  messageSample1: 'Example: 20% off all notebooks until Sunday, https://www.example.com/notebooks. Reply STOP to end.',
  messageSample2: 'Example: this coupon brings a free pencil case with your next order, https://www.example.com/coupons. Reply STOP to end.',
  tags: { Name: 'Example offers' },
  submit: true,
});

// At the time of the deploy.
new CfnOutput(stack, 'VettingPendingSteps', { value: vetting.registrationPendingSteps });
new CfnOutput(stack, 'CampaignPendingSteps', { value: campaign.registrationPendingSteps });
