/** Of several runs. */
export interface Figure {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function figure(values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return { min: sorted[0]!, median: (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2, max: sorted.at(-1)! };
}

/** Run by run: what was measured side by side is compared side by side. */
export function ratio(values: readonly number[], others: readonly number[]): Figure {
  return figure(values.map((value, run) => value / others[run]!));
}
