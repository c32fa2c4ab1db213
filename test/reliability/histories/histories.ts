import * as fc from 'fast-check';
import { end, EVERYTHING } from './commands';
import { newModel } from './model';
import { World } from './world';

/** Where a history is found again; what fast-check prints when one goes wrong. */
export interface Replay {
  readonly seed?: number;
  readonly path?: string;
  readonly replayPath?: string;
}

export interface HistoriesOptions extends Replay {
  /** Default: the built handler. */
  readonly bundle?: string;
  /** After so many real milliseconds the history that runs is broken off, and no other begins. */
  readonly withinMs: number;
  /** Default: as many as fit. */
  readonly runs?: number;
}

export interface Verdict {
  readonly seed: number;
  readonly histories: number;
  /** Of the shortest history that goes wrong. */
  readonly failure?: string;
  /** How many steps that has. */
  readonly steps?: number;
}

/** Lives through random histories, each in a world that has forgotten all others. */
export async function liveThrough({ bundle, withinMs, runs, replayPath, path, seed = randomSeed() }: HistoriesOptions): Promise<Verdict> {
  const world = await World.open(bundle);
  try {
    const property = fc.asyncProperty(fc.commands(EVERYTHING, { maxCommands: 12, size: 'max', replayPath }), async (steps) => {
      await world.startOver();
      const model = newModel();
      await fc.asyncModelRun(() => ({ model, real: world }), steps);
      await end(model, world);
    });
    const details = await fc.check(property, {
      seed, path, numRuns: runs ?? 1_000_000, interruptAfterTimeLimit: withinMs, includeErrorInReport: true,
    });
    return {
      seed,
      histories: details.numRuns,
      ...details.failed && { failure: fc.defaultReportMessage(details), steps: stepsOf(details.counterexample) },
    };
  } finally {
    await world.close();
  }
}

function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

function stepsOf(counterexample: unknown): number | undefined {
  return (counterexample as [Iterable<unknown>] | null)?.[0] && [...(counterexample as [Iterable<unknown>])[0]].length;
}
