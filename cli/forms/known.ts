import { CHOICES, FORMS, type FormField } from '../../lib/private/forms';

/** What people keep out of templates, by the words that the service uses for it: for a field that the library's data does not have. */
const SENSITIVE = /tax|ein$|vat|email|phone|contact|person|firstName|lastName|passport|birth|signature|companyId|registrationNumber/i;

export function knownField(registrationType: string, path: string): FormField | undefined {
  return FORMS.get(registrationType)?.fields.find((field) => field.path === path);
}

/** The class of the library that types the form, if there is one. */
export function typedConstruct(registrationType: string): string | undefined {
  return FORMS.get(registrationType)?.construct;
}

/** Whether a field holds what people keep out of templates and logs: tax IDs, addresses of persons, telephone numbers. */
export function isSensitive(registrationType: string, path: string): boolean {
  const known = knownField(registrationType, path);
  return known === undefined ? SENSITIVE.test(lastPart(path)) : known.sensitive === true;
}

/** The static member of a choice class that stands for a choice. */
export function choiceMember(choiceClass: string, choice: string): string | undefined {
  return CHOICES.get(choiceClass)?.get(choice);
}

export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
