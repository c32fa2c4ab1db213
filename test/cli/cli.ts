import { ChildProcessWithoutNullStreams, spawn } from 'child_process';
import * as path from 'path';

/** The program as it is shipped. */
export const PROGRAM = path.join(__dirname, '..', '..', 'assets', 'cli', 'index.js');

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing of the user's own configuration plays a part. */
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: path.join(__dirname, 'no-such-file'),
  AWS_SHARED_CREDENTIALS_FILE: path.join(__dirname, 'no-such-file'),
};

/** The built program, each time in a process of its own. */
export class Cli {
  /** @param endpoint of the simulated service */
  constructor(private readonly endpoint: string, private readonly environment: NodeJS.ProcessEnv = {}) {}

  public async run(...args: string[]): Promise<CliResult> {
    const child = this.start(...args);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => { output.stdout += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { output.stderr += chunk.toString(); });
    const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { exitCode, ...output };
  }

  /** What the program says to other programs. */
  public async json<T>(...args: string[]): Promise<T> {
    const { stdout, stderr } = await this.run(...args, '--json');
    if (stdout === '') {
      throw new Error(stderr);
    }
    return JSON.parse(stdout) as T;
  }

  public start(...args: string[]): ChildProcessWithoutNullStreams {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...ENVIRONMENT, AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: this.endpoint, ...this.environment } as NodeJS.ProcessEnv,
    });
    child.stdin.end();
    return child;
  }
}
