import { spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as http from 'http';
import * as net from 'net';
import * as path from 'path';
import * as readline from 'readline';
import { Cdk } from './cdk';
import { LocalCloud, type LocalCloudOptions } from './local-cloud';
import { Operations } from './operations';
import { Program } from './program';
import { DeployedStack } from './stack';
import { Simulator } from '../simulator';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await Simulator.start();
});

afterAll(() => simulator?.stop());


describe('the local cloud', () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await LocalCloud.start({ simulatorEndpoint: simulator.endpoint });
  });

  afterAll(() => cloud?.stop());

  test('is bootstrapped by the real CDK CLI', async () => {
    const seen: string[] = [];
    const cdk = new Cdk({ environment: cloud.environment, onLine: (line) => seen.push(line) });
    const { exitCode, output } = await cdk.bootstrap();
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    expect(seen.join('\n')).toBe(output);
    expect(await new DeployedStack(cloud, 'CDKToolkit').status()).toBe('CREATE_COMPLETE');
  });

  test('knows no stack that was not deployed', async () => {
    expect(await new DeployedStack(cloud, 'Nothing').status()).toBeUndefined();
  });

  // The CDK names it in the security groups of endpoints.
  test('tells the CIDR block of a VPC', async () => {
    const template = (name: string) => JSON.stringify({
      Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/16', Tags: [{ Key: 'Name', Value: name }] } } },
      Outputs: { Block: { Value: { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] } } },
    });
    const stacks = new Operations(cloud);
    for (const { Outputs } of [await stacks.create('Network', template('First')), await stacks.update('Network', template('Second'))]) {
      expect(Outputs).toMatchObject([{ OutputValue: '10.1.0.0/16' }]);
    }
  });

  test('a command that takes too long is killed', async () => {
    const { exitCode, output } = await new Cdk({ environment: cloud.environment, timeoutMs: 300 }).bootstrap();
    expect(exitCode).not.toBe(0);
    expect(output).toContain('killed: SIGKILL');
  });

  test('listens on the loopback interface only', async () => {
    expect(cloud.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(cloud.log()).not.toContain('0.0.0.0');
  });

  test('leaves nothing behind when it stops', async () => {
    expect(processesOf(cloud.processGroup)).not.toEqual([]);
    await cloud.stop();
    expect(processesOf(cloud.processGroup)).toEqual([]);
    expect(fs.existsSync(cloud.folder)).toBe(false);
    await expect(connect(cloud.endpoint)).rejects.toThrow('ECONNREFUSED');
  });
});

test('the local cloud ends when the program that started it is killed', async () => {
  const program = `
    const { LocalCloud } = require(${JSON.stringify(path.join(__dirname, 'local-cloud.ts'))});
    LocalCloud.start({ simulatorEndpoint: '${simulator.endpoint}' }).then(({ processGroup, folder }) => {
      console.log(JSON.stringify({ processGroup, folder }));
      setInterval(() => undefined, 1000);
    });`;
  const parent = spawn(process.execPath, ['--import', require.resolve('tsx'), '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await new Promise<[string]>((resolve) => {
    readline.createInterface({ input: parent.stdout }).once('line', (text) => resolve([text]));
  });
  const { processGroup, folder } = JSON.parse(line) as { processGroup: number; folder: string };
  expect(processesOf(processGroup)).not.toEqual([]);
  parent.kill('SIGKILL');
  await eventually(() => processesOf(processGroup).length === 0 && !fs.existsSync(folder));
});

test('the program that starts it by hand leaves nothing after Ctrl-C', async () => {
  const program = new Program(path.join(__dirname, 'main.ts'), ['--simulator', simulator.endpoint]);
  try {
    await program.says('export AWS_ENDPOINT_URL=');
    expect(program.leftovers()).toContainEqual(expect.stringContaining('serve.py'));
    expect(await program.interrupt()).toBe(0);
    await program.leavesNothing();
  } finally {
    program.remove();
  }
});

describe('a local cloud that cannot work does not start', () => {
  const start = (options: Partial<LocalCloudOptions>) => LocalCloud.start({ simulatorEndpoint: simulator.endpoint, ...options });

  test('where another local cloud is', async () => {
    const first = await start({});
    try {
      const port = Number(new URL(first.endpoint).port);
      await expect(start({ port })).rejects.toThrow(`port ${port} is already in use, perhaps by another local cloud`);
      expect(await new DeployedStack(first, 'Nothing').status()).toBeUndefined();
    } finally {
      await first.stop();
    }
  });

  test('where another one starts at the same time', async () => {
    const port = await freePort();
    const later = new Promise((resolve) => setTimeout(resolve, 100)).then(() => start({ port }));
    const results = await Promise.allSettled([start({ port }), later]);
    const started = results.flatMap((result) => result.status === 'fulfilled' ? [result.value] : []);
    await Promise.all(started.map((cloud) => cloud.stop()));
    expect(started.length).toBe(1);
    expect(results).toContainEqual({ status: 'rejected', reason: expect.objectContaining({ message: expect.stringContaining('already in use') }) });
  });

  test('without the simulator', async () => {
    const dead = `http://127.0.0.1:${await freePort()}`;
    await expect(start({ simulatorEndpoint: dead })).rejects.toThrow(`there is no simulator at ${dead} (connect ECONNREFUSED`);
  });

  test('with something else in place of the simulator', async () => {
    const other = http.createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(other.address() as net.AddressInfo).port}`;
    await expect(start({ simulatorEndpoint: endpoint })).rejects.toThrow(`there is no simulator at ${endpoint} (something else answers)`);
    other.close();
  });

  test('and the program that starts it by hand says so, and ends', async () => {
    const run = (...args: string[]) => spawnSync(
      process.execPath, ['--import', require.resolve('tsx'), path.join(__dirname, 'main.ts'), ...args], { encoding: 'utf8' },
    );
    const dead = `http://127.0.0.1:${await freePort()}`;
    expect(run('--simulator', dead)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(`there is no simulator at ${dead}`) });
    expect(run('--simulator', dead, '--port', 'http')).toMatchObject({ status: 1, stdout: '', stderr: '--port http is not a port\n' });
    expect(run('--simulator', dead, '--schedule-speed', '0')).toMatchObject({ status: 1, stderr: '--schedule-speed 0 is not a number above 0\n' });
    expect(run()).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('--simulator is missing') });
  });
});

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The living processes of a group; those that ended and wait for their parent to notice do not count. */
function processesOf(group: number): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pgid=,stat=,args='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => new RegExp(`^\\s*${group}\\s+[^Z]`).test(line));
}

function connect(endpoint: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint);
    const socket = net.connect(Number(port), hostname, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) {
      throw new Error('it did not come true within 15 s');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
