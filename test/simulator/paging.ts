import { invalid } from './errors';

interface PagedInput {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

export interface Page<T> {
  readonly items: T[];
  readonly NextToken?: string;
}

/** One page of a list; the token is opaque to callers and good for this operation only. */
export function page<T>(operation: string, items: T[], input: PagedInput, defaultSize: number): Page<T> {
  const start = input.NextToken === undefined ? 0 : decode(operation, input.NextToken);
  const end = start + (input.MaxResults ?? defaultSize);
  return { items: items.slice(start, end), ...(end < items.length && { NextToken: encode(operation, end) }) };
}

function encode(operation: string, offset: number): string {
  return Buffer.from(`${operation}:${offset}`).toString('base64');
}

function decode(operation: string, token: string): number {
  const match = /^(\w+):(\d+)$/.exec(Buffer.from(token, 'base64').toString());
  if (match?.[1] !== operation) throw invalid('INVALID_NEXT_TOKEN', 'The NextToken is not valid.');
  return Number(match[2]);
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
