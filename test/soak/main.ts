import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { Deadline } from './deadline';
import { areMet } from '../../bench/goals';
import { measureDeletion, measureStack, type Deletion, type Load, type Measured } from '../load/load';
import { goals, report } from '../load/report';
import { liveThrough } from '../reliability/histories/histories';
import { combinations } from '../what-is-left/combinations';
import { differences } from '../what-is-left/differences';

const REPORT = path.resolve(__dirname, '../../bench/LOAD.md');
/** Of the whole run. */
const MINUTES = 35;
/** Of the histories: the rest is needed by the load. */
const MOST_MINUTES = 10;
/** The account's quota, and one that was raised; the faster, the more the processes themselves count. */
const LOADS: readonly Load[] = [
  { registrations: 25, fields: 30, speed: 10 },
  { registrations: 100, fields: 30, speed: 20 },
];
const LAGS = [0, 5, 20, 60, 120];
const DELETION_SPEED = 10;
/** Most of a history is waiting. */
const WORLDS = 3;
/** Of the table of what is left, whose cases are short. */
const TABLE = { minutes: 15, worlds: 10 };

/** The long form of the random histories, of the table of what is left, and of the load. Ends well only if all of it fitted in, nothing was broken, and every goal is met that can be. */
async function main(minutes: number): Promise<boolean> {
  const deadline = new Deadline(MINUTES, say);
  const histories = await deadline.fit('The random histories', () => liveThroughMany(minutes));
  const table = await deadline.fit('The table of what is left', runTable);
  const stacks: (Measured | undefined)[] = [];
  for (const load of LOADS) {
    stacks.push(await deadline.fit(`A stack of ${load.registrations} registrations`, () => measure(load)));
  }
  const deletions = await deadline.fit('The delete of one registration', measureDeletions);
  const measured = stacks.filter((stack) => stack !== undefined);
  if (measured.length < LOADS.length || !deletions) {
    say(`${REPORT} is left as it was: not all of it was measured`);
    return false;
  }
  write(report(measured, deletions, DELETION_SPEED));
  const reached = areMet(goals(measured, deletions));
  say(`Random histories: ${histories ? 'nothing was broken' : 'something was broken, or they did not end'}`);
  say(`What is left: ${table ? 'what the rules say' : 'something else than the rules say, or not all cases were run'}`);
  say(`Goals that can be met: ${reached ? 'all are met' : 'not all are met'}`);
  return histories === true && table === true && reached;
}

async function liveThroughMany(minutes: number): Promise<boolean> {
  say(`Random histories in ${WORLDS} worlds, for ${minutes} minutes`);
  const verdicts = await Promise.all(Array.from({ length: WORLDS }, () => liveThrough({ withinMs: minutes * 60_000 })));
  for (const { seed, histories, failure } of verdicts) {
    say(`${histories} histories of the seed ${seed}: ${failure ?? 'nothing was broken'}`);
  }
  return verdicts.every(({ failure }) => failure === undefined);
}

async function runTable(): Promise<boolean> {
  const cases = combinations();
  say(`What is left, in all ${cases.length} cases, ${TABLE.worlds} side by side`);
  const { ran, differences: found } = await differences(cases, { worlds: TABLE.worlds, until: Date.now() + TABLE.minutes * 60_000 });
  found.forEach(say);
  say(`${ran} of ${cases.length} cases were run, ${found.length} differ from the rules`);
  return ran === cases.length && found.length === 0;
}

async function measure(load: Load): Promise<Measured> {
  say(`A stack of ${load.registrations} registrations, ${load.speed} times as fast as real time`);
  return { load, figures: await measureStack(load) };
}

async function measureDeletions(): Promise<Deletion[]> {
  const deletions: Deletion[] = [];
  for (const lag of LAGS) {
    deletions.push(await measureDeletion(lag, DELETION_SPEED));
  }
  return deletions;
}

function write(text: string): void {
  mkdirSync(path.dirname(REPORT), { recursive: true });
  writeFileSync(REPORT, text);
  say(text);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Of the random histories. */
function minutesGiven(): number {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '8' } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
    throw new Error(`--minutes is how long random histories are lived through: more than 0, and at most ${MOST_MINUTES}, not ${values.minutes}`);
  }
  return minutes;
}

// What did not fit in may still be running: the process does not wait for it.
void main(minutesGiven()).then((well) => process.exit(well ? 0 : 1));
