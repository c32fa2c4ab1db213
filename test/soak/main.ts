import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { measureDeletion, measureStack, type Deletion, type Load } from '../load/load';
import { report, type Measured } from '../load/report';
import { liveThrough } from '../reliability/histories/histories';

const REPORT = path.resolve(__dirname, '../../bench/LOAD.md');
/** The account's quota, and one that was raised; the faster, the more the processes themselves count. */
const LOADS: readonly Load[] = [
  { registrations: 25, fields: 30, speed: 10 },
  { registrations: 100, fields: 30, speed: 20 },
];
const LAGS = [0, 5, 20, 60, 120];
const DELETION_SPEED = 10;
/** Most of a history is waiting. */
const WORLDS = 3;

/** The long form of the random histories and of the load: 20 minutes at most. Ends well only if nothing was broken. */
async function main(minutes: number): Promise<boolean> {
  const histories = await liveThroughMany(minutes);
  const stacks: Measured[] = [];
  for (const load of LOADS) {
    say(`A stack of ${load.registrations} registrations, ${load.speed} times as fast as real time`);
    stacks.push({ load, figures: await measureStack(load) });
  }
  const deletions: Deletion[] = [];
  for (const lag of LAGS) {
    deletions.push(await measureDeletion(lag, DELETION_SPEED));
  }
  const text = report(stacks, deletions, DELETION_SPEED);
  mkdirSync(path.dirname(REPORT), { recursive: true });
  writeFileSync(REPORT, text);
  say(text);
  return histories && stacks.every(({ figures }) => figures.every(({ succeeded, timedOut }) => succeeded && timedOut === 0));
}

async function liveThroughMany(minutes: number): Promise<boolean> {
  say(`Random histories in ${WORLDS} worlds, for ${minutes} minutes`);
  const verdicts = await Promise.all(Array.from({ length: WORLDS }, () => liveThrough({ withinMs: minutes * 60_000 })));
  for (const { seed, histories, failure } of verdicts) {
    say(`${histories} histories of the seed ${seed}: ${failure ?? 'nothing was broken'}`);
  }
  return verdicts.every(({ failure }) => failure === undefined);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '8' } } });
void main(Number(values.minutes)).then((well) => { process.exitCode = well ? 0 : 1; });
