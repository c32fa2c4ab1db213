import { CHOICES, FORMS, type FormField } from '../../lib/private/forms';

const FIELDS = [...FORMS.values()].flatMap(({ fields }) => fields);

/** Texts that anybody may read: a field of the same path is in the data of another form, and is sensitive in none. */
const PUBLIC: ReadonlySet<string> = new Set(
  FIELDS.map(({ path }) => path).filter((path) => FIELDS.every((field) => field.path !== path || (field.kind === 'TEXT' && field.sensitive !== true))),
);

export function knownField(registrationType: string, path: string): FormField | undefined {
  return FORMS.get(registrationType)?.fields.find((field) => field.path === path);
}

/** The class of the library that types the form, if there is one. */
export function typedConstruct(registrationType: string): string | undefined {
  return FORMS.get(registrationType)?.construct;
}

/**
 * Whether a text is kept out of templates and logs: tax IDs, addresses of persons, telephone numbers, and every field that the library does
 * not know to be public, since forms also ask for names of persons and numbers of documents.
 */
export function isSensitive(registrationType: string, path: string): boolean {
  const known = knownField(registrationType, path);
  return known === undefined ? !PUBLIC.has(path) : known.sensitive === true;
}

/** The static member of a choice class that stands for a choice. */
export function choiceMember(choiceClass: string, choice: string): string | undefined {
  return CHOICES.get(choiceClass)?.get(choice);
}

export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
