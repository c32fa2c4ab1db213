import { CustomResource, Properties, PropertyValue } from './events';

/** What CloudFormation refuses before it changes anything. */
export function validate(template: readonly CustomResource[], nativeTypes: readonly string[] = []): void {
  const ids = template.map((resource) => resource.logicalId);
  if (new Set(ids).size !== ids.length) throw new Error('Template error: a logical id is used twice');
  template.forEach((resource) => validateResource(resource, nativeTypes));
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

/** How the functions of a template find what they refer to. */
export interface References {
  ref(logicalId: string): PropertyValue;
  getAtt(logicalId: string, attribute: string): PropertyValue;
}

/** Ref, Fn::GetAtt and Fn::Join, the functions that are played. What Ref says of AWS::NoValue is left out. */
export function resolved(value: PropertyValue, references: References): PropertyValue {
  if (Array.isArray(value)) return value.map((item) => resolved(item, references)).filter((item) => item !== undefined);
  if (typeof value !== 'object') return value;
  const [[name, argument] = [], ...others] = Object.entries(value);
  if (name === undefined || others.length > 0) return each(value, references);
  if (name === 'Ref' && typeof argument === 'string') return argument === 'AWS::NoValue' ? undefined : references.ref(argument);
  if (name === 'Fn::GetAtt') return references.getAtt(...attributeOf(argument));
  if (name === 'Fn::Join') return joined(argument, references);
  if (name.startsWith('Fn::')) throw new Error(`Template error: ${name} is not played`);
  return each(value, references);
}

function each(value: Properties, references: References): Properties {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolved(item, references)]));
}

/** A list, or both in one text. */
function attributeOf(argument: PropertyValue): [string, string] {
  const [logicalId, ...names] = typeof argument === 'string' ? argument.split('.') : argument as string[];
  return [logicalId ?? '', names.join('.')];
}

function joined(argument: PropertyValue, references: References): string {
  const [delimiter, list] = argument as [string, PropertyValue[]];
  return (resolved(list, references) as PropertyValue[]).map(String).join(delimiter);
}

/** Whatever is referred to is a dependency as well, but for pseudo parameters. */
function dependencies({ dependsOn = [], properties }: CustomResource): string[] {
  const referenced: string[] = [];
  const note = (logicalId: string) => {
    referenced.push(logicalId);
    return logicalId;
  };
  resolved(properties, { ref: note, getAtt: note });
  return [...dependsOn, ...referenced.filter((id) => !id.startsWith('AWS::'))];
}

function neighbours(resource: CustomResource, template: readonly CustomResource[], direction: 'forwards' | 'backwards'): CustomResource[] {
  return template.filter((other) => direction === 'forwards'
    ? dependencies(resource).includes(other.logicalId)
    : dependencies(other).includes(resource.logicalId));
}

export function isCustom(resourceType: string): boolean {
  return resourceType === 'AWS::CloudFormation::CustomResource' || (/^Custom::[\w@-]+$/.test(resourceType) && resourceType.length <= 60);
}

function validateResource({ logicalId, resourceType, serviceTimeout = 1 }: CustomResource, nativeTypes: readonly string[]): void {
  const fail = (problem: string) => { throw new Error(`Template error: ${logicalId}: ${problem}`); };
  if (!/^[A-Za-z0-9]+$/.test(logicalId)) fail('the logical id is not alphanumeric');
  if (!isCustom(resourceType) && !nativeTypes.includes(resourceType)) fail(`${resourceType} is not the type of a custom resource`);
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
