import { CfnResource, Stack } from 'aws-cdk-lib';

interface Template {
  readonly Resources?: { readonly [logicalId: string]: RenderedResource };
}

/** A resource as it appears in the template. */
export interface RenderedResource {
  readonly Type?: string;
  readonly Properties?: { readonly [name: string]: unknown };
}

/** The resources of a stack, by logical id, as its template would have them now. */
export function renderedResources(stack: Stack): ReadonlyMap<string, RenderedResource> {
  const { Resources } = (stack as unknown as { _toCloudFormation(): Template })._toCloudFormation();
  return new Map(Object.entries(Resources ?? {}));
}

/** One resource as the template would have it now, escape hatches included. */
export function renderedResource(resource: CfnResource): RenderedResource {
  const template = resource as unknown as { _toCloudFormation(): Template };
  const { Resources } = resource.stack.resolve(template._toCloudFormation()) as Template;
  return Object.values(Resources ?? {})[0] ?? {};
}

/** All resources of a stack, each after everything that it depends on. */
export function dependenciesFirst(resources: ReadonlyMap<string, RenderedResource>): string[] {
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

/** Everything that a resource depends on, directly or by way of others, and the resource itself. */
export function dependenciesOf(id: string, resources: ReadonlyMap<string, RenderedResource>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (one: string): void => {
    if (resources.has(one) && !found.has(one)) {
      found.add(one);
      references(resources.get(one)).forEach(visit);
    }
  };
  visit(id);
  return found;
}

/** The logical ids that a part of a template refers to, in every way that CloudFormation knows. */
export function references(part: unknown): string[] {
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
