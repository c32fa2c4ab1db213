import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';

// npx tsx scripts/install-floor.ts: installs the lowest supported peers, unless they are installed already.

const FLOOR = path.join(__dirname, '..', 'test', 'floor');
const lockFile = path.join(FLOOR, 'package-lock.json');
const stampFile = path.join(FLOOR, 'node_modules', '.stamp');

const expected = createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex');
const installed = fs.existsSync(stampFile) ? fs.readFileSync(stampFile, 'utf8') : undefined;

if (installed !== expected) {
  try {
    console.log('Installing the lowest supported peers in test/floor ...');
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FLOOR, stdio: 'pipe', encoding: 'utf8' });
    fs.writeFileSync(stampFile, expected);
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    console.error(`The lowest supported peers could not be installed in test/floor (npm ci):\n${stderr || message}`);
    process.exitCode = 1;
  }
}
