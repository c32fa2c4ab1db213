import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import type { Ignorer } from '@stryker-mutator/api/ignore' with { 'resolution-mode': 'import' };
import type { Logger } from '@stryker-mutator/api/logging' with { 'resolution-mode': 'import' };

export const ROOT = path.join(__dirname, '..', '..');
/** A copy of lambda/ in which every mutant stands beside the original, and is switched on by its id. */
export const COPY = path.join(ROOT, '.stryker', 'handler');
const BUNDLE = path.join(COPY, 'assets', 'handler', 'index.js');
const WORDING = path.join(__dirname, 'wording.mjs');

export interface Mutant {
  readonly id: string;
  /** The same as long as the text that it changes is there. */
  readonly key: string;
  readonly file: string;
  /** Of the file as it was changed. */
  readonly hash: string;
  readonly line: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
}

const silent = Object.fromEntries([
  ...['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, () => undefined]),
  ...['Trace', 'Debug', 'Info', 'Warn', 'Error', 'Fatal'].map((level) => [`is${level}Enabled`, () => false]),
]) as unknown as Logger;

/** Makes the copy and bundles it as the handler is bundled. */
export async function instrument(files: readonly string[]): Promise<Mutant[]> {
  fs.rmSync(COPY, { recursive: true, force: true });
  for (const folder of ['lambda', 'contract']) {
    fs.cpSync(path.join(ROOT, folder), path.join(COPY, folder), { recursive: true });
  }
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  const { shouldIgnore } = await import(WORDING) as Ignorer;
  const sources = new Map(files.map((file) => [file, fs.readFileSync(path.join(ROOT, file), 'utf8')]));
  const result = await new Instrumenter(silent).instrument(
    [...sources].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [{ shouldIgnore }] },
  );
  for (const { name, content } of result.files) {
    fs.writeFileSync(path.join(COPY, name), content);
  }
  execFileSync('npx', ['tsx', path.join(COPY, 'lambda', 'bundle', 'bundle.ts')], { cwd: ROOT, stdio: 'inherit' });
  const counts = new Map<string, number>();
  return result.mutants.filter(({ status }) => status === undefined).map(({ id, fileName: file, mutatorName: mutator, location, replacement }) => {
    const source = sources.get(file)!;
    const original = source.slice(offset(source, location.start), offset(source, location.end));
    const text = JSON.stringify([file, mutator, original, replacement]);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    return { id, key: `${text} ${count}`, file, hash: hashOf(source), line: location.start.line + 1, mutator, original, replacement };
  });
}

/** Short, and enough to tell one text from another. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function offset(source: string, { line, column }: { readonly line: number; readonly column: number }): number {
  return source.split('\n').slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + column;
}

/** The file of a handler with that mutant. */
export function mutated({ id }: Pick<Mutant, 'id'>): string {
  return write(`mutant-${id}`, `
globalThis.__stryker__ = { activeMutant: ${JSON.stringify(id)} };
module.exports = require(${JSON.stringify(BUNDLE)});`);
}

/** The file of a handler without a mutant, which notes in `hits` each mutant that it meets, and the test that `current` names; none while it loads. */
export function observed(name: string, current: string, hits: string): string {
  return write(`observed-${name}`, `
const fs = require('fs');
const seen = new Set();
let loaded = false;
let test = '';
let read = 0;
function note(id) {
  if (Date.now() - read > 20) {
    test = fs.readFileSync(${JSON.stringify(current)}, 'utf8');
    read = Date.now();
  }
  const line = id + ' ' + (loaded ? test : '') + '\\n';
  if (!seen.has(line)) fs.appendFileSync(${JSON.stringify(hits)}, line);
  seen.add(line);
}
const counts = new Proxy({}, { get: () => 0, set: (_, id) => { note(id); return true; } });
globalThis.__stryker__ = { mutantCoverage: { static: counts, perTest: {} } };
module.exports = require(${JSON.stringify(BUNDLE)});
loaded = true;`);
}

function write(name: string, code: string): string {
  const file = path.join(COPY, 'assets', `${name}.js`);
  fs.writeFileSync(file, code);
  return file;
}
