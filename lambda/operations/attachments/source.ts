import { createHash } from 'crypto';
import type { TagProperty } from '../../../contract/registration-resource';

/** Says what an attachment was made of, since the service does not; a digest, because a tag is shorter than a URL. */
export function sourceTag(url: string): TagProperty {
  return { Key: 'cdk-sms-registration:source', Value: createHash('sha256').update(url).digest('hex') };
}
