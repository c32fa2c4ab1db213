import { distanceOf, nearest } from '../../contract/nearest';

/** A word that differs in more letters is hardly a slip. */
const SLIP = 2;

/** The candidate that a word is probably a slip of. Numbered names, such as address1 and address2, are names of their own. */
export function nearMiss(word: string, candidates: readonly string[]): string | undefined {
  const unnumbered = (name: string) => name.replace(/\d+/g, '');
  const nearestOne = nearest(word, candidates);
  if (nearestOne === undefined || unnumbered(word) === unnumbered(nearestOne)) {
    return undefined;
  }
  return distanceOf(word.toLowerCase(), nearestOne.toLowerCase()) <= SLIP ? nearestOne : undefined;
}
