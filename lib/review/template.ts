import type { FieldContent, ReviewedForm } from './model';
import { REGISTRATION_RESOURCE } from '../../contract/registration-resource';

type Values = Readonly<Record<string, unknown>>;

/** The registrations of a synthesized template, by their logical IDs. */
export function formsOfTemplate(template: unknown): ReviewedForm[] {
  const resources = isObject(template) && isObject(template.Resources) ? Object.entries(template.Resources) : [];
  return resources.flatMap(([logicalId, resource]) => {
    if (!isObject(resource) || resource.Type !== REGISTRATION_RESOURCE || !isObject(resource.Properties)) {
      return [];
    }
    return [formOf(logicalId, resource.Properties, arrayOf(resource.Properties.Associations).flatMap(logicalIdsIn))];
  });
}

/** A form as the properties of its custom resource declare it. Whatever is not plain text there, such as a reference, is unknown. */
export function formOf(id: string, properties: Values, associations: readonly string[]): ReviewedForm {
  const { RegistrationType, Submit, RegistrationId, Fields } = properties;
  const fields = arrayOf(Fields);
  const values = new Map(fields.flatMap((field) => isObject(field) && typeof field.FieldPath === 'string' ? [[field.FieldPath, contentOf(field)] as const] : []));
  return {
    id,
    registrationType: typeof RegistrationType === 'string' ? RegistrationType : '',
    values,
    // A draft is not finished, and an adopted form may have been filled in elsewhere.
    complete: isTrue(Submit) && RegistrationId === undefined && Array.isArray(Fields) && values.size === fields.length,
    associations,
  };
}

function contentOf({ TextValue, SelectChoices, RegistrationAttachmentId }: Values): FieldContent {
  if (isPlain(TextValue)) {
    return { text: TextValue };
  }
  if (Array.isArray(SelectChoices) && SelectChoices.every(isPlain)) {
    return { choices: SelectChoices };
  }
  return RegistrationAttachmentId !== undefined ? { attachment: true } : { unknown: true };
}

/** A dynamic reference is a text whose value only the deploy knows. */
function isPlain(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('{{resolve:');
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function logicalIdsIn(value: unknown): string[] {
  if (!isObject(value)) {
    return [];
  }
  const { Ref: reference, 'Fn::GetAtt': attribute, 'Fn::If': choice } = value;
  if (choice !== undefined) {
    return arrayOf(choice).slice(1).flatMap(logicalIdsIn);
  }
  return [reference, typeof attribute === 'string' ? attribute.split('.')[0] : arrayOf(attribute)[0]].filter((id): id is string => typeof id === 'string');
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
