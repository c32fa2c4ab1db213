const USER_GUIDE = 'https://docs.aws.amazon.com/sms-voice/latest/userguide';

/** The pages that the rules come from. */
export const SOURCES = {
  criteria: `${USER_GUIDE}/registration-help-review-criteria.html`,
  denials: `${USER_GUIDE}/registration-help-rejection-troubleshooting.html`,
  campaign: `${USER_GUIDE}/registrations-10dlc-register-campaign.html`,
  brand: `${USER_GUIDE}/registrations-10dlc-company.html`,
  tollFree: `${USER_GUIDE}/registrations-tfn.html`,
  tollFreeForm: `${USER_GUIDE}/registrations-tfn-register.html`,
  tollFreeVerification: `${USER_GUIDE}/registration-help-tfn-verification.html`,
  tollFreeFaq: `${USER_GUIDE}/registrations-tfn-register-faq.html`,
  tollFreeDenials: `${USER_GUIDE}/registrations-tfn-rejection-reason.html`,
  bestPractices: `${USER_GUIDE}/best-practices.html`,
  ageGate: `${USER_GUIDE}/registration-help-optin-agegate.html`,
  keyword: `${USER_GUIDE}/registration-help-optin-keyword.html`,
  lenders: `${USER_GUIDE}/registration-help-vertical-lenders.html`,
  health: `${USER_GUIDE}/registration-help-vertical-healthcare.html`,
  presignedUrls: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html',
} as const;

export type Source = keyof typeof SOURCES;
