/** More differing letters are hardly a typo. */
const MAX_TYPO = 2;

/** The candidate that a word is probably a typo of. Numbered names, such as address1 and address2, are different names. */
export function nearMiss(word: string, candidates: readonly string[]): string | undefined {
  const unnumbered = (name: string) => name.replace(/\d+/g, '');
  const nearestOne = nearest(word, candidates);
  if (nearestOne === undefined || unnumbered(word) === unnumbered(nearestOne)) {
    return undefined;
  }
  return distance(word.toLowerCase(), nearestOne.toLowerCase()) <= MAX_TYPO ? nearestOne : undefined;
}

/** The candidate that differs least from a word, to suggest what was meant. None if at least half of the letters differ. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((ranking) => ranking.distance < word.length / 2)
    .sort((one, other) => one.distance - other.distance);
  return ranked[0]?.candidate;
}

/** The number of letters to insert, remove or change (Levenshtein). */
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
