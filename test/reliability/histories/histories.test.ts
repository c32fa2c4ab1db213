import * as path from 'path';
import { KINDS } from './commands';
import { liveThrough, liveThroughAllKinds, type Replay } from './histories';

/** The same in every run, so that whoever changes something is not stopped by what was there before; npm run soak looks for others. */
const SEEDS = [20261123, 414030119];
/** Of each seed, on whatever machine: as many as a busy one with two cores lives through in a minute. */
const HISTORIES = 4;
/** As fast-check has printed it: HISTORY='{"seed":1,"path":"3:2:5","replayPath":"DAJ:F"}' lives through that one again. */
const REPLAY = JSON.parse(process.env.HISTORY ?? '{}') as Replay;

test('Random histories break nothing', async () => {
  const replays: Replay[] = process.env.HISTORY ? [REPLAY] : SEEDS.map((seed) => ({ seed }));
  // The time is for machines on which nothing moves any more, and for the shrinking of what went wrong.
  const verdicts = await Promise.all(replays.map((replay) => liveThrough({ ...replay, runs: HISTORIES, withinMs: 500_000 })));
  process.stderr.write(verdicts.map(({ seed, histories }) => `${histories} histories of the seed ${seed}\n`).join(''));
  const timesOf = (kind: string) => verdicts.reduce((times, { ran }) => times + (ran.get(kind) ?? 0), 0);
  process.stderr.write(`${KINDS.map((kind) => `${kind} ${timesOf(kind)}`).join(', ')}\n`);
  expect(verdicts.flatMap(({ failure }) => failure ?? []).join('\n\n')).toBe('');
  // One that is lived through again may begin in the midst of its seed.
  expect(process.env.HISTORY ? [] : verdicts.filter(({ histories }) => histories < HISTORIES)).toEqual([]);
}, 600_000);

test('A history with steps of every kind breaks nothing: few random ones come so far', async () => {
  const ran = await liveThroughAllKinds();
  expect(KINDS.filter((kind) => !ran.has(kind))).toEqual([]);
}, 600_000);

test('A handler that forgets to delete is found, in two steps', async () => {
  const bundle = path.join(__dirname, 'fixtures/forgetful.js');
  const { failure, steps } = await liveThrough({ bundle, withinMs: 120_000 });
  expect(failure).toContain('was answered SUCCESS');
  expect(failure).toMatch(/seed: -?\d+, path: /);
  expect(steps).toBeLessThanOrEqual(2);
}, 600_000);
