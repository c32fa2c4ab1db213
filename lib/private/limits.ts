import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { kindOf } from './present';
import {
  abbreviate, MAX_CHOICE, MAX_CHOICES, MAX_FIELD_PATH, MAX_REGISTRATION_TYPE, MAX_TAG_KEY, MAX_TAG_VALUE, MAX_TAGS, MAX_TEXT,
} from '../../contract/limits';
import { OWN_TAG_PREFIX } from '../../contract/tags';

/** Throws one error with every problem. `where` names the construct or the method. */
export function assertValid(where: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(`${where}: ${problems.join('; ')}`);
  }
}

export function registrationTypeProblems(id: string): string[] {
  return identifierProblems('the registration type', id, MAX_REGISTRATION_TYPE, /^[A-Za-z0-9_]*$/, 'letters, digits and _');
}

export function fieldPathProblems(path: string): string[] {
  return identifierProblems(`the field path "${abbreviate(path)}"`, path, MAX_FIELD_PATH, /^[A-Za-z0-9_.]*$/, 'letters, digits, _ and .');
}

export function textProblems(text: string, { minLength = 1, maxLength = MAX_TEXT }: { minLength?: number; maxLength?: number } = {}): string[] {
  return lengthProblems('its text', text, maxLength, minLength);
}

export function jsonKeyProblems(jsonKey?: string): string[] {
  if (jsonKey === undefined || (typeof jsonKey === 'string' && jsonKey !== '')) {
    return [];
  }
  return [`its JSON key is ${jsonKey === '' ? 'empty' : kindOf(jsonKey)}; leave it out to take the whole secret`];
}

export function choicesProblems(choices: readonly string[]): string[] {
  if (Token.isUnresolved(choices)) {
    return [];
  }
  const lengths = choices.flatMap((choice, index) => lengthProblems(`its choice number ${index + 1}`, choice, MAX_CHOICE));
  return [...choiceCountProblems(choices), ...lengths];
}

/** The choice, if it can be one. */
export function checkedChoice(where: string, choice: string): string {
  assertValid(where, lengthProblems('the choice', choice, MAX_CHOICE));
  return choice;
}

export function choiceCountProblems(
  choices: readonly string[],
  { minChoices = 1, maxChoices = MAX_CHOICES }: { minChoices?: number; maxChoices?: number } = {},
): string[] {
  return choices.length >= minChoices && choices.length <= maxChoices ? [] : [
    `it must have ${range(minChoices, maxChoices, 'choice')}, but has ${choices.length}`,
  ];
}

export function tagsProblems(tags: readonly { readonly key: string; readonly value: string }[], ownTags: number): string[] {
  const max = MAX_TAGS - ownTags;
  const number = tags.length > max ? [
    `at most ${max} tags are allowed, but there are ${tags.length}: the library needs ${ownTags} of the service's ${MAX_TAGS}`,
  ] : [];
  return [...number, ...tags.flatMap(({ key, value }) => [
    ...lengthProblems(`the tag key "${abbreviate(key)}"`, key, MAX_TAG_KEY),
    ...lengthProblems(`the value of the tag "${abbreviate(key)}"`, value, MAX_TAG_VALUE, 0),
    ...reservedPrefixes(key).map((prefix) => `the tag key "${abbreviate(key)}" starts with the reserved prefix "${prefix}"`),
  ])];
}

function reservedPrefixes(tagKey: string): string[] {
  return ['aws:', OWN_TAG_PREFIX].filter((prefix) => tagKey.toLowerCase().startsWith(prefix));
}

/** The service finds only what is in the same account and Region, so the ARN of another one is a mistake, where both are known. */
export function elsewhereProblems(idOrArn: string, scope: IConstruct): string[] {
  const [, , , region, account] = Token.isUnresolved(idOrArn) || !idOrArn.startsWith('arn:') ? [] : idOrArn.split(':');
  return environmentProblems('its ARN names', { account, region }, scope);
}

/** The same for a resource in another stack of the app. */
export function otherStackProblems(resource: IConstruct, scope: IConstruct): string[] {
  return environmentProblems('it is in', Stack.of(resource), scope);
}

function environmentProblems(says: string, given: { readonly account?: string; readonly region?: string }, scope: IConstruct): string[] {
  const own = Stack.of(scope);
  return [['Region', given.region, own.region], ['account', given.account, own.account]].flatMap(([what, its, ours]) => (
    its && ours && !Token.isUnresolved(its) && !Token.isUnresolved(ours) && its !== ours ? [`${says} the ${what} ${its}, but the stack is in ${ours}`] : []
  ));
}

/** Any string would count as true, including 'false'. */
export function switchProblems(switches: { readonly [name: string]: unknown }): string[] {
  return Object.entries(switches).flatMap(([name, value]) => (
    value === undefined || typeof value === 'boolean' ? [] : [`${name} is ${kindOf(value)}; true or false is expected`]
  ));
}

export function stringProblems(strings: { readonly [name: string]: unknown }): string[] {
  return Object.entries(strings).flatMap(([name, value]) => (
    value === undefined || typeof value === 'string' || Token.isUnresolved(value) ? [] : [`${name} is ${kindOf(value)}; a string is expected`]
  ));
}

function identifierProblems(what: string, value: string, max: number, allowed: RegExp, allowedInWords: string): string[] {
  const characters = Token.isUnresolved(value) || typeof value !== 'string' || allowed.test(value) ? [] : [`${what} may contain only ${allowedInWords}`];
  return [...lengthProblems(what, value, max), ...characters];
}

/** Names the length and the limit, never the value: it may be a tax ID. */
function lengthProblems(what: string, value: string, max: number, min = 1): string[] {
  if (Token.isUnresolved(value)) {
    return [];
  }
  if (typeof value !== 'string') {
    return [`${what} is ${kindOf(value)}; a string of ${min} to ${max} characters is expected`];
  }
  const length = Array.from(value).length;
  if (length >= min && length <= max) {
    return [];
  }
  return [`${what} must have ${range(min, max, 'character')}, but ${length === 0 ? 'is empty' : `has ${length}`}`];
}

function range(min: number, max: number, unit: string): string {
  return min === max ? `exactly ${min} ${unit}${min === 1 ? '' : 's'}` : `${min} to ${max} ${unit}s`;
}
