import { normalized } from './names';

/** From this share of common words on, two texts are one template. */
const SAME = 0.9;

/** Whether two texts are nearly one, whatever their numbers. */
export function nearlySame(one: string, other: string): boolean {
  const [own, its] = [wordsOf(one), wordsOf(other)];
  const common = own.filter((word) => {
    const index = its.indexOf(word);
    if (index >= 0) {
      its.splice(index, 1);
    }
    return index >= 0;
  }).length;
  // What is left of its words was not common.
  return 2 * common >= SAME * (own.length + its.length + common);
}

export function same(one: string, other: string): boolean {
  return wordsOf(one).join(' ') === wordsOf(other).join(' ');
}

function wordsOf(text: string): string[] {
  return normalized(text).replace(/\d+/g, '0').split(' ');
}
