/** Keys that begin like this are the handler's own: nobody else may declare them. */
export const OWN_TAG_PREFIX = 'cdk-sms-registration:';

/** The tags by which the handler knows what belongs to its stack, and how far its work has come. */
export const OWN_TAGS = {
  /** The stack it belongs to. The role of the handler can change and delete only resources with this tag. */
  stackId: 'cdk-sms-registration:stack-id',
  logicalId: 'cdk-sms-registration:logical-id',
  /** The logical id under which the same stack had it before it adopted it under another one. */
  formerLogicalId: 'cdk-sms-registration:former-logical-id',
  /** The request of the create that has not finished it: what a lost create leaves behind carries this one. */
  unfinished: 'cdk-sms-registration:unfinished',
  /** Which update of the form was sent last, and between which states it goes. */
  lastUpdate: 'cdk-sms-registration:update',
  /** The version of the form that may be submitted after the deploy: until when, how, and after which registrations. */
  submit: 'cdk-sms-registration:submit',
  /** What people were told last. */
  notified: 'cdk-sms-registration:notified',
  /** What an attachment was made of. */
  source: 'cdk-sms-registration:source',
} as const;

/** Followed by the ID or ARN of something to associate after the deploy; the value says until when. One for each. */
export const ASSOCIATE_TAG_PREFIX = 'cdk-sms-registration:associate:';

/** Reserved on a registration, some for future use: its stack and resource, its progress, its submit. Each association may need one more. */
export const TAGS_OF_REGISTRATION = 10;
/** The stack and the logical ID that an attachment belongs to, the document that it was made of, and whether its create has finished. */
export const TAGS_OF_ATTACHMENT = 4;

/** Earlier versions of the library have left these. */
export const RETIRED_TAGS = ['cdk-sms-registration:rollback', 'cdk-sms-registration:deletion-protection'] as const;
