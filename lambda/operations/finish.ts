import type { Deploy, Operation } from './operation';
import { unfinishedBy, unfinishedTag } from './own-tags';
import type { TagService } from './tags';
import { whenVisible } from './when-visible';

type Create = Pick<Operation, 'change' | 'deadline'> & { readonly deploy: Pick<Deploy, 'isCancelled'> };

/**
 * The end of a create: from now on what it made is the stack's, and no search for what a lost create has left takes it. False when the
 * create was cancelled meanwhile: then just that search has to find it.
 */
export async function finish<T>(service: TagService<T>, made: T, operation: Create): Promise<boolean> {
  const unfinished = unfinishedTag(operation);
  // Another delivery of the event may have finished it, and much may have happened since.
  if (unfinishedBy(await whenVisible(operation, () => service.tags(made))) === undefined) {
    return true;
  }
  await service.untag(made, [unfinished.Key]);
  if (!await operation.deploy.isCancelled()) {
    return true;
  }
  await service.tag(made, [unfinished]);
  return false;
}
