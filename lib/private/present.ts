import { Token } from 'aws-cdk-lib';

/** The members that have a value. Depending on the caller's language, undefined or null stands for "not given". */
export function present<T extends object>(props: T | null | undefined): T {
  return Object.fromEntries(Object.entries(props ?? {}).filter(([, value]) => value !== undefined && value !== null)) as T;
}

/** What a value is, without quoting it: it may be confidential. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return 'an array';
  }
  if (typeof value === 'object' && Token.isUnresolved(value)) {
    return 'a token';
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
