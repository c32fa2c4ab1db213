import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';

// npx tsx scripts/install-local-cloud.ts: installs MiniStack and the AWS CLI into a Python environment, unless they are installed already.

const REPOSITORY = path.resolve(__dirname, '..');
const REQUIREMENTS = path.join(REPOSITORY, 'test', 'local-cloud', 'requirements.txt');
const OLDEST_MINOR = 10;
const NEWEST_MINOR = 15;

/** The folder of the project's own Python environment. */
const ENVIRONMENT = path.join(REPOSITORY, '.local-cloud');
const STAMP = path.join(ENVIRONMENT, 'installed');

/** The interpreter of the project's Python environment; throws when it is not installed. */
export function pythonPath(): string {
  if (!isUpToDate()) {
    throw new Error('The local cloud is not installed: run `npx tsx scripts/install-local-cloud.ts`.');
  }
  return interpreter();
}

/** Creates the environment, or does nothing when it is up to date. Returns whether it did something. */
function install(): boolean {
  if (isUpToDate()) {
    return false;
  }
  const python = findPython();
  // Patient: the pip of a killed installation may still be writing for a moment.
  fs.rmSync(ENVIRONMENT, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
  run(python, ['-m', 'venv', ENVIRONMENT]);
  // Every package is pinned in the file, so pip has nothing to choose.
  run(interpreter(), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--requirement', REQUIREMENTS]);
  run(interpreter(), ['-m', 'pip', 'check', '--quiet', '--disable-pip-version-check']);
  // Written last: without it an interrupted installation is done again.
  fs.writeFileSync(STAMP, stamp());
  return true;
}

function isUpToDate(): boolean {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === stamp();
}

/** What the environment depends on: the packages, its place (scripts name it) and its Python. */
function stamp(): string {
  const requirements = createHash('sha256').update(fs.readFileSync(REQUIREMENTS)).digest('hex');
  return [requirements, ENVIRONMENT, versionOf(interpreter()) ?? 'none', ''].join('\n');
}

function interpreter(): string {
  return path.join(ENVIRONMENT, 'bin', 'python');
}

function findPython(): string {
  const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => NEWEST_MINOR - index);
  const candidates = ['python3', ...minors.map((minor) => `python3.${minor}`)];
  const found = candidates.find((candidate) => isSuitable(candidate));
  if (!found) {
    throw new Error(`The local cloud needs Python 3.${OLDEST_MINOR} or newer with the venv and pip modules `
      + '(on Debian and Ubuntu: the packages python3 and python3-venv). '
      + `None of these commands offers it: ${candidates.join(', ')}.`);
  }
  return found;
}

function isSuitable(command: string): boolean {
  const minor = /^3\.(\d+)\./.exec(versionOf(command) ?? '')?.[1];
  return minor !== undefined && Number(minor) >= OLDEST_MINOR;
}

/** The version of a Python that can make environments (some systems ship venv without ensurepip). */
function versionOf(command: string): string | undefined {
  const script = 'import ensurepip, platform, venv; print(platform.python_version())';
  const { status, stdout } = spawnSync(command, ['-c', script], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function run(command: string, args: string[]): void {
  const { status, signal, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error || status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? `exit code ${status ?? signal}`}`);
  }
}

if (require.main === module) {
  try {
    if (install()) {
      console.log(`The local cloud is installed in ${ENVIRONMENT}.`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
