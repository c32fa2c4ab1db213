import * as fs from 'fs';
import * as path from 'path';
import { hashOf, type Mutant } from './handler';
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
  const known = fs.existsSync(FILE) ? JSON.parse(fs.readFileSync(FILE, 'utf8')) as Record<string, OfFile> : {};
  return new Map(mutants.flatMap((mutant) => {
    const { hash, verdicts = {} } = known[mutant.file] ?? {};
    const status = hash === mutant.hash ? verdicts[hashOf(mutant.key)] : undefined;
    return status ? [[mutant.key, { ...mutant, status }]] : [];
  }));
}

export function writeVerdicts(results: readonly Result[]): void {
  const files = new Map(results.map(({ file, hash }) => [file, hash]));
  const known = Object.fromEntries([...files].sort().map(([file, hash]): [string, OfFile] => {
    const verdicts = results.filter((one) => one.file === file).map(({ key, status }) => [hashOf(key), status]).sort();
    return [file, { hash, verdicts: Object.fromEntries(verdicts) }];
  }));
  fs.writeFileSync(FILE, `${JSON.stringify(known, undefined, 1)}\n`);
}
