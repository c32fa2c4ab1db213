import type { JournalEntry } from '../simulator';
import type { Stage } from './stage';

/** Calls between which no second passes are one line. */
const PAUSE_MS = 1_000;

/** Every call of the service, by the resource that it was about. */
export function printTimeline({ terminal, calls: all, begun, names }: Pick<Stage, 'terminal' | 'calls' | 'begun' | 'names'>): void {
  for (const [name, ofResource] of byResource(all, names)) {
    terminal.title(`${name}: ${ofResource.length} calls`);
    bursts(ofResource).forEach((calls) => {
      const seconds = ((timeOf(calls[0]!) - begun) / 1_000).toFixed(1).padStart(6);
      terminal.text(folded(calls), { margin: `  ${seconds} s  ` });
    });
  }
}

function byResource(calls: readonly JournalEntry[], names: ReadonlyMap<string, string>): Map<string, JournalEntry[]> {
  const result = new Map<string, JournalEntry[]>();
  for (const call of calls) {
    const name = names.get(call.registrationId ?? '') ?? 'The account, and its numbers';
    result.set(name, [...result.get(name) ?? [], call]);
  }
  return result;
}

function bursts(calls: readonly JournalEntry[]): JournalEntry[][] {
  const result: JournalEntry[][] = [];
  for (const call of calls) {
    const last = result.at(-1)?.at(-1);
    if (last && timeOf(call) - timeOf(last) < PAUSE_MS) {
      result.at(-1)!.push(call);
    } else {
      result.push([call]);
    }
  }
  return result;
}

/** Each call once, with how often it was made. */
function folded(calls: readonly JournalEntry[]): string {
  const times = new Map<string, number>();
  for (const { operation, outcome, reason } of calls) {
    const what = [operation, ...outcome === 'ok' ? [] : [outcome, reason]].filter(Boolean).join(' ');
    times.set(what, (times.get(what) ?? 0) + 1);
  }
  return [...times].map(([what, count]) => count > 1 ? `${what} × ${count}` : what).join(', ');
}

function timeOf({ time }: JournalEntry): number {
  return new Date(time).getTime();
}
