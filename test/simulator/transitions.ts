import type { ConflictExceptionReason, RegistrationStatus, RegistrationVersionStatus } from '@aws-sdk/client-pinpoint-sms-voice-v2';

/** A step of a version, and the status it gives the registration. The two move independently: an absent status stays. */
export interface Step {
  readonly from: readonly RegistrationVersionStatus[];
  readonly version?: RegistrationVersionStatus;
  readonly registration?: RegistrationStatus;
}

const IN_REVIEW: RegistrationVersionStatus[] = ['SUBMITTED', 'AWS_REVIEWING', 'REVIEWING', 'REQUIRES_AUTHENTICATION', 'REQUIRES_OFFLINE_REVIEW'];

/** What a review can do. Nothing of this happens by itself but the automatic denial. */
export const REVIEW_STEPS = {
  startAwsReview: { from: ['SUBMITTED'], version: 'AWS_REVIEWING', registration: 'AWS_REVIEWING' },
  startReview: { from: ['SUBMITTED', 'AWS_REVIEWING', 'REQUIRES_AUTHENTICATION'], version: 'REVIEWING', registration: 'REVIEWING' },
  requireAuthentication: { from: ['SUBMITTED', 'AWS_REVIEWING', 'REVIEWING'], version: 'REQUIRES_AUTHENTICATION', registration: 'REQUIRES_AUTHENTICATION' },
  provision: { from: IN_REVIEW, version: 'APPROVED', registration: 'PROVISIONING' },
  approve: { from: [...IN_REVIEW, 'APPROVED'], version: 'APPROVED', registration: 'COMPLETE' },
  deny: { from: IN_REVIEW, version: 'DENIED', registration: 'REQUIRES_UPDATES' },
  // No source says what the registration's status is after this.
  revoke: { from: ['APPROVED'], version: 'REVOKED' },
} as const satisfies Record<string, Step>;

export type ReviewStep = keyof typeof REVIEW_STEPS;

/** In which status of the newest version an operation is allowed, and the Reason of its refusal. None is while CLOSED. */
export const VERSION_RULES = {
  PutRegistrationFieldValue: { allowed: ['DRAFT'], reason: 'EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED' },
  DeleteRegistrationFieldValue: { allowed: ['DRAFT'], reason: 'EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED' },
  CreateRegistrationVersion: { allowed: ['DENIED', 'DISCARDED', 'APPROVED'], reason: 'CREATE_REGISTRATION_VERSION_NOT_ALLOWED' },
  SubmitRegistrationVersion: { allowed: ['DRAFT'], reason: 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED' },
  DiscardRegistrationVersion: { allowed: ['SUBMITTED', 'REQUIRES_AUTHENTICATION'], reason: 'DISCARD_REGISTRATION_VERSION_NOT_ALLOWED' },
} as const satisfies Record<string, { allowed: readonly RegistrationVersionStatus[]; reason: ConflictExceptionReason }>;

/** The member of RegistrationVersionStatusHistory for a status; REQUIRES_OFFLINE_REVIEW has none. */
export const HISTORY_MEMBERS = {
  DRAFT: 'DraftTimestamp',
  SUBMITTED: 'SubmittedTimestamp',
  AWS_REVIEWING: 'AwsReviewingTimestamp',
  REVIEWING: 'ReviewingTimestamp',
  REQUIRES_AUTHENTICATION: 'RequiresAuthenticationTimestamp',
  APPROVED: 'ApprovedTimestamp',
  DISCARDED: 'DiscardedTimestamp',
  DENIED: 'DeniedTimestamp',
  REVOKED: 'RevokedTimestamp',
  ARCHIVED: 'ArchivedTimestamp',
} as const;

/** Statuses that EventBridge announces; AWS_REVIEWING is not among them. */
export const ANNOUNCED: RegistrationStatus[] = [
  'CLOSED', 'CREATED', 'COMPLETE', 'DELETED', 'PROVISIONING', 'REQUIRES_AUTHENTICATION', 'REQUIRES_UPDATES', 'REVIEWING', 'SUBMITTED',
];
