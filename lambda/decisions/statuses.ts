/** The one place that knows what a status of the service means. An undefined status is that of something the service does not know. */
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

/** Handed in but not under review yet, so it can still be discarded. */
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

/** Ended without an approval, or lost it: the form goes on only in a new version. */
export function isLeftBehind(versionStatus: Status): boolean {
  return ['denied', 'discarded', 'revoked'].includes(stageOf(versionStatus));
}

/** The form of such a version can be submitted, if need be after a discard or in a new version. */
export function canBeSubmitted(versionStatus: Status): boolean {
  return isDraft(versionStatus) || isSubmitted(versionStatus) || isLeftBehind(versionStatus);
}

/** The newest version still has this status after a submit that failed: it has really failed. */
export function isUnsubmitted(versionStatus: Status): boolean {
  return ['draft', 'revoked'].includes(stageOf(versionStatus));
}

const UNDECIDED: ReadonlySet<Status> = new Set<VersionStatusValue>(['SUBMITTED', 'AWS_REVIEWING']);

/** No person has looked at the form yet, so an automatic denial may still come. */
export function isUndecided(versionStatus: Status): boolean {
  return UNDECIDED.has(versionStatus);
}

/** What takes the place of a newest version when the service lists none: only a discard leaves none. */
export const NO_VERSION: VersionStatusValue = 'DISCARDED';
/** The status of a version that was just opened. */
export const NEW_VERSION: VersionStatusValue = 'DRAFT';
/** Stands for that of an approved version which is not the newest one. */
export const APPROVED_VERSION: VersionStatusValue = 'APPROVED';

const IN_REVIEW: ReadonlySet<Status> = new Set<RegistrationStatusValue | VersionStatusValue>([
  'SUBMITTED', 'AWS_REVIEWING', 'REVIEWING', 'REQUIRES_AUTHENTICATION', 'REQUIRES_OFFLINE_REVIEW', 'PROVISIONING',
]);

/**
 * The service refuses every change and the delete until somebody else has decided, which takes days. Either status may lag behind the
 * other, so both are asked.
 */
export function isInReview({ status, versionStatus }: { readonly status?: string; readonly versionStatus?: string }): boolean {
  return IN_REVIEW.has(status) || IN_REVIEW.has(versionStatus);
}

const COMPLETE: Status = 'COMPLETE' satisfies RegistrationStatusValue;
const SETTLED: ReadonlySet<Status> = new Set<RegistrationStatusValue>(['COMPLETE', 'REQUIRES_UPDATES', 'CLOSED', 'DELETED']);

/** Of a registration: approved and in effect. */
export function isComplete(status: Status): boolean {
  return status === COMPLETE;
}

/** Of a registration: its review has ended, whichever way, so it holds up no other one. An unknown status does. */
export function isSettled(status: Status): boolean {
  return status === undefined || SETTLED.has(status);
}

/** What an attribute says of a registration that the service does not know. */
export const DELETED = 'DELETED' satisfies RegistrationStatusValue & AttachmentStatusValue;

/** Of a registration or an attachment that the service still lists. */
export function isDeleted(status: Status): boolean {
  return status === DELETED;
}

/** Of a registration or an attachment, whichever way the service says so. */
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
