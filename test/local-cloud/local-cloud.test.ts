import { spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as net from 'net';
import * as path from 'path';
import * as readline from 'readline';
import { Cdk } from './cdk';
import { LocalCloud } from './local-cloud';
import { DeployedStack } from './stack';

const SIMULATOR = 'http://127.0.0.1:9';

describe('the local cloud', () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await LocalCloud.start({ simulatorEndpoint: SIMULATOR });
  });

  afterAll(() => cloud.stop());

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
    LocalCloud.start({ simulatorEndpoint: '${SIMULATOR}' }).then(({ processGroup, folder }) => {
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

test('a port that is taken is reported with what the cloud said', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await expect(LocalCloud.start({ simulatorEndpoint: SIMULATOR, port })).rejects.toThrow('is already in use');
  server.close();
});

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
