import { TagManager } from 'aws-cdk-lib';
import { assertValid, tagsProblems } from './limits';

/** Spelled out, because the contract with the handler is not part of the package. */
export interface RenderedTag {
  readonly Key: string;
  readonly Value: string;
}

/** The tags as the handler reads them; `where` and `ownTags` are for the error about too many. */
export function renderTags(where: string, manager: TagManager, ownTags?: number): readonly RenderedTag[] {
  // Not its tagValues: an object loses a tag that is called __proto__.
  const tags = (manager.renderTags() ?? []) as { readonly key: string; readonly value: string }[];
  assertValid(where, tagsProblems(tags, ownTags));
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}
