import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as http from 'http';
import * as net from 'net';
import * as os from 'os';
import * as path from 'path';
import { pythonPath } from '../../scripts/install-local-cloud';
import { remoteControl } from '../simulator';

const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 5_000;

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

export interface LocalCloudOptions {
  /** Where the functions reach the SMS service, usually the simulator's endpoint. */
  readonly simulatorEndpoint: string;
  /** Default: a free port. */
  readonly port?: number;
  /** More environment variables for every function that the cloud runs. */
  readonly functionEnvironment?: Readonly<Record<string, string>>;
  /** How many times as fast as the real time the schedules of rules pass. Default: 1. */
  readonly scheduleSpeed?: number;
}

/** MiniStack on the loopback interface, with nothing in it and nothing left of it afterwards. The simulator's events go to its rules. */
export class LocalCloud {
  static async start(options: LocalCloudOptions): Promise<LocalCloud> {
    const python = pythonPath();
    await checkSimulator(options.simulatorEndpoint);
    const port = await availablePort(options.port);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-cloud-'));
    const cloud = new LocalCloud(python, options, port, folder);
    try {
      await cloud.ready();
      await remoteControl(options.simulatorEndpoint).sendEvents({ endpoint: cloud.endpoint });
      return cloud;
    } catch (error) {
      const log = cloud.log();
      await cloud.stop();
      throw new Error(`The local cloud did not start: ${error instanceof Error ? error.message : error}\n${log}`);
    }
  }

  readonly endpoint: string;
  readonly simulatorEndpoint: string;
  /** What a program needs to use this cloud and no other. */
  readonly environment: Readonly<Record<string, string>>;
  /** The process group of the cloud: MiniStack and the processes of its functions. */
  readonly processGroup: number;
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private readonly logFile: string;
  private stopped: Promise<void> | undefined;

  private constructor(python: string, options: LocalCloudOptions, port: number, readonly folder: string) {
    this.endpoint = `http://${HOST}:${port}`;
    this.simulatorEndpoint = options.simulatorEndpoint;
    this.environment = userEnvironment(this.endpoint, options.simulatorEndpoint, folder);
    this.logFile = path.join(folder, 'log');
    this.child = launch(python, folder, this.logFile, cloudEnvironment(options, port, folder));
    this.ended = new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.once('error', () => resolve());
    });
    this.processGroup = this.child.pid ?? 0;
  }

  /** What MiniStack itself wrote, not its functions. */
  log(): string {
    return fs.existsSync(this.logFile) ? fs.readFileSync(this.logFile, 'utf8') : '';
  }

  /** Ends the cloud with all that runs in it. More than once does no harm. */
  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    // The simulator may be gone already, or send its events to another cloud by now.
    await remoteControl(this.simulatorEndpoint).stopEvents({ endpoint: this.endpoint }).catch(() => undefined);
    this.child.stdin?.end();
    await within(this.ended, STOP_TIMEOUT_MS);
    // A function's process outlives MiniStack when that was killed: end the group in any case.
    killGroup(this.processGroup);
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined) {
        throw new Error('its process ended');
      }
      // Another program may have taken the port meanwhile.
      if (await answeringProcess(this.endpoint) === this.processGroup) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no answer within ${START_TIMEOUT_MS / 1000} s`);
  }
}

function launch(python: string, folder: string, logFile: string, env: Record<string, string>): ChildProcess {
  const log = fs.openSync(logFile, 'w');
  try {
    // Detached: an own process group, which can be ended as a whole. The pipe tells it when we are gone.
    const child = spawn(python, [path.join(__dirname, 'serve.py'), folder], {
      cwd: folder, env, detached: true, stdio: ['pipe', log, log],
    });
    child.stdin?.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    fs.closeSync(log);
  }
}

/** MiniStack hands its whole environment to the functions, so it gets none of ours. */
function cloudEnvironment(options: LocalCloudOptions, port: number, folder: string): Record<string, string> {
  return {
    // The functions run under the Node that runs the tests.
    PATH: [path.dirname(process.execPath), process.env.PATH ?? ''].join(path.delimiter),
    LANG: 'C.UTF-8',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    HOME: folder,
    TMPDIR: folder,
    STATE_DIR: path.join(folder, 'state'),
    S3_DATA_DIR: path.join(folder, 's3'),
    BIND_HOST: HOST,
    GATEWAY_PORT: String(port),
    LAMBDA_EXECUTOR: 'local',
    // Neither other listeners nor the Docker daemon of this machine.
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    DOCKER_HOST: `unix://${path.join(folder, 'no-docker.sock')}`,
    ...credentials(),
    // What else a function asks, CloudFormation for instance, is this cloud.
    AWS_ENDPOINT_URL: `http://${HOST}:${port}`,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: options.simulatorEndpoint,
    LOCAL_CLOUD_SCHEDULE_SPEED: String(options.scheduleSpeed ?? 1),
    ...options.functionEnvironment,
  };
}

function userEnvironment(endpoint: string, simulatorEndpoint: string, folder: string): Record<string, string> {
  return {
    ...credentials(),
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: simulatorEndpoint,
    // No profile of the user's own can come in between.
    AWS_CONFIG_FILE: path.join(folder, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'no-credentials'),
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
  };
}

function credentials(): Record<string, string> {
  return {
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** The port asked for if nobody listens on it, by default any free one. */
function availablePort(port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE'
        ? new Error(`The local cloud did not start: port ${port} is already in use, perhaps by another local cloud`)
        : error);
    });
    server.listen(port, HOST, () => {
      const address = server.address() as net.AddressInfo;
      server.close(() => resolve(address.port));
    });
  });
}

/** A cloud without its simulator would start, and fail at the first registration. */
async function checkSimulator(endpoint: string): Promise<void> {
  const problem = await get(`${endpoint}/_simulator/switches`).then(
    ({ statusCode }) => statusCode === 200 ? undefined : 'something else answers',
    (error: Error) => error.message,
  );
  if (problem) {
    throw new Error(`The local cloud did not start: there is no simulator at ${endpoint} (${problem}). \`npm run simulator\` starts one.`);
  }
}

/** The process that says it is a local cloud; none when nobody or something else answers. */
async function answeringProcess(endpoint: string): Promise<number> {
  const answer = await get(`${endpoint}/_ministack/health`).catch(() => undefined);
  return Number(answer?.headers['x-local-cloud-process']);
}

function get(url: string): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: ANSWER_TIMEOUT_MS }, (response) => {
      response.resume();
      resolve(response);
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', reject);
  });
}

function killGroup(group: number): void {
  if (group === 0) {
    return;
  }
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

async function within(promise: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([promise, timeout]);
  clearTimeout(timer);
}
