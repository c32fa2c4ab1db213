import * as fs from 'fs';
import * as path from 'path';
import { undisturbed } from './crash';
import { CONTINUATIONS, CREATES, DELETES, onStages, openStages, ROLLBACKS, UPDATES } from './flows';
import type { Stage } from '../lambda/stage';

const SERVICE = path.join(__dirname, '../../lambda/service');

let stages: Stage[];
beforeAll(async () => { stages = await openStages(); });
afterAll(() => Promise.all(stages.map((stage) => stage.close())));

/** What the handler can ask of the service: the commands of the one folder that makes any. The stores of secrets are another one's. */
function callable(): string[] {
  const sources = fs.readdirSync(SERVICE).map((file) => fs.readFileSync(path.join(SERVICE, file), 'utf8'));
  return sorted(sources.flatMap((source) => [...source.matchAll(/new (\w+)Command\(/g)].map(([, operation]) => operation!)));
}

function sorted(operations: string[]): string[] {
  return [...new Set(operations)].sort();
}

test('every operation of the service that the handler can call is killed and made to fail: each is in one of the flows', async () => {
  const flows = [CREATES, UPDATES, ROLLBACKS, DELETES, CONTINUATIONS].flatMap((some) => Object.values(some));
  const calls = (await onStages(stages, flows, undisturbed)).flatMap((run) => run.calls);
  // A number is released by a resource of its own.
  expect(sorted(calls).filter((operation) => operation !== 'ReleasePhoneNumber')).toEqual(callable());
}, 600_000);
