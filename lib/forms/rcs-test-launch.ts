import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AdoptedRcsTestLaunchFields, RcsTestLaunchFields } from './fields.generated';
import { AssociationTarget } from '../association-target';
import { adopting } from '../private/declaration';
import { typedProps } from '../private/typed-form';
import { AdoptedRegistrationOptions, CreatedRegistrationOptions, Registration } from '../registration';

/**
 * The test launch of an RCS agent, and what the stack declares about it.
 */
export interface RcsTestLaunchProps extends CreatedRegistrationOptions, RcsTestLaunchFields {
  /**
   * The agent: a `CfnRcsAgent`, which aws-cdk-lib has since 2.274.0. `associations` takes one of another app.
   *
   * @default - that in `associations`
   */
  readonly agent?: CfnResource;
}

/**
 * The test launch of an RCS agent that was created elsewhere, and what the stack declares about it from now on.
 */
export interface AdoptedRcsTestLaunchProps extends AdoptedRegistrationOptions, AdoptedRcsTestLaunchFields {
  /**
   * The agent, as in `RcsTestLaunchProps`.
   *
   * @default - the agent that it is associated with
   */
  readonly agent?: CfnResource;
}

/**
 * The test of an RCS agent, with invited devices only.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations.html
 * @resource AWS::CloudFormation::CustomResource
 * @exampleMetadata fixture=registrations
 * @example
 * import { CfnRcsAgent } from 'aws-cdk-lib/aws-smsvoice';
 * import { RcsBillingCategory, RcsMonthlyFrequency, RcsUseCase } from 'cdk-sms-registration';
 *
 * declare const agent: CfnRcsAgent;
 * declare const banner: RegistrationAttachment;
 * declare const logo: RegistrationAttachment;
 *
 * new RcsTestLaunch(stack, 'Test', {
 *   agent,
 *   brandName: 'Example Corp',
 *   serviceName: 'Example sign-in',
 *   senderDisplayName: 'Example',
 *   useCase: RcsUseCase.OTP,
 *   agentDescription: 'Passcodes for Example accounts',
 *   bannerImage: banner,
 *   logoImage: logo,
 *   accentColor: '#004080',
 *   contactWebsite: 'https://www.example.com',
 *   contactWebsiteLabel: 'Website',
 *   privacyPolicyUrl: 'https://www.example.com/privacy',
 *   termsAndConditionsUrl: 'https://www.example.com/terms',
 *   billingCategory: RcsBillingCategory.NON_CONVERSATIONAL,
 *   averageMonthlyRcsFrequency: RcsMonthlyFrequency.MESSAGES_10,
 *   monthlyRcsVolume: '1000',
 * });
 */
export class RcsTestLaunch extends Registration {
  /**
   * Adopts the test launch of an RCS agent that was created elsewhere, as `Registration.adopt` does. Fields that are not declared keep their
   * values.
   * Do not call the inherited `adopt`: it returns a plain `Registration`.
   *
   * @param props the ID of the registration, and the declared state
   */
  public static adoptExisting(scope: Construct, id: string, props: AdoptedRcsTestLaunchProps): RcsTestLaunch {
    return new RcsTestLaunch(scope, id, adopting<RcsTestLaunchProps>(props));
  }

  constructor(scope: Construct, id: string, props: RcsTestLaunchProps) {
    super(scope, id, typedProps('TEST_RCS_LAUNCH_REGISTRATION', props, [
      { name: 'agent', type: 'AWS::SMSVOICE::RcsAgent', target: AssociationTarget.fromResource },
    ]));
  }
}
