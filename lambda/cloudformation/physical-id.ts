/** Answered by a create that certainly made nothing: its delete has nothing to do. */
export const NOTHING_CREATED = 'cdk-sms-registration:nothing-created';

/** Answered by a create that cannot know what the service did: its delete has to look for what that very request has made. */
const MAYBE_CREATED = 'cdk-sms-registration:maybe-created';
const BY = `${MAYBE_CREATED}:by:`;
const BESIDE = `${MAYBE_CREATED}:beside:`;

export function maybeCreatedBy(request: string): string {
  return BY + request;
}

/** The same for an update that may have made a successor of `physicalId`: its delete has to look for any other than that one. */
export function maybeCreatedBeside(physicalId: string): string {
  return BESIDE + physicalId;
}

/** The request of the create that has answered with this id; undefined for an id that earlier versions answered with. */
export function creatorOf(physicalId: string): string | undefined {
  return physicalId.startsWith(BY) ? physicalId.slice(BY.length) : undefined;
}

/** What the delete of such an id must not touch. */
export function keptBeside(physicalId: string): string | undefined {
  return physicalId.startsWith(BESIDE) ? physicalId.slice(BESIDE.length) : undefined;
}

/** CloudFormation's own name for a resource of which it never learned the id: `stack-LogicalId-1A2B3C4D5E6F`. */
export function isInvented(physicalId: string, logicalId: string): boolean {
  return new RegExp(`-${logicalId}-[0-9A-Za-z]{8,}$`).test(physicalId);
}

export function isMarker(physicalId: string): boolean {
  return physicalId.startsWith(MAYBE_CREATED);
}
