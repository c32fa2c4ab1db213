import { kindOf } from './decisions/association-step';
import { listing } from './decisions/listing';
import { isMark } from './decisions/tag-changes';
import { Failure } from './failure';
import type {
  DeclaredField, FieldProperty, ParameterFieldProperty, RegistrationResourceProperties, SecretFieldProperty, TagProperty,
} from '../contract/registration-resource';

/** What a stack wants of its registration, typed; CloudFormation itself sends every scalar as a string. */
export interface Wish {
  readonly registrationType: string;
  readonly fields: readonly FieldProperty[];
  readonly tags: readonly TagProperty[];
  readonly deletionProtection: boolean;
  /** The id of a registration that was made elsewhere; undefined for one of the stack's own. */
  readonly adopted?: string;
  readonly submit: boolean;
  readonly awsReview: boolean;
  readonly failOnDenial: boolean;
  readonly updateApproved: boolean;
  /** A text of the user's own; a new one submits the same form once more. */
  readonly resubmit?: string;
  /** Ids or ARNs. */
  readonly associations: readonly string[];
  /** By its associations, which come later. */
  readonly submitLater: boolean;
  /** Ids of registrations that must not be pending or under review when the form is submitted. */
  readonly submitAfter: readonly string[];
}

/** What the stack declared before: only that is ever taken away again. */
export type Former = Pick<Wish, 'fields' | 'tags' | 'submit' | 'associations' | 'resubmit'>;

/** The same as it stands in the template, where a text may be a secret that has yet to be read. */
export type Declared<T extends Pick<Wish, 'fields'>> = Omit<T, 'fields'> & { readonly fields: readonly DeclaredField[] };

type PropertyName = keyof RegistrationResourceProperties;
export type Properties = Record<string, unknown>;

/** Properties that are CloudFormation's own business. */
export const FOREIGN = ['ServiceToken', 'ServiceTimeout'];
/** The templates of earlier versions have these, and a rollback may bring one back. */
const RETIRED = ['AllowReplacement', 'SubmitLater'];
const DEFAULT_DELETION_TIMEOUT_S = 600;
/** An answer to CloudFormation has 4096 bytes; the advice has to fit, too. */
const MAX_PROBLEMS_BYTES = 2_500;

/** The one place that reads the properties; what it does not know it rejects by name, everything in one message. */
export function readWish(properties: Properties): Declared<Wish> {
  const problems = Object.keys(properties).filter((name) => !isKnown(name)).map((name) => `the property ${name} is unknown`);
  const wish = {
    registrationType: readString(properties, 'RegistrationType', problems),
    fields: readList(properties, 'Fields', readField, problems),
    tags: readTags(properties, problems),
    deletionProtection: readBoolean(properties, 'DeletionProtection', problems),
    adopted: readRegistration(properties, 'RegistrationId', problems),
    submit: readBoolean(properties, 'Submit', problems),
    awsReview: readBoolean(properties, 'AwsReview', problems),
    failOnDenial: readBoolean(properties, 'FailOnDenial', problems),
    updateApproved: readBoolean(properties, 'UpdateApproved', problems),
    resubmit: readOptional(properties, 'Resubmit', problems),
    associations: readList(properties, 'Associations', readAssociation, problems),
    submitLater: readBoolean(properties, 'SubmitByAssociations', problems),
    submitAfter: readList(properties, 'SubmitAfter', readTarget, problems),
  };
  readOptional(properties, 'RefreshSecrets', problems);
  problems.push(...repeated(wish.fields).map((path) => `Fields names ${path} more than once`));
  if (problems.length > 0) {
    throw unreadable('registration', problems);
  }
  return wish;
}

/** Everything that is wrong with the properties in one message. */
export function unreadable(what: string, problems: readonly string[]): Failure {
  return new Failure(`The properties of the ${what} cannot be read: ${listing(problems, MAX_PROBLEMS_BYTES)}. `
    + 'Correct them in the stack (what is known only at the deploy may be of another kind than was meant), or deploy again with a matching version of the library.');
}

/** Whether a delete has to ask for the protection; anything that is not a clear no is a yes. */
export function readDeletionProtection(properties: Properties): boolean {
  return ![undefined, 'false'].includes(properties['DeletionProtection' satisfies PropertyName] as string | undefined);
}

/** Milliseconds. A delete has to work with the properties of any past version, so this never fails. */
export function readDeletionTimeout(properties: Properties): number {
  const seconds = Number(properties['DeletionTimeout' satisfies PropertyName]);
  return (seconds > 0 ? seconds : DEFAULT_DELETION_TIMEOUT_S) * 1_000;
}

/** What a former deploy declared. What it cannot read it leaves out, for the same reason. */
export function readFormer(properties: Properties): Declared<Former> {
  return {
    fields: readList(properties, 'Fields', readField, []),
    tags: readTags(properties, []),
    submit: readBoolean(properties, 'Submit', []),
    associations: readList(properties, 'Associations', readAssociation, []),
    resubmit: readOptional(properties, 'Resubmit', []),
  };
}

/** Of the properties those that the form rests on, in an order of their own. */
export function formOf(properties: Properties): string {
  const names: PropertyName[] = ['Associations', 'Fields', 'Resubmit', 'Submit'];
  return JSON.stringify(names.map((name) => properties[name] ?? null), (_, member: unknown) => (
    typeof member === 'object' && member !== null && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).sort()) : member
  ));
}

