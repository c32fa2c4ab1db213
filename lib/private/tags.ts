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
 * @param where the construct, for errors
 * @param ownTags how many tags the library itself adds
 * @param createdAfter the resources that no tag can refer to
 */
export function renderTags(
  where: string, construct: IConstruct & ITaggable, ownTags: number, createdAfter: readonly CfnResource[] = [],
): readonly TagProperty[] {
  // Not tagValues(): an object loses a tag named __proto__.
  const own = (construct.tags.renderTags() ?? []) as PlainTag[];
  const tags = [...own, ...stackTags(construct).filter(({ key }) => !own.some((other) => other.key === key))]
    // In the order of the CDK.
    .sort((one, other) => one.key.localeCompare(other.key));
  assertValid(where, [...tagsProblems(tags, ownTags), ...tags.flatMap((tag) => referenceProblems(construct, tag, createdAfter))]);
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

/**
 * The tags of `new Stack(…, { tags })`. CloudFormation adds them only to the resources that it can tag itself, not to custom resources. A
 * key that `Tags.of(…)` adds or removes is left to it, because it may exclude this resource.
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

function referenceProblems(construct: IConstruct, tag: PlainTag, createdAfter: readonly CfnResource[]): string[] {
  const service = secureService(construct, [tag.key, tag.value]);
  return [
    ...service === undefined ? [] : [
      `the tag "${tag.key}" contains a dynamic reference to ${service}, which CloudFormation does not resolve in a custom resource; do not put secrets in tags`,
    ],
    ...referredTo(construct, [tag.key, tag.value], createdAfter).map((resource) => (
      `the tag "${tag.key}" refers to "${pathOf(resource)}", which is associated with this registration and therefore created after it`
    )),
  ];
}
