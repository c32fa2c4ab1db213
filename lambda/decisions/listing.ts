/** The entries in one line of about that many bytes of JSON; entries that do not fit are left out whole, and counted. */
export function listing(entries: readonly string[], maxBytes: number, separator = '; '): string {
  let bytes = 0;
  const shown = entries.filter((entry) => {
    // Nothing is shown after the first entry that was left out.
    bytes += Buffer.byteLength(JSON.stringify(entry)) + separator.length;
    return bytes <= maxBytes;
  });
  const left = entries.length - shown.length;
  return [...shown, ...left > 0 ? [`… and ${left} more`] : []].join(separator);
}
