import { Token } from 'aws-cdk-lib';
import { FieldKind, Form, FormField, FORMS } from './forms';
import { choiceCountProblems, textProblems } from './limits';
import { nearest } from './nearest';

/** A field as it stands in the template. */
export interface FilledField {
  readonly FieldPath: string;
  readonly TextValue?: string;
  readonly SelectChoices?: readonly string[];
  readonly RegistrationAttachmentId?: string;
  readonly TextFromSecret?: object;
  readonly TextFromParameter?: object;
}

export interface FormWarning {
  /** By which a user acknowledges it. */
  readonly id: string;
  readonly message: string;
}

type Topic = 'unknown-field' | 'wrong-kind' | 'text-length' | 'number-of-choices' | 'unknown-choice';
type Finding = readonly [Topic, string];

const KINDS: readonly (readonly [keyof FilledField, FieldKind])[] = [
  ['TextValue', 'TEXT'], ['SelectChoices', 'SELECT'], ['RegistrationAttachmentId', 'ATTACHMENT'],
  ['TextFromSecret', 'TEXT'], ['TextFromParameter', 'TEXT'],
];

/**
 * What does not fit the form, as public sources know it. What they do not tell is not found fault with, and no value is quoted.
 * Never errors, however many sources agree: the forms change, and the service's own form rules when a field is written.
 */
export function formWarnings(registrationType: string, fields: readonly FilledField[]): FormWarning[] {
  const form = FORMS.get(registrationType);
  return form === undefined ? [] : fields.flatMap((field) => findings(form, field).map(([topic, problem]) => ({
    id: `cdk-sms-registration:${topic}`,
    message: `fields["${field.FieldPath}"]: ${problem} (${registrationType} as far as public sources show; the live form rules)`,
  })));
}

function findings(form: Form, given: FilledField): Finding[] {
  const field = form.fields.find(({ path }) => path === given.FieldPath);
  if (field === undefined) {
    return form.complete && !Token.isUnresolved(given.FieldPath) ? [['unknown-field', noSuchField(form, given.FieldPath)]] : [];
  }
  const kind = KINDS.find(([member]) => given[member] !== undefined)?.[1];
  if (kind !== undefined && kind !== field.kind) {
    return [['wrong-kind', `it is given a value of the kind ${kind}, the form takes ${field.kind}`]];
  }
  return [...textFindings(field, given.TextValue), ...choicesFindings(field, given.SelectChoices)];
}

function noSuchField({ fields }: Form, path: string): string {
  const known = nearest(path, fields.map((field) => field.path));
  const hint = known === undefined ? '' : `, the nearest is "${known}"`;
  return fields.length === 0 ? 'the form has no fields' : `the form has no such field${hint}`;
}

function textFindings(field: FormField, text?: string): Finding[] {
  return text === undefined ? [] : textProblems(text, field).map((problem): Finding => ['text-length', problem]);
}

function choicesFindings(field: FormField, choices: readonly string[] = []): Finding[] {
  if (choices.length === 0 || Token.isUnresolved(choices)) {
    return [];
  }
  const { options } = field;
  const strange = (choice: string) => options !== undefined && !Token.isUnresolved(choice) && !options.includes(choice);
  return [
    ...choiceCountProblems(choices, field).map((problem): Finding => ['number-of-choices', problem]),
    ...choices.flatMap((choice, index): Finding[] => strange(choice)
      ? [['unknown-choice', `its choice number ${index + 1} is none of ${options!.map((option) => `"${option}"`).join(', ')}`]]
      : []),
  ];
}
