import { CfnResource } from 'aws-cdk-lib';
import { idTarget, registrationTarget, resourceTarget, Target } from './private/association-targets';
import { IRegistration } from './registration-base';

/**
 * Something that a registration is associated with: the brand of a campaign or of a vetting, the number of a toll-free registration, the
 * agent of an RCS registration.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_CreateRegistrationAssociation.html
 * @exampleMetadata fixture=registrations
 * @example
 *
 * new Registration(stack, 'Campaign', {
 *   registrationType: RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION,
 *   associations: [
 *     AssociationTarget.fromRegistration(brand),
 *     AssociationTarget.fromResource(phoneNumber),
 *     AssociationTarget.fromId('phone-1de0b65d8c2d4d3b8c0c1a9a0a2f6c55'),
 *   ],
 * });
 */
export class AssociationTarget {
  /**
   * Another registration, for example the brand of a campaign.
   *
   * @param registration from this stack or imported
   */
  public static fromRegistration(registration: IRegistration): AssociationTarget {
    return new AssociationTarget(registrationTarget(registration));
  }

  /**
   * A resource of `aws-cdk-lib/aws-smsvoice`, for example the number of a toll-free registration.
   *
   * A phone number or sender ID of the same stack is created after the registration and before its form is submitted, and released before
   * the registration is deleted. For that the stack gets one more custom resource. Any other resource is created before the registration and
   * deleted after it.
   *
   * The classes for phone numbers and sender IDs are in every supported version of `aws-cdk-lib`, `CfnRegistration` since 2.264.0, and
   * `CfnRcsAgent` since 2.274.0.
   *
   * @param resource a `CfnPhoneNumber`, `CfnSenderId`, `CfnRcsAgent` or `CfnRegistration`
   */
  public static fromResource(resource: CfnResource): AssociationTarget {
    return new AssociationTarget(resourceTarget(resource));
  }

  /**
   * Something outside of this app, in the account and Region of the stack.
   *
   * An ID that is known only at deploy time is fine. An ARN has to be known at synth, unless it belongs to a resource of this app.
   *
   * @param idOrArn the ID or ARN of a registration, a phone number or an RCS agent, or the ARN of a sender ID
   */
  public static fromId(idOrArn: string): AssociationTarget {
    return new AssociationTarget(idTarget(idOrArn));
  }

  /** The ID or ARN by which the service knows the target. It may be a token. */
  public readonly idOrArn: string;

  private constructor(private readonly target: Target) {
    this.idOrArn = target.idOrArn;
  }

  /** @internal */
  public _target(): Target {
    return this.target;
  }
}
