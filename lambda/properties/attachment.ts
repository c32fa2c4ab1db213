import { readOptional, readString, readTags, unknownNames, unreadable, type Properties } from './reading';
import { ATTACHMENT_PROPERTIES, type AttachmentResourceProperties } from '../../contract/attachment-resource';
import type { TagProperty } from '../../contract/registration-resource';

/** The attachment that a stack declares. */
export interface DesiredAttachment {
  /** The document in S3, as `s3://bucket/key`. */
  readonly url: string;
  /** Of the document, if it was known at synth. */
  readonly contentHash?: string;
  readonly tags: readonly TagProperty[];
}

/** What the stack declared before: nothing else is ever removed. */
export interface PreviousAttachment {
  readonly url?: string;
  readonly contentHash?: string;
  readonly tags: readonly TagProperty[];
}

const URL: keyof AttachmentResourceProperties = 'AttachmentUrl';
const CONTENT_HASH: keyof AttachmentResourceProperties = 'ContentHash';

/** Rejects unknown properties by name, with every problem in one message. */
export function readDesiredAttachment(properties: Properties): DesiredAttachment {
  const problems = unknownNames(properties, ATTACHMENT_PROPERTIES);
  const desired = {
    url: readString(properties, URL, problems),
    contentHash: readOptional(properties, CONTENT_HASH, problems),
    tags: readTags(properties, problems),
  };
  if (problems.length > 0) {
    throw unreadable('attachment', problems);
  }
  return desired;
}

/** Accepts anything: a rollback has to work with the properties of any earlier version. */
export function readPreviousAttachment(properties: Properties): PreviousAttachment {
  const text = (name: string) => typeof properties[name] === 'string' ? properties[name] : undefined;
  return {
    url: text(URL),
    contentHash: text(CONTENT_HASH),
    tags: readTags(properties, []),
  };
}
