/** What was to be reached. */
export interface Goal {
  readonly what: string;
  readonly isMet: boolean;
  /** The figures that say so, in words. */
  readonly reached: string;
  /** What stands in the way when it is not met, where that is known. */
  readonly why?: string;
}

/** The end of a report. */
export function goalsSection(goals: readonly Goal[]): string[] {
  return ['## Goals', '', ...goals.map(line), ''];
}

function line({ what, isMet, reached, why }: Goal): string {
  return isMet ? `- met: ${what} (${reached})` : `- **not met**: ${what} (${[reached, ...why ? [why] : []].join('; ')})`;
}
