import type { Cloud } from '../cloudformation';

/** Shorter values are words that everybody says: countries, states, yes and no. Choices are the form's words, and no secrets. */
const MIN_LENGTH = 5;

/** Texts in a place where people look. */
export type Shown = Readonly<Record<string, readonly string[]>>;

/** Where any of the secrets is shown, as it is or as JSON or a URL writes it: `place: text`. */
export function leaks(secrets: Iterable<string>, shown: Shown): string[] {
  const written = new Set([...secrets].filter((secret) => secret.length >= MIN_LENGTH).flatMap(spellings));
  return Object.entries(shown).flatMap(([place, texts]) => (
    texts.filter((text) => [...written].some((secret) => text.includes(secret))).map((text) => `${place}: ${text}`)
  ));
}

function spellings(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [secret, escaped, JSON.stringify(escaped).slice(1, -1), encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
}

/** What the function was given and may not show: the texts of forms, old and new ones, and the URLs at which it answers. */
export function secretsOfEvents({ lambda }: Pick<Cloud, 'lambda'>): string[] {
  return lambda.invocations.flatMap(({ event }) => {
    const { ResponseURL, ResourceProperties, OldResourceProperties } = event as Record<string, unknown>;
    return [...secretsOfUrl(String(ResponseURL)), ...[ResourceProperties, OldResourceProperties].flatMap((properties) => textsOf(properties, false))];
  });
}

/** All of it, and each part by which somebody could answer in its place. */
function secretsOfUrl(url: string): string[] {
  const { pathname, search, searchParams } = new URL(url);
  return [url, pathname, search, ...searchParams.values()].filter((part) => !/^\d*$/.test(part));
}

/** Every text at or below a TextValue; of what is none by mistake also the names. */
function textsOf(value: unknown, isSecret: boolean): string[] {
  if (typeof value === 'string') {
    return isSecret ? [value] : [];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, member]) => [
    ...isSecret && !Array.isArray(value) ? [name] : [], ...textsOf(member, isSecret || name === 'TextValue'),
  ]);
}
