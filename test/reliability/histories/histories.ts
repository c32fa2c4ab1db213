import * as fc from 'fast-check';
import { ALL_KINDS, end, EVERYTHING, type Step } from './commands';
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
  /** How often each kind of step was taken. */
  readonly ran: ReadonlyMap<string, number>;
  /** Of the shortest history that goes wrong. */
  readonly failure?: string;
  /** How many steps that has. */
  readonly steps?: number;
}

/** Lives through random histories, each in a world that has forgotten all others. */
export async function liveThrough({ bundle, withinMs, runs, replayPath, path, seed = randomSeed() }: HistoriesOptions): Promise<Verdict> {
  const world = await World.open(bundle);
  try {
    const property = fc.asyncProperty(fc.commands(EVERYTHING, { maxCommands: 20, size: 'max', replayPath }), async (steps) => {
      await live(world, steps);
    });
    const details = await fc.check(property, {
      seed, path, numRuns: runs ?? 1_000_000, interruptAfterTimeLimit: withinMs, includeErrorInReport: true,
    });
    return {
      seed,
      histories: details.numRuns,
      ran: world.steps,
      ...details.failed && { failure: fc.defaultReportMessage(details), steps: stepsOf(details.counterexample) },
    };
  } finally {
    await world.close();
  }
}

/** Lives through the one history that has a step of every kind, and says how often each was taken. */
export async function liveThroughAllKinds(): Promise<ReadonlyMap<string, number>> {
  const world = await World.open();
  try {
    await live(world, ALL_KINDS);
    return world.steps;
  } finally {
    await world.close();
  }
}

async function live(world: World, steps: Iterable<Step>): Promise<void> {
  await world.startOver();
  const model = newModel();
  await fc.asyncModelRun(() => ({ model, real: world }), steps);
  await end(model, world);
}

function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

function stepsOf(counterexample: unknown): number | undefined {
  return (counterexample as [Iterable<unknown>] | null)?.[0] && [...(counterexample as [Iterable<unknown>])[0]].length;
}
