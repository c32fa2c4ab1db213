/** How long AWS says that a review takes at most. */
export interface ReviewTime {
  readonly days: number;
  readonly unit?: 'business days';
  /** For companies from outside of the United States. */
  readonly internationalDays?: number;
}

/** By days: the types named in one row have the same review time, with `_REGISTRATION` left out. */
const DAYS_BY_COUNTRY: readonly (readonly [days: number, types: string])[] = [
  [1, 'IN_SENDER_ID'],
  [3, 'GB_SENDER_ID'],
  [7, 'HU_LONG_CODE NL_LONG_CODE PT_LONG_CODE'],
  [10, 'GB_LONG_CODE IT_LONG_CODE NO_LONG_CODE PL_LONG_CODE SE_LONG_CODE'],
  [15, 'AT_LONG_CODE AU_SENDER_ID AU_LONG_CODE DK_LONG_CODE ES_LONG_CODE FI_LONG_CODE JO_SENDER_ID'],
  [21, 'AT_SENDER_ID CL_LONG_CODE EG_SENDER_ID HK_LONG_CODE SG_SENDER_ID TR_SENDER_ID ZM_SENDER_ID'],
  [25, 'AE_SENDER_ID FI_SENDER_ID IN_SHORT_CODE KZ_SENDER_ID'],
  [28, 'ES_SENDER_ID'],
  [30, 'CL_SHORT_CODE KE_SENDER_ID TH_SENDER_ID VN_SENDER_ID'],
  [35, 'FI_SHORT_CODE QA_SENDER_ID RU_SENDER_ID'],
  [40, 'LK_SENDER_ID'],
  [45, 'BY_SENDER_ID KW_SENDER_ID PT_SHORT_CODE SA_SENDER_ID'],
  [50, 'ID_SENDER_ID PH_SENDER_ID'],
  [70, 'NL_SHORT_CODE'],
  [84, 'DE_SHORT_CODE ES_SHORT_CODE GB_SHORT_CODE US_SHORT_CODE'],
];

/**
 * By registration type.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-10dlc.html
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-tfn.html
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registration-eta.html
 */
const REVIEW_TIMES: ReadonlyMap<string, ReviewTime> = new Map<string, ReviewTime>([
  ['US_TEN_DLC_BRAND_REGISTRATION', { days: 2, unit: 'business days', internationalDays: 21 }],
  ['US_TEN_DLC_BRAND_VETTING', { days: 2, unit: 'business days', internationalDays: 21 }],
  ['US_TEN_DLC_CAMPAIGN_REGISTRATION', { days: 28 }],
  ['US_TOLL_FREE_REGISTRATION', { days: 15, unit: 'business days' }],
  ...DAYS_BY_COUNTRY.flatMap(([days, types]) => types.split(' ').map((type) => [`${type}_REGISTRATION`, { days }] as const)),
]);

const DAY_MS = 24 * 3_600_000;
const DAYS_FOR_EACH_BUSINESS_DAY = 7 / 5;

/** Undefined for a type of which AWS does not say how long its review takes. */
export function reviewTimeOf(registrationType: string): ReviewTime | undefined {
  return REVIEW_TIMES.get(registrationType);
}

/** Whether a review takes longer than AWS says. */
export function isOverdue(registrationType: string, submittedAt: number | undefined, now: number): boolean {
  const time = reviewTimeOf(registrationType);
  if (time === undefined || submittedAt === undefined) {
    return false;
  }
  const days = time.unit === undefined ? time.days : Math.ceil(time.days * DAYS_FOR_EACH_BUSINESS_DAY);
  return now - submittedAt > days * DAY_MS;
}
