// npx tsx test/mutation/main.ts [--only lambda/operations/guard.ts] [--minutes 30] [--jobs 6] [--again [--with test/lambda/operations/overtaken.test.ts]]
// Changes what runs only in the handler. It goes on where it was stopped, and begins anew with a file that has changed since.
import * as fs from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { hashOf, instrument, mutated, ROOT, type Mutant } from './handler';
import { isNoticed, whyLeft, writeReport, type Result } from './report';
import { allTests, run, testsOf, type Test } from './tests';
import { readVerdicts, writeVerdicts } from './verdicts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    minutes: { type: 'string', default: '240' },
    // Only those that no test noticed so far, and of which survivors.json does not say why, after tests were added.
    again: { type: 'boolean', default: false },
    // Not all of these, but those of some files.
    with: { type: 'string', multiple: true },
    jobs: { type: 'string', default: '2' },
  },
});

/** Of a mutant that many tests meet, so many are tried, the last of them from everywhere: more would only raise the score. Again, it is all. */
const BATCHES = [3, 9, 24];
const LAST_BATCH = options.again ? Infinity : 24;
/** Every so many mutants the same tests run without one, to see whether they fail by themselves. */
const CONTROL_EVERY = 10;

/** The share that has to be noticed, as for the decisions. */
const ENOUGH = 0.85;

const CONTROLS = path.join(ROOT, '.stryker', 'handler-controls.json');

async function main(): Promise<void> {
  if (options.with && !options.again) {
    throw new Error('--with is for --again: what other tests notice would be said to have survived.');
  }
  const files = fs.readdirSync(path.join(ROOT, 'lambda/operations'), { recursive: true })
    .map((name) => `lambda/operations/${String(name)}`).filter((name) => name.endsWith('.ts')).sort();
  const mutants = await instrument(files);
  const tests = await allTests();
  const failing = tests.filter(({ fails }) => fails);
  if (tests.length === 0 || failing.length > 0) {
    throw new Error(`Without a mutant, ${failing.length} of ${tests.length} tests fail: ${failing.map(({ name }) => name).join('; ')}`);
  }
  const results = readVerdicts(mutants);
  const chosen = mutants.filter(({ file }) => options.only === undefined || options.only.includes(file));
  // What is new in an order that is as good as random, so that what is done by then is a sample, whenever it is stopped.
  const open = options.again
    ? chosen.filter(({ key }) => results.has(key) && !isNoticed(results.get(key)!) && whyLeft(results.get(key)!) === undefined)
    : chosen.filter(({ key }) => !results.has(key)).sort((one, other) => hashOf(one.key) < hashOf(other.key) ? -1 : 1);
  console.log(`${mutants.length} mutants, ${open.length} to be tried with ${tests.length} tests`);
  const controls = fs.existsSync(CONTROLS) ? JSON.parse(fs.readFileSync(CONTROLS, 'utf8')) as { runs: number; failures: number } : { runs: 0, failures: 0 };
  const left = open.map((mutant, index) => ({ mutant, index }));
  const end = Date.now() + Number(options.minutes) * 60_000;
  await Promise.all(Array.from({ length: Number(options.jobs) }, async () => {
    for (let next = left.shift(); next && Date.now() < end; next = left.shift()) {
      const result = await judge(next.mutant, mutants, tests, results);
      results.set(result.key, result);
      console.log(`${next.index + 1}/${open.length} ${result.status} ${result.file}:${result.line} ${result.mutator}`);
      writeVerdicts([...results.values()]);
      if (next.index % CONTROL_EVERY === 0) {
        controls.runs += 1;
        controls.failures += await isKilledByNothing(testsOf(next.mutant, mutants, tests, new Map())) ? 1 : 0;
        fs.writeFileSync(CONTROLS, JSON.stringify(controls));
      }
    }
  }));
  const said = `Of ${controls.runs} runs without a mutant ${controls.failures} failed.`;
  console.log(said);
  writeReport([...results.values()], mutants, said);
  assertEnough([...results.values()]);
}

function assertEnough(results: readonly Result[]): void {
  const noticed = results.filter(isNoticed).length / results.length;
  const unexplained = results.filter((one) => !isNoticed(one) && whyLeft(one) === undefined);
  console.log(`${(100 * noticed).toFixed(1)} % noticed; ${unexplained.length} of the others without a reason in survivors.json`);
  if (noticed < ENOUGH || unexplained.length > 0) {
    process.exitCode = 1;
  }
}

async function judge(
  mutant: Mutant, mutants: readonly Mutant[], tests: readonly Test[], results: ReadonlyMap<string, Result>,
): Promise<Result> {
  const candidates = testsOf(mutant, mutants, tests, kills(results));
  if (candidates.length === 0) {
    return { ...mutant, status: 'not covered' };
  }
  const handler = mutated(mutant);
  for (const batch of batchesOf(candidates.filter(({ file }) => options.with?.includes(file) ?? true))) {
    const verdict = await run(handler, batch);
    if (verdict.status !== 'passed') {
      return { ...mutant, status: verdict.status === 'failed' ? 'killed' : 'timed out', by: verdict.by };
    }
  }
  return { ...mutant, status: 'survived' };
}

function batchesOf(candidates: readonly Test[]): Test[][] {
  const rest = [...candidates];
  const first = BATCHES.map((size) => rest.splice(0, size));
  const step = Math.max(1, rest.length / LAST_BATCH);
  const last = rest.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  return [...first, last].filter((batch) => batch.length > 0);
}

async function isKilledByNothing(candidates: readonly Test[]): Promise<boolean> {
  return candidates.length > 0 && (await run(mutated({ id: 'none' }), candidates.slice(0, BATCHES[0]))).status !== 'passed';
}

/** How many mutants of a file each test has found, in this run. */
function kills(results: ReadonlyMap<string, Result>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { file, by } of results.values()) {
    if (by !== undefined) counts.set(`${file} ${by}`, (counts.get(`${file} ${by}`) ?? 0) + 1);
  }
  return counts;
}

void main();
