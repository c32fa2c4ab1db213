import { Aspects, CfnResource, ITaggable, RemoveTag, Stack, Tag } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { assertValid, tagsProblems } from './limits';
import { pathOf } from './protection';
import { referredTo, secureService } from './secure-references';
import type { TagProperty } from '../../contract/registration-resource';

interface PlainTag {
  readonly key: string;
  readonly value: string;
}

/**
 * The tags as the handler reads them.
 *
 * @param where for the errors
 * @param ownTags how many more the library itself adds
 * @param later what is created after the construct, so that no tag can refer to it
 */
export function renderTags(
  where: string, construct: IConstruct & ITaggable, ownTags: number, later: readonly CfnResource[] = [],
): readonly TagProperty[] {
  // Not its tagValues: an object loses a tag that is called __proto__.
  const own = (construct.tags.renderTags() ?? []) as PlainTag[];
  const tags = [...own, ...stackTags(construct).filter(({ key }) => !own.some((other) => other.key === key))]
    // As the CDK sorts them.
    .sort((one, other) => one.key.localeCompare(other.key));
  assertValid(where, [...tagsProblems(tags, ownTags), ...tags.flatMap((tag) => referenceProblems(construct, tag, later))]);
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

/**
 * The tags of `new Stack(…, { tags })`. CloudFormation gives them to every resource of the stack that it knows how to tag, and a custom
 * resource is none. A key that `Tags.of(…)` adds or removes is left to that, because it says for which resources it is.
 */
function stackTags(construct: IConstruct): PlainTag[] {
  const decided = new Set(construct.node.scopes.flatMap((scope) => Aspects.of(scope).all)
    .flatMap((aspect) => aspect instanceof Tag || aspect instanceof RemoveTag ? [aspect.key] : []));
  const tags = new Map<string, PlainTag>();
  for (let stack: Stack | undefined = Stack.of(construct); stack; stack = stack.nestedStackParent) {
    const declared = (stack.tags.renderTags() ?? []) as { readonly Key: string; readonly Value: string }[];
    declared.forEach(({ Key: key, Value: value }) => { tags.set(key, tags.get(key) ?? { key, value }); });
  }
  return [...tags.values()].filter(({ key }) => !decided.has(key));
}

function referenceProblems(construct: IConstruct, tag: PlainTag, later: readonly CfnResource[]): string[] {
  const service = secureService(construct, [tag.key, tag.value]);
  return [
    ...service === undefined ? [] : [
      `the tag "${tag.key}" contains a dynamic reference to ${service}, which CloudFormation does not resolve in a custom resource; tags are no place for secrets`,
    ],
    ...referredTo(construct, [tag.key, tag.value], later).map((resource) => (
      `the tag "${tag.key}" refers to "${pathOf(resource)}", which is associated with this registration and so is created after it`
    )),
  ];
}
