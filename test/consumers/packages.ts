import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { run } from './run';
import { missingToolchain, type Language } from '../../scripts/toolchains';

export const ROOT = path.resolve(__dirname, '..', '..');
/** What is worth keeping from one run to the next: packages, and what their users download. */
export const CACHE = path.join(ROOT, '.languages');
/** Where Maven keeps what it downloads. */
export const MAVEN_REPOSITORY = path.join(CACHE, 'maven');

/** What a package is made of. */
const INPUTS = ['.jsii', '.jsii.tabl.json', '.npmignore', 'LICENSE', 'NOTICE', 'README.md', 'assets', 'build', 'docs/go.md', 'package.json', 'rosetta', 'scripts/package-go.ts'];

interface Manifest {
  readonly version: string;
  readonly jsii: {
    readonly targets: {
      readonly java: { readonly maven: { readonly groupId: string; readonly artifactId: string } };
      readonly dotnet: { readonly namespace: string; readonly packageId: string };
      readonly go: { readonly moduleName: string; readonly packageName: string };
    };
  };
}

export const MANIFEST = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
/** The lowest supported peers: what users of each language are promised. */
export const PEERS = (JSON.parse(fs.readFileSync(path.join(ROOT, 'test', 'floor', 'package.json'), 'utf8')) as {
  dependencies: { readonly 'aws-cdk-lib': string; readonly 'constructs': string };
}).dependencies;

/** Describes packages of a language. Without its toolchain the tests are skipped, but fail where they have to run. */
export function describeLanguage(language: Language, tests: () => void): void {
  const missing = missingToolchain(language);
  const name = `The package for ${language}`;
  if (missing === undefined) {
    describe(name, tests);
  } else if (process.env.CI) {
    test(`${name} needs ${missing}`, () => { throw new Error(`${missing} is not installed`); });
  } else {
    describe.skip(`${name} needs ${missing}, which is not installed`, tests);
  }
}

/** The folder of the package of a language. jsii-pacmak builds it, unless it has built it from the very same files before. */
export async function builtPackage(language: Language, { codeOnly = false } = {}): Promise<string> {
  const outdir = path.join(CACHE, 'dist', language);
  const stampFile = path.join(outdir, 'stamp');
  const stamp = hashOf(INPUTS);
  if (!fs.existsSync(stampFile) || fs.readFileSync(stampFile, 'utf8') !== stamp) {
    fs.rmSync(outdir, { recursive: true, force: true });
    fs.mkdirSync(outdir, { recursive: true });
    await pacmak(language, outdir, codeOnly ? ['--code-only'] : []);
    fs.writeFileSync(stampFile, stamp);
  }
  return path.join(outdir, language);
}

async function pacmak(language: Language, outdir: string, options: readonly string[]): Promise<void> {
  if (language === 'go') {
    await run(process.execPath, ['--import', 'tsx', path.join('scripts', 'package-go.ts'), outdir], { cwd: ROOT });
    return;
  }
  await run(process.execPath, [
    require.resolve('jsii-pacmak/bin/jsii-pacmak'), '--target', language, '--outdir', outdir, '--no-npmignore', '--maven-local-repository', MAVEN_REPOSITORY,
    ...options,
  ], { cwd: ROOT });
}

function hashOf(names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesOf(name)).sort()) {
    hash.update(file).update(fs.readFileSync(path.join(ROOT, file)));
  }
  return hash.digest('hex');
}

function filesOf(name: string): string[] {
  const full = path.join(ROOT, name);
  if (!fs.existsSync(full)) {
    throw new Error(`There is no ${name} to package: run "npx projen pre-compile", "npx projen compile" and "npx projen rosetta" first`);
  }
  return fs.statSync(full).isFile() ? [name] : fs.readdirSync(full).flatMap((child) => filesOf(path.join(name, child)));
}
