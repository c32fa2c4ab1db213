import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice';
import { Construct } from 'constructs';
import { AdoptedTenDlcCampaignFields, TenDlcCampaignFields } from './fields.generated';
import { AssociationTarget } from '../association-target';
import { adopting } from '../private/declaration';
import { typedProps } from '../private/typed-form';
import { AdoptedRegistrationOptions, CreatedRegistrationOptions, Registration } from '../registration';
import { IRegistration } from '../registration-base';

/**
 * A 10DLC campaign, and what the stack declares about it.
 */
export interface TenDlcCampaignProps extends CreatedRegistrationOptions, TenDlcCampaignFields {
  /**
   * The brand that sends the texts, from this stack or imported. The campaign is submitted when the brand is approved, and after the
   * vettings of the brand in the same stack.
   */
  readonly brand: IRegistration;

  /**
   * The numbers that send the texts. They are associated when the campaign is approved. `associations` takes those of other apps.
   *
   * @default - those in `associations`
   */
  readonly numbers?: CfnPhoneNumber[];
}

/**
 * A 10DLC campaign that was created elsewhere, and what the stack declares about it from now on.
 */
export interface AdoptedTenDlcCampaignProps extends AdoptedRegistrationOptions, AdoptedTenDlcCampaignFields {
  /**
   * The brand that sends the texts, from this stack or imported.
   *
   * @default - the brand that it is associated with
   */
  readonly brand?: IRegistration;

  /**
   * The numbers that send the texts, as in `TenDlcCampaignProps`.
   *
   * @default - those that it is associated with
   */
  readonly numbers?: CfnPhoneNumber[];
}

/**
 * One use case of US 10DLC numbers by a registered brand.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-10dlc-register-campaign.html
 * @resource AWS::CloudFormation::CustomResource
 * @exampleMetadata fixture=registrations
 * @example
 * import { CampaignUseCase, NumberCapabilities, Vertical, YesNo } from 'cdk-sms-registration';
 *
 * new TenDlcCampaign(stack, 'Campaign', {
 *   brand,
 *   numbers: [phoneNumber],
 *   campaignName: 'One-time passcodes that confirm a sign-in to an Example account',
 *   vertical: Vertical.TECHNOLOGY,
 *   optInWorkflow:
 *     'Customers enter their number at https://www.example.com/texts and tick an empty box: '
 *     + 'I agree to get passcodes from Example by text, one message per sign-in. '
 *     + 'Message and data rates may apply. Reply HELP for help, STOP to end. '
 *     + 'Privacy policy: https://www.example.com/privacy. Terms: https://www.example.com/terms.',
 *   privacyPolicyLink: 'https://www.example.com/privacy',
 *   termsAndConditionsLink: 'https://www.example.com/terms',
 *   optInMessage: 'Example: you get one message per sign-in. Message and data rates may apply. Reply HELP for help, STOP to end.',
 *   helpMessage: 'Example: write to support@example.com for help. Message and data rates may apply. Reply STOP to end.',
 *   stopMessage: 'Example: you have opted out and get no more messages. Reply START to get passcodes again, HELP for help.',
 *   numberCapabilities: NumberCapabilities.SMS,
 *   useCase: CampaignUseCase.TWO_FACTOR_AUTHENTICATION,
 *   subscriberOptIn: YesNo.YES,
 *   subscriberOptOut: YesNo.YES,
 *   subscriberHelp: YesNo.YES,
 *   directLending: YesNo.NO,
 *   embeddedLink: YesNo.NO,
 *   embeddedPhone: YesNo.NO,
 *   ageGated: YesNo.NO,
 *   messageSample1: 'Example: 123456 is your one-time passcode. Never share it. Reply STOP to end.',
 *   messageSample2: 'Example: enter the security code 654321 to confirm your new phone.',
 *   submit: true, // costs money, and cannot be undone
 * });
 */
export class TenDlcCampaign extends Registration {
  /**
   * Adopts a campaign that was created elsewhere, as `Registration.adopt` does. Fields that are not declared keep their values.
   * Do not call the inherited `adopt`: it returns a plain `Registration`.
   *
   * @param props the ID of the registration, and the declared state
   */
  public static adoptExisting(scope: Construct, id: string, props: AdoptedTenDlcCampaignProps): TenDlcCampaign {
    return new TenDlcCampaign(scope, id, adopting<TenDlcCampaignProps>(props));
  }

  constructor(scope: Construct, id: string, props: TenDlcCampaignProps) {
    super(scope, id, typedProps('US_TEN_DLC_CAMPAIGN_REGISTRATION', props, [
      { name: 'brand', isRequired: true, type: 'US_TEN_DLC_BRAND_REGISTRATION', target: AssociationTarget.fromRegistration },
      { name: 'numbers', isList: true, type: 'AWS::SMSVOICE::PhoneNumber', target: AssociationTarget.fromResource },
    ]));
  }
}
