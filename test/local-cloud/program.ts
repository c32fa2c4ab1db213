import { spawn, spawnSync, type ChildProcess } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as readline from 'readline';

const PATIENCE_MS = 15_000;
/** tsx and Node keep what they compiled; that is theirs, and is used again. */
const CACHES = /^(tsx-\d+|node-compile-cache)$/;

/** Runs one of our programs as a terminal does, with a folder for temporary files of its own, and tells what it leaves behind. */
export class Program {
  readonly lines: string[] = [];
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'program-'));
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | NodeJS.Signals>;

  constructor(file: string, args: readonly string[] = []) {
    this.child = spawn(process.execPath, ['--import', require.resolve('tsx'), file, ...args], {
      detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: this.folder },
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      readline.createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
    }
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve(code ?? signal!)));
  }

  /** Resolves when a line of output contains the text. */
  async says(text: string, patienceMs = 90_000): Promise<void> {
    await eventually(() => this.lines.some((line) => line.includes(text)), () => `no "${text}" in\n${this.lines.join('\n')}`, patienceMs);
  }

  /** Ctrl-C reaches the whole foreground group of a terminal. Resolves with how the program ended. */
  async interrupt(): Promise<number | NodeJS.Signals> {
    process.kill(-this.child.pid!, 'SIGINT');
    return this.ended;
  }

  /** Temporary files, and processes that have our folder in their environment. */
  leftovers(): string[] {
    return [...fs.readdirSync(this.folder).filter((name) => !CACHES.test(name)), ...this.processes()];
  }

  async leavesNothing(): Promise<void> {
    await eventually(() => this.leftovers().length === 0, () => this.leftovers().join('\n'), PATIENCE_MS);
  }

  /** For the end of a test, however it ended. */
  remove(): void {
    for (const line of this.processes()) {
      process.kill(parseInt(line, 10), 'SIGKILL');
    }
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  private processes(): string[] {
    const { stdout } = spawnSync('ps', ['axeww', '-o', 'pid=,stat=,args='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    return stdout.split('\n').filter((line) => line.includes(this.folder) && !/^\s*\d+\s+Z/.test(line)).map((line) => line.trim().slice(0, 200));
  }
}

async function eventually(condition: () => boolean, complaint: () => string, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!condition()) {
    if (Date.now() > deadline) {
      throw new Error(complaint());
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
