import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { bundledPackages, idOf, LICENSES } from '../../scripts/licenses';

const ROOT = path.join(__dirname, '..', '..');
/** Licences that allow what the package does with the code, and ask for no more than their text. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

const HANDLER = path.join(ROOT, 'assets', 'handler');

const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-'));
afterAll(() => fs.rmSync(temp, { recursive: true, force: true }));

/** Bundles as the task does, to another place, and gives the hashes of what comes out. */
function build(name: string): Record<string, string> {
  const directory = path.join(temp, name, 'handler');
  execFileSync(process.execPath, [require.resolve('tsx/cli'), 'scripts/bundle.ts', directory], { cwd: ROOT, stdio: 'pipe' });
  return hashes(directory);
}

function hashes(directory: string): Record<string, string> {
  return Object.fromEntries(fs.readdirSync(directory).sort().map((file) => (
    [file, createHash('sha256').update(fs.readFileSync(path.join(directory, file))).digest('hex')]
  )));
}

describe('The bundle of the handler', () => {
  test('is the same whenever it is built, and so are the hashes in its names: run "npx projen bundle" if what is here is another one', () => {
    const built = build('one');
    expect(build('another')).toEqual(built);
    expect(hashes(HANDLER)).toEqual(built);
  });

  test('names no place of the machine on which it was built', () => {
    const code = fs.readdirSync(HANDLER).map((file) => fs.readFileSync(path.join(HANDLER, file), 'utf8')).join('');
    expect([ROOT, os.homedir(), 'node_modules/'].filter((place) => code.includes(place))).toEqual([]);
  });

  test('has only packages in it whose licences allow that', () => {
    expect(bundledPackages().filter(({ license }) => !ALLOWED.includes(license)).map(idOf)).toEqual([]);
  });

  test('is accompanied by the licence of each', () => {
    const text = fs.readFileSync(LICENSES, 'utf8');
    expect(bundledPackages().length).toBeGreaterThan(5);
    expect(bundledPackages().filter((one) => !text.includes(idOf(one)) || !one.texts.every((paper) => text.includes(paper)))).toEqual([]);
  });
});
