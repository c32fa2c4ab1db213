import { EventField } from 'aws-cdk-lib/aws-events';

/**
 * The fields of the event that `onStatusChange` and its narrower forms deliver, for the input of a target.
 *
 * The service sends the event on a best-effort basis: it may arrive late, twice, out of order, or not at all. It says neither why a form was
 * denied nor what the status was before.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html
 * @exampleMetadata fixture=registrations
 * @example
 * import * as events from 'aws-cdk-lib/aws-events';
 * import * as targets from 'aws-cdk-lib/aws-events-targets';
 * import * as sns from 'aws-cdk-lib/aws-sns';
 * import { RegistrationStatusChangeEvent } from 'cdk-sms-registration';
 *
 * declare const topic: sns.ITopic;
 * brand.onStatusChange('Tell', {
 *   target: new targets.SnsTopic(topic, {
 *     message: events.RuleTargetInput.fromText(
 *       `${RegistrationStatusChangeEvent.registrationId} is ${RegistrationStatusChangeEvent.currentStatus}`,
 *     ),
 *   }),
 * });
 */
export class RegistrationStatusChangeEvent {
  /** The ID of the registration, for example `registration-30a16a8b7cec478a8e37febbb9005348`. */
  public static get registrationId(): string {
    return EventField.fromPath('$.detail.registrationDetails.registrationId');
  }

  /** The ARN of the registration. */
  public static get registrationArn(): string {
    return EventField.fromPath('$.detail.registrationArn');
  }

  /** The type of the registration, for example `US_TEN_DLC_BRAND_REGISTRATION`. */
  public static get registrationType(): string {
    return EventField.fromPath('$.detail.registrationDetails.registrationType');
  }

  /** The number of the version of the form, for example `1`. */
  public static get registrationVersionNumber(): string {
    return EventField.fromPath('$.detail.registrationDetails.registrationVersionNumber');
  }

  /** The status that the registration has now, see `RegistrationStatus`. */
  public static get currentStatus(): string {
    return EventField.fromPath('$.detail.registrationDetails.currentStatus');
  }

  /** When the status changed, in milliseconds since 1970, for example `1758908543000`. */
  public static get timestamp(): string {
    return EventField.fromPath('$.detail.registrationDetails.registrationStatusChangeTimestamp');
  }

  private constructor() {}
}
