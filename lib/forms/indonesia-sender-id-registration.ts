import { Construct } from 'constructs';
import { AdoptedIndonesiaSenderIdRegistrationFields, IndonesiaSenderIdRegistrationFields } from './fields.generated';
import { adopting } from '../private/declaration';
import { typedProps } from '../private/typed-form';
import { AdoptedRegistrationOptions, CreatedRegistrationOptions, Registration } from '../registration';

/**
 * The registration of a sender ID in Indonesia, and what the stack declares about it.
 */
export interface IndonesiaSenderIdRegistrationProps extends CreatedRegistrationOptions, IndonesiaSenderIdRegistrationFields {}

/**
 * The registration of a sender ID in Indonesia that was created elsewhere, and what the stack declares about it from now on.
 */
export interface AdoptedIndonesiaSenderIdRegistrationProps extends AdoptedRegistrationOptions, AdoptedIndonesiaSenderIdRegistrationFields {}

/**
 * A sender ID in Indonesia. The service associates it on approval.
 *
 * Its fields are those that a script of AWS fills in. Of most of them no public source says whether they are required, and the form may have
 * others: `additionalFields` takes those.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations.html
 * @resource AWS::CloudFormation::CustomResource
 * @exampleMetadata fixture=registrations
 * @example
 * import { AreaOfBusiness, MonthlyMessageVolume, SenderIdUseCaseCategory } from 'cdk-sms-registration';
 *
 * new IndonesiaSenderIdRegistration(stack, 'Indonesia', {
 *   company: exampleCorp,
 *   senderId: 'Example',
 *   areaOfBusiness: AreaOfBusiness.TECHNOLOGY,
 *   useCaseCategory: SenderIdUseCaseCategory.ONE_TIME_PASSCODES,
 *   useCaseDescription: 'Passcodes that confirm a sign-in to an Example account',
 *   monthlyMessageVolume: MonthlyMessageVolume.MESSAGES_10_000,
 *   messageSample1: 'Example: 123456 is your passcode. Never share it.',
 *   letterOfAuthorization3: new RegistrationAttachment(stack, 'Letter', { document: RegistrationDocument.fromAsset('documents/letter.pdf') }),
 * });
 */
export class IndonesiaSenderIdRegistration extends Registration {
  /**
   * Adopts the registration of a sender ID in Indonesia that was created elsewhere, as `Registration.adopt` does. Fields that are not
   * declared keep their values.
   * Do not call the inherited `adopt`: it returns a plain `Registration`.
   *
   * @param props the ID of the registration, and the declared state
   */
  public static adoptExisting(scope: Construct, id: string, props: AdoptedIndonesiaSenderIdRegistrationProps): IndonesiaSenderIdRegistration {
    return new IndonesiaSenderIdRegistration(scope, id, adopting<IndonesiaSenderIdRegistrationProps>(props));
  }

  constructor(scope: Construct, id: string, props: IndonesiaSenderIdRegistrationProps) {
    super(scope, id, typedProps('ID_SENDER_ID_REGISTRATION', props));
  }
}
