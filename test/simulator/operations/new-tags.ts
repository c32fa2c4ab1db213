import { invalidMember, quotaExceeded } from '../errors';
import { Service, tagMap } from '../service';
import { Tags } from '../state';

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The tags of a resource to be made, or what is refused about them. */
export function newTags(service: Service, tags: Tag[] | undefined): Tags {
  checkTags(service, tags ?? [], new Map());
  return tagMap(tags);
}

/** What is refused: keys that are AWS's own, a key given twice, more tags than a resource can have. */
export function checkTags(service: Service, tags: Tag[], existing: Tags): void {
  const keys = tags.map(({ Key }) => Key);
  const reserved = keys.find((key) => /^aws:/i.test(key));
  if (reserved !== undefined) throw invalidMember('INVALID_PARAMETER', 'Tags', `The tag key ${reserved} has a prefix that is reserved for AWS.`);
  if (new Set(keys).size < keys.length) throw invalidMember('INVALID_PARAMETER', 'Tags', 'A tag key is given more than once.');
  const limit = service.switches.quotas.tagsPerResource ?? Infinity;
  if (new Set([...existing.keys(), ...keys]).size > limit) {
    throw quotaExceeded('TAGS_PER_RESOURCE', `A resource has at most ${limit} tags.`);
  }
}
