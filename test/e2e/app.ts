import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice';
import { AssociationTarget, FieldValue, Registration, RegistrationType } from '../../lib';
import { CANARY } from '../lambda/canaries';

// What the tests change between two deploys, given as --context.
const app = new App();
const company: string = app.node.tryGetContext('company') ?? `${CANARY} Corp`;
const fieldPath: string = app.node.tryGetContext('fieldPath') ?? 'companyInfo.companyName';
const stack = new Stack(app, app.node.tryGetContext('stack'));

const first = new Registration(stack, 'First', {
  registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
  fields: { [fieldPath]: FieldValue.text(company) },
});
new CfnOutput(stack, 'FirstId', { value: first.registrationId });
new CfnOutput(stack, 'FirstStatus', { value: first.registrationStatus });

if (app.node.tryGetContext('number')) {
  const number = new CfnPhoneNumber(stack, 'Number', {
    isoCountryCode: 'US',
    numberType: 'TOLL_FREE',
    numberCapabilities: ['SMS'],
    mandatoryKeywords: { help: { message: 'Example: write to support@example.com' }, stop: { message: 'Example: no more messages' } },
  });
  first.addAssociation(AssociationTarget.fromResource(number));
  new CfnOutput(stack, 'NumberId', { value: number.attrPhoneNumberId });
}

if (app.node.tryGetContext('second')) {
  const second = new Registration(stack, 'Second', {
    registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
    fields: { 'companyInfo.legalType': FieldValue.choices('PRIVATE_PROFIT') },
    removalPolicy: app.node.tryGetContext('second') === 'retain' ? RemovalPolicy.RETAIN : undefined,
  });
  new CfnOutput(stack, 'SecondId', { value: second.registrationId });
}

const adopted = app.node.tryGetContext('adopt');
if (adopted) {
  Registration.adopt(stack, 'Adopted', {
    registrationId: adopted,
    registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
    fields: { 'companyInfo.legalType': FieldValue.choices('NON_PROFIT') },
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
