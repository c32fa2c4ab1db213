/** A word that differs in more letters is hardly a slip. */
const SLIP = 2;

/** The candidate that a word is probably a slip of. Numbered names, such as address1 and address2, are names of their own. */
export function nearMiss(word: string, candidates: readonly string[]): string | undefined {
  const unnumbered = (name: string) => name.replace(/\d+/g, '');
  const nearestOne = nearest(word, candidates);
  if (nearestOne === undefined || unnumbered(word) === unnumbered(nearestOne)) {
    return undefined;
  }
  return distance(word.toLowerCase(), nearestOne.toLowerCase()) <= SLIP ? nearestOne : undefined;
}

/** The candidate that differs least from a word, as a hint at what was meant; none if at least half of the letters differ. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((ranking) => ranking.distance < word.length / 2)
    .sort((one, other) => one.distance - other.distance);
  return ranked[0]?.candidate;
}

/** How many letters have to be inserted, removed or changed (Levenshtein). */
function distance(from: string, to: string): number {
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
