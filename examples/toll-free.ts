import * as path from 'path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice';
import {
  BusinessType, FieldValue, MonthlyMessageVolume, OptInType, RegistrationAttachment, RegistrationDocument, TaxIdAuthority, TollFreeRegistration,
  TollFreeUseCaseCategory,
} from 'cdk-sms-registration';

export const app = new App();
// What is submitted costs money: the CDK says in which account and Region before it deploys.
const stack = new Stack(app, 'TollFreeRegistration', { env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION } });

// A draft without a number, until `--context submit=true` buys the number and submits the form.
const submit = app.node.tryGetContext('submit') === 'true';

const optIn = new RegistrationAttachment(stack, 'OptIn', {
  document: RegistrationDocument.fromAsset(path.join(__dirname, 'documents', 'opt-in.png')),
});

const number = submit ? new CfnPhoneNumber(stack, 'Number', {
  isoCountryCode: 'US',
  numberType: 'TOLL_FREE',
  numberCapabilities: ['SMS'],
  mandatoryKeywords: {
    help: { message: 'Example Corp: write to support@example.com for help. Message and data rates may apply. Reply STOP to end.' },
    stop: { message: 'Example Corp: you have opted out and get no more messages.' },
  },
}) : undefined;

const registration = new TollFreeRegistration(stack, 'TollFree', {
  companyName: 'Example Corp',
  businessType: BusinessType.PRIVATE_PROFIT,
  taxId: FieldValue.text('00-0000000'),
  taxIdAuthority: TaxIdAuthority.EIN,
  taxIdCountry: 'US',
  website: 'https://www.example.com',
  address1: '123 Any Street',
  city: 'Any Town',
  state: 'WA',
  zipCode: '98101',
  isoCountryCode: 'US',
  firstName: FieldValue.text('Jane'),
  lastName: FieldValue.text('Doe'),
  supportEmail: FieldValue.text('support@example.com'),
  supportPhoneNumber: FieldValue.text('+12065550100'),
  monthlyMessageVolume: MonthlyMessageVolume.MESSAGES_1_000,
  useCaseCategory: TollFreeUseCaseCategory.ONE_TIME_PASSCODES,
  useCaseDetails: 'One-time passcodes that confirm a sign-in to an Example Corp account',
  optInType: OptInType.DIGITAL_FORM,
  optInDescription:
    'Customers enter their number in the form at https://www.example.com/texts and tick an empty box: '
    + 'I agree to get passcodes from Example Corp by text, one message per sign-in. '
    + 'Message and data rates may apply. Reply HELP for help, STOP to end. '
    + 'Privacy policy: https://www.example.com/privacy. Terms: https://www.example.com/terms.',
  optInImage: optIn,
  privacyPolicyUrl: 'https://www.example.com/privacy',
  termsAndConditionsUrl: 'https://www.example.com/terms',
  messageSample1: 'Example Corp: 123456 is your one-time passcode. Never share it. Reply STOP to end.',
  messageSample2: 'Example Corp: enter the security code 654321 to confirm your new phone.',
  tags: { Name: 'Example Corp toll-free' },
  number,
  submit,
  deletionProtection: submit,
});

new CfnOutput(stack, 'RegistrationId', { value: registration.registrationId });
new CfnOutput(stack, 'RegistrationStatus', { value: registration.registrationStatus });
