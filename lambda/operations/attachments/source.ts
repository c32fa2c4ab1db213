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

/** Records what an attachment was made of, since the service does not; a digest, because a tag is shorter than a URL. */
export function sourceTag({ url, contentHash }: Source): TagProperty {
  return { Key: OWN_TAGS.source, Value: createHash('sha256').update(contentHash ?? url).digest('hex') };
}

/** Whether an attachment with these tags shows that document. Earlier versions recorded the URL even where the content is known. */
export function isMadeOf(tags: PresentTags, { url, contentHash }: Source): boolean {
  return carries(tags, [sourceTag({ url, contentHash })]) || carries(tags, [sourceTag({ url })]);
}

/** By their content where it is known of both, else by their URL. */
export function isSameDocument(one: Source, other: Source): boolean {
  const isContentKnown = one.contentHash !== undefined && other.contentHash !== undefined;
  return isContentKnown ? one.contentHash === other.contentHash : one.url === other.url;
}
