import { CfnResource } from 'aws-cdk-lib';

/** A resource as it appears in the template. */
export interface RenderedResource {
  readonly Type?: string;
  readonly Properties?: { readonly [name: string]: unknown };
}

/**
 * One resource as the template would have it now.
 *
 * The library calls no other internal method of the CDK, and this one only for what users declare: a property that they set by an escape
 * hatch or on a generic CfnResource can be read in no other way.
 */
export function renderedResource(resource: CfnResource): RenderedResource {
  const internal = resource as unknown as { _toCloudFormation(): object };
  const { Resources } = resource.stack.resolve(internal._toCloudFormation()) as { readonly Resources?: Record<string, RenderedResource> };
  return Object.values(Resources ?? {})[0] ?? {};
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
        return [...namesIn(firstOf(value)).filter((name) => !variablesOf(value).includes(name)), ...references(value)];
      default:
        return references(value);
    }
  });
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\$\{([^!.}]+)/g)].map(([, name]) => name!);
}

function variablesOf(value: unknown): string[] {
  return Array.isArray(value) ? Object.keys((value[1] ?? {}) as object) : [];
}

/** Both functions take a text, or a list that begins with one. */
function firstOf(value: unknown): string {
  return String([value].flat()[0]);
}
