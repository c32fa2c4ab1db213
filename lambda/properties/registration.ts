import {
  readAssociation, readBoolean, readList, readOptional, readString, readTags, readTarget, unknownNames, unreadable, type Properties,
} from './reading';
import { kindOf } from '../../contract/ids';
import {
  REGISTRATION_PROPERTIES, type DeclaredField, type FieldProperty, type ParameterFieldProperty, type RegistrationResourceProperties,
  type SecretFieldProperty, type TagProperty,
} from '../../contract/registration-resource';

/** What a stack wants of its registration, typed; CloudFormation itself sends every scalar as a string. */
export interface DesiredState {
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
  readonly submitByAssociations: boolean;
  /** Ids of registrations that must not be pending or under review when the form is submitted. */
  readonly submitAfter: readonly string[];
}

/** What the stack declared before: only that is ever taken away again. */
export type PreviousState = Pick<DesiredState, 'fields' | 'tags' | 'submit' | 'associations' | 'resubmit'>;

/** The same as it stands in the template, where a text may be a secret that has yet to be read. */
export type Declared<T extends Pick<DesiredState, 'fields'>> = Omit<T, 'fields'> & { readonly fields: readonly DeclaredField[] };

type PropertyName = keyof RegistrationResourceProperties;

/** The templates of earlier versions have these, and a rollback may bring one back. */
const RETIRED = ['AllowReplacement', 'SubmitLater'];

/** The one place that reads the properties; what it does not know it rejects by name, everything in one message. */
export function readDesiredState(properties: Properties): Declared<DesiredState> {
  const problems = unknownNames(properties, REGISTRATION_PROPERTIES, RETIRED);
  const desired = {
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
    submitByAssociations: readBoolean(properties, 'SubmitByAssociations', problems),
    submitAfter: readList(properties, 'SubmitAfter', readTarget, problems),
  };
  readOptional(properties, 'RefreshSecrets', problems);
  problems.push(...repeated(desired.fields).map((path) => `Fields contains ${path} more than once`));
  if (problems.length > 0) {
    throw unreadable('registration', problems);
  }
  return desired;
}

/** What a former deploy declared. What it cannot read it leaves out, for the same reason. */
export function readPreviousState(properties: Properties): Declared<PreviousState> {
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

/** Something else here would make a registration where one was to be taken over. */
function readRegistration(properties: Properties, name: PropertyName, problems: string[]): string | undefined {
  const value = properties[name];
  if (value !== undefined && (typeof value !== 'string' || kindOf(value) !== 'registration')) {
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

function repeated(fields: readonly DeclaredField[]): string[] {
  const paths = fields.map((field) => field.FieldPath);
  return [...new Set(paths.filter((path, index) => paths.indexOf(path) !== index))];
}
