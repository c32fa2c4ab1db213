import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

function readJson<T>(...file: string[]): T {
  return JSON.parse(fs.readFileSync(path.join(__dirname, ...file), 'utf8')) as T;
}

function sourcesIn(directory: string): string[] {
  return fs.readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => path.join(directory, name));
}

describe('the lowest supported peers', () => {
  const { dependencies } = readJson<{ dependencies: Record<string, string> }>('package.json');

  test('are the lower ends of the peer dependencies', () => {
    const { peerDependencies } = readJson<{ peerDependencies: Record<string, string> }>('..', '..', 'package.json');
    expect(peerDependencies).toEqual(Object.fromEntries(Object.entries(dependencies).map(([name, version]) => [name, `^${version}`])));
  });

  test.each(Object.entries(dependencies))('are installed here: %s %s', (name, version) => {
    expect(readJson<{ version: string }>('node_modules', name, 'package.json').version).toBe(version);
  });

  test('are locked without the address of a registry', () => {
    expect(fs.readFileSync(path.join(__dirname, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/);
  });

  test('have all that lib/ and contract/ use, by their types', () => {
    const compiler = require.resolve('typescript/lib/tsc.js');
    const { stdout, status } = spawnSync(process.execPath, [compiler, '--project', __dirname, '--listFiles'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.includes('error TS'))).toEqual([]);
    expect(status).toBe(0);

    const checked = new Set(lines.map((line) => path.normalize(line)));
    const sources = ['lib', 'contract'].flatMap((directory) => sourcesIn(path.join(__dirname, '..', '..', directory)));
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((file) => !checked.has(file))).toEqual([]);

    // Nothing of the newest peers got in.
    const peers = [...checked].filter((file) => /node_modules[\\/](aws-cdk-lib|constructs)[\\/]/.test(file));
    const floor = fs.realpathSync(path.join(__dirname, 'node_modules'));
    expect(peers.length).toBeGreaterThan(0);
    expect(peers.filter((file) => !file.startsWith(floor))).toEqual([]);
  });
});
