/** The candidate that is most similar to a word, to hint at what was meant; none unless more than half matches. lib/ has its own copy. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, likeness: likeness(word, candidate) }))
    .sort((one, other) => other.likeness - one.likeness);
  return ranked[0] && ranked[0].likeness > 0.5 ? ranked[0].candidate : undefined;
}

/** The share of adjacent letter pairs that two words have in common, from 0 to 1 (Dice coefficient). */
function likeness(one: string, other: string): number {
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  const left = [...others];
  const shared = pairs.filter((pair) => left.includes(pair) && left.splice(left.indexOf(pair), 1).length > 0);
  return 2 * shared.length / (pairs.length + others.length);
}

/** Includes the ends, so that every word has a pair. */
function pairsOf(word: string): string[] {
  const framed = ` ${word.toLowerCase()} `;
  return Array.from({ length: framed.length - 1 }, (_, index) => framed.slice(index, index + 2));
}
