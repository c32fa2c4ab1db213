/** The entries in one line of at most about that many bytes of JSON. Entries that do not fit are left out as a whole and counted. */
export function listing(entries: readonly string[], maxBytes: number, separator = '; '): string {
  let bytes = 0;
  const shown = entries.filter((entry) => {
    // Nothing is shown after the first omitted entry.
    bytes += Buffer.byteLength(JSON.stringify(entry)) + separator.length;
    return bytes <= maxBytes;
  });
  const left = entries.length - shown.length;
  return [...shown, ...left > 0 ? [`… and ${left} more`] : []].join(separator);
}
