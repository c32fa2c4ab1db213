/** JSON with sorted keys, so that the order of members does not count. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => isPlain(member)
    ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
    : member);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
