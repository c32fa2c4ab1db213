import type {
  DeleteRegistrationFieldValueRequest,
  DeleteRegistrationFieldValueResult,
  DescribeRegistrationFieldValuesRequest,
  DescribeRegistrationFieldValuesResult,
  FieldType,
  PutRegistrationFieldValueRequest,
  PutRegistrationFieldValueResult,
  RegistrationFieldValueInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { invalid, invalidMember } from '../errors';
import { FormField, requirement, selectValidation, textValidation } from '../forms';
import { page } from '../paging';
import { Service } from '../service';
import { currentVersion, FieldValue, Registration, Version } from '../state';
import { Checked } from '../types';
import { attachment } from './attachments';
import { findSection } from './definitions';
import { asDescribed, checkVersion, findVersion } from './versions';

/** The one member that carries a value, by the kind of field. */
const VALUE_MEMBERS = {
  TEXT: 'TextValue',
  SELECT: 'SelectChoices',
  ATTACHMENT: 'RegistrationAttachmentId',
} as const satisfies Record<FieldType, keyof FieldValue>;

export function putRegistrationFieldValue(
  service: Service, input: Checked<PutRegistrationFieldValueRequest>,
): Checked<PutRegistrationFieldValueResult> {
  const registration = service.registration(input.RegistrationId);
  const version = checkVersion(service, registration, 'PutRegistrationFieldValue');
  const field = service.forms.field(registration.type, input.FieldPath);
  const value = checkedValue(service, field, input);
  version.values.set(field.path, { value, putAt: service.clock.now() });
  return { ...place(service, registration, version), FieldPath: field.path, ...value };
}

function checkedValue(service: Service, field: FormField, input: FieldValue): FieldValue {
  const given = Object.values(VALUE_MEMBERS).filter((member) => input[member] !== undefined);
  const expected = VALUE_MEMBERS[field.type];
  if (given.length === 0) throw invalidMember('MISSING_PARAMETER', expected, 'One of TextValue, SelectChoices, RegistrationAttachmentId is needed.');
  if (given.length > 1) throw invalid('PARAMETERS_CANNOT_BE_USED_TOGETHER', `${given.join(' and ')} cannot be used together.`);
  if (given[0] !== expected) throw badValue(given[0]!, `The field ${field.path} is of type ${field.type} and takes ${expected}.`);
  switch (field.type) {
    case 'TEXT': return { TextValue: checkedText(field, normalized(service, input.TextValue!)) };
    case 'SELECT': return { SelectChoices: checkedChoices(field, input.SelectChoices!) };
    default: return { RegistrationAttachmentId: attachment(service, input.RegistrationAttachmentId!).id };
  }
}

function normalized(service: Service, text: string): string {
  return service.switches.normalizes === 'trims' ? text.trim() : text;
}

function checkedText(field: FormField, text: string): string {
  const { MinLength, MaxLength, Pattern } = textValidation(field);
  const length = [...text].length;
  if (length < MinLength || length > MaxLength) {
    throw badValue('TextValue', `The value of ${field.path} must have ${MinLength} to ${MaxLength} characters.`);
  }
  if (!new RegExp(Pattern, 'u').test(text)) throw badValue('TextValue', `The value of ${field.path} must match ${Pattern}`);
  return text;
}

function checkedChoices(field: FormField, choices: string[]): string[] {
  const { MinChoices, MaxChoices, Options } = selectValidation(field);
  if (choices.length < MinChoices || choices.length > MaxChoices) {
    throw badValue('SelectChoices', `The field ${field.path} takes ${MinChoices} to ${MaxChoices} choices.`);
  }
  if (!choices.every((choice) => Options.includes(choice))) {
    throw badValue('SelectChoices', `The field ${field.path} takes only: ${Options.join(', ')}`);
  }
  return choices;
}

function badValue(member: string, message: string): Error {
  return invalidMember('INVALID_PARAMETER', member, message);
}

export function deleteRegistrationFieldValue(
  service: Service, input: Checked<DeleteRegistrationFieldValueRequest>,
): Checked<DeleteRegistrationFieldValueResult> {
  const registration = service.registration(input.RegistrationId);
  const version = checkVersion(service, registration, 'DeleteRegistrationFieldValue');
  const field = service.forms.field(registration.type, input.FieldPath);
  if (requirement(field, service.switches.unknownRequirement) === 'REQUIRED') {
    throw invalidMember('REGISTRATION_FIELD_CANNOT_BE_DELETED', 'FieldPath', `The field ${field.path} is required: its value can only be overwritten.`);
  }
  const old = version.values.get(field.path)?.value;
  version.values.delete(field.path);
  return { ...place(service, registration, version), FieldPath: field.path, ...old };
}

export function describeRegistrationFieldValues(
  service: Service, input: Checked<DescribeRegistrationFieldValuesRequest>,
): Checked<DescribeRegistrationFieldValuesResult> {
  const registration = service.registration(input.RegistrationId);
  const version = asDescribed(service, findVersion(registration, input.VersionNumber ?? currentVersion(registration).number));
  if (input.SectionPath) findSection(service, registration.type, input.SectionPath);
  for (const path of input.FieldPaths ?? []) service.forms.field(registration.type, path);
  const rows = service.forms.get(registration.type).fields
    .filter((field) => !input.SectionPath || field.section === input.SectionPath)
    .filter((field) => !input.FieldPaths?.length || input.FieldPaths.includes(field.path))
    .filter((field) => version.values.has(field.path) || version.verdict?.fields.has(field.path))
    .map((field) => valueInformation(version, field.path));
  const { items, NextToken } = page('DescribeRegistrationFieldValues', rows, input, service.switches.pageSize, {
    key: ({ FieldPath }) => FieldPath,
    keys: service.forms.get(registration.type).fields.map(({ path }) => path),
  });
  return { ...place(service, registration, version), RegistrationFieldValues: items, NextToken };
}

/** A denied field is listed with its reason, even when what is wrong is that it has no value. */
function valueInformation(version: Version, path: string): Checked<RegistrationFieldValueInformation> {
  const verdict = version.verdict?.fields.get(path);
  return {
    FieldPath: path,
    ...version.values.get(path)?.value,
    ...(verdict?.deniedReason && { DeniedReason: verdict.deniedReason }),
    ...(verdict?.feedback && { Feedback: verdict.feedback }),
  };
}

function place(service: Service, registration: Registration, version: Version) {
  return {
    RegistrationArn: service.arns.of('registration', registration.id),
    RegistrationId: registration.id,
    VersionNumber: version.number,
  };
}
