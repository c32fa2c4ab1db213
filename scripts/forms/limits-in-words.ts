import { KnownField, limitsOf, takesSeveral } from './data';

/** What a value of the field may be, as far as public sources say: `at most 100 characters (one source)`. */
export function limitsInWords(field: KnownField): string {
  const limits = limitsOf(field);
  const { minLength, maxLength, minChoices, maxChoices } = limits;
  const words = field.type === 'SELECT' ? choiceCount(field, minChoices, maxChoices) : range('character', minLength, maxLength);
  const remarks = [
    ...Object.keys(limits).some((limit) => rests(field.singleSource, limit)) ? ['one source'] : [],
    ...rests(field.contradicted, 'minLength') ? [`sources disagree on a minimum of ${field.minLength}`] : [],
    ...rests(field.contradicted, 'maxLength') ? [`sources disagree on a maximum of ${field.maxLength}`] : [],
  ];
  return words && `${words}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}`;
}

function choiceCount(field: KnownField, min?: number, max?: number): string {
  return takesSeveral(field) ? range('choice', min, max) : '';
}

function range(unit: string, min?: number, max?: number): string {
  if (min === max) {
    return min === undefined ? '' : `exactly ${min} ${unit}s`;
  }
  if (max === undefined) {
    return `at least ${min} ${unit}s`;
  }
  return min === undefined ? `at most ${max} ${unit}s` : `${min} to ${max} ${unit}s`;
}

/** Entries may say more than the limit, for example `maxLength (live form)`. */
function rests(entries: readonly string[] | undefined, limit: string): boolean {
  return entries?.some((entry) => entry.startsWith(limit)) ?? false;
}
