/** What was to be reached. */
export interface Goal {
  readonly what: string;
  readonly isMet: boolean;
  /** The figures that say so, in words. */
  readonly reached: string;
  /** Why nothing could meet it, where that is so: it is printed as what it is, and fails no command. */
  readonly impossible?: string;
}

/** Whether all is reached that can be. */
export function areMet(goals: readonly Goal[]): boolean {
  return goals.every(({ isMet, impossible }) => isMet || impossible !== undefined);
}

/** The end of a report. */
export function goalsSection(goals: readonly Goal[]): string[] {
  return ['## Goals', '', ...goals.map(line), ''];
}

function line({ what, isMet, reached, impossible }: Goal): string {
  if (isMet) {
    return `- met: ${what} (${reached})`;
  }
  return impossible === undefined ? `- **not met**: ${what} (${reached})` : `- **not met, and cannot be**: ${what} (${reached}): ${impossible}`;
}
