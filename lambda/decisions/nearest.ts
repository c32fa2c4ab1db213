/** The candidate that looks most like a word, for a hint at what was meant; none if less than half of it is alike. lib/ has its own. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, likeness: likeness(word, candidate) }))
    .sort((one, other) => other.likeness - one.likeness);
  return ranked[0] && ranked[0].likeness > 0.5 ? ranked[0].candidate : undefined;
}

/** How many of their pairs of neighbouring letters two words share: 0 for none, 1 for all (Dice). */
function likeness(one: string, other: string): number {
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  const left = [...others];
  const shared = pairs.filter((pair) => left.includes(pair) && left.splice(left.indexOf(pair), 1).length > 0);
  return 2 * shared.length / (pairs.length + others.length);
}

/** The ends count, too, so that no word is without a pair. */
function pairsOf(word: string): string[] {
  const framed = ` ${word.toLowerCase()} `;
  return Array.from({ length: framed.length - 1 }, (_, index) => framed.slice(index, index + 2));
}
