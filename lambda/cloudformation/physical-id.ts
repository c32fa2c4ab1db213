/** Answered by a create that certainly made nothing: its delete has nothing to do. */
export const NOTHING_CREATED = 'cdk-sms-registration:nothing-created';

/** Answered by a create that cannot know what the service did: its delete has to look. */
export const MAYBE_CREATED = 'cdk-sms-registration:maybe-created';

/** The same for an update that may have made a successor of `physicalId`: its delete has to look for any other than that one. */
export function maybeCreatedBeside(physicalId: string): string {
  return `${MAYBE_CREATED}:beside:${physicalId}`;
}

/** Whether the create or update that answered with this id has ended; one that was never answered may still be running. */
export function isMaybeCreated(physicalId: string): boolean {
  return physicalId.startsWith(MAYBE_CREATED);
}

/** What the delete of such an id must not touch. */
export function keptBeside(physicalId: string): string | undefined {
  const prefix = maybeCreatedBeside('');
  return physicalId.startsWith(prefix) ? physicalId.slice(prefix.length) : undefined;
}
