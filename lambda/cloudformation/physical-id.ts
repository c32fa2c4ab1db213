/** The one place that decides on physical IDs: what creates and updates answer with, and what a delete with such an ID has to delete. */
import { ATTACHMENT_ID } from '../../contract/ids';

/** The answer of a create that certainly created nothing, so that its delete has nothing to do. */
export const NOTHING_CREATED = 'cdk-sms-registration:nothing-created';

/** The answer of a create that arrived too late to begin, although an earlier delivery of it may have begun. */
export const MAYBE_CREATED = 'cdk-sms-registration:maybe-created';
const BY = `${MAYBE_CREATED}:by:`;

/** The answer of a create, or of an update that creates a successor, if it is unknown whether the service created anything. */
export function maybeCreatedBy(request: string): string {
  return BY + request;
}

/** The same for all associations of a registration, so that only another registration replaces the resource. */
export function associationsOf(registrationId: string): string {
  return `${registrationId}/associations`;
}

/** Judging by the ID, this exists. */
interface Existing {
  readonly kind: 'existing';
  readonly id: string;
}

/** Whatever a lost create or update has created. Without `request` CloudFormation does not know which one that was. */
interface LeftOvers {
  readonly kind: 'left-overs';
  readonly request?: string;
}

/** Either of the two: only the service can tell. */
interface Unclear {
  readonly kind: 'unclear';
  readonly id: string;
}

export type DeleteTarget = Existing | LeftOvers | Unclear;

/** An ID of unknown form is looked up: a delete must never succeed without asking the service. */
export function registrationToDelete(physicalId: string, logicalId: string): Existing | LeftOvers {
  return isMarker(physicalId) || isInvented(physicalId, logicalId) ? leftOversOf(physicalId) : { kind: 'existing', id: physicalId };
}

/** In a stack named "attachment" an ID that CloudFormation invents looks like that of an attachment, but has both hyphens and capitals. */
const CERTAIN_ATTACHMENT_ID = /^attachment-([0-9A-Za-z]+|[0-9a-z-]+)$/;

export function attachmentToDelete(physicalId: string): DeleteTarget {
  if (CERTAIN_ATTACHMENT_ID.test(physicalId)) {
    return { kind: 'existing', id: physicalId };
  }
  return ATTACHMENT_ID.test(physicalId) ? { kind: 'unclear', id: physicalId } : leftOversOf(physicalId);
}

function leftOversOf(physicalId: string): LeftOvers {
  return { kind: 'left-overs', request: physicalId.startsWith(BY) ? physicalId.slice(BY.length) : undefined };
}

function isMarker(physicalId: string): boolean {
  return physicalId.startsWith(MAYBE_CREATED);
}

/** CloudFormation's own name for a resource whose ID it never learned: `stack-LogicalId-1A2B3C4D5E6F`. */
function isInvented(physicalId: string, logicalId: string): boolean {
  return new RegExp(`-${logicalId}-[0-9A-Za-z]{8,}$`).test(physicalId);
}
