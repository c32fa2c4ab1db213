import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { deflateRawSync } from 'zlib';

/** Prints the files that loading the handler has loaded. */
const LOAD = "require('./index.js'); process.stdout.write(JSON.stringify(Object.keys(require.cache)))";

/** The files that the function loads when it starts, before its first event: index.js, and what it shares with others. */
export function loadedAtStart(directory: string): string[] {
  const output = execFileSync(process.execPath, ['--no-warnings', '-e', LOAD], { cwd: directory, env: { AWS_REGION: 'us-east-1' }, encoding: 'utf8' });
  return (JSON.parse(output) as string[]).map((file) => path.basename(file)).sort();
}

/** The size of a zip of these files: for each its data, its name twice and two headers; then the end. */
export function zipBytes(directory: string, names: readonly string[]): number {
  return names.map((name) => {
    const data = deflateRawSync(fs.readFileSync(path.join(directory, name)), { level: 9 });
    return data.length + 2 * Buffer.byteLength(name) + 30 + 46;
  }).reduce((sum, bytes) => sum + bytes, 22);
}
