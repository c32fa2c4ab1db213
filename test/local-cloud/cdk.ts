import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as readline from 'readline';
import { ACCOUNT, REGION } from './local-cloud';

const REPOSITORY = path.resolve(__dirname, '..', '..');
const DEFAULT_TIMEOUT_MS = 180_000;

export interface CdkOptions {
  /** The command that makes the app, as the CLI's --app takes it; see tsApp. Only bootstrap needs none. */
  readonly app?: string;
  /** The environment of the cloud: LocalCloud.environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the CLI runs. Default: the repository. */
  readonly cwd?: string;
  /** After this time the CLI and all that it started are killed. */
  readonly timeoutMs?: number;
  /** Called with each line of output while the command runs. */
  readonly onLine?: (line: string) => void;
}

export interface CdkResult {
  readonly exitCode: number;
  /** Both output streams, in order of arrival. */
  readonly output: string;
}

/** The --app command that runs a TypeScript file, whatever the working directory is. */
export function tsApp(file: string): string {
  const parts = [process.execPath, '--import', require.resolve('tsx'), path.resolve(file)].map((part) => quote(part));
  // The CLI hands this to a shell, and takes the quotes off a text that begins and ends with one: exec comes first.
  return ['exec', ...parts].join(' ');
}

function quote(part: string): string {
  return `'${part.replaceAll("'", "'\\''")}'`;
}

/** The real CDK CLI against a local cloud, without any other network connection. */
export class Cdk {
  constructor(private readonly options: CdkOptions) {}

  /** Makes Regions ready for deployments; needs no app. */
  bootstrap(...regions: string[]): Promise<CdkResult> {
    const environments = (regions.length > 0 ? regions : [REGION]).map((region) => `aws://${ACCOUNT}/${region}`);
    // Outside the repository no cdk.json names an app that would run for nothing.
    return withFolder((folder) => this.execute(['bootstrap', ...environments], folder, folder));
  }

  synth(...args: string[]): Promise<CdkResult> {
    return this.withApp('synth', '--quiet', ...args);
  }

  deploy(...args: string[]): Promise<CdkResult> {
    return this.withApp('deploy', '--require-approval', 'never', '--progress', 'events', ...args);
  }

  destroy(...args: string[]): Promise<CdkResult> {
    return this.withApp('destroy', '--force', ...args);
  }

  private withApp(...args: string[]): Promise<CdkResult> {
    const { app, cwd = REPOSITORY } = this.options;
    if (app === undefined) {
      throw new Error(`cdk ${args[0]} needs an app`);
    }
    return withFolder((folder) => this.execute([...args, '--app', app, '--output', path.join(folder, 'cdk.out')], cwd, folder));
  }

  private execute(args: string[], cwd: string, folder: string): Promise<CdkResult> {
    const cli = [require.resolve('aws-cdk/bin/cdk'), ...args, '--no-notices', '--no-version-reporting', '--no-color'];
    const child = spawn(process.execPath, [path.join(__dirname, 'supervisor.js'), folder, process.execPath, ...cli], {
      // Its standard input closes when we are gone, and a Ctrl-C in our terminal is not for it.
      cwd, env: environment(this.options.environment, folder), detached: true, stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined);
    const timer = setTimeout(() => child.stdin.end(), this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    return collect(child, this.options.onLine).finally(() => clearTimeout(timer));
  }
}

async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-cloud-cdk-'));
  try {
    return await use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Our own environment without anything that leads to another account, endpoint or proxy. */
function environment(cloud: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  const ours = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(AWS_|CDK_|JEST_|NODE_OPTIONS$|.*_proxy$)/i.test(entry[0]),
  );
  return {
    ...Object.fromEntries(ours),
    ...cloud,
    CDK_HOME: folder,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    // test/nag has that check.
    CDK_VALIDATION: 'false',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    // Everything goes to one stream, as in a pipeline.
    CI: 'true',
  };
}

function collect(child: ChildProcess, onLine: (line: string) => void = () => undefined): Promise<CdkResult> {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) {
      readline.createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        onLine(line);
      });
    }
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const ending = signal ? [`(killed: ${signal})`] : [];
      resolve({ exitCode: code ?? 1, output: [...lines, ...ending].join('\n') });
    });
  });
}
