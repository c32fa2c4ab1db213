/** The one place that knows what a status of the service means. Undefined stands for something that the service does not know. */
import type { AttachmentStatusValue, RegistrationStatusValue, VersionStatusValue } from '../../contract/statuses';

type Status = string | undefined;

/** What can be done with the form of a version. `unclear`: superseded, or a status that this version of the library does not know. */
export type VersionStage = 'draft' | 'submitted' | 'in-review' | 'in-authentication' | 'approved' | 'denied' | 'discarded' | 'revoked' | 'unclear';

const STAGES = new Map<Status, VersionStage>(Object.entries({
  DRAFT: 'draft',
  SUBMITTED: 'submitted',
  AWS_REVIEWING: 'in-review',
  REVIEWING: 'in-review',
  REQUIRES_OFFLINE_REVIEW: 'in-review',
  REQUIRES_AUTHENTICATION: 'in-authentication',
  APPROVED: 'approved',
  DENIED: 'denied',
  DISCARDED: 'discarded',
  REVOKED: 'revoked',
  ARCHIVED: 'unclear',
} satisfies Record<VersionStatusValue, VersionStage>));

export function stageOf(versionStatus: Status): VersionStage {
  return STAGES.get(versionStatus) ?? 'unclear';
}

export function isDraft(versionStatus: Status): boolean {
  return stageOf(versionStatus) === 'draft';
}

/** Not under review yet, so it can still be discarded. */
export function isSubmitted(versionStatus: Status): boolean {
  return stageOf(versionStatus) === 'submitted';
}

export function isApproved(versionStatus: Status): boolean {
  return stageOf(versionStatus) === 'approved';
}

export function isDenied(versionStatus: Status): boolean {
  return stageOf(versionStatus) === 'denied';
}

export function isDiscarded(versionStatus: Status): boolean {
  return stageOf(versionStatus) === 'discarded';
}

export function isRevoked(versionStatus: Status): boolean {
  return stageOf(versionStatus) === 'revoked';
}

/** Denied, discarded or revoked: the form continues only in a new version. */
export function isLeftBehind(versionStatus: Status): boolean {
  return ['denied', 'discarded', 'revoked'].includes(stageOf(versionStatus));
}

/** The form can be submitted, if necessary after a discard or in a new version. */
export function canBeSubmitted(versionStatus: Status): boolean {
  return isDraft(versionStatus) || isSubmitted(versionStatus) || isLeftBehind(versionStatus);
}

/** If the newest version has this status after a failed submit, the submit really failed. */
export function isUnsubmitted(versionStatus: Status): boolean {
  return ['draft', 'revoked'].includes(stageOf(versionStatus));
}

const UNDECIDED: ReadonlySet<Status> = new Set<VersionStatusValue>(['SUBMITTED', 'AWS_REVIEWING']);

/** No person has looked at the form yet, so an automatic denial may still come. */
export function isUndecided(versionStatus: Status): boolean {
  return UNDECIDED.has(versionStatus);
}

/** Assumed for the newest version if the service lists none, which happens only after a discard. */
export const NO_VERSION: VersionStatusValue = 'DISCARDED';
/** The status of a new version. */
export const NEW_VERSION: VersionStatusValue = 'DRAFT';
/** The status of an approved version behind the newest one. */
export const APPROVED_VERSION: VersionStatusValue = 'APPROVED';

/** How far a registration is. `unclear`: a status that this version of the library does not know. */
type RegistrationStage = 'created' | 'in-review' | 'complete' | 'denied' | 'closed' | 'deleted' | 'unclear';

const REGISTRATION_STAGES = new Map<Status, RegistrationStage>(Object.entries({
  CREATED: 'created',
  SUBMITTED: 'in-review',
  AWS_REVIEWING: 'in-review',
  REVIEWING: 'in-review',
  REQUIRES_AUTHENTICATION: 'in-review',
  PROVISIONING: 'in-review',
  COMPLETE: 'complete',
  REQUIRES_UPDATES: 'denied',
  CLOSED: 'closed',
  DELETED: 'deleted',
} satisfies Record<RegistrationStatusValue, RegistrationStage>));

function registrationStageOf(status: Status): RegistrationStage {
  return REGISTRATION_STAGES.get(status) ?? 'unclear';
}

/**
 * The service refuses changes and deletes until a review has ended, which takes days. Either status may lag behind the other, so both
 * count.
 */
export function isInReview({ status, versionStatus }: { readonly status?: string; readonly versionStatus?: string }): boolean {
  return registrationStageOf(status) === 'in-review' || ['submitted', 'in-review', 'in-authentication'].includes(stageOf(versionStatus));
}

/** Of a registration: approved and in effect. */
export function isComplete(status: Status): boolean {
  return registrationStageOf(status) === 'complete';
}

/** Of a registration: its newest version was denied. */
export function needsUpdates(status: Status): boolean {
  return registrationStageOf(status) === 'denied';
}

/** Of a registration: its number or sender ID was released, and it can only be deleted. */
export function isClosed(status: Status): boolean {
  return registrationStageOf(status) === 'closed';
}

const REQUIRES_AUTHENTICATION: Status = 'REQUIRES_AUTHENTICATION' satisfies RegistrationStatusValue;

/** Somebody has to follow the link in an e-mail. Either status may lag behind the other. */
export function isInAuthentication({ status, versionStatus }: { readonly status?: string; readonly versionStatus?: string }): boolean {
  const stage = stageOf(versionStatus);
  return stage === 'in-authentication' || (requiresAuthentication(status) && ['submitted', 'in-review'].includes(stage));
}

/** Of a registration: it waits for the answer to an e-mail. */
export function requiresAuthentication(status: Status): boolean {
  return status === REQUIRES_AUTHENTICATION;
}

/** Of a registration: its review has ended, so no other registration waits for it. An unknown status does not count as ended. */
export function isSettled(status: Status): boolean {
  return status === undefined || ['complete', 'denied', 'closed', 'deleted'].includes(registrationStageOf(status));
}

/** The value of the status attribute if the registration no longer exists. */
export const DELETED = 'DELETED' satisfies RegistrationStatusValue & AttachmentStatusValue;

/** Of a registration or an attachment that is still listed. */
export function isDeleted(status: Status): boolean {
  return status === DELETED;
}

/** Of a registration or an attachment: deleted, or no longer found. */
export function isGone(status: Status): boolean {
  return status === undefined || isDeleted(status);
}

const UPLOADED: Status = 'UPLOAD_COMPLETE' satisfies AttachmentStatusValue;
const UPLOAD_FAILED: ReadonlySet<Status> = new Set<AttachmentStatusValue>(['UPLOAD_FAILED', 'DELETED']);

/** Of an attachment. */
export function isUploaded(status: Status): boolean {
  return status === UPLOADED;
}

/** Of an attachment. */
export function hasUploadFailed(status: Status): boolean {
  return UPLOAD_FAILED.has(status);
}
