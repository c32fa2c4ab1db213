import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

// The limits of the service's API. Lengths and choices of single fields are the form's own: see forms.ts.
const MAX_TYPE = 64;
const MAX_FIELD_PATH = 100;
const MAX_TEXT = 2048;
const MAX_CHOICES = 100;
const MAX_CHOICE = 256;
const MAX_TAG_KEY = 128;
const MAX_TAG_VALUE = 256;
/** 200 for a registration or an attachment, of which these are our own on a registration: whose it is, twice, its protection, and its last update, twice. */
const MAX_TAGS = 200;
const OWN_TAGS = 5;

/** Throws one error with every problem; `where` is what the user wrote. */
export function assertValid(where: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(`${where}: ${problems.join('; ')}`);
  }
}

export function registrationTypeProblems(id: string): string[] {
  return identifierProblems('the registration type', id, MAX_TYPE, /^[A-Za-z0-9_]*$/, 'letters, digits and _');
}

export function fieldPathProblems(path: string): string[] {
  return identifierProblems(`the field path "${abbreviate(path)}"`, path, MAX_FIELD_PATH, /^[A-Za-z0-9_.]*$/, 'letters, digits, _ and .');
}

export function textProblems(text: string, { minLength = 1, maxLength = MAX_TEXT }: { minLength?: number; maxLength?: number } = {}): string[] {
  return lengthProblems('its text', text, maxLength, minLength);
}

export function jsonKeyProblems(jsonKey?: string): string[] {
  return jsonKey === '' ? ['its JSON key is empty; leave it out to take the whole secret'] : [];
}

export function choicesProblems(choices: readonly string[]): string[] {
  if (Token.isUnresolved(choices)) {
    return [];
  }
  const lengths = choices.flatMap((choice, index) => lengthProblems(`its choice number ${index + 1}`, choice, MAX_CHOICE));
  return [...choiceCountProblems(choices), ...lengths];
}

export function choiceCountProblems(
  choices: readonly string[],
  { minChoices = 1, maxChoices = MAX_CHOICES }: { minChoices?: number; maxChoices?: number } = {},
): string[] {
  return choices.length >= minChoices && choices.length <= maxChoices ? [] : [`it has ${choices.length} choices, ${minChoices} to ${maxChoices} are allowed`];
}

export function tagsProblems(tags: readonly { readonly key: string; readonly value: string }[], ownTags = OWN_TAGS): string[] {
  const max = MAX_TAGS - ownTags;
  const number = tags.length > max ? [`there are ${tags.length} tags, at most ${max} are allowed`] : [];
  return [...number, ...tags.flatMap(({ key, value }) => [
    ...lengthProblems(`the tag key "${abbreviate(key)}"`, key, MAX_TAG_KEY),
    ...lengthProblems(`the value of the tag "${abbreviate(key)}"`, value, MAX_TAG_VALUE, 0),
    ...(/^(aws|cdk-sms-registration):/i.test(key) ? [`the tag key "${abbreviate(key)}" starts with a reserved prefix`] : []),
  ])];
}

/** The service knows only what is in its own account and Region, so an ARN of another one is a mistake, as far as both are known. */
export function elsewhereProblems(idOrArn: string, scope: IConstruct): string[] {
  const { account, region } = Stack.of(scope);
  const [, , , arnRegion, arnAccount] = Token.isUnresolved(idOrArn) || !idOrArn.startsWith('arn:') ? [] : idOrArn.split(':');
  return [['Region', arnRegion, region], ['account', arnAccount, account]].flatMap(([what, given, own]) => (
    given && own && !Token.isUnresolved(own) && given !== own ? [`its ARN is of the ${what} ${given}, the stack is in ${own}`] : []
  ));
}

function identifierProblems(what: string, value: string, max: number, allowed: RegExp, allowedInWords: string): string[] {
  const characters = Token.isUnresolved(value) || allowed.test(value) ? [] : [`${what} has characters other than ${allowedInWords}`];
  return [...lengthProblems(what, value, max), ...characters];
}

/** Names the length and the limit, never the value: it may be a tax id. */
function lengthProblems(what: string, value: string, max: number, min = 1): string[] {
  if (Token.isUnresolved(value)) {
    return [];
  }
  const length = Array.from(value).length;
  if (length >= min && length <= max) {
    return [];
  }
  return [length === 0 ? `${what} is empty, ${min} to ${max} characters are allowed` : `${what} has ${length} characters, ${min} to ${max} are allowed`];
}

function abbreviate(text: string): string {
  return text.length > 110 ? `${text.slice(0, 110)}…` : text;
}
