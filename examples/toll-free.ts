import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { FieldValue, Registration, RegistrationType } from 'cdk-sms-registration';

export const app = new App();
const stack = new Stack(app, 'TollFreeRegistration');

const registration = new Registration(stack, 'TollFree', {
  registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
  fields: {
    'companyInfo.companyName': FieldValue.text('Example Corp'),
    'companyInfo.website': FieldValue.text('https://www.example.com'),
    'companyInfo.address1': FieldValue.text('123 Any Street'),
    'companyInfo.city': FieldValue.text('Any Town'),
    'companyInfo.state': FieldValue.text('WA'),
    'companyInfo.zipCode': FieldValue.text('98101'),
    'companyInfo.isoCountryCode': FieldValue.text('US'),
    'messagingUseCase.monthlyMessageVolume': FieldValue.choices('1,000'),
    'messagingUseCase.useCaseCategory': FieldValue.choices('ONE_TIME_PASSCODES'),
  },
  tags: { Name: 'Example Corp toll-free' },
});

new CfnOutput(stack, 'RegistrationId', { value: registration.registrationId });
new CfnOutput(stack, 'RegistrationStatus', { value: registration.registrationStatus });
