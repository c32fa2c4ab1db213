import { attachCustomSynthesis, CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** More at once are only throttled: the service takes one write a second, however many write. */
const AT_ONCE = 2;

interface Template {
  readonly Resources?: { readonly [logicalId: string]: object };
}

/**
 * Lets CloudFormation work on two resources of this type at a time, in the stack of this construct.
 * The order is given when everything else is known, so that it never contradicts what depends on what already.
 */
export function twoAtATime(construct: IConstruct, resourceType: string): void {
  attachCustomSynthesis(construct, { onSynthesize: () => giveOrder(Stack.of(construct), resourceType) });
}

function giveOrder(stack: Stack, resourceType: string): void {
  const byId = new Map(ofType(stack, resourceType).map((resource) => [stack.resolve(resource.logicalId) as string, resource]));
  if (byId.size > AT_ONCE) {
    const inOrder = dependenciesFirst(stack).flatMap((id) => byId.get(id) ?? []);
    // The one name of it that is deprecated in no version of the CDK.
    inOrder.slice(AT_ONCE).forEach((resource, index) => resource._addResourceDependency(inOrder[index]!));
  }
}

/** Nothing is made to wait for what a condition may leave out. */
function ofType(stack: Stack, resourceType: string): CfnResource[] {
  return stack.node.findAll().filter((one): one is CfnResource => (
    CfnResource.isCfnResource(one) && one.stack === stack && one.cfnResourceType === resourceType && !one.cfnOptions.condition
  ));
}

/** All resources of a stack, each after everything that it depends on. */
function dependenciesFirst(stack: Stack): string[] {
  const { Resources } = (stack as unknown as { _toCloudFormation(): Template })._toCloudFormation();
  const resources = new Map(Object.entries(Resources ?? {}));
  const seen = new Set<string>();
  const inOrder: string[] = [];
  const visit = (id: string): void => {
    if (resources.has(id) && !seen.has(id)) {
      seen.add(id);
      references(resources.get(id)).forEach(visit);
      inOrder.push(id);
    }
  };
  [...resources.keys()].forEach(visit);
  return inOrder;
}

/** What a part of a template refers to, by the ways that CloudFormation knows. */
function references(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) {
    return [];
  }
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    switch (key) {
      case 'Ref':
      case 'DependsOn':
        return [value].flat() as string[];
      case 'Fn::GetAtt':
        return [firstOf(value).split('.')[0]!, ...references(value)];
      case 'Fn::Sub':
        return [...[...firstOf(value).matchAll(/\$\{([^!.}]+)/g)].map(([, id]) => id!), ...references(value)];
      default:
        return references(value);
    }
  });
}

/** Both functions take a text, or a list that begins with one. */
function firstOf(value: unknown): string {
  return String([value].flat()[0]);
}
