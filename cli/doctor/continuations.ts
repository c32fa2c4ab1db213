import type { LogDetails } from '../../lambda/log';
import type { LogLine } from '../aws/cloud-reads';

/** When the rules of a stack last woke its handler, in epoch milliseconds. */
export interface Woken {
  readonly byEvent?: number;
  readonly bySchedule?: number;
}

/** The handler writes one line at the beginning of each request, which names the registration if an event caused it. */
export function wokenBy(lines: readonly LogLine[]): Woken {
  const starts = lines.flatMap(({ time, message }) => {
    const { event, requestType, registrationId } = detailsOf(message);
    return event === 'started' && requestType === 'Continuation' ? [{ time, isEvent: registrationId !== undefined }] : [];
  });
  const last = (isEvent: boolean) => starts.filter((start) => start.isEvent === isEvent).at(-1)?.time;
  return { byEvent: last(true), bySchedule: last(false) };
}

/** Whether any of the lines are those of a handler, whatever it did. */
export function hasLinesOfHandler(lines: readonly LogLine[]): boolean {
  return lines.some(({ message }) => {
    const { event, requestType } = detailsOf(message);
    return event === 'started' && requestType !== undefined;
  });
}

function detailsOf(message: string): LogDetails {
  try {
    const line: unknown = JSON.parse(message);
    return typeof line === 'object' && line !== null ? line as LogDetails : {};
  } catch {
    // A line of Lambda itself.
    return {};
  }
}
