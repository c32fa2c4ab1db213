import { createHash } from 'crypto';
import type { TagProperty } from '../../../contract/registration-resource';
import { OWN_TAGS } from '../../../contract/tags';
import { carries, type PresentTags } from '../own-tags';

/** What an attachment is made of. */
export interface Source {
  /** The document in S3, as `s3://bucket/key`. */
  readonly url: string;
  /** The same content under another URL is the same document. */
  readonly contentHash?: string;
}

/** Records the document of an attachment, which the service does not return. A digest, because a URL may not fit into a tag. */
export function sourceTag({ url, contentHash }: Source): TagProperty {
  return { Key: OWN_TAGS.source, Value: createHash('sha256').update(contentHash ?? url).digest('hex') };
}

/** Whether an attachment with these tags was made of that document. Earlier versions of the library always recorded the URL. */
export function isMadeOf(tags: PresentTags, { url, contentHash }: Source): boolean {
  return carries(tags, [sourceTag({ url, contentHash })]) || carries(tags, [sourceTag({ url })]);
}

/** Compared by content if both hashes are known, otherwise by URL. */
export function isSameDocument(one: Source, other: Source): boolean {
  const isContentKnown = one.contentHash !== undefined && other.contentHash !== undefined;
  return isContentKnown ? one.contentHash === other.contentHash : one.url === other.url;
}
