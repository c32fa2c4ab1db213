import {
  readAssociation, readBoolean, readList, readOptional, readSeconds, readString, readTags, readTarget, unknownNames, unreadable, type Properties,
} from './reading';
import { idOf, targetKindOf } from '../../contract/ids';
import {
  REGISTRATION_PROPERTIES, type DeclaredField, type FieldProperty, type ParameterFieldProperty, type RegistrationResourceProperties,
  type SecretFieldProperty, type TagProperty,
} from '../../contract/registration-resource';

/** The registration that a stack declares. CloudFormation sends every scalar as a string; these are typed. */
export interface DesiredState {
  readonly registrationType: string;
  readonly fields: readonly FieldProperty[];
  readonly tags: readonly TagProperty[];
  readonly deletionProtection: boolean;
  /** The ID of an existing registration to adopt; undefined for one that the stack creates. */
  readonly adopted?: string;
  readonly submit: boolean;
  readonly awsReview: boolean;
  readonly failOnDenial: boolean;
  readonly updateApproved: boolean;
  /** Any text of the user. A different one submits the same form again. */
  readonly resubmit?: string;
  /** IDs or ARNs. */
  readonly associations: readonly string[];
  /** The form is submitted by the associations resource, which comes later. */
  readonly submitByAssociations: boolean;
  /** IDs of registrations that must not be pending or under review when the form is submitted. */
  readonly submitAfter: readonly string[];
  /** Milliseconds for which the handler goes on with pending steps after the deploy. */
  readonly continueFor?: number;
}

/** What the stack declared before: nothing else is ever removed. */
export type PreviousState = Pick<DesiredState, 'fields' | 'tags' | 'submit' | 'associations' | 'resubmit'>;

/** The same before secrets are read: a text may be a reference to one. */
export type Declared<T extends Pick<DesiredState, 'fields'>> = Omit<T, 'fields'> & { readonly fields: readonly DeclaredField[] };

type PropertyName = keyof RegistrationResourceProperties;

/** Templates of earlier versions of the library contain these, and a rollback may restore one. */
const RETIRED = ['AllowReplacement', 'SubmitLater'];

/** Rejects unknown properties by name, with every problem in one message. */
export function readDesiredState(properties: Properties): Declared<DesiredState> {
  const problems = unknownNames(properties, REGISTRATION_PROPERTIES, RETIRED);
  const desired = {
    registrationType: readString(properties, 'RegistrationType' satisfies PropertyName, problems),
    fields: readList(properties, 'Fields' satisfies PropertyName, readField, problems),
    tags: readTags(properties, problems),
    deletionProtection: readBoolean(properties, 'DeletionProtection' satisfies PropertyName, problems),
    adopted: readRegistration(properties, 'RegistrationId' satisfies PropertyName, problems),
    submit: readBoolean(properties, 'Submit' satisfies PropertyName, problems),
    awsReview: readBoolean(properties, 'AwsReview' satisfies PropertyName, problems),
    failOnDenial: readBoolean(properties, 'FailOnDenial' satisfies PropertyName, problems),
    updateApproved: readBoolean(properties, 'UpdateApproved' satisfies PropertyName, problems),
    resubmit: readOptional(properties, 'Resubmit' satisfies PropertyName, problems),
    associations: readList(properties, 'Associations' satisfies PropertyName, readAssociation, problems),
    submitByAssociations: readBoolean(properties, 'SubmitByAssociations' satisfies PropertyName, problems),
    submitAfter: readList(properties, 'SubmitAfter' satisfies PropertyName, readTarget, problems),
    continueFor: readSeconds(properties, 'ContinueFor' satisfies PropertyName, problems),
  };
  readOptional(properties, 'RefreshSecrets' satisfies PropertyName, problems);
  problems.push(...repeated(desired.fields).map((path) => `Fields contains ${path} more than once`));
  if (problems.length > 0) {
    throw unreadable('registration', problems);
  }
  return desired;
}

/** Ignores what it cannot read: a rollback and a delete have to work with the properties of any earlier version. */
export function readPreviousState(properties: Properties): Declared<PreviousState> {
  return {
    fields: readList(properties, 'Fields' satisfies PropertyName, readField, []),
    tags: readTags(properties, []),
    submit: readBoolean(properties, 'Submit' satisfies PropertyName, []),
    associations: readList(properties, 'Associations' satisfies PropertyName, readAssociation, []),
    resubmit: readOptional(properties, 'Resubmit' satisfies PropertyName, []),
  };
}

/** The properties that determine the form and how it is submitted, in a fixed order. */
export function formOf(properties: Properties): string {
  const names: PropertyName[] = ['Associations', 'Fields', 'Resubmit', 'Submit'];
  // How it is submitted after the deploy. Absent members stay absent, so that the hash of an earlier deploy is the same.
  const later: PropertyName[] = ['AwsReview', 'ContinueFor', 'SubmitAfter'];
  const values = [
    ...names.map((name) => properties[name] ?? null),
    ...later.flatMap((name) => properties[name] === undefined ? [] : [[name, properties[name]]]),
  ];
  return JSON.stringify(values, (_, member: unknown) => (
    typeof member === 'object' && member !== null && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).sort()) : member
  ));
}

/** The ID of the registration that the resource has adopted. An ARN ends in it. */
export function readAdopted(properties: Properties): string | undefined {
  const target = readTarget(properties['RegistrationId' satisfies PropertyName]);
  return target && idOf(target);
}

/** A value that is not understood must not lead to a create instead of an adoption. */
function readRegistration(properties: Properties, name: PropertyName, problems: string[]): string | undefined {
  const value = properties[name];
  if (value !== undefined && (typeof value !== 'string' || targetKindOf(value) !== 'registration')) {
    problems.push(`${name} must be the ID or ARN of a registration`);
  }
  return readAdopted(properties);
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

/** CloudFormation leaves out AWS::NoValue and sends an empty string for a parameter without a value. */
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

function repeated(fields: readonly DeclaredField[]): string[] {
  const paths = fields.map((field) => field.FieldPath);
  return [...new Set(paths.filter((path, index) => paths.indexOf(path) !== index))];
}
