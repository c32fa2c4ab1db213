import { kilobytes } from './format';
import type { Goal } from './goals';
import { OTHERS, type Results } from './results';
import { ratio } from './statistics';
import { loadedZipBytes } from './synthesis';

/** The largest share of the others' cold start that ours may take. */
export const MAX_COLD_START = 0.65;
const MAX_LOADED_BYTES = 100_000;

/** What the comparison has to show. */
export function comparisonGoals(results: Results): Goal[] {
  const { fromProcess, fromEvent } = coldStartGoals(results);
  return [fromProcess, fromEvent, zipGoal(results), destroyGoal(results)];
}

/** The same goal by two measures; the first is the stricter one, because nothing of the Provider's framework is in it. */
export function coldStartGoals({ starts }: Pick<Results, 'starts'>): { readonly fromProcess: Goal; readonly fromEvent: Goal } {
  const goal = (what: string, measure: 'firstCallMs' | 'fromEventMs'): Goal => {
    const ratios = OTHERS.map((peer) => ratio(starts.ours[measure], starts[peer][measure]).median);
    return { what, isMet: ratios.every((one) => one <= MAX_COLD_START), reached: ratios.map((one) => one.toFixed(2)).join(' and ') };
  };
  return {
    fromProcess: goal(`a cold start, from the start of the function's process to its first call, takes at most ${MAX_COLD_START} of each of the others`, 'firstCallMs'),
    fromEvent: goal('the same from CloudFormation\'s event on, which reaches the Provider\'s function only through its framework', 'fromEventMs'),
  };
}

function zipGoal({ syntheses: { ours } }: Results): Goal {
  const bytes = loadedZipBytes(ours);
  return { what: 'the function loads at most 100 kB of the zip when it starts', isMet: bytes <= MAX_LOADED_BYTES, reached: kilobytes(bytes) };
}

function destroyGoal({ starts, deployed }: Results): Goal {
  const cold = ratio(starts.ours.destroyMs, starts.AwsCustomResource.destroyMs).median;
  const warm = ratio(deployed.ours.destroySeconds, deployed.AwsCustomResource.destroySeconds).median;
  return {
    what: 'a destroy is not slower than by AwsCustomResource, which does not wait',
    isMet: cold <= 1 && warm <= 1,
    reached: `in the median ${cold.toFixed(2)} of its time with a cold function; with a warm one, which it calls once more for the field, ${warm.toFixed(2)}`,
  };
}
