import type { CommandName } from './actions';
import { Connection, type ConnectionOptions } from './aws/connection';
import type { Outcome, Session } from './command';
import type { ExitCode } from './exit-code';
import { Paper } from './output/paper';
import { Progress } from './output/progress';
import { Problem, problemOf } from './problem';

/** The options of every command. */
export interface GlobalOptions extends ConnectionOptions {
  readonly json?: boolean;
  readonly showValues?: boolean;
}

export interface WatchOptions {
  readonly watch?: boolean;
  /** Seconds. */
  readonly interval: number;
}

/** A command, and what it does. */
export interface Work {
  readonly command: CommandName;
  readonly find: (session: Session) => Promise<Outcome>;
}

/** Runs a command and prints what it has found out. */
export async function run(work: Work, options: GlobalOptions): Promise<ExitCode> {
  const progress = new Progress(process.stderr);
  const outcome = await attempt(work, sessionOf(options, progress), progress);
  if (outcome instanceof Problem) {
    throw outcome;
  }
  process.stdout.write(textOf(outcome, options));
  return outcome.exitCode;
}

/**
 * Runs a command again and again until the user ends it, or AWS refuses it: an outage is shown, and may be over the next time. What has not
 * changed is not printed again, except on a terminal, which shows one state.
 */
export async function runAgain(work: Work, options: GlobalOptions, { interval }: WatchOptions): Promise<never> {
  const progress = new Progress(process.stderr);
  const session = sessionOf(options, progress);
  let before: string | undefined;
  for (;;) {
    const outcome = await attempt(work, session, progress);
    if (outcome instanceof Problem) {
      if (!outcome.isTransient) {
        throw outcome;
      }
      process.stderr.write(`${new Date().toISOString()}\n${outcome.message}\n`);
    } else {
      const now = JSON.stringify(outcome.data);
      printAgain(outcome, { isNew: now !== before, interval, options });
      before = now;
    }
    await new Promise((resolve) => setTimeout(resolve, interval * 1_000));
  }
}

interface Again {
  readonly isNew: boolean;
  readonly interval: number;
  readonly options: GlobalOptions;
}

function printAgain(outcome: Outcome, { isNew, interval, options }: Again): void {
  if (process.stdout.isTTY && !options.json) {
    process.stdout.write(`${CLEAR}${textOf(outcome, options)}\n${new Date().toLocaleTimeString()}, updated every ${interval} s. Press Ctrl-C to stop.\n`);
  } else if (isNew) {
    process.stdout.write(options.json ? `${JSON.stringify(outcome.data)}\n` : `${new Date().toISOString()}\n${textOf(outcome, options)}\n`);
  }
}

async function attempt({ command, find }: Work, session: Session, progress: Progress): Promise<Outcome | Problem> {
  try {
    return await find(session);
  } catch (error) {
    return problemOf(error, command);
  } finally {
    progress.clear();
  }
}

const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

function sessionOf(options: GlobalOptions, progress: Progress): Session {
  let connection: Promise<Connection> | undefined;
  return { connect: () => connection ??= Connection.open(options, progress), showValues: options.showValues === true };
}

function textOf({ data, show }: Outcome, { json }: GlobalOptions): string {
  if (json) {
    return `${JSON.stringify(data, undefined, 2)}\n`;
  }
  const paper = new Paper(process.stdout, process.env);
  show(paper);
  return paper.text;
}
