import { spawnSync } from 'child_process';
import * as path from 'path';
import { LANGUAGES, missingToolchain, type Language } from './toolchains';

// npx tsx scripts/package-all.ts [LANGUAGE...]: the packages, by default of all languages, in dist/. Without its toolchain a language is
// generated, not built.

const root = path.join(__dirname, '..');

function run(script: string, ...args: string[]): boolean {
  return spawnSync(process.execPath, [require.resolve(script), ...args], { cwd: root, stdio: 'inherit' }).status === 0;
}

/** Returns what there is to say about it, if anything. */
function packaged(language: Language): string | undefined {
  const missing = missingToolchain(language);
  const succeeded = missing === undefined ? run('projen/bin/projen', `package:${language}`) : generated(language);
  if (!succeeded) {
    process.exitCode = 1;
    return `${language}: the package could not be built`;
  }
  return missing && `${language}: left out, because this machine lacks ${missing}; dist/${language} has the generated code`;
}

function generated(language: Language): boolean {
  return run('projen/bin/projen', 'rosetta') && run('jsii-pacmak/bin/jsii-pacmak', '--target', language, '--code-only');
}

const chosen = LANGUAGES.filter((language) => process.argv.length < 3 || process.argv.includes(language));
chosen.flatMap((language) => packaged(language) ?? []).forEach((text) => console.warn(text));
