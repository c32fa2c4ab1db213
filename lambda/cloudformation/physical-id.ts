/** The one place that decides on physical ids: what creates and updates answer, and what a delete with such an id is for. */

/** Answered by a create that certainly created nothing. Its delete has nothing to do. */
export const NOTHING_CREATED = 'cdk-sms-registration:nothing-created';

/** Answered by a create that came too late to begin, although an earlier delivery of it may have begun. */
export const MAYBE_CREATED = 'cdk-sms-registration:maybe-created';
const BY = `${MAYBE_CREATED}:by:`;

/** Answered by a create, or by an update that creates a successor, which cannot know whether the service created it. */
export function maybeCreatedBy(request: string): string {
  return BY + request;
}

/** The same for every associations resource of a registration, so that only another registration makes it another resource. */
export function associationsOf(registrationId: string): string {
  return `${registrationId}/associations`;
}

/** Something that exists under this id, as far as the id tells. */
interface Existing {
  readonly kind: 'existing';
  readonly id: string;
}

/** What a create or update whose answer was lost may have created; `request` is undefined where CloudFormation does not know which one. */
interface LeftOvers {
  readonly kind: 'left-overs';
  readonly request?: string;
}

/** Either of them: only the service can tell. */
interface Unclear {
  readonly kind: 'unclear';
  readonly id: string;
}

export type DeleteTarget = Existing | LeftOvers | Unclear;

/** An id that nobody knows is asked for: a delete must never succeed unasked. */
export function registrationToDelete(physicalId: string, logicalId: string): Existing | LeftOvers {
  return isMarker(physicalId) || isInvented(physicalId, logicalId) ? leftOversOf(physicalId) : { kind: 'existing', id: physicalId };
}

/** An id that CloudFormation invents contains hyphens and capitals. */
const ATTACHMENT_ID = /^attachment-([0-9A-Za-z]+|[0-9a-z-]+)$/;
/** In a stack named "attachment" an invented id looks like this as well. */
const MAYBE_ATTACHMENT_ID = /^attachment-[0-9A-Za-z-]+$/;

export function attachmentToDelete(physicalId: string): DeleteTarget {
  if (ATTACHMENT_ID.test(physicalId)) {
    return { kind: 'existing', id: physicalId };
  }
  return MAYBE_ATTACHMENT_ID.test(physicalId) ? { kind: 'unclear', id: physicalId } : leftOversOf(physicalId);
}

function leftOversOf(physicalId: string): LeftOvers {
  return { kind: 'left-overs', request: physicalId.startsWith(BY) ? physicalId.slice(BY.length) : undefined };
}

function isMarker(physicalId: string): boolean {
  return physicalId.startsWith(MAYBE_CREATED);
}

/** CloudFormation's own name for a resource whose id it never learned: `stack-LogicalId-1A2B3C4D5E6F`. */
function isInvented(physicalId: string, logicalId: string): boolean {
  return new RegExp(`-${logicalId}-[0-9A-Za-z]{8,}$`).test(physicalId);
}
