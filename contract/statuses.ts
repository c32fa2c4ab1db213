/**
 * Every status that the service's model names. A newer service may answer others, so nothing may rely on this list being complete.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_RegistrationInformation.html
 */
export const REGISTRATION_STATUSES = [
  'CREATED', 'SUBMITTED', 'AWS_REVIEWING', 'REVIEWING', 'REQUIRES_AUTHENTICATION', 'PROVISIONING', 'COMPLETE', 'REQUIRES_UPDATES', 'CLOSED', 'DELETED',
] as const;

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_RegistrationVersionInformation.html */
export const VERSION_STATUSES = [
  'DRAFT', 'SUBMITTED', 'AWS_REVIEWING', 'REVIEWING', 'REQUIRES_AUTHENTICATION', 'REQUIRES_OFFLINE_REVIEW', 'APPROVED', 'DENIED', 'DISCARDED', 'REVOKED', 'ARCHIVED',
] as const;

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_RegistrationAttachmentsInformation.html */
export const ATTACHMENT_STATUSES = ['UPLOAD_IN_PROGRESS', 'UPLOAD_COMPLETE', 'UPLOAD_FAILED', 'DELETED'] as const;

export type RegistrationStatusValue = typeof REGISTRATION_STATUSES[number];
export type VersionStatusValue = typeof VERSION_STATUSES[number];
export type AttachmentStatusValue = typeof ATTACHMENT_STATUSES[number];
