import type { TagProperty } from '../../contract/registration-resource';
import { OWN_TAG_PREFIX } from '../../contract/tags';

interface PresentTag {
  readonly Key?: string;
  readonly Value?: string;
}

export interface TagChanges {
  readonly set: readonly TagProperty[];
  readonly remove: readonly string[];
}

/** A tag by which the handler knows what is its own, and how far it came: nobody declares those. */
export function isMark({ Key }: PresentTag): boolean {
  return Key?.startsWith(OWN_TAG_PREFIX) ?? false;
}

/** The fewest writes that bring the tags to the wish; a tag that does not have the value that a former deploy set is left alone. */
export function tagChanges(wanted: readonly TagProperty[], present: readonly PresentTag[], former: readonly TagProperty[]): TagChanges {
  const presentByKey = new Map(present.map((tag) => [tag.Key, tag.Value]));
  const wantedKeys = new Set(wanted.map((tag) => tag.Key));
  return {
    set: wanted.filter((tag) => presentByKey.get(tag.Key) !== tag.Value),
    remove: former.filter(({ Key, Value }) => !wantedKeys.has(Key) && presentByKey.get(Key) === Value).map(({ Key }) => Key),
  };
}
