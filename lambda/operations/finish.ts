import type { Deploy, Operation } from './operation';
import { unfinishedBy, unfinishedTag, type PresentTags } from './own-tags';
import type { TagProperty } from '../../contract/registration-resource';

/** What carries the tag that a create has not finished it. */
export interface Unfinished {
  tags(): Promise<PresentTags>;
  tag(tags: readonly TagProperty[]): Promise<void>;
  untag(keys: readonly string[]): Promise<void>;
}

/**
 * The end of a create: from now on it is the stack's, and no search for what a lost create has left takes it. False when the create was
 * cancelled meanwhile: then just that search has to find it.
 */
export async function finish(made: Unfinished, operation: Pick<Operation, 'change'> & { readonly deploy: Pick<Deploy, 'isCancelled'> }): Promise<boolean> {
  const unfinished = unfinishedTag(operation);
  // Another delivery of the event may have finished it, and much may have happened since.
  if (unfinishedBy(await made.tags()) === undefined) {
    return true;
  }
  await made.untag([unfinished.Key]);
  if (!await operation.deploy.isCancelled()) {
    return true;
  }
  await made.tag([unfinished]);
  return false;
}
