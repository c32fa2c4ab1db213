import { kilobytes } from './format';
import type { Goal } from './goals';
import { OTHERS, type Results } from './results';
import { figure, ratio } from './statistics';
import { loadedZipBytes } from './synthesis';

/** The largest share of the others' cold start that ours may take. */
export const MAX_COLD_START = 0.65;
const MAX_LOADED_BYTES = 100_000;
const MAX_SECONDS_TO_SUBMIT = 10;
const MAX_SWEEP_SECONDS = 30;

/** What the comparison has to show. */
export function comparisonGoals(results: Results): Goal[] {
  return [coldStartGoal(results), zipGoal(results), destroyGoal(results), submitGoal(results), sweepGoal(results)];
}

export function coldStartGoal({ starts }: Pick<Results, 'starts'>): Goal {
  const ratios = OTHERS.map((peer) => ratio(starts.ours.whole, starts[peer].whole).median);
  return {
    what: `a cold start, from the start of the first process that a deploy waits for to the first call, takes at most ${MAX_COLD_START} of each of the others`,
    isMet: ratios.every((one) => one <= MAX_COLD_START),
    reached: ratios.map((one) => one.toFixed(2)).join(' and '),
  };
}

function zipGoal({ syntheses: { ours } }: Results): Goal {
  const bytes = loadedZipBytes(ours);
  return { what: 'a plain registration loads at most 100 kB of the zip', isMet: bytes <= MAX_LOADED_BYTES, reached: kilobytes(bytes) };
}

function destroyGoal({ deployed }: Results): Goal {
  const share = ratio(deployed.ours.destroySeconds, deployed.AwsCustomResource.destroySeconds).median;
  return {
    what: 'a destroy is not slower than by AwsCustomResource, which does not wait',
    isMet: share <= 1,
    reached: `in the median ${share.toFixed(2)} of its time`,
  };
}

function submitGoal({ continued: { reactions } }: Results): Goal {
  const { median, max } = figure(reactions.map(({ last }) => last));
  return {
    what: `a campaign is submitted within ${MAX_SECONDS_TO_SUBMIT} s of the approval of its brand`,
    isMet: max <= MAX_SECONDS_TO_SUBMIT,
    reached: `in the median ${median.toFixed(1)} s, at most ${max.toFixed(1)} s`,
  };
}

function sweepGoal({ continued: { sweeps } }: Results): Goal {
  const idle = sweeps.filter(({ situation }) => situation === 'all are under review' || situation === 'all are approved');
  return {
    what: `a sweep that finds nothing to do takes at most ${MAX_SWEEP_SECONDS} s`,
    isMet: idle.every(({ seconds }) => seconds <= MAX_SWEEP_SECONDS),
    reached: idle.map(({ situation, registrations, seconds }) => `${registrations} registrations, ${situation}: ${seconds.toFixed(1)} s`).join('; '),
  };
}
