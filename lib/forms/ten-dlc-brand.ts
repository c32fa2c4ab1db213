import { Construct } from 'constructs';
import { AdoptedTenDlcBrandFields, TenDlcBrandFields } from './fields.generated';
import { adopting } from '../private/declaration';
import { typedProps } from '../private/typed-form';
import { AdoptedRegistrationOptions, CreatedRegistrationOptions, Registration } from '../registration';

/**
 * A 10DLC brand, and what the stack declares about it.
 */
export interface TenDlcBrandProps extends CreatedRegistrationOptions, TenDlcBrandFields {}

/**
 * A 10DLC brand that was created elsewhere, and what the stack declares about it from now on.
 */
export interface AdoptedTenDlcBrandProps extends AdoptedRegistrationOptions, AdoptedTenDlcBrandFields {}

/**
 * The company behind US 10DLC campaigns, registered once for all of them.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-10dlc-company.html
 * @resource AWS::CloudFormation::CustomResource
 * @exampleMetadata fixture=registrations
 * @example
 * import { Vertical } from 'cdk-sms-registration';
 *
 * new TenDlcBrand(stack, 'Brand', {
 *   company: exampleCorp,
 *   dbaName: 'Example',
 *   vertical: Vertical.TECHNOLOGY,
 *   submit: true, // costs money, and cannot be undone
 * });
 */
export class TenDlcBrand extends Registration {
  /**
   * Adopts a brand that was created elsewhere, as `Registration.adopt` does. Fields that are not declared keep their values.
   * Do not call the inherited `adopt`: it returns a plain `Registration`.
   *
   * @param props the ID of the registration, and the declared state
   * @exampleMetadata fixture=registrations
   * @example
   *
   * TenDlcBrand.adoptExisting(stack, 'Brand', {
   *   registrationId: 'registration-30a16a8b7cec478a8e37febbb9005348',
   *   website: 'https://www.example.com',
   * });
   */
  public static adoptExisting(scope: Construct, id: string, props: AdoptedTenDlcBrandProps): TenDlcBrand {
    return new TenDlcBrand(scope, id, adopting<TenDlcBrandProps>(props));
  }

  constructor(scope: Construct, id: string, props: TenDlcBrandProps) {
    super(scope, id, typedProps('US_TEN_DLC_BRAND_REGISTRATION', props));
  }
}
