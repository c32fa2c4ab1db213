import type { Deploy, Operation } from './operation';
import { unfinishedBy, unfinishedTag } from './own-tags';
import type { TagService } from './tags';
import { visibleTags } from './when-visible';

type Create = Pick<Operation, 'change' | 'deadline'> & { readonly deploy: Pick<Deploy, 'isCancelled'> };

/**
 * Ends a create: what it has created belongs to the stack from now on, and no longer counts as a leftover. False if the create was cancelled
 * meanwhile: then it remains a leftover.
 */
export async function finish<T>(service: TagService<T>, made: T, operation: Create): Promise<boolean> {
  const unfinished = unfinishedTag(operation);
  const present = await visibleTags(operation, () => service.tags(made));
  // Another delivery of the event may have finished it long ago.
  if (present.length > 0 && unfinishedBy(present) === undefined) {
    return true;
  }
  // Asked before as well: killed between the two writes, a cancelled create would be taken for a finished one.
  if (await operation.deploy.isCancelled()) {
    return false;
  }
  await service.untag(made, [unfinished.Key]);
  if (!await operation.deploy.isCancelled()) {
    return true;
  }
  await service.tag(made, [unfinished]);
  return false;
}
