import * as fs from 'fs';
import * as path from 'path';

// npx tsx scripts/licenses.ts: collects the licences of the bundled packages, which have to be shipped with them.

const ASSETS = path.join(__dirname, '..', 'assets');
/** What esbuild says that it took for the handler and for the command line. */
const METAFILES = ['metafile-handler.json', 'metafile-cli.json'].map((name) => path.join(ASSETS, name));
export const LICENSES = path.join(ASSETS, 'THIRD-PARTY-LICENSES.txt');

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** What its files LICENSE and NOTICE say. */
  readonly texts: readonly string[];
}

/** What is in the bundles of the packages that others wrote, by name. */
export function bundledPackages(): BundledPackage[] {
  const directories = METAFILES.flatMap(inputsOf).flatMap((input) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(directories)].map((directory) => readPackage(path.resolve(ASSETS, '..', directory)))
    .sort((one, other) => idOf(one) < idOf(other) ? -1 : 1);
}

function inputsOf(metafile: string): string[] {
  return Object.keys((JSON.parse(fs.readFileSync(metafile, 'utf8')) as { readonly inputs: Record<string, unknown> }).inputs);
}

export function idOf({ name, version, license }: BundledPackage): string {
  return `${name} ${version} (${license})`;
}

function readPackage(directory: string): BundledPackage {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8')) as BundledPackage;
  const papers = fs.readdirSync(directory).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  return { name, version, license, texts: papers.map((file) => fs.readFileSync(path.join(directory, file), 'utf8').trim()) };
}

/** Each text once, below all packages that come with it. */
function licensesText(packages: readonly BundledPackage[]): string {
  const idsByText = new Map<string, string[]>();
  packages.forEach((one) => {
    const text = one.texts.join('\n\n') || `${one.name} comes without a text of its license: ${one.license}.`;
    idsByText.set(text, [...idsByText.get(text) ?? [], idOf(one)]);
  });
  const parts = [...idsByText].map(([text, ids]) => `${ids.join('\n')}\n\n${text}\n`);
  return ['The handler and the command line have these packages in them, which others wrote.\n', ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

if (require.main === module) {
  fs.writeFileSync(LICENSES, licensesText(bundledPackages()));
}
