import { total, type Deletion, type Measured } from './load';
import type { Goal } from '../../bench/goals';

/** Lambda stops an invocation after so many seconds. */
const LAMBDA_LIMIT = 900;

/** What a stack of many has to reach. */
export function stackGoals(stacks: readonly Measured[]): Goal[] {
  const all = stacks.flatMap(({ figures }) => figures);
  const each = (written: (stack: Measured) => string) => (
    stacks.map((stack) => `${stack.load.registrations} registrations: ${written(stack)}`).join(', ')
  );
  const time = ({ figures }: Measured) => total(figures).took / total(figures).floor;
  const calls = ({ figures }: Measured) => total(figures).calls / total(figures).needed;
  return [
    {
      what: 'every create, update and destroy succeeds',
      isMet: all.every(({ succeeded }) => succeeded),
      reached: `${all.filter(({ succeeded }) => succeeded).length} of ${all.length}`,
    },
    {
      what: 'no function runs into the 15 minutes of Lambda',
      isMet: all.every(({ timedOut, longest }) => timedOut === 0 && longest < LAMBDA_LIMIT),
      reached: each(({ figures }) => `${Math.round(Math.max(...figures.map(({ longest }) => longest)))} s at most`),
    },
    {
      what: 'create, update and destroy together take at most 1.15 times as long as the rate makes them at least',
      isMet: stacks.every((stack) => time(stack) <= 1.15),
      reached: each((stack) => time(stack).toFixed(2)),
    },
    {
      what: 'together they make at most 1.2 calls for each needed one',
      isMet: stacks.every((stack) => calls(stack) <= 1.2),
      reached: each((stack) => calls(stack).toFixed(2)),
    },
  ];
}

/** What the delete of one registration has to reach. */
export function deletionGoals(deletions: readonly Deletion[]): Goal[] {
  const [atOnce, later] = [deletions.filter(({ lag }) => lag === 0), deletions.filter(({ lag }) => lag > 0)];
  const latest = Math.max(...deletions.map(({ unnoticed }) => unnoticed));
  return [
    {
      what: 'a delete of one that is gone at once takes at most 3 calls',
      isMet: atOnce.every(hasFewCalls),
      reached: atOnce.map(({ calls }) => String(calls)).join(', '),
    },
    {
      what: `that one is gone is noticed within half of the time that its delete took, when it goes after ${Math.min(...later.map(({ lag }) => lag))} s or later`,
      isMet: later.every(isNoticedInHalf),
      reached: worst(later),
    },
    { what: 'that one is gone is noticed within 10 s', isMet: latest <= 10, reached: `at most ${latest.toFixed(1)} s` },
    {
      what: 'a delete takes at most 3 calls, however late the registration goes',
      isMet: deletions.every(hasFewCalls),
      reached: deletions.map(({ lag, calls }) => `gone after ${lag} s: ${calls}`).join(', '),
      impossible: 'nobody knows beforehand when it goes, and with two looks after the delete nobody notices that in time whenever it is',
    },
    {
      what: 'that one is gone is noticed within half of the time that its delete took, also when it goes at once',
      isMet: deletions.every(isNoticedInHalf),
      reached: worst(deletions),
      impossible: 'the answer waits for a look that shows that it is gone, and when it goes at once, that look and the answer are nearly all of the time',
    },
  ];
}

function hasFewCalls({ calls }: Deletion): boolean {
  return calls <= 3;
}

function isNoticedInHalf(deletion: Deletion): boolean {
  return share(deletion) <= 0.5;
}

function share({ unnoticed, took }: Deletion): number {
  return unnoticed / took;
}

function worst(deletions: readonly Deletion[]): string {
  const one = deletions.reduce((most, other) => share(other) > share(most) ? other : most);
  return `at worst ${Math.round(share(one) * 100)} %, which is ${one.unnoticed.toFixed(1)} s, of one that is gone after ${one.lag} s`;
}
