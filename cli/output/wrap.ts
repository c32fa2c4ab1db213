import stringWidth from 'string-width';

/** A text in lines of at most that width. A word that is longer, such as a link, stays whole. */
export function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => line.split(' ').reduce<string[]>((lines, word) => {
    const longer = [...lines.slice(-1), word].join(' ');
    return lines.length > 0 && stringWidth(longer) <= width ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []));
}
