import { TagManager } from 'aws-cdk-lib';
import { assertValid, tagsProblems } from './limits';
import type { TagProperty } from '../../contract/registration-resource';

/** The tags as the handler reads them; `where` and `ownTags` are for the error about too many. */
export function renderTags(where: string, manager: TagManager, ownTags?: number): readonly TagProperty[] {
  const tags = Object.entries(manager.tagValues()).map(([key, value]) => ({ key, value }));
  assertValid(where, tagsProblems(tags, ownTags));
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}
