/** Answered by a create that certainly made nothing: its delete has nothing to do. */
export const NOTHING_CREATED = 'cdk-sms-registration:nothing-created';

/** Answered by a create that has not begun, although an earlier delivery of it may have: its delete looks for everything unfinished. */
export const MAYBE_CREATED = 'cdk-sms-registration:maybe-created';
/** Answered by a create, or by an update that makes a successor, which cannot know what the service did: its delete looks for what that very request has made. */
const BY = `${MAYBE_CREATED}:by:`;

export function maybeCreatedBy(request: string): string {
  return BY + request;
}

/** The request of the create that has answered with this id; undefined where that is not known. */
export function creatorOf(physicalId: string): string | undefined {
  return physicalId.startsWith(BY) ? physicalId.slice(BY.length) : undefined;
}

/** CloudFormation's own name for a resource of which it never learned the id: `stack-LogicalId-1A2B3C4D5E6F`. */
export function isInvented(physicalId: string, logicalId: string): boolean {
  return new RegExp(`-${logicalId}-[0-9A-Za-z]{8,}$`).test(physicalId);
}

export function isMarker(physicalId: string): boolean {
  return physicalId.startsWith(MAYBE_CREATED);
}
