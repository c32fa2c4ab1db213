// npx tsx scripts/bundle.ts [directory]: bundles the handler. The same sources give the same bytes.
import * as fs from 'fs';
import * as path from 'path';
import { build, transform } from 'esbuild';

const ROOT = path.join(__dirname, '..');
const TARGET = 'node20';

async function bundle(directory: string): Promise<void> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    // What only some deploys need is a file of its own, with its clients; what several need is shared.
    entryPoints: [
      'lambda/index.ts', 'lambda/secrets/secrets.ts', 'lambda/cloudformation/stack-status.ts', 'lambda/decisions/denied-reasons.ts',
      'lambda/routing/continuation.ts', 'lambda/notifications/topic.ts',
    ],
    splitting: true,
    entryNames: '[name]',
    chunkNames: 'shared-[hash]',
    bundle: true,
    minify: true,
    platform: 'node',
    target: TARGET,
    format: 'esm',
    mainFields: ['module', 'main'],
    // Lambda gives a function its credentials in the environment.
    alias: { '@aws-sdk/credential-provider-node': './lambda/service/credentials.ts' },
    outdir: directory,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(directory, { recursive: true });
  for (const { path: file, text } of outputFiles) {
    fs.writeFileSync(file, await commonJs(text));
  }
  fs.writeFileSync(path.join(directory, '..', 'metafile.json'), JSON.stringify(metafile));
}

/** esbuild splits only ES modules, which Lambda loads more slowly. */
async function commonJs(code: string): Promise<string> {
  return (await transform(code, { format: 'cjs', platform: 'node', target: TARGET, supported: { 'dynamic-import': false }, minify: true })).code;
}

void bundle(path.resolve(process.argv[2] ?? path.join(ROOT, 'assets', 'handler')));
