import { IResource, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { READ_ACTIONS } from './private/permissions';

/**
 * A registration of AWS End User Messaging SMS, from this stack or from elsewhere.
 */
export interface IRegistration extends IResource {
  /**
   * The id, for example `registration-30a16a8b7cec478a8e37febbb9005348`.
   * @attribute
   */
  readonly registrationId: string;

  /**
   * The ARN, for example `arn:aws:sms-voice:us-east-1:111122223333:registration/registration-30a16a8b7cec478a8e37febbb9005348`.
   * @attribute
   */
  readonly registrationArn: string;

  /**
   * Lets a principal read this registration: its status, its versions, the values of its form, its associations and its tags.
   *
   * The values of a form are what carriers ask for, including tax ids and contacts. Listing all registrations is not included.
   *
   * @param grantee for example the role of a function that follows the review
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;

  /**
   * Grants a principal the given actions on this registration.
   *
   * Not every action supports registrations as a resource: `sms-voice:CreateRegistration`, for example, can only be granted on all resources.
   *
   * @param grantee for example a role
   * @param actions with their prefix, for example `sms-voice:SubmitRegistrationVersion`
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_pinpoint-sms-voice-v2.html
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;
}

/** What every registration has in common, wherever it was created. */
export abstract class RegistrationBase extends Resource implements IRegistration {
  public abstract readonly registrationId: string;
  public abstract readonly registrationArn: string;

  /**
   * Lets a principal read this registration: its status, its versions, the values of its form, its associations and its tags.
   *
   * The values of a form are what carriers ask for, including tax ids and contacts. Listing all registrations is not included.
   *
   * @param grantee for example the role of a function that follows the review
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ...READ_ACTIONS);
  }

  /**
   * Grants a principal the given actions on this registration.
   *
   * Not every action supports registrations as a resource: `sms-voice:CreateRegistration`, for example, can only be granted on all resources.
   *
   * @param grantee for example a role
   * @param actions with their prefix, for example `sms-voice:SubmitRegistrationVersion`
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_pinpoint-sms-voice-v2.html
   */
  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.registrationArn] });
  }
}
