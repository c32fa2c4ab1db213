/** The members that have a value: undefined and null both mean "not given", whichever language the caller writes. */
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
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
