import { Construct } from 'constructs';
import { FormFields } from './form-fields';
import { AssociationTarget } from '../association-target';
import { adopting } from '../private/declaration';
import { typedProps } from '../private/typed-form';
import { AdoptedRegistrationOptions, CreatedRegistrationOptions, Registration } from '../registration';
import { IRegistration } from '../registration-base';

/**
 * The vetting of a 10DLC brand, and what the stack declares about it.
 */
export interface TenDlcBrandVettingProps extends CreatedRegistrationOptions, FormFields {
  /** The brand to vet, from this stack or imported. The vetting is submitted when the brand is approved. */
  readonly brand: IRegistration;
}

/**
 * The vetting of a 10DLC brand that was created elsewhere, and what the stack declares about it from now on.
 */
export interface AdoptedTenDlcBrandVettingProps extends AdoptedRegistrationOptions, FormFields {
  /**
   * The brand to vet, from this stack or imported.
   *
   * @default - the brand that it is associated with
   */
  readonly brand?: IRegistration;
}

/**
 * The paid vetting of a US 10DLC brand, for a higher throughput. Its fee is not refunded.
 *
 * It has no fields. A campaign of the same stack and brand is submitted after it, because its result is not applied to a campaign that was
 * registered before.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-10dlc.html
 * @resource AWS::CloudFormation::CustomResource
 * @exampleMetadata fixture=registrations
 * @example
 *
 * new TenDlcBrandVetting(stack, 'Vetting', { brand, submit: true });
 */
export class TenDlcBrandVetting extends Registration {
  /**
   * Adopts a vetting that was created elsewhere, as `Registration.adopt` does.
   * Do not call the inherited `adopt`: it returns a plain `Registration`.
   *
   * @param props the ID of the registration, and the declared state
   */
  public static adoptExisting(scope: Construct, id: string, props: AdoptedTenDlcBrandVettingProps): TenDlcBrandVetting {
    return new TenDlcBrandVetting(scope, id, adopting<TenDlcBrandVettingProps>(props));
  }

  constructor(scope: Construct, id: string, props: TenDlcBrandVettingProps) {
    super(scope, id, typedProps('US_TEN_DLC_BRAND_VETTING', props, [
      { name: 'brand', isRequired: true, type: 'US_TEN_DLC_BRAND_REGISTRATION', target: AssociationTarget.fromRegistration },
    ]));
  }
}
