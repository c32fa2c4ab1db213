import { distanceOf, nearest } from '../../contract/nearest';

/** More differing letters are hardly a typo. */
const MAX_TYPO = 2;

/** The candidate that a word is probably a typo of. Numbered names, such as address1 and address2, are different names. */
export function nearMiss(word: string, candidates: readonly string[]): string | undefined {
  const unnumbered = (name: string) => name.replace(/\d+/g, '');
  const nearestOne = nearest(word, candidates);
  if (nearestOne === undefined || unnumbered(word) === unnumbered(nearestOne)) {
    return undefined;
  }
  return distanceOf(word.toLowerCase(), nearestOne.toLowerCase()) <= MAX_TYPO ? nearestOne : undefined;
}
