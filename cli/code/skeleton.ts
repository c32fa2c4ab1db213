import { call, fileOf, make, name, text, type Language } from './syntax';
import {
  belongsToBrand, constructId, constructOf, formMembers, importedRegistration, secretKey, secretStatements, stackStatements, type CodeField,
  type FieldContent,
} from './vocabulary';
import { limitsOf, type FieldFacts } from '../forms/field-facts';
import { choiceMember, isSensitive, knownField, lastPart } from '../forms/known';

/** An app that declares a registration of a type, with every field of its form to fill in. */
export function skeleton(registrationType: string, form: readonly FieldFacts[], language: Language): string {
  const fields = form.map((field) => fieldToFill(registrationType, field, form));
  return fileOf([
    { kind: 'comment', text: `${registrationType}: replace every … and remove the fields that you do not need.` },
    ...stackStatements(),
    ...secretStatements(fields),
    { kind: 'blank' },
    {
      kind: 'do',
      value: make(constructOf(registrationType), [name('stack'), text(constructId(registrationType))], [
        ...belongsToBrand(registrationType) ? [{ name: 'brand', value: importedRegistration('Brand', 'registration-…') }] : [],
        ...formMembers(registrationType, fields),
      ]),
    },
  ], language);
}

function fieldToFill(registrationType: string, field: FieldFacts, form: readonly FieldFacts[]): CodeField {
  const isRequired = field.requirement === 'REQUIRED';
  return {
    path: field.path,
    content: placeholder(registrationType, field, form),
    comment: [isRequired ? '' : field.requirement.toLowerCase(), valuesOf(registrationType, field), ...field.conditions].filter(Boolean).join('; ') || undefined,
    isOff: !isRequired,
  };
}

/** A class of choices has them as constants. */
function valuesOf(registrationType: string, field: FieldFacts): string {
  const choiceClass = knownField(registrationType, field.path)?.choiceClass;
  const isCovered = choiceClass !== undefined && field.choices?.every((choice) => choiceMember(choiceClass, choice) !== undefined);
  return isCovered ? '' : limitsOf(field);
}

function placeholder(registrationType: string, { path, kind, choices = [], example }: FieldFacts, form: readonly FieldFacts[]): FieldContent {
  switch (kind) {
    case 'SELECT': return { choices: [choices.length === 1 ? choices[0]! : '…'] };
    case 'ATTACHMENT': return {
      attachment: make('RegistrationAttachment', [name('stack'), text(constructId(lastPart(path)))], [
        { name: 'document', value: call('RegistrationDocument.fromAsset', [text('…')]) },
      ]),
    };
    default: return isSensitive(registrationType, path) ? { secret: secretKey(path, form) } : { text: example ?? '…' };
  }
}
