import type { PresentTags } from './own-tags';
import type { TagProperty } from '../../contract/registration-resource';
import type { TagChanges } from '../decisions/tag-changes';

/** The tag calls of registrations or of attachments. */
export interface TagService<T> {
  tags(of: T): Promise<PresentTags>;
  tag(of: T, tags: readonly TagProperty[]): Promise<void>;
  untag(of: T, keys: readonly string[]): Promise<void>;
}

/** Makes no call without a change. */
export async function changeTags<T>(service: TagService<T>, of: T, { set, remove }: TagChanges): Promise<void> {
  if (set.length > 0) {
    await service.tag(of, set);
  }
  if (remove.length > 0) {
    await service.untag(of, remove);
  }
}
