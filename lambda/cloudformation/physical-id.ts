/** Answered by a create that certainly made nothing: its delete has nothing to do. */
export const NOTHING_CREATED = 'cdk-sms-registration:nothing-created';

/** Answered by a create that cannot know what the service did: its delete has to look. */
export const MAYBE_CREATED = 'cdk-sms-registration:maybe-created';
