import { Token } from 'aws-cdk-lib';
import { FieldKind, Form, FormField, FORMS } from './forms';
import { choiceCountProblems, textProblems } from './limits';
import { nearMiss } from './nearest';
import { nearest } from '../../contract/nearest';
import type { DeclaredField } from '../../contract/registration-resource';

export interface FormWarning {
  /** The ID to acknowledge it by. */
  readonly id: string;
  /** None for a warning about the whole form. */
  readonly field?: string;
  readonly message: string;
}

type Topic = 'missing-fields' | 'unknown-field' | 'wrong-kind' | 'text-length' | 'number-of-choices' | 'unknown-choice';
type Finding = readonly [Topic, string];

type Member<F = DeclaredField> = F extends DeclaredField ? Exclude<keyof F, 'FieldPath'> : never;

const KINDS: Readonly<Record<Member, FieldKind>> = {
  TextValue: 'TEXT', SelectChoices: 'SELECT', RegistrationAttachmentId: 'ATTACHMENT', TextFromSecret: 'TEXT', TextFromParameter: 'TEXT',
};

/**
 * Where the fields do not match the form as public sources show it. Whatever they do not mention is accepted, and no value is quoted. Never
 * errors, because forms change, and the live form decides when a field is written.
 *
 * @param isSubmitted whether the form will be submitted with these fields and no others
 * @param fieldName how the stack names a field
 */
export function formWarnings(
  registrationType: string, fields: readonly DeclaredField[], isSubmitted: boolean, fieldName: (path: string) => string,
): FormWarning[] {
  const form = FORMS.get(registrationType);
  if (form === undefined) {
    return [];
  }
  const warning = ([topic, problem]: Finding, field?: string): FormWarning => ({
    id: `cdk-sms-registration:${topic}`,
    field,
    message: `${field === undefined ? 'fields' : fieldName(field)}: ${problem} (according to public sources about ${registrationType}; the live form decides)`,
  });
  return [
    ...fields.flatMap((field) => findings(form, field).map((finding) => warning(finding, field.FieldPath))),
    ...isSubmitted ? missingFindings(form, fields).map((finding) => warning(finding)) : [],
  ];
}

function missingFindings(form: Form, given: readonly DeclaredField[]): Finding[] {
  const paths = given.map(({ FieldPath }) => FieldPath);
  const missing = form.fields.filter(({ path, required }) => required && !paths.includes(path)).map(({ path }) => path);
  if (missing.length === 0 || paths.some((path) => Token.isUnresolved(path))) {
    return [];
  }
  return [['missing-fields', `submit is true, but ${missing.length === 1 ? 'a required field is' : `${missing.length} required fields are`} missing: ${missing.join(', ')}`]];
}

function findings(form: Form, given: DeclaredField): Finding[] {
  const field = form.fields.find(({ path }) => path === given.FieldPath);
  if (field === undefined) {
    return unknownFindings(form, given.FieldPath);
  }
  const kind = Object.entries(KINDS).find(([member]) => Object.hasOwn(given, member))?.[1];
  if (kind !== undefined && kind !== field.kind) {
    return [['wrong-kind', `its value is of the type ${kind}, but the field is of the type ${field.kind}`]];
  }
  return 'TextValue' in given || 'SelectChoices' in given ? [...textFindings(field, given.TextValue), ...choicesFindings(field, given.SelectChoices)] : [];
}

function unknownFindings({ complete, fields }: Form, path: string): Finding[] {
  if (Token.isUnresolved(path)) {
    return [];
  }
  const paths = fields.map((field) => field.path);
  if (!complete) {
    const meant = nearMiss(path, paths);
    return meant === undefined ? [] : [['unknown-field', `no such field is known; did you mean "${meant}"?`]];
  }
  const known = nearest(path, paths);
  const hint = known === undefined ? '' : `; the closest is "${known}"`;
  return [['unknown-field', fields.length === 0 ? 'the form has no fields' : `the form has no such field${hint}`]];
}

function textFindings(field: FormField, text?: string): Finding[] {
  return text === undefined ? [] : textProblems(text, field).map((problem): Finding => ['text-length', problem]);
}

function choicesFindings(field: FormField, choices: readonly string[] = []): Finding[] {
  if (choices.length === 0 || Token.isUnresolved(choices)) {
    return [];
  }
  const { options } = field;
  const isUnknown = (choice: string) => options !== undefined && !Token.isUnresolved(choice) && !options.includes(choice);
  return [
    ...choiceCountProblems(choices, field).map((problem): Finding => ['number-of-choices', problem]),
    ...choices.flatMap((choice, index): Finding[] => isUnknown(choice)
      ? [['unknown-choice', `its choice number ${index + 1} is not one of ${options!.map((option) => `"${option}"`).join(', ')}`]]
      : []),
  ];
}
