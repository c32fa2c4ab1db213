import { idOf, targetKindOf } from '../../contract/ids';
import { valuesOf } from '../../lambda/decisions/form-behavior';
import { formProblems } from '../../lambda/decisions/form-problems';
import type { Association, FieldDefinition, FieldValue } from '../../lambda/service/types';
import type { FieldContent, Finding, ReviewedForm } from '../../lib/review';

/** The rules that stand in for the form of the service where that cannot be asked. */
const OF_THE_FORM: readonly string[] = ['required-fields-present', 'conditional-fields-present', 'conditional-fields-absent'];

const RULE = 'service-form';
const SOURCE = 'the form of the service in this Region';

/** What would be submitted. */
export function liveForm(
  id: string, registrationType: string, status: string, values: readonly FieldValue[], associations: readonly Association[],
): ReviewedForm {
  return {
    id,
    registrationType,
    status,
    values: new Map(values.filter((field) => valuesOf(field).length > 0).map((field) => [field.FieldPath, contentOf(field)])),
    complete: true,
    associations: associations.map(({ ResourceId }) => idOf(ResourceId)).filter((target) => targetKindOf(target) === 'registration'),
  };
}

function contentOf({ TextValue: text, SelectChoices: choices, RegistrationAttachmentId }: FieldValue): FieldContent {
  return { text, choices, attachment: RegistrationAttachmentId !== undefined };
}

/** What the service would deny by itself, by its own definitions: a submitted form with such a problem is denied within seconds. */
export function serviceFindings(form: string, definitions: readonly FieldDefinition[], values: readonly FieldValue[]): Finding[] {
  const put = values.filter((field) => valuesOf(field).length > 0);
  return formProblems(definitions, { put, kept: [], complete: true }).map(({ path, problem }): Finding => ({
    rule: RULE,
    form,
    field: path,
    severity: 'error',
    message: problem,
    denialCodes: [],
    isFinal: false,
    advice: 'Correct the field.',
    source: SOURCE,
  }));
}

export function isOfService({ rule }: Finding): boolean {
  return rule === RULE;
}

/** The rules, without those that the service itself has answered. */
export function withoutFormRules(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ rule }) => !OF_THE_FORM.includes(rule));
}