/** The id of the registration that the resource has taken over. An ARN ends in it. */
export function readAdopted(properties: Properties): string | undefined {
  return readTarget(properties['RegistrationId' satisfies PropertyName])?.split('/').at(-1);
}

function isKnown(name: string): boolean {
  const known: Record<PropertyName, true> = {
    RegistrationType: true,
    Fields: true,
    Tags: true,
    DeletionTimeout: true,
    DeletionProtection: true,
    Submit: true,
    AwsReview: true,
    FailOnDenial: true,
    UpdateApproved: true,
    Resubmit: true,
    RefreshSecrets: true,
    SubmitAfter: true,
    Associations: true,
    SubmitByAssociations: true,
    RegistrationId: true,
  };
  return Object.hasOwn(known, name) || FOREIGN.includes(name) || RETIRED.includes(name);
}

export function readString(properties: Properties, name: string, problems: string[]): string {
  const value = properties[name];
  if (typeof value !== 'string' || value === '') {
    problems.push(`${name} has to be a text`);
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
    problems.push(`${name} has to be true or false`);
  }
  return value === 'true';
}

/** `read` gives undefined for what is of no known form, and null for what has no value at the deploy: that is not declared. */
export function readList<T>(properties: Properties, name: string, read: (value: unknown) => T | null | undefined, problems: string[]): T[] {
  const value = properties[name] ?? [];
  if (!Array.isArray(value)) {
    problems.push(`${name} has to be a list`);
    return [];
  }
  return value.flatMap((item, index) => {
    const one = read(item);
    if (one === undefined) {
      problems.push(`entry ${index + 1} of ${name} is not of a known form: ${shapeOf(item)}`);
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
  return members.slice(0, 5).join(', ') || 'it has no members';
}

/** What a person knows an entry by. */
const NAMES = ['FieldPath', 'Key'];

function kindOfValue(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'string' ? 'a text' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Something else here would make a registration where one was to be taken over. */
function readRegistration(properties: Properties, name: PropertyName, problems: string[]): string | undefined {
  const value = properties[name];
  if (value !== undefined && (typeof value !== 'string' || kindOf(value) !== 'registration')) {
    problems.push(`${name} has to be the id or ARN of a registration`);
  }
  return readAdopted(properties);
}

/** An id or ARN of what a registration can be associated with; anything else may be a phone number, which no log may show. */
export function readTarget(value: unknown): string | undefined {
  return typeof value === 'string' && kindOf(value) !== undefined ? value : undefined;
}

/** The same in the list of what is associated, where an id may have no value. */
export function readAssociation(value: unknown): string | null | undefined {
  return value === '' ? null : readTarget(value);
}

function readField(value: unknown): DeclaredField | null | undefined {
  const field = value as FieldProperty | undefined;
  if (typeof field?.FieldPath !== 'string') {
    return undefined;
  }
  if (hasNoValue(field)) {
    return null;
  }
  if (typeof field.TextValue === 'string' && Object.keys(field).length === 2) {
    return { FieldPath: field.FieldPath, TextValue: field.TextValue };
  }
  if (typeof field.RegistrationAttachmentId === 'string' && Object.keys(field).length === 2) {
    return { FieldPath: field.FieldPath, RegistrationAttachmentId: field.RegistrationAttachmentId };
  }
  const choices: unknown = field.SelectChoices;
  if (Array.isArray(choices) && choices.every((choice) => typeof choice === 'string') && Object.keys(field).length === 2) {
    return { FieldPath: field.FieldPath, SelectChoices: choices.filter((choice) => choice !== '') };
  }
  return Object.keys(field).length === 2 ? readSource(field.FieldPath, value) : undefined;
}

/** CloudFormation leaves out what is AWS::NoValue, and gives an empty text for a parameter without a value. */
function hasNoValue({ FieldPath: _, ...content }: FieldProperty): boolean {
  return Object.values(content).every((value) => [value].flat().every((one: unknown) => one === ''));
}

function readSource(FieldPath: string, value: unknown): DeclaredField | undefined {
  const { TextFromSecret, TextFromParameter } = value as Partial<SecretFieldProperty & ParameterFieldProperty>;
  const { SecretArn, JsonKey, ...others } = TextFromSecret ?? {};
  if (typeof SecretArn === 'string' && ['string', 'undefined'].includes(typeof JsonKey) && Object.keys(others).length === 0) {
    return { FieldPath, TextFromSecret: { SecretArn, ...JsonKey !== undefined && { JsonKey } } };
  }
  const { ParameterName, ...rest } = TextFromParameter ?? {};
  return typeof ParameterName === 'string' && Object.keys(rest).length === 0 ? { FieldPath, TextFromParameter: { ParameterName } } : undefined;
}

/** Without marks, which would not be the handler's any more. */
export function readTags(properties: Properties, problems: string[]): TagProperty[] {
  return readList(properties, 'Tags', readTag, problems).filter((tag) => !isMark(tag));
}

function readTag(value: unknown): TagProperty | null | undefined {
  const tag = value as TagProperty | undefined;
  if (typeof tag?.Key === 'string' && Object.keys(tag).length === 1) {
    return null;
  }
  return typeof tag?.Key === 'string' && typeof tag.Value === 'string' ? { Key: tag.Key, Value: tag.Value } : undefined;
}

function repeated(fields: readonly DeclaredField[]): string[] {
  const paths = fields.map((field) => field.FieldPath);
  return [...new Set(paths.filter((path, index) => paths.indexOf(path) !== index))];
}
