import { Construct } from 'constructs';
import { AdoptedIndiaSenderIdRegistrationFields, IndiaSenderIdRegistrationFields } from './fields.generated';
import { adopting } from '../private/declaration';
import { typedProps } from '../private/typed-form';
import { AdoptedRegistrationOptions, CreatedRegistrationOptions, Registration } from '../registration';

/**
 * The registration of a sender ID in India, and what the stack declares about it.
 */
export interface IndiaSenderIdRegistrationProps extends CreatedRegistrationOptions, IndiaSenderIdRegistrationFields {}

/**
 * The registration of a sender ID in India that was created elsewhere, and what the stack declares about it from now on.
 */
export interface AdoptedIndiaSenderIdRegistrationProps extends AdoptedRegistrationOptions, AdoptedIndiaSenderIdRegistrationFields {}

/**
 * A sender ID in India, which the service offers in ap-south-1 and ap-south-2 only. The service associates it on approval.
 *
 * Its fields are those that a script of AWS fills in. Of most of them no public source says whether they are required, and the form may have
 * others: `additionalFields` takes those.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations.html
 * @resource AWS::CloudFormation::CustomResource
 * @exampleMetadata fixture=registrations
 * @example
 * import { AreaOfBusiness, MonthlyMessageVolume, SenderIdUseCaseCategory, YesNo } from 'cdk-sms-registration';
 *
 * new IndiaSenderIdRegistration(stack, 'India', {
 *   company: exampleCorp,
 *   senderId: 'EXMPLE',
 *   areaOfBusiness: AreaOfBusiness.TECHNOLOGY,
 *   useCaseCategory: SenderIdUseCaseCategory.ONE_TIME_PASSCODES,
 *   useCaseDescription: 'Passcodes that confirm a sign-in to an Example account',
 *   monthlyMessageVolume: MonthlyMessageVolume.MESSAGES_10_000,
 *   messageSample1: 'Example: 123456 is your passcode. Never share it.',
 *   principalEntityId: '1101000000000000001',
 *   chainId1: '1101000000000000002',
 *   chainId2: '1101000000000000003',
 *   chainId3: '1101000000000000004',
 *   chainId5: '1101000000000000005',
 *   sendingParametersAcknowledgement: YesNo.YES,
 * });
 */
export class IndiaSenderIdRegistration extends Registration {
  /**
   * Adopts the registration of a sender ID in India that was created elsewhere, as `Registration.adopt` does. Fields that are not declared
   * keep their values.
   * Do not call the inherited `adopt`: it returns a plain `Registration`.
   *
   * @param props the ID of the registration, and the declared state
   */
  public static adoptExisting(scope: Construct, id: string, props: AdoptedIndiaSenderIdRegistrationProps): IndiaSenderIdRegistration {
    return new IndiaSenderIdRegistration(scope, id, adopting<IndiaSenderIdRegistrationProps>(props));
  }

  constructor(scope: Construct, id: string, props: IndiaSenderIdRegistrationProps) {
    super(scope, id, typedProps('IN_SENDER_ID_REGISTRATION', props));
  }
}
