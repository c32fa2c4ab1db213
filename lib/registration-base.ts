import { IResource, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { MANAGE_ACTIONS, READ_ACTIONS } from './private/permissions';

/**
 * A registration of AWS End User Messaging SMS, from this stack or imported.
 */
export interface IRegistration extends IResource {
  /**
   * The ID, for example `registration-30a16a8b7cec478a8e37febbb9005348`.
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
   * The values of a form are what carriers ask for, including tax IDs and contacts. Listing all registrations is not included.
   *
   * @param grantee for example the role of a function that follows the review
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;

  /**
   * Lets a principal do by hand what the stack does: read this registration, change, submit and discard its form, associate it, and delete it.
   *
   * Its tags are not included, because they say which stack it belongs to. An association needs `sms-voice:CreateRegistrationAssociation` on
   * the other resource too.
   *
   * @param grantee for example the role of the people who answer the carriers
   */
  grantManage(grantee: iam.IGrantable): iam.Grant;

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

/**
 * What created, adopted and imported registrations have in common.
 *
 * @exampleMetadata fixture=registrations
 * @example
 *
 * brand.grantRead(role);
 * brand.grant(role, 'sms-voice:SubmitRegistrationVersion');
 */
export abstract class RegistrationBase extends Resource implements IRegistration {
  public abstract readonly registrationId: string;

  public abstract readonly registrationArn: string;

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ...READ_ACTIONS);
  }

  public grantManage(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ...MANAGE_ACTIONS);
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.registrationArn] });
  }
}
