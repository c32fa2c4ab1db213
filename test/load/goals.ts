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

/** What the delete of one registration has to reach, however long the service takes for it. */
export function deletionGoals(deletions: readonly Deletion[]): Goal[] {
  const share = ({ unnoticed, took }: Deletion) => unnoticed / took;
  const worst = deletions.reduce((one, other) => share(other) > share(one) ? other : one);
  const latest = Math.max(...deletions.map(({ unnoticed }) => unnoticed));
  return [
    {
      what: 'the delete of one takes at most 3 calls',
      isMet: deletions.every(({ calls }) => calls <= 3),
      reached: deletions.map(({ lag, calls }) => `gone after ${lag} s: ${calls}`).join(', '),
      why: 'nobody can know beforehand when it will be gone, so a delete that takes longer needs more looks to keep within the half and the 10 s',
    },
    {
      what: 'that it is gone is noticed within half of the time that the delete took',
      isMet: deletions.every((deletion) => share(deletion) <= 0.5),
      reached: `at worst ${Math.round(share(worst) * 100)} %, which is ${worst.unnoticed.toFixed(1)} s, of one that is gone after ${worst.lag} s`,
      why: 'of one that goes at once nearly all of the time is the look that notices it, and the answer',
    },
    { what: 'and never later than 10 s after it', isMet: latest <= 10, reached: `at most ${latest.toFixed(1)} s` },
  ];
}
