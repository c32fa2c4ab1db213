import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { bundledPackages, idOf, LICENSES } from '../../scripts/licenses';

const ROOT = path.join(__dirname, '..', '..');
/** Licences that allow what the package does with the code, and ask for no more than their text. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

const ASSETS = path.join(ROOT, 'assets');
const BUNDLES = ['handler', 'cli'];

const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-'));
afterAll(() => fs.rmSync(temp, { recursive: true, force: true }));

/** Bundles as the task does, to another place, and gives the hashes of what comes out. */
function build(name: string): Record<string, string> {
  const directory = path.join(temp, name);
  execFileSync(process.execPath, [require.resolve('tsx/cli'), 'scripts/bundle.ts', directory], { cwd: ROOT, stdio: 'pipe' });
  return hashes(directory);
}

function hashes(assets: string): Record<string, string> {
  return Object.fromEntries(filesOf(assets).map((file) => [file, createHash('sha256').update(fs.readFileSync(path.join(assets, file))).digest('hex')]));
}

function filesOf(assets: string): string[] {
  return BUNDLES.flatMap((bundle) => fs.readdirSync(path.join(assets, bundle)).sort().map((file) => path.join(bundle, file)));
}

describe('The bundles of the handler and of the command line', () => {
  test('are the same whenever they are built, and so are the hashes in their names: run "npx projen bundle" if what is here is another one', () => {
    const built = build('one');
    expect(build('another')).toEqual(built);
    expect(hashes(ASSETS)).toEqual(built);
  });

  test('name no place of the machine on which they were built', () => {
    const code = filesOf(ASSETS).map((file) => fs.readFileSync(path.join(ASSETS, file), 'utf8')).join('');
    expect([ROOT, os.homedir(), 'node_modules/'].filter((place) => code.includes(place))).toEqual([]);
  });

  test('have only packages in them whose licences allow that', () => {
    expect(bundledPackages().filter(({ license }) => !ALLOWED.includes(license)).map(idOf)).toEqual([]);
  });

  test('are accompanied by the licence of each', () => {
    const text = fs.readFileSync(LICENSES, 'utf8');
    expect(bundledPackages().length).toBeGreaterThan(5);
    expect(bundledPackages().filter((one) => !text.includes(idOf(one)) || !one.texts.every((paper) => text.includes(paper)))).toEqual([]);
  });
});
