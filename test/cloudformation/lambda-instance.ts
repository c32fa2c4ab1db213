import { ChildProcess, spawn } from 'child_process';
import * as path from 'path';
import * as readline from 'readline';
import { Readable, Writable } from 'stream';
import { deferred, Deferred } from './deferred';
import { LogLine } from './logs';
import { Time } from '../time/time';

/** How one invocation of the function ended. */
export type Outcome =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string }
  | { readonly kind: 'crashed'; readonly reason: string }
  | { readonly kind: 'timed out' };

export interface InstanceSettings {
  readonly bundle: string;
  readonly exportName: string;
  readonly env: Record<string, string>;
  readonly timeoutMs: number;
  readonly logStreamName: string;
  readonly log: (line: LogLine) => void;
  readonly time: Time;
}

/** What the handler's context holds, but for the clock. */
export interface ContextFields {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

type Report = { readonly type: 'ready' } | ({ readonly type: 'returned' } | { readonly type: 'failed' }) & Record<string, unknown>;

const RUNTIME = path.join(__dirname, 'runtime.js');
const END_OF_LOGS = '\0end';
/** The result, and the end of both log streams. */
const SIGNS_OF_END = 3;

/** One function instance: a process that handles one event at a time and stands still between two of them. */
export class LambdaInstance {
  /** Settles when the process is gone and every log line is read. */
  readonly closed: Promise<void>;
  private readonly child: ChildProcess;
  private readonly ready = deferred<void>();
  private readonly gone = deferred<void>();
  private current?: { readonly awsRequestId: string; readonly end: Deferred<Outcome>; outcome?: Outcome; signs: number };
  private timedOut = false;

  constructor(private readonly settings: InstanceSettings) {
    const { bundle, exportName, time: { process: { execArgv, env } } } = settings;
    this.child = spawn(process.execPath, [...execArgv, RUNTIME, bundle, exportName], { env: { ...settings.env, ...env }, stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'ipc'] });
    this.closed = this.gone.promise;
    this.child.on('close', (code, signal) => this.onClose(signal ?? `code ${code}`));
    this.child.on('error', () => undefined);
    this.events.on('error', () => undefined);
    this.readLogs('stdout', this.child.stdout);
    this.readLogs('stderr', this.child.stderr);
    readline.createInterface({ input: this.child.stdio[3] as Readable }).on('line', (line) => this.onReport(JSON.parse(line) as Report));
  }

  get logStreamName(): string {
    return this.settings.logStreamName;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null && !this.child.killed;
  }

  get busy(): boolean {
    return this.current !== undefined;
  }

  async run(event: unknown, context: ContextFields): Promise<Outcome> {
    const end = deferred<Outcome>();
    this.current = { awsRequestId: context.awsRequestId, end, signs: 0 };
    const clock = setTimeout(() => this.stopLate(), this.settings.time.real(this.settings.timeoutMs));
    await Promise.race([this.ready.promise, this.closed]);
    // The start does not count, as in Lambda.
    clock.refresh();
    if (this.alive) this.events.write(`${JSON.stringify({ event, context, timeoutMs: this.settings.timeoutMs })}\n`);
    const outcome = await end.promise;
    clearTimeout(clock);
    return outcome;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private get events(): Writable {
    return this.child.stdin as Writable;
  }

  private stopLate(): void {
    this.timedOut = true;
    this.kill();
  }

  private onReport(report: Report): void {
    if (report.type === 'ready') return this.ready.resolve();
    if (this.current) this.current.outcome = outcomeOf(report);
    this.onSignOfEnd();
  }

  /** Logs and result come by different pipes: an invocation has ended when all of them say so. */
  private onSignOfEnd(): void {
    const { current } = this;
    if (!current) return;
    current.signs += 1;
    if (current.signs === SIGNS_OF_END && current.outcome) this.end(current.outcome);
  }

  private onClose(how: string): void {
    const seconds = (this.settings.timeoutMs / 1000).toFixed(2);
    if (this.timedOut) this.log('platform', `${this.current?.awsRequestId} Task timed out after ${seconds} seconds`);
    this.gone.resolve();
    this.end(this.timedOut ? { kind: 'timed out' } : { kind: 'crashed', reason: `Runtime exited with ${how}` });
  }

  private end(outcome: Outcome): void {
    const { current } = this;
    this.current = undefined;
    current?.end.resolve(outcome);
  }

  private readLogs(stream: 'stdout' | 'stderr', input: Readable | null): void {
    if (!input) return;
    readline.createInterface({ input }).on('line', (line) => {
      const ended = line.endsWith(END_OF_LOGS);
      const text = ended ? line.slice(0, -END_OF_LOGS.length) : line;
      if (text !== '') this.log(stream, text);
      if (ended) this.onSignOfEnd();
    });
  }

  private log(stream: LogLine['stream'], text: string): void {
    this.settings.log({ stream, text, logStreamName: this.logStreamName, awsRequestId: this.current?.awsRequestId });
  }
}

function outcomeOf(report: Report): Outcome {
  if (report.type === 'failed') return { kind: 'failed', errorType: String(report.errorType), errorMessage: String(report.errorMessage) };
  return { kind: 'returned', value: 'value' in report ? report.value : undefined };
}
