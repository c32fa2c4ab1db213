import type { Figure } from './statistics';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function written({ min, median, max }: Figure, digits = max < 10 && median % 1 !== 0 ? 2 : 0): string {
  return min === max ? min.toFixed(digits) : [min, median, max].map((value) => value.toFixed(digits)).join(' / ');
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
