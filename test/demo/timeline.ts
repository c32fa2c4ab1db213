import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { HistoryEntry, JournalEntry } from '../simulator';
import type { Terminal } from './terminal';

export interface Happening {
  readonly time: Date;
  readonly who: 'stack' | 'handler' | 'status';
  readonly what: string;
}

/** A status that a registration reached, and which one that was. */
export interface NamedHistoryEntry extends HistoryEntry {
  readonly name: string;
}

/** What happened when: the stack's events of the registrations, the calls of the handler, the statuses of the service. */
export function timeline(events: readonly StackEvent[], calls: readonly JournalEntry[], history: readonly NamedHistoryEntry[]): Happening[] {
  const happenings: Happening[] = [
    ...events.map(({ Timestamp, LogicalResourceId, ResourceStatus }): Happening => (
      { time: Timestamp!, who: 'stack', what: `${LogicalResourceId} ${ResourceStatus}` }
    )),
    ...calls.map(({ time, operation, outcome, reason }): Happening => (
      { time: new Date(time), who: 'handler', what: [operation, ...(outcome === 'ok' ? [] : [outcome, reason])].filter(Boolean).join(' ') }
    )),
    ...history.map(({ name, time, registrationStatus, versionStatus }): Happening => (
      { time: new Date(time), who: 'status', what: `${name} ${registrationStatus} (version ${versionStatus})` }
    )),
  ];
  return collapse(happenings.sort((a, b) => a.time.getTime() - b.time.getTime()));
}

/** Nine fields are nine calls: one line says so. */
function collapse(happenings: readonly Happening[]): Happening[] {
  const groups: { first: Happening; times: number }[] = [];
  for (const happening of happenings) {
    const last = groups.at(-1);
    if (last && last.first.who === 'handler' && last.first.what === happening.what) {
      last.times += 1;
    } else {
      groups.push({ first: happening, times: 1 });
    }
  }
  return groups.map(({ first, times }) => (times > 1 ? { ...first, what: `${first.what} × ${times}` } : first));
}

const COLOUR = { stack: 'dim', handler: 'cyan', status: 'yellow' } as const;

export function printTimeline(terminal: Terminal, happenings: readonly Happening[]): void {
  terminal.title('What happened when');
  for (const { time, who, what } of happenings) {
    terminal.line(`  ${terminal.since(time)}  ${terminal.paint(COLOUR[who], who.padEnd(8))} ${what}`);
  }
}
