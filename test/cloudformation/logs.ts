/** One line that a function instance wrote. */
export interface LogLine {
  /** 'platform': Lambda's own words, for example on a time-out. */
  readonly stream: 'stdout' | 'stderr' | 'platform';
  readonly text: string;
  /** The instance's log stream. */
  readonly logStreamName: string;
  /** Undefined for what was written while the instance started. */
  readonly awsRequestId?: string;
}

/** The lines that are JSON objects, parsed; a plain line is left out. */
export function jsonLines(lines: readonly LogLine[]): Record<string, unknown>[] {
  return lines.map((line) => parse(line.text)).filter((value) => value !== undefined);
}

function parse(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
