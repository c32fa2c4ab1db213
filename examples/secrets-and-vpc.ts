import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { GatewayVpcEndpointAwsService, InterfaceVpcEndpointAwsService, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { FieldValue, LegalType, RegistrationHandler, TenDlcBrand, Vertical } from 'cdk-sms-registration';

export const app = new App();
const stack = new Stack(app, 'SecretsAndVpc');

// No internet gateway, no NAT gateway: what the handler needs is reached through endpoints, which are billed by the hour.
const vpc = new Vpc(stack, 'Vpc', {
  maxAzs: 2,
  natGateways: 0,
  subnetConfiguration: [{ name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED }],
});
// CloudFormation takes the answer of a custom resource through a URL of Amazon S3.
vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
vpc.addInterfaceEndpoint('SmsVoice', { service: InterfaceVpcEndpointAwsService.PINPOINT_SMS_VOICE_V2 });
vpc.addInterfaceEndpoint('CloudFormation', { service: InterfaceVpcEndpointAwsService.CLOUDFORMATION });
vpc.addInterfaceEndpoint('SecretsManager', { service: InterfaceVpcEndpointAwsService.SECRETS_MANAGER });
vpc.addInterfaceEndpoint('Ssm', { service: InterfaceVpcEndpointAwsService.SSM });
const handler = new RegistrationHandler(stack, 'Handler', { vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } });

// Both exist already: examples/README.md has the commands. The template has their names, and the handler may read only these two.
const company = Secret.fromSecretNameV2(stack, 'Company', 'texts/company');
const phone = StringParameter.fromSecureStringParameterAttributes(stack, 'Phone', { parameterName: '/texts/phone' });

const brand = new TenDlcBrand(stack, 'Brand', {
  handler,
  companyName: 'Example Corp',
  legalType: LegalType.PRIVATE_PROFIT,
  taxId: FieldValue.fromSecretsManager(company, 'taxId'),
  taxIdIssuingCountry: 'US',
  address: '123 Any Street',
  city: 'Any Town',
  state: 'WA',
  zipCode: '98101',
  isoCountryCode: 'US',
  dbaName: 'Example',
  vertical: Vertical.TECHNOLOGY,
  website: 'https://www.example.com',
  supportEmail: FieldValue.fromSecretsManager(company, 'supportEmail'),
  supportPhoneNumber: FieldValue.fromSsmParameter(phone),
  // CloudFormation does not notice a new value of a secret: another text here has the secrets read again.
  refreshSecrets: '1',
  tags: { Name: 'Example Corp' },
});

new CfnOutput(stack, 'BrandId', { value: brand.registrationId });
