import type { Cloud, CloudFormation } from '../cloudformation';
import type { SecretStores } from '../secret-stores';
import type { Simulator } from '../simulator';
import type { Sns } from '../sns';

/** Field values that are recognized wherever they leak to. */
export const CANARY = 'canary-5f1c';

/** Shorter values are words that everybody says: countries, states, yes and no. Choices are the form's words, and no secrets. */
const MIN_LENGTH = 5;

/** Texts in a place where people look. */
export type Shown = Readonly<Record<string, readonly string[]>>;

/** Where any of the secrets is shown, as it is or as JSON or a URL writes it: `place: text`. */
export function leaks(secrets: Iterable<string>, shown: Shown): string[] {
  const written = [...new Set([...secrets].filter((secret) => secret.length >= MIN_LENGTH).flatMap(spellings))];
  return Object.entries(shown).flatMap(([place, texts]) => {
    // Most are shown nowhere: to look through all texts at once is much faster than through each.
    const all = texts.join('\0');
    const found = written.filter((secret) => all.includes(secret));
    return texts.filter((text) => found.some((secret) => text.includes(secret))).map((text) => `${place}: ${text}`);
  });
}

/** Where a function, its stacks and the service were played. */
export interface Played {
  readonly cloud: Pick<Cloud, 'lambda' | 'responses'>;
  readonly simulator: Pick<Simulator, 'received' | 'control'>;
  readonly stacks: readonly Pick<CloudFormation, 'events'>[];
  readonly stores?: Pick<SecretStores, 'given'>;
  readonly sns?: Pick<Sns, 'published'>;
}

/** Every text of a form, every document, secret and response URL that the function or the service was ever given is a canary. */
export function assertNothingLeaked({ cloud, simulator, stacks, stores, sns }: Played): void {
  const secrets = [CANARY, 'Signature=', ...simulator.received, ...stores?.given ?? [], ...secretsOfEvents(cloud)];
  const found = leaks(secrets, {
    'log': cloud.lambda.logs.map(({ text }) => text),
    'answer': cloud.responses.puts.map(({ body }) => body),
    'stack event': stacks.flatMap(({ events }) => events).map((event) => JSON.stringify(event)),
    'message': sns?.published.map((message) => JSON.stringify(message)) ?? [],
    'EventBridge event': simulator.control.events().map((event) => JSON.stringify(event)),
  });
  if (found.length > 0) {
    throw new Error(['What nobody may see was shown:', ...found].join('\n'));
  }
}

function spellings(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [secret, escaped, JSON.stringify(escaped).slice(1, -1), encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
}

/** What the function was given and may not show: the texts of forms, old and new ones, and the URLs at which it answers. */
function secretsOfEvents({ lambda }: Pick<Cloud, 'lambda'>): string[] {
  return lambda.invocations.flatMap(({ event }) => {
    const { ResponseURL, ResourceProperties, OldResourceProperties } = event as Record<string, unknown>;
    // A continuation has none.
    const urls = ResponseURL === undefined ? [] : secretsOfUrl(String(ResponseURL));
    return [...urls, ...[ResourceProperties, OldResourceProperties].flatMap((properties) => textsOf(properties, false))];
  });
}

/** The algorithm, dates and numbers of a signed URL; keys and signatures are longer. */
const LONGEST_PUBLIC = 16;

/** All of it, and each part by which somebody could answer in its place. */
function secretsOfUrl(url: string): string[] {
  const { pathname, search, searchParams } = new URL(url);
  return [url, pathname, search, ...searchParams.values()].filter(({ length }) => length > LONGEST_PUBLIC);
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
