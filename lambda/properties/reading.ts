import { targetKindOf } from '../../contract/ids';
import type { RegistrationResourceProperties, TagProperty } from '../../contract/registration-resource';
import { listing } from '../decisions/listing';
import { isOwnTag } from '../decisions/tag-changes';
import { Failure } from '../failure';

export type Properties = Record<string, unknown>;

/** Properties that only CloudFormation uses. */
const FOREIGN = ['ServiceToken', 'ServiceTimeout'];
const DEFAULT_DELETION_TIMEOUT_S = 600;
/** A response to CloudFormation is limited to 4096 bytes, advice included. */
const MAX_PROBLEMS_BYTES = 2_500;

/** One problem for each unknown property. Retired ones are accepted: a rollback may restore the template of an earlier version. */
export function unknownNames(properties: Properties, known: Readonly<Record<string, true>>, retired: readonly string[] = []): string[] {
  return Object.keys(properties)
    .filter((name) => !Object.hasOwn(known, name) && !FOREIGN.includes(name) && !retired.includes(name))
    .map((name) => `the property ${name} is unknown`);
}

/** Every problem with the properties in one message. */
export function unreadable(what: string, problems: readonly string[]): Failure {
  return new Failure(`The properties of the ${what} cannot be read: ${listing(problems, MAX_PROBLEMS_BYTES)}. `
    + 'Correct them in the stack (a value that is known only during the deploy may have another type than expected), or deploy again with a matching version of the library.');
}

/** Whether the resource is protected. Anything but a clear no counts as a yes. */
export function readDeletionProtection(properties: Properties): boolean {
  return ![undefined, 'false'].includes(properties['DeletionProtection' satisfies keyof RegistrationResourceProperties] as string | undefined);
}

/** Milliseconds. Never fails, because a delete has to work with the properties of any earlier version. */
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

/** A template parameter without a value arrives as an empty string. */
export function readOptional(properties: Properties, name: string, problems: string[]): string | undefined {
  return [undefined, ''].includes(properties[name] as string | undefined) ? undefined : readString(properties, name, problems) || undefined;
}

/** In milliseconds. */
export function readSeconds(properties: Properties, name: string, problems: string[]): number | undefined {
  const text = readOptional(properties, name, problems);
  if (text !== undefined && !/^\d+$/.test(text)) {
    problems.push(`${name} must be a number of seconds`);
  }
  return text === undefined ? undefined : Number(text) * 1_000;
}

export function readBoolean(properties: Properties, name: string, problems: string[]): boolean {
  const value = properties[name] ?? 'false';
  if (value !== 'true' && value !== 'false') {
    problems.push(`${name} must be true or false`);
  }
  return value === 'true';
}

/** `read` returns undefined for an unknown format, and null for an entry without a value, which counts as not declared. */
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

/** The shape of an entry, without its values, which may be secrets. */
function shapeOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `it is ${kindOf(value)}`;
  }
  const members = Object.entries(value).map(([name, member]) => (
    NAMES.includes(name) && typeof member === 'string' && /^[\w.:-]{1,128}$/.test(member) ? `${name} ${member}` : `${name.slice(0, 40)} is ${kindOf(member)}`
  ));
  return members.slice(0, 5).join(', ') || 'it is an empty object';
}

/** The members that identify an entry to a person. */
const NAMES = ['FieldPath', 'Key'];

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** An ID or ARN that a registration can be associated with. Anything else may be a phone number, which must not be logged. */
export function readTarget(value: unknown): string | undefined {
  return typeof value === 'string' && targetKindOf(value) !== undefined ? value : undefined;
}

/** The same for an entry of a list, where an ID may have no value. */
export function readAssociation(value: unknown): string | null | undefined {
  return value === '' ? null : readTarget(value);
}

/** Without the handler's own tags, which nobody else may declare. */
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
