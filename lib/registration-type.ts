import { assertValid, registrationTypeProblems } from './private/limits';

/**
 * The type of a registration: the form to fill in, and so what carriers review.
 *
 * The static members are the types that public sources confirm. The list grows and differs between Regions. Use `of()` for any other type.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations.html
 * @exampleMetadata fixture=registrations
 * @example
 *
 * const tollFree = RegistrationType.US_TOLL_FREE_REGISTRATION;
 * const shortCode = RegistrationType.of('US_SHORT_CODE_REGISTRATION');
 */
export class RegistrationType {
  /** The company behind US 10DLC campaigns. */
  public static readonly US_TEN_DLC_BRAND_REGISTRATION = RegistrationType.of('US_TEN_DLC_BRAND_REGISTRATION');
  /** The paid vetting of a US 10DLC brand, for a higher throughput. It has no fields, and its fee is not refunded. */
  public static readonly US_TEN_DLC_BRAND_VETTING = RegistrationType.of('US_TEN_DLC_BRAND_VETTING');
  /** One use case of US 10DLC numbers by a registered brand. */
  public static readonly US_TEN_DLC_CAMPAIGN_REGISTRATION = RegistrationType.of('US_TEN_DLC_CAMPAIGN_REGISTRATION');
  /** The use of a US toll-free number. */
  public static readonly US_TOLL_FREE_REGISTRATION = RegistrationType.of('US_TOLL_FREE_REGISTRATION');
  /** The test of an RCS agent, with invited devices only. */
  public static readonly TEST_RCS_LAUNCH_REGISTRATION = RegistrationType.of('TEST_RCS_LAUNCH_REGISTRATION');
  /** A sender ID in India. */
  public static readonly IN_SENDER_ID_REGISTRATION = RegistrationType.of('IN_SENDER_ID_REGISTRATION');
  /** A sender ID in Indonesia. */
  public static readonly ID_SENDER_ID_REGISTRATION = RegistrationType.of('ID_SENDER_ID_REGISTRATION');
  /** A sender ID in Singapore. */
  public static readonly SG_SENDER_ID_REGISTRATION = RegistrationType.of('SG_SENDER_ID_REGISTRATION');
  /** A sender ID in Jordan. */
  public static readonly JO_SENDER_ID_REGISTRATION = RegistrationType.of('JO_SENDER_ID_REGISTRATION');
  /** A long code in the United Kingdom. */
  public static readonly GB_LONG_CODE_REGISTRATION = RegistrationType.of('GB_LONG_CODE_REGISTRATION');
  /** The launch of an RCS agent in the United States. */
  public static readonly US_RCS_LAUNCH_REGISTRATION = RegistrationType.of('US_RCS_LAUNCH_REGISTRATION');
  /** The launch of an RCS agent in Canada. */
  public static readonly CA_RCS_LAUNCH_REGISTRATION = RegistrationType.of('CA_RCS_LAUNCH_REGISTRATION');
  /** The launch of an RCS agent in the United Kingdom. */
  public static readonly GB_RCS_LAUNCH_REGISTRATION = RegistrationType.of('GB_RCS_LAUNCH_REGISTRATION');
  /** The launch of an RCS agent in Germany. */
  public static readonly DE_RCS_LAUNCH_REGISTRATION = RegistrationType.of('DE_RCS_LAUNCH_REGISTRATION');
  /** The launch of an RCS agent in Brazil. */
  public static readonly BR_RCS_LAUNCH_REGISTRATION = RegistrationType.of('BR_RCS_LAUNCH_REGISTRATION');
  /** The launch of an RCS agent in the Netherlands. */
  public static readonly NL_RCS_LAUNCH_REGISTRATION = RegistrationType.of('NL_RCS_LAUNCH_REGISTRATION');
  /** The launch of an RCS agent in Austria. */
  public static readonly AT_RCS_LAUNCH_REGISTRATION = RegistrationType.of('AT_RCS_LAUNCH_REGISTRATION');
  /** A higher tier of AWS Notify. */
  public static readonly NOTIFY_TIER_UPGRADE_REGISTRATION = RegistrationType.of('NOTIFY_TIER_UPGRADE_REGISTRATION');

  /**
   * A registration type by its ID, for types that have no static member yet.
   *
   * To list the IDs that your Region offers, run `npx cdk-sms-registration types`.
   *
   * @param id 1 to 64 letters, digits and underscores, for example `US_SHORT_CODE_REGISTRATION`
   */
  public static of(id: string): RegistrationType {
    assertValid('RegistrationType.of', registrationTypeProblems(id));
    return new RegistrationType(id);
  }

  private constructor(
    /** The ID by which the service knows the type. */
    public readonly id: string,
  ) {}

  /** The same as `id`. */
  public toString(): string {
    return this.id;
  }
}
