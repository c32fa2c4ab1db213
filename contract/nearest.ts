/**
 * The candidate that differs least from a word, as a hint at what was meant; none if at least half of the letters differ. A path may lack its
 * section, for example `city` for `companyInfo.city`.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const given = word.toLowerCase();
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distanceToPath(given, candidate.toLowerCase()) }))
    .filter(({ distance }) => isNear(distance, given))
    .sort((one, other) => one.distance - other.distance);
  return ranked[0]?.candidate;
}

function isNear(distance: number, word: string): boolean {
  return distance < word.length / 2;
}

function distanceToPath(word: string, path: string): number {
  const names = [path, path.slice(path.lastIndexOf('.') + 1)];
  // At least so many letters differ, and comparing long words takes long.
  const similar = names.filter((name) => isNear(Math.abs(name.length - word.length), word));
  return Math.min(...similar.map((name) => distanceOf(word, name)));
}

/** How many letters have to be inserted, removed or changed (Levenshtein). */
export function distanceOf(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length]!;
}
