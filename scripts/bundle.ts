// npx tsx scripts/bundle.ts [directory]: bundles the handler and the command line. The same sources give the same bytes.
import * as fs from 'fs';
import * as path from 'path';
import { build, transform, type BuildOptions } from 'esbuild';

const ROOT = path.join(__dirname, '..');
const TARGET = 'node20';

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  platform: 'node',
  target: TARGET,
  mainFields: ['module', 'main'],
  metafile: true,
  write: false,
  logLevel: 'warning',
} as const satisfies BuildOptions;

async function bundleHandler(directory: string): Promise<void> {
  const { outputFiles, metafile } = await build({
    ...COMMON,
    // What only some deploys need is a file of its own, with its clients; what several need is shared.
    entryPoints: [
      'lambda/index.ts', 'lambda/secrets/secrets.ts', 'lambda/cloudformation/stack-status.ts', 'lambda/decisions/denied-reasons.ts',
      'lambda/routing/continuation.ts', 'lambda/notifications/topic.ts',
    ],
    splitting: true,
    entryNames: '[name]',
    chunkNames: 'shared-[hash]',
    format: 'esm',
    // Lambda gives a function its credentials in the environment.
    alias: { '@aws-sdk/credential-provider-node': './lambda/service/credentials.ts' },
    outdir: directory,
  });
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(directory, { recursive: true });
  for (const { path: file, text } of outputFiles) {
    fs.writeFileSync(file, await commonJs(text));
  }
  writeMetafile('handler', directory, metafile);
}

/** One file, which npm links as a program. */
async function bundleCommandLine(directory: string): Promise<void> {
  const { outputFiles, metafile } = await build({
    ...COMMON,
    entryPoints: ['cli/index.ts'],
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    outdir: directory,
  });
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(directory, { recursive: true });
  for (const { path: file, contents } of outputFiles) {
    fs.writeFileSync(file, contents, { mode: 0o755 });
  }
  writeMetafile('cli', directory, metafile);
}

/** For scripts/licenses.ts, beside what is shipped. */
function writeMetafile(name: string, directory: string, metafile: object): void {
  fs.writeFileSync(path.join(directory, '..', `metafile-${name}.json`), JSON.stringify(metafile));
}

/** esbuild splits only ES modules, which Lambda loads more slowly. */
async function commonJs(code: string): Promise<string> {
  return (await transform(code, { format: 'cjs', platform: 'node', target: TARGET, supported: { 'dynamic-import': false }, minify: true })).code;
}

async function bundle(assets: string): Promise<void> {
  await bundleHandler(path.join(assets, 'handler'));
  await bundleCommandLine(path.join(assets, 'cli'));
}

void bundle(path.resolve(process.argv[2] ?? path.join(ROOT, 'assets')));
