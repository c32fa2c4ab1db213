import * as fs from 'fs';
import * as path from 'path';
import type { Mutant } from './handler';

export interface Result extends Mutant {
  readonly status: 'killed' | 'timed out' | 'survived' | 'not covered';
  /** The test that failed, if this run has tried it. */
  readonly by?: string;
}

/** Why a survivor is left alone, written by hand. */
interface Why extends Pick<Mutant, 'file' | 'mutator' | 'original'> {
  readonly why: string;
}

const WHYS = JSON.parse(fs.readFileSync(path.join(__dirname, 'survivors.json'), 'utf8')) as Why[];

export function whyLeft(one: Mutant): string | undefined {
  return WHYS.find(({ file, mutator, original }) => file === one.file && mutator === one.mutator && original === one.original)?.why;
}

export function writeReport(results: readonly Result[], mutants: readonly Mutant[], controls: string): void {
  fs.writeFileSync(path.join(__dirname, 'RESULTS.md'), `# Which changes of the operations no test notices

Written by \`npx tsx test/mutation/main.ts\`. \`lambda/operations\` with \`test/lambda/operations\` and \`test/lambda/secrets\`: the handler in its own process,
between a CloudFormation and a simulated service. A mutant is one small change; it is killed when a test fails, or does not end. Log lines and texts of
more than one word are not changed. \`test/reliability\`, which takes too long for that, may notice more.

Tried: ${results.length} of ${mutants.length} mutants, each with the tests that meet it, the most promising first, and at first with 60 of them at most. ${controls}

${table(results)}

## What is left, and why

${survivors(results)}
`);
}

export function isNoticed({ status }: Pick<Result, 'status'>): boolean {
  return status === 'killed' || status === 'timed out';
}

function table(results: readonly Result[]): string {
  const files = [...new Set(results.map(({ file }) => file))].sort();
  const row = (name: string, some: readonly Result[]) => {
    const count = (status: Result['status']) => some.filter((one) => one.status === status).length;
    const [killed, late, survived, missed] = [count('killed'), count('timed out'), count('survived'), count('not covered')];
    return `| ${name} | ${killed} | ${late} | ${survived} | ${missed} | ${percent(killed + late, some.length)} |`;
  };
  return [
    '| file | killed | timed out | survived | not covered | score |', '| --- | --: | --: | --: | --: | --: |',
    ...files.map((file) => row(`\`${file}\``, results.filter((one) => one.file === file))), row('**all**', results),
  ].join('\n');
}

function percent(part: number, whole: number): string {
  return `${(100 * part / Math.max(1, whole)).toFixed(1)} %`;
}

function survivors(results: readonly Result[]): string {
  const left = results.filter((one) => !isNoticed(one))
    .sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line));
  return ['| where | what became what | why |', '| --- | --- | --- |', ...left.map((one) => (
    `| \`${one.file.replace('lambda/', '')}:${one.line}\` | ${code(one.original)} → ${code(one.replacement)} | ${whyLeft(one) ?? ''} |`
  ))].join('\n');
}

/** One short line of it, that breaks no table. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/\|/g, '\\|');
  return `\`\` ${line.length > 90 ? `${line.slice(0, 90)}…` : line} \`\``;
}
