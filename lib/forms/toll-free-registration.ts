import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice';
import { Construct } from 'constructs';
import { AdoptedTollFreeRegistrationFields, TollFreeRegistrationFields } from './fields.generated';
import { AssociationTarget } from '../association-target';
import { adopting } from '../private/declaration';
import { typedProps } from '../private/typed-form';
import { AdoptedRegistrationOptions, CreatedRegistrationOptions, Registration } from '../registration';

/**
 * A toll-free registration, and what the stack declares about it.
 */
export interface TollFreeRegistrationProps extends CreatedRegistrationOptions, TollFreeRegistrationFields {
  /**
   * The toll-free number that sends the texts. It is associated before the form is submitted. `associations` takes one of another app.
   *
   * @default - that in `associations`
   */
  readonly number?: CfnPhoneNumber;
}

/**
 * A toll-free registration that was created elsewhere, and what the stack declares about it from now on.
 */
export interface AdoptedTollFreeRegistrationProps extends AdoptedRegistrationOptions, AdoptedTollFreeRegistrationFields {
  /**
   * The toll-free number that sends the texts, as in `TollFreeRegistrationProps`.
   *
   * @default - the number that it is associated with
   */
  readonly number?: CfnPhoneNumber;
}

/**
 * The use of a US toll-free number.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-tfn.html
 * @resource AWS::CloudFormation::CustomResource
 * @exampleMetadata fixture=registrations
 * @example
 * import { MonthlyMessageVolume, OptInType, TaxIdAuthority, TollFreeUseCaseCategory } from 'cdk-sms-registration';
 *
 * new TollFreeRegistration(stack, 'TollFree', {
 *   company: exampleCorp,
 *   number: phoneNumber,
 *   taxIdAuthority: TaxIdAuthority.EIN,
 *   firstName: FieldValue.text('Jane'),
 *   lastName: FieldValue.text('Doe'),
 *   monthlyMessageVolume: MonthlyMessageVolume.MESSAGES_1_000,
 *   useCaseCategory: TollFreeUseCaseCategory.ONE_TIME_PASSCODES,
 *   useCaseDetails: 'One-time passcodes that confirm a sign-in to an Example Corp account',
 *   optInType: OptInType.DIGITAL_FORM,
 *   optInDescription:
 *     'Customers enter their number in the form at https://www.example.com/texts and tick an empty box: '
 *     + 'I agree to get passcodes from Example Corp by text, one message per sign-in. '
 *     + 'Message and data rates may apply. Reply HELP for help, STOP to end. '
 *     + 'Privacy policy: https://www.example.com/privacy. Terms: https://www.example.com/terms.',
 *   optInImage: new RegistrationAttachment(stack, 'OptIn', { document: RegistrationDocument.fromAsset('documents/opt-in.png') }),
 *   privacyPolicyUrl: 'https://www.example.com/privacy',
 *   termsAndConditionsUrl: 'https://www.example.com/terms',
 *   messageSample1: 'Example Corp: 123456 is your one-time passcode. Never share it. Reply STOP to end.',
 *   messageSample2: 'Example Corp: enter the security code 654321 to confirm your new phone.',
 *   submit: true, // costs money, and cannot be undone
 * });
 */
export class TollFreeRegistration extends Registration {
  /**
   * Adopts a toll-free registration that was created elsewhere, as `Registration.adopt` does. Fields that are not declared keep their values.
   * Do not call the inherited `adopt`: it returns a plain `Registration`.
   *
   * @param props the ID of the registration, and the declared state
   */
  public static adoptExisting(scope: Construct, id: string, props: AdoptedTollFreeRegistrationProps): TollFreeRegistration {
    return new TollFreeRegistration(scope, id, adopting<TollFreeRegistrationProps>(props));
  }

  constructor(scope: Construct, id: string, props: TollFreeRegistrationProps) {
    super(scope, id, typedProps('US_TOLL_FREE_REGISTRATION', props, [
      { name: 'number', type: 'AWS::SMSVOICE::PhoneNumber', target: AssociationTarget.fromResource },
    ]));
  }
}
