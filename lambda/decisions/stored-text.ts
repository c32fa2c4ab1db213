import { MAX_TEXT } from '../../contract/limits';

/** The content of a secret or parameter; undefined if it is binary. */
export type Stored = string | undefined;

/** The text of a field, or the reason why there is none, which never quotes it. */
export type StoredText = { readonly text: string } | Unfit;

export interface Unfit {
  readonly problem: string;
  readonly advice: string;
}

/** The text of a field: the whole secret or parameter, or one member of its JSON object. */
export function storedText(stored: Stored, jsonKey?: string): StoredText {
  if (stored === undefined) {
    return unfit('is binary, but a field needs text', 'Store the value as text');
  }
  if (jsonKey === undefined) {
    return fitting(stored, '');
  }
  const members = jsonObject(stored);
  if (members === undefined) {
    return unfit(`is not a JSON object, so it has no key "${jsonKey}"`, 'Store a JSON object, or leave the key out to use the whole secret');
  }
  if (!Object.hasOwn(members, jsonKey)) {
    return unfit(`has no key "${jsonKey}"`, 'Add the key to the secret, or correct it in the stack');
  }
  const member = members[jsonKey];
  return typeof member === 'string' ? fitting(member, ` at the key "${jsonKey}"`) : unfit(`has no string at the key "${jsonKey}"`, 'Store the value as a JSON string, in quotes');
}

function fitting(text: string, where: string): StoredText {
  if (text === '') {
    return unfit(`is empty${where}`, 'Store a value, or remove the field from the stack');
  }
  return Array.from(text).length > MAX_TEXT ? unfit(`has more than ${MAX_TEXT} characters${where}`, 'Store a shorter value') : { text };
}

function jsonObject(stored: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(stored);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined;
  } catch {
    // The error message would quote the secret.
    return undefined;
  }
}

function unfit(problem: string, advice: string): Unfit {
  return { problem, advice: `${advice}.` };
}
