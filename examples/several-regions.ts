import { App, CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CompanyProfile, FieldValue, LegalType, TenDlcBrand, Vertical } from 'cdk-sms-registration';

/** What the forms say in every Region. */
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

interface TextsStackProps extends StackProps {
  /** Each Region has registrations of its own, with fees of their own. */
  readonly submit: boolean;
}

/** All registrations of one Region. Campaigns and numbers go here as well. */
class TextsStack extends Stack {
  constructor(scope: Construct, id: string, { submit, ...props }: TextsStackProps) {
    super(scope, id, props);

    const brand = new TenDlcBrand(this, 'Brand', {
      company,
      dbaName: 'Example',
      vertical: Vertical.TECHNOLOGY,
      tags: { Name: `Example Corp ${this.region}` },
      submit,
      // A destroy of what was submitted is refused until a deploy with `false`.
      deletionProtection: submit,
    });
    new CfnOutput(this, 'BrandId', { value: brand.registrationId });
  }
}

export const app = new App();
const account = process.env.CDK_DEFAULT_ACCOUNT;
new TextsStack(app, 'Texts-us-east-1', { env: { account, region: 'us-east-1' }, submit: true });
// A draft, until the brand is wanted in this Region as well.
new TextsStack(app, 'Texts-us-west-2', { env: { account, region: 'us-west-2' }, submit: false });
