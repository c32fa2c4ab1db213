/**
 * The statuses of a registration, as `registrationStatus` and the API show them.
 *
 * The service may add others.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-status.html
 * @exampleMetadata fixture=registrations
 * @example
 *
 * declare const status: string; // as DescribeRegistrations returns it
 * const isDenied = status === RegistrationStatus.REQUIRES_UPDATES;
 */
export class RegistrationStatus {
  /** A draft that was never submitted. Its form can be edited. */
  public static readonly CREATED: string = 'CREATED';

  /** Submitted, and waiting for the review to begin. The form can still be discarded. */
  public static readonly SUBMITTED: string = 'SUBMITTED';

  /**
   * Under review by AWS, because `awsReview` asked for it. A form that passes goes on to the carriers.
   *
   * The service's documentation only names this status.
   */
  public static readonly AWS_REVIEWING: string = 'AWS_REVIEWING';

  /** Under review by carriers or other third parties. Neither the registration nor anything associated with it can be changed. */
  public static readonly REVIEWING: string = 'REVIEWING';

  /** A 10DLC brand whose contact has to answer an e-mail before the review goes on. */
  public static readonly REQUIRES_AUTHENTICATION: string = 'REQUIRES_AUTHENTICATION';

  /** Approved, and waiting until its number or sender ID is set up. */
  public static readonly PROVISIONING: string = 'PROVISIONING';

  /** Approved and in effect. No other status counts as registered. */
  public static readonly COMPLETE: string = 'COMPLETE';

  /** The newest version of the form was denied. Correct the form and submit it again. */
  public static readonly REQUIRES_UPDATES: string = 'REQUIRES_UPDATES';

  /** Its number or sender ID was released. The registration can only be deleted, which the service does not do by itself. */
  public static readonly CLOSED: string = 'CLOSED';

  /** Deleted. The service lists such a registration for a while, or not at all. */
  public static readonly DELETED: string = 'DELETED';

  private constructor() {}
}
