import { kindOf } from '../../contract/ids';
import type { RegistrationResourceProperties, TagProperty } from '../../contract/registration-resource';
import { listing } from '../decisions/listing';
import { isOwnTag } from '../decisions/tag-changes';
import { Failure } from '../failure';

export type Properties = Record<string, unknown>;

/** Properties that are CloudFormation's own business. */
const FOREIGN = ['ServiceToken', 'ServiceTimeout'];
const DEFAULT_DELETION_TIMEOUT_S = 600;
/** An answer to CloudFormation has 4096 bytes; the advice has to fit, too. */
const MAX_PROBLEMS_BYTES = 2_500;

/** A problem for each property that this version does not know; templates of earlier versions may have the retired ones, and be rolled back to. */
export function unknownNames(properties: Properties, known: Readonly<Record<string, true>>, retired: readonly string[] = []): string[] {
  return Object.keys(properties)
    .filter((name) => !Object.hasOwn(known, name) && !FOREIGN.includes(name) && !retired.includes(name))
    .map((name) => `the property ${name} is unknown`);
}

/** Everything that is wrong with the properties in one message. */
export function unreadable(what: string, problems: readonly string[]): Failure {
  return new Failure(`The properties of the ${what} cannot be read: ${listing(problems, MAX_PROBLEMS_BYTES)}. `
    + 'Correct them in the stack (a value that is known only during the deploy may have another type than expected), or deploy again with a matching version of the library.');
}

/** Whether a delete has to ask for the protection; anything that is not a clear no is a yes. */
export function readDeletionProtection(properties: Properties): boolean {
  return ![undefined, 'false'].includes(properties['DeletionProtection' satisfies keyof RegistrationResourceProperties] as string | undefined);
}

/** Milliseconds. A delete has to work with the properties of any past version, so this never fails. */
export function readDeletionTimeout(properties: Properties): number {
  const seconds = Number(properties['DeletionTimeout' satisfies keyof RegistrationResourceProperties]);
  return (seconds > 0 ? seconds : DEFAULT_DELETION_TIMEOUT_S) * 1_000;
}

export function readString(properties: Properties, name: string, problems: string[]): string {
  const value = properties[name];
  if (typeof value !== 'string' || value === '') {
    problems.push(`${name} must be a string`);
    return '';
  }
  return value;
}

/** A parameter of the template without a value arrives as an empty text. */
export function readOptional(properties: Properties, name: string, problems: string[]): string | undefined {
  return [undefined, ''].includes(properties[name] as string | undefined) ? undefined : readString(properties, name, problems);
}

export function readBoolean(properties: Properties, name: string, problems: string[]): boolean {
  const value = properties[name] ?? 'false';
  if (value !== 'true' && value !== 'false') {
    problems.push(`${name} must be true or false`);
  }
  return value === 'true';
}

/** `read` gives undefined for what is of no known form, and null for what has no value at the deploy: that is not declared. */
export function readList<T>(properties: Properties, name: string, read: (value: unknown) => T | null | undefined, problems: string[]): T[] {
  const value = properties[name] ?? [];
  if (!Array.isArray(value)) {
    problems.push(`${name} must be a list`);
    return [];
  }
  return value.flatMap((item, index) => {
    const one = read(item);
    if (one === undefined) {
      problems.push(`entry ${index + 1} of ${name} has an unknown format: ${shapeOf(item)}`);
      return [];
    }
    return one === null ? [] : [one];
  });
}

/** What an entry consists of, without its values: they may be secrets. */
function shapeOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `it is ${kindOfValue(value)}`;
  }
  const members = Object.entries(value).map(([name, member]) => (
    NAMES.includes(name) && typeof member === 'string' && /^[\w.:-]{1,128}$/.test(member) ? `${name} ${member}` : `${name.slice(0, 40)} is ${kindOfValue(member)}`
  ));
  return members.slice(0, 5).join(', ') || 'it is an empty object';
}

/** What a person knows an entry by. */
const NAMES = ['FieldPath', 'Key'];

function kindOfValue(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'string' ? 'a string' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** An id or ARN of what a registration can be associated with; anything else may be a phone number, which no log may show. */
export function readTarget(value: unknown): string | undefined {
  return typeof value === 'string' && kindOf(value) !== undefined ? value : undefined;
}

/** The same in the list of what is associated, where an id may have no value. */
export function readAssociation(value: unknown): string | null | undefined {
  return value === '' ? null : readTarget(value);
}

/** Without marks, which would not be the handler's any more. */
export function readTags(properties: Properties, problems: string[]): TagProperty[] {
  return readList(properties, 'Tags', readTag, problems).filter((tag) => !isOwnTag(tag));
}

function readTag(value: unknown): TagProperty | null | undefined {
  const tag = value as TagProperty | undefined;
  if (typeof tag?.Key === 'string' && Object.keys(tag).length === 1) {
    return null;
  }
  return typeof tag?.Key === 'string' && typeof tag.Value === 'string' ? { Key: tag.Key, Value: tag.Value } : undefined;
}
