import { nameOf, type Combination } from './combinations';
import { outcome, type Outcome } from './rules';
import { whatIsLeft } from './run';
import { World } from './world';

/** For a second look: on a busy machine the handler's time-outs are short in a time that passes fast. */
const SLOW = 8;

export interface Options {
  /** How many cases are run side by side: most of a case is waiting. */
  readonly worlds: number;
  /** In epoch milliseconds; cases that are not begun by then are left out. */
  readonly until?: number;
}

export interface Verdict {
  readonly ran: number;
  readonly differences: readonly string[];
}

/** Runs the cases, and says where something else is left than the rules say. What differs is looked at again, alone and slowly. */
export async function differences(cases: readonly Combination[], { worlds, until = Infinity }: Options): Promise<Verdict> {
  const left = [...cases];
  const doubtful: Combination[] = [];
  let ran = 0;
  await Promise.all(Array.from({ length: worlds }, () => inWorld(async (world) => {
    for (let next = left.shift(); next && Date.now() < until; next = left.shift()) {
      ran += 1;
      if (await difference(world, next)) {
        doubtful.push(next);
        // What still runs of it is not to disturb the next one.
        return true;
      }
    }
    return false;
  })));
  const found: string[] = [];
  for (const combination of doubtful) {
    await inWorld(async (world) => {
      found.push(...await difference(world, combination) ?? []);
      return false;
    }, SLOW);
  }
  return { ran, differences: found };
}

/** As long as `work` asks for another world. */
async function inWorld(work: (world: World) => Promise<boolean>, speed?: number): Promise<void> {
  for (let again = true; again;) {
    const world = await World.open({ speed });
    try {
      again = await work(world);
    } finally {
      await world.close();
    }
  }
}

/** Undefined where nothing differs. */
async function difference(world: World, combination: Combination): Promise<string[] | undefined> {
  const right = outcome(combination);
  const found = await whatIsLeft(world, combination).catch((error: Error): Partial<Outcome> & { stack: string } => ({ stack: error.message }));
  const names = (Object.keys(right) as (keyof Outcome)[]).filter((name) => right[name] !== found[name]);
  return names.length === 0 ? undefined : [`${nameOf(combination)}: ${names.map((name) => `${name} ${found[name]}, not ${right[name]}`).join('; ')}`];
}
