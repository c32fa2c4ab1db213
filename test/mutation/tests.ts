import { spawn, type ChildProcess } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { hashOf, observed, ROOT, type Mutant } from './handler';

const CONFIG = path.join(__dirname, 'jest.config.js');
const WORK = path.join(ROOT, '.stryker');

export interface Test {
  readonly file: string;
  readonly name: string;
  readonly ms: number;
  readonly fails: boolean;
  /** The ids of the mutants that it meets. */
  readonly meets: readonly string[];
}

/** How a run of some tests ended. */
export type Verdict = { readonly status: 'passed' } | { readonly status: 'failed' | 'timed out'; readonly by?: string };

/** Runs every file of tests once without a mutant, to know which mutants each test meets; kept until the file or what it stands on changes. */
export async function allTests(): Promise<Test[]> {
  const store = path.join(WORK, 'tests.json');
  const kept = fs.existsSync(store) ? JSON.parse(fs.readFileSync(store, 'utf8')) as Record<string, Test[]> : {};
  const ground = hashOfFiles(filesIn('lambda', 'contract', 'test/lambda/stage.ts', 'test/simulator', 'test/cloudformation', 'test/time'));
  const files = filesIn('test/lambda/operations', 'test/lambda/secrets').filter((file) => file.endsWith('.test.ts'));
  const keys = new Map(files.map((file) => [file, `${file} ${ground} ${hashOfFiles([file])}`]));
  const changed = [...keys].flatMap(([file, key]) => key in kept ? [] : [file]);
  const halves = [0, 1].map((half) => changed.filter((_, index) => index % 2 === half)).filter(({ length }) => length > 0);
  const seen = (await Promise.all(halves.map((some, half) => observe(some, `${half}`)))).flat();
  changed.forEach((file) => { kept[keys.get(file)!] = seen.filter((test) => test.file === file); });
  fs.writeFileSync(store, JSON.stringify(kept));
  // What meets nothing looks at the files of the handler, and does not run it.
  return [...keys.values()].flatMap((key) => kept[key]!).filter(({ meets }) => meets.length > 0);
}

async function observe(files: readonly string[], name: string): Promise<Test[]> {
  const [current, tests, hits] = ['current', 'tests', 'hits'].map((one) => path.join(WORK, `${one}-${name}`)) as [string, string, string];
  [current, tests, hits].forEach((file) => fs.writeFileSync(file, ''));
  await jest(observed(name, current, hits), ['--runTestsByPath', ...files], { MUTATION_CURRENT: current, MUTATION_TESTS: tests }, 1_800_000);
  const met = linesOf(hits).map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
  return linesOf(tests).map((line) => JSON.parse(line) as Test).map((test) => (
    { ...test, file: path.relative(ROOT, test.file), meets: met.flatMap(([id, by]) => by === test.name ? [id!] : []) }
  ));
}

/** Runs these tests, until one fails. */
export async function run(handler: string, tests: readonly Test[]): Promise<Verdict> {
  const names = tests.map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const files = [...new Set(tests.map(({ file }) => file))];
  const patience = 30_000 + 4 * tests.reduce((sum, { ms }) => sum + ms, 0);
  const verdict = await jest(handler, ['-t', `^(${names.join('|')})$`, '--runTestsByPath', ...files], {}, patience);
  if (verdict.status === 'failed' && verdict.by === undefined) {
    throw new Error(`Tests of ${files.join(', ')} have ended badly, but none has failed.`);
  }
  return verdict;
}

/**
 * The tests that meet a mutant, the most promising first: those that have found mutants of the same file, those written for it, then those that
 * meet most of it.
 * What is only met while the handler loads may show wherever the rest of its file is met.
 */
export function testsOf(mutant: Mutant, mutants: readonly Mutant[], tests: readonly Test[], found: ReadonlyMap<string, number>): Test[] {
  const neighbours = new Set(mutants.filter(({ file }) => file === mutant.file).map(({ id }) => id));
  const met = tests.filter(({ meets }) => meets.includes(mutant.id));
  const own = `test/${mutant.file.replace(/\.ts$/, '.test.ts')}`;
  return (met.length > 0 ? met : tests.filter(({ meets }) => meets.some((id) => neighbours.has(id))))
    .map((test) => ({
      test,
      // What is met only while the handler loads, no other mutant's finder need meet.
      kills: met.length > 0 ? found.get(`${mutant.file} ${test.name}`) ?? 0 : 0,
      isOwn: test.file === own,
      near: test.meets.filter((id) => neighbours.has(id)).length,
    }))
    .sort((one, other) => other.kills - one.kills || Number(other.isOwn) - Number(one.isOwn) || other.near - one.near || one.test.ms - other.test.ms)
    .map(({ test }) => test);
}

async function jest(handler: string, args: readonly string[], env: Record<string, string>, patience: number): Promise<Verdict> {
  const child = spawn(process.execPath, [require.resolve('jest/bin/jest'), '--config', CONFIG, '--runInBand', '--silent', ...args], {
    cwd: ROOT,
    env: { ...process.env, MUTATION_OF_HANDLER: 'true', HANDLER: handler, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A group of its own: a handler that never ends notices no more that nobody waits for it.
    detached: true,
  });
  let out = '';
  child.stdout.on('data', (data: Buffer) => { out += data.toString(); });
  let isLate = false;
  const clock = setTimeout(() => {
    isLate = true;
    endGroup(child);
  }, patience);
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  clearTimeout(clock);
  endGroup(child);
  if (isLate) {
    return { status: 'timed out' };
  }
  return code === 0 ? { status: 'passed' } : { status: 'failed', by: /^failed: (.*)$/m.exec(out)?.[1] };
}

function endGroup({ pid }: ChildProcess): void {
  try {
    process.kill(-pid!, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

function linesOf(file: string): string[] {
  return fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

function hashOfFiles(files: readonly string[]): string {
  return hashOf(files.map((file) => fs.readFileSync(path.join(ROOT, file), 'utf8')).join(''));
}

/** All files of these folders, and these files. */
function filesIn(...paths: string[]): string[] {
  const isFile = (one: string) => fs.statSync(path.join(ROOT, one)).isFile();
  const within = (folder: string) => fs.readdirSync(path.join(ROOT, folder), { recursive: true }).map((name) => path.join(folder, String(name)));
  return paths.flatMap((one) => isFile(one) ? [one] : within(one).filter(isFile)).sort();
}
