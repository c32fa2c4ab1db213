import * as fs from 'fs';
import * as path from 'path';
import { ROOT, type Mutant } from './handler';

export interface Result extends Mutant {
  readonly status: 'killed' | 'timed out' | 'survived' | 'not covered';
  /** The test that failed. */
  readonly by?: string;
  /** How many tests were run. */
  readonly tried: number;
}

/** Why a survivor is left alone, written by hand. */
interface Why extends Pick<Mutant, 'file' | 'mutator' | 'original'> {
  readonly why: string;
}

type Counted = Pick<Result, 'file' | 'line' | 'mutator' | 'original' | 'replacement' | 'status'>;

interface StrykerReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly StrykerMutant[] }>>;
}

interface StrykerMutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface Place { readonly line: number; readonly column: number }

const DECISIONS = path.join(ROOT, '.stryker', 'mutation.json');
const STATUSES: Readonly<Record<string, Result['status']>> = { Killed: 'killed', Timeout: 'timed out', Survived: 'survived', NoCoverage: 'not covered' };

export function writeReport(results: readonly Result[], mutants: readonly Mutant[], controls: string): void {
  const decisions = fs.existsSync(DECISIONS) ? ofStryker(JSON.parse(fs.readFileSync(DECISIONS, 'utf8')) as StrykerReport) : [];
  const whys = JSON.parse(fs.readFileSync(path.join(__dirname, 'survivors.json'), 'utf8')) as Why[];
  fs.writeFileSync(path.join(__dirname, 'RESULTS.md'), `# What the tests say to a handler that is changed

Written by \`npm run mutation\`. A mutant is one small change of the source. It is killed when a test fails or does not end; log lines and
texts of more than one word are not changed.

## Decisions

\`lambda/decisions\` with the tables of \`test/lambda/decisions\` alone, which run in the same process: ${decisions.length} mutants, all of them.

${table(decisions)}

## Operations

\`lambda/operations\` with \`test/lambda/operations\`: the handler in its own process, between a CloudFormation and a simulated service.
Run: ${results.length} of ${mutants.length} mutants, drawn at random. Each is tried with the tests that meet it, those that meet most of its file first, at most
${Math.max(0, ...results.map(({ tried }) => tried))} of them, so that the real score is this one or better. ${controls}

${table(results)}

## Survivors

${survivors([...decisions, ...results], whys)}
`);
}

function table(results: readonly Counted[]): string {
  const files = [...new Set(results.map(({ file }) => file))].sort();
  const row = (name: string, some: readonly Counted[]) => {
    const count = (status: Result['status']) => some.filter((one) => one.status === status).length;
    const [killed, late, survived, missed] = [count('killed'), count('timed out'), count('survived'), count('not covered')];
    return `| ${name} | ${killed} | ${late} | ${survived} | ${missed} | ${(100 * (killed + late) / Math.max(1, some.length)).toFixed(1)} % |`;
  };
  return [
    '| file | killed | timed out | survived | not covered | score |', '| --- | --: | --: | --: | --: | --: |',
    ...files.map((file) => row(`\`${file}\``, results.filter((one) => one.file === file))), row('**all**', results),
  ].join('\n');
}

function survivors(results: readonly Counted[], whys: readonly Why[]): string {
  const left = results.filter(({ status }) => status === 'survived' || status === 'not covered')
    .sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line));
  return ['| where | what became what | why |', '| --- | --- | --- |', ...left.map((one) => {
    const why = whys.find(({ file, mutator, original }) => file === one.file && mutator === one.mutator && original === one.original)?.why ?? '';
    return `| \`${one.file.replace('lambda/', '')}:${one.line}\` | ${code(one.original)} → ${code(one.replacement)} | ${why} |`;
  })].join('\n');
}

/** One short line of it, that breaks no table. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/\|/g, '\\|');
  return `\`\` ${line.length > 90 ? `${line.slice(0, 90)}…` : line} \`\``;
}

function ofStryker({ files }: StrykerReport): Counted[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => mutants.filter(({ status }) => status in STATUSES).map((mutant) => {
    const { location: { start, end }, mutatorName: mutator, replacement, status } = mutant;
    const original = source.slice(offset(source, start), offset(source, end));
    return { file, line: start.line, mutator, original, replacement, status: STATUSES[status]! };
  }));
}

function offset(source: string, { line, column }: Place): number {
  return source.split('\n').slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
}
