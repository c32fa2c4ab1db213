import { CustomResource, PropertyValue } from './events';

/** What CloudFormation refuses before it changes anything. */
export function validate(template: readonly CustomResource[]): void {
  const ids = template.map((resource) => resource.logicalId);
  if (new Set(ids).size !== ids.length) throw new Error('Template error: a logical id is used twice');
  template.forEach(validateResource);
  template.forEach((resource) => validateDependencies(resource, template, []));
}

/**
 * Does the work for every resource as soon as its dependencies are done, side by side otherwise.
 * A resource whose dependency failed is not started. Backwards, a resource waits for those that depend on it.
 */
export async function inOrder(
  template: readonly CustomResource[], direction: 'forwards' | 'backwards', work: (resource: CustomResource) => Promise<boolean>,
): Promise<boolean> {
  const started = new Map<string, Promise<boolean>>();
  const start = (resource: CustomResource): Promise<boolean> => {
    const known = started.get(resource.logicalId);
    if (known) return known;
    const before = neighbours(resource, template, direction).map(start);
    const done = Promise.all(before).then((results) => results.every(Boolean) && work(resource));
    started.set(resource.logicalId, done);
    return done;
  };
  const results = await Promise.all(template.map(start));
  return results.every(Boolean);
}

/** Fn::Ref, the only function that is played: another resource of the template, by { Ref: logicalId }. */
export function resolved(value: PropertyValue, ref: (logicalId: string) => string): PropertyValue {
  if (Array.isArray(value)) return value.map((item) => resolved(item, ref));
  if (typeof value !== 'object') return value;
  if (typeof value.Ref === 'string') return ref(value.Ref);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolved(item, ref)]));
}

/** A Ref is a dependency as well. */
function dependencies({ dependsOn = [], properties }: CustomResource): string[] {
  const referenced: string[] = [];
  resolved(properties, (logicalId) => {
    referenced.push(logicalId);
    return logicalId;
  });
  return [...dependsOn, ...referenced];
}

function neighbours(resource: CustomResource, template: readonly CustomResource[], direction: 'forwards' | 'backwards'): CustomResource[] {
  return template.filter((other) => direction === 'forwards'
    ? dependencies(resource).includes(other.logicalId)
    : dependencies(other).includes(resource.logicalId));
}

function validateResource({ logicalId, resourceType, serviceTimeout = 1 }: CustomResource): void {
  const fail = (problem: string) => { throw new Error(`Template error: ${logicalId}: ${problem}`); };
  if (!/^[A-Za-z0-9]+$/.test(logicalId)) fail('the logical id is not alphanumeric');
  const custom = /^Custom::[\w@-]+$/.test(resourceType) && resourceType.length <= 60;
  if (!custom && resourceType !== 'AWS::CloudFormation::CustomResource') fail(`${resourceType} is not the type of a custom resource`);
  if (!Number.isInteger(serviceTimeout) || serviceTimeout < 1 || serviceTimeout > 3600) fail('ServiceTimeout is not 1 to 3600');
}

function validateDependencies(resource: CustomResource, template: readonly CustomResource[], path: string[]): void {
  if (path.includes(resource.logicalId)) throw new Error(`Circular dependency between resources: [${path.join(', ')}]`);
  for (const id of dependencies(resource)) {
    const dependency = template.find((other) => other.logicalId === id);
    if (!dependency) throw new Error(`Template error: ${resource.logicalId} depends on ${id}, which is not in the template`);
    validateDependencies(dependency, template, [...path, resource.logicalId]);
  }
}
