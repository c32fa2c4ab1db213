// npx tsx lambda/bundle/bundle.ts [directory]: the bundle task. The same sources give the same bytes.
import * as fs from 'fs';
import * as path from 'path';
import { minify } from '@swc/core';
import { build, transform, type Plugin } from 'esbuild';
import { LEFT_OUT } from './left-out';

const ROOT = path.join(__dirname, '..', '..');
const TARGET = 'node20';

/** Takes the modules of LEFT_OUT out, and fails when the SDK has one of them no longer, or in two versions, or otherwise than it was. */
const leaveOut: Plugin = {
  name: 'leave-out',
  setup: ({ onLoad, onEnd }) => {
    const met = new Map<string, string>();
    onLoad({ filter: /node_modules/ }, ({ path: file }) => {
      const name = file.split(path.sep).join('/').split('node_modules/').pop()!;
      const rest = LEFT_OUT[name];
      if (!rest) {
        return undefined;
      }
      const source = fs.readFileSync(file, 'utf8');
      const contents = rest(source);
      if (contents === source || (met.get(name) ?? file) !== file) {
        return { errors: [{ text: `${name} is not what was to be left out` }] };
      }
      met.set(name, file);
      return { contents, resolveDir: path.dirname(file), loader: name.endsWith('.json') ? 'json' : 'js' };
    });
    onEnd(() => ({ errors: Object.keys(LEFT_OUT).filter((name) => !met.has(name)).map((name) => ({ text: `There is no ${name} to leave out` })) }));
  },
};

async function bundle(directory: string): Promise<void> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    // What reads secrets is a file of its own, with its clients, which only a field that needs it loads; what both need is a third.
    entryPoints: ['lambda/index.ts', 'lambda/secrets/secrets.ts'],
    splitting: true,
    entryNames: '[name]',
    chunkNames: 'shared',
    bundle: true,
    minify: true,
    platform: 'node',
    target: TARGET,
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': './lambda/service/credentials.ts' },
    // Loaded only for operations with event streams, of which these services have none, and in browsers.
    external: ['@smithy/core/event-streams', 'bowser'],
    plugins: [leaveOut],
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

/**
 * esbuild splits only ES modules, which Lambda loads slower; and what it minifies has room left. Node.js compiles functions in less time than
 * arrow functions, and a text of ASCII alone in half of the memory.
 */
async function commonJs(code: string): Promise<string> {
  const supported = { 'dynamic-import': false, 'arrow': false };
  const converted = await transform(code, { format: 'cjs', platform: 'node', target: TARGET, supported, minify: true });
  const compress = { ecma: 2020 as const, passes: 0 };
  return (await minify(converted.code, { module: true, ecma: 2022, compress, mangle: { toplevel: true }, format: { asciiOnly: true } })).code;
}

void bundle(path.resolve(process.argv[2] ?? path.join(ROOT, 'assets', 'handler')));
