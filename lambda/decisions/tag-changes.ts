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

/** Whether a tag is one of the handler's own, which nobody else may declare. */
export function isOwnTag({ Key }: PresentTag): boolean {
  return Key?.startsWith(OWN_TAG_PREFIX) ?? false;
}

/** What a person runs to take a registration from the stack that has it. */
export function untagCommand(registrationArn: string, present: readonly PresentTag[]): string {
  return `aws pinpoint-sms-voice-v2 untag-resource --resource-arn ${registrationArn} --tag-keys ${present.filter(isOwnTag).map(({ Key }) => Key).join(' ')}`;
}

/** The fewest writes that bring the tags to the desired state. A tag that no longer has the value that the stack set is left alone. */
export function tagChanges(desired: readonly TagProperty[], present: readonly PresentTag[], previous: readonly TagProperty[]): TagChanges {
  const presentByKey = new Map(present.map((tag) => [tag.Key, tag.Value]));
  const desiredKeys = new Set(desired.map((tag) => tag.Key));
  return {
    set: desired.filter((tag) => presentByKey.get(tag.Key) !== tag.Value),
    remove: previous.filter(({ Key, Value }) => !desiredKeys.has(Key) && presentByKey.get(Key) === Value).map(({ Key }) => Key),
  };
}
