import { differencesAfterCrashes } from './crash';
import { CONTINUATIONS, openStages } from './flows';
import type { Stage } from '../lambda/stage';

let stages: Stage[];
beforeAll(async () => { stages = await openStages(); });
afterAll(() => Promise.all(stages.map((stage) => stage.close())));

test.each(Object.entries(CONTINUATIONS))('%s ends in the same place wherever the handler is killed', async (_, flow) => {
  expect(await differencesAfterCrashes(stages, flow)).toEqual([]);
}, 600_000);
