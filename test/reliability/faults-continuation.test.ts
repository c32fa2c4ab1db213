import { wrongEnds } from './fault-matrix';
import { CONTINUATIONS, openStages } from './flows';
import type { Stage } from '../lambda/stage';

let stages: Stage[];
beforeAll(async () => { stages = await openStages(); });
afterAll(() => Promise.all(stages.map((stage) => stage.close())));

test.each(Object.entries(CONTINUATIONS))('%s succeeds or says which call failed, whatever goes wrong with any of them', async (_, flow) => {
  expect(await wrongEnds(stages, flow)).toEqual([]);
}, 600_000);
