import { spawnSync } from 'child_process';
import * as path from 'path';
import { LANGUAGES, missingToolchain, type Language } from './toolchains';

// npx tsx scripts/package-all.ts: the packages of all languages, in dist/. Without its toolchain a language is generated, not built.

const root = path.join(__dirname, '..');

function run(script: string, ...args: string[]): boolean {
  return spawnSync(process.execPath, [require.resolve(script), ...args], { cwd: root, stdio: 'inherit' }).status === 0;
}

function packaged(language: Language): string | undefined {
  const missing = missingToolchain(language);
  if (missing === undefined) {
    return run('projen/bin/projen', `package:${language}`) ? undefined : `${language}: the package could not be built`;
  }
  const generated = run('jsii-pacmak/bin/jsii-pacmak', '--target', language, '--code-only');
  // A machine that builds releases has all it needs.
  process.exitCode = generated ? process.exitCode : 1;
  return `${language}: this machine lacks ${missing}; dist/${language} has ${generated ? 'the generated code only' : 'nothing'}`;
}

const left = LANGUAGES.map((language) => packaged(language)).filter((text) => text !== undefined);
left.forEach((text) => console.warn(text));
