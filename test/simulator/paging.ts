import { createHash } from 'crypto';
import { canonical } from './canonical';
import { invalid } from './errors';

interface PagedInput {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

export interface Page<T> {
  readonly items: T[];
  readonly NextToken?: string;
}

/** How a list is ordered. */
export interface Order<T> {
  readonly key: (item: T) => string;
  /** The keys of all items there ever were, in the order of the list: what is deleted keeps its place. */
  readonly keys: Iterable<string>;
}

/** One page of a list. The token is opaque to callers and good for the same operation with the same filters only. */
export function page<T>(operation: string, items: T[], input: PagedInput, defaultSize: number, { key, keys }: Order<T>): Page<T> {
  const scope = scopeOf(operation, input);
  const places = new Map([...keys].map((one, place) => [one, place]));
  const after = input.NextToken === undefined ? -1 : places.get(decode(scope, input.NextToken)) ?? invalidToken();
  const left = items.filter((item) => places.get(key(item))! > after);
  const shown = left.slice(0, input.MaxResults ?? defaultSize);
  return { items: shown, ...(shown.length < left.length && { NextToken: encode(scope, key(shown.at(-1)!)) }) };
}

/** What a token belongs to: everything that is asked for but the size of a page. */
function scopeOf(operation: string, { NextToken: _, MaxResults: __, ...asked }: PagedInput): string {
  return createHash('sha256').update(`${operation} ${canonical(asked)}`).digest('hex').slice(0, 16);
}

function encode(scope: string, key: string): string {
  return Buffer.from(`${scope}:${key}`).toString('base64');
}

function decode(scope: string, token: string): string {
  const decoded = Buffer.from(token, 'base64').toString();
  return decoded.startsWith(`${scope}:`) ? decoded.slice(scope.length + 1) : invalidToken();
}

function invalidToken(): never {
  throw invalid('INVALID_NEXT_TOKEN', 'The NextToken is not valid.');
}

interface Filter {
  readonly Name: string;
  readonly Values: string[];
}

/** Keeps what matches every filter; a filter matches when one of its values does. */
export function applyFilters<T>(items: T[], filters: Filter[] | undefined, read: Record<string, (item: T) => string | string[] | undefined>): T[] {
  return items.filter((item) => (filters ?? []).every((filter) => {
    const actual = read[filter.Name]?.(item);
    return [actual ?? []].flat().some((value) => filter.Values.includes(value));
  }));
}
