import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { ROOT, type Mutant } from './handler';
import type { Result } from './report';

const FILE = path.join(__dirname, 'verdicts.json');

/** What became of the mutants of one file, by a short form of their keys. */
interface OfFile {
  /** Of the file as it was then. */
  readonly hash: string;
  readonly verdicts: Record<string, Result['status']>;
}

/** What is known from former runs, of the files that have not changed since. */
export function readVerdicts(mutants: readonly Mutant[]): Map<string, Result> {
  const known = JSON.parse(fs.readFileSync(FILE, 'utf8')) as Record<string, OfFile>;
  return new Map(mutants.flatMap((mutant) => {
    const { hash, verdicts = {} } = known[mutant.file] ?? {};
    const status = hash === hashOfFile(mutant.file) ? verdicts[hashOf(mutant.key)] : undefined;
    return status ? [[mutant.key, { ...mutant, status }]] : [];
  }));
}

export function writeVerdicts(results: readonly Result[]): void {
  const files = [...new Set(results.map(({ file }) => file))].sort();
  const known = Object.fromEntries(files.map((file): [string, OfFile] => {
    const verdicts = results.filter((one) => one.file === file).map(({ key, status }) => [hashOf(key), status]).sort();
    return [file, { hash: hashOfFile(file), verdicts: Object.fromEntries(verdicts) }];
  }));
  fs.writeFileSync(FILE, `${JSON.stringify(known, undefined, 1)}\n`);
}

function hashOfFile(file: string): string {
  return hashOf(fs.readFileSync(path.join(ROOT, file), 'utf8'));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
