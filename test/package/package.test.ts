import { execFileSync, spawn } from 'child_process';
import * as fs from 'fs';
import * as http from 'http';
import { AddressInfo } from 'net';
import * as os from 'os';
import * as path from 'path';
import { loadedAtStart, zipBytes } from './handler-files';

const ROOT = path.join(__dirname, '..', '..');
/** What a start of the function may load. */
const MAX_LOADED_ZIP_BYTES = 100_000;
const MAX_PROGRAM_BYTES = 1_000_000;

const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'));
const extracted = path.join(temp, 'extracted', 'package');

beforeAll(() => {
  if (!fs.existsSync(path.join(ROOT, 'build', 'lib', 'index.js')) || !fs.existsSync(path.join(ROOT, 'assets', 'handler', 'index.js'))) {
    throw new Error('The package is not built: run "npx projen pre-compile" and "npx projen compile" first');
  }
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', temp], { cwd: ROOT, stdio: 'pipe' });
  const tarball = fs.readdirSync(temp).find((name) => name.endsWith('.tgz'));
  fs.mkdirSync(path.dirname(extracted));
  execFileSync('tar', ['-xzf', path.join(temp, tarball!), '-C', path.dirname(extracted)]);
});

afterAll(() => fs.rmSync(temp, { recursive: true, force: true }));

/** All files under a directory, relative to it, with forward slashes. */
function filesIn(directory: string): string[] {
  return fs.readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

function readJson<T>(...file: string[]): T {
  return JSON.parse(fs.readFileSync(path.join(...file), 'utf8')) as T;
}

/** The names of shared files without their hash, and each once. */
function withoutHashes(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.replace(/^shared-[0-9A-Z]{8}\.js$/, 'shared-*.js')))];
}

describe('The package', () => {
  test('consists of the compiled library, the handler, the command line, the jsii assembly and the papers, and of nothing else', () => {
    const handler = filesIn(path.join(ROOT, 'assets', 'handler')).map((name) => `assets/handler/${name}`);
    const sources = ['lib', 'contract'].flatMap((directory) => filesIn(path.join(ROOT, directory)).map((name) => `${directory}/${name.replace(/\.ts$/, '')}`));
    const compiled = sources.flatMap((name) => [`build/${name}.js`, `build/${name}.d.ts`]);
    expect(filesIn(extracted)).toEqual(
      ['.jsii', 'LICENSE', 'NOTICE', 'README.md', 'assets/THIRD-PARTY-LICENSES.txt', 'assets/cli/index.js', 'package.json', 'rosetta/registrations.ts-fixture', ...handler, ...compiled].sort(),
    );
  });

  test('brings no dependencies, and needs only the CDK beside it', () => {
    const { dependencies, bundledDependencies, bundleDependencies, optionalDependencies, peerDependencies } = (
      readJson<Record<string, Record<string, string> | undefined>>(extracted, 'package.json')
    );
    for (const brought of [dependencies, bundledDependencies, bundleDependencies, optionalDependencies]) {
      expect(Object.keys(brought ?? {})).toEqual([]);
    }
    expect(Object.keys(peerDependencies ?? {}).sort()).toEqual(['aws-cdk-lib', 'constructs']);
  });

  test('runs nothing when it is installed', () => {
    const { scripts = {} } = readJson<{ scripts?: Record<string, string> }>(extracted, 'package.json');
    expect(['preinstall', 'install', 'postinstall', 'prepare'].filter((name) => name in scripts)).toEqual([]);
  });

  test('has the files that its package.json names', () => {
    const { main, types, bin } = readJson<{ main: string; types: string; bin: Record<string, string> }>(extracted, 'package.json');
    expect(filesIn(extracted)).toEqual(expect.arrayContaining([main, types, ...Object.values(bin)]));
  });

  test('brings a program that runs on its own', () => {
    const { bin, version } = readJson<{ bin: Record<string, string>; version: string }>(extracted, 'package.json');
    // Away from any node_modules.
    const program = path.join(temp, 'program.js');
    fs.copyFileSync(path.join(extracted, bin['cdk-sms-registration']!), program);
    expect(execFileSync(process.execPath, [program, '--version'], { cwd: temp, env: {}, encoding: 'utf8' }).trim()).toBe(version);
  });

  test('has a program of at most a megabyte, which no construct loads', () => {
    expect(fs.statSync(path.join(extracted, 'assets', 'cli', 'index.js')).size).toBeLessThanOrEqual(MAX_PROGRAM_BYTES);
    const loading = filesIn(path.join(extracted, 'build')).filter((file) => file.endsWith('.js') && /assets\/cli|['"]cli['"]/.test(fs.readFileSync(path.join(extracted, 'build', file), 'utf8')));
    expect(loading).toEqual([]);
  });

  test('refers to no file that it does not have', () => {
    const files = new Set(filesIn(extracted));
    const missing = [...files].filter((file) => /^build\/.*\.(js|d\.ts)$/.test(file)).flatMap((file) => {
      const text = fs.readFileSync(path.join(extracted, file), 'utf8');
      const referred = [...text.matchAll(/(?:from|import\(|require\(|import) ?['"](\.[^'"]*)['"]/g)].map(([, name]) => path.posix.join(path.posix.dirname(file), name!));
      const extension = file.endsWith('.js') ? '.js' : '.d.ts';
      return referred.filter((name) => !files.has(name + extension) && !files.has(`${name}/index${extension}`)).map((name) => `${file} -> ${name}`);
    });
    expect(missing).toEqual([]);
  });

  test('is compiled from the sources as they are: run "npx projen compile" if not', () => {
    const newest = (directory: string) => Math.max(
      ...filesIn(path.join(ROOT, directory)).map((name) => fs.statSync(path.join(ROOT, directory, name)).mtimeMs),
    );
    expect(Math.max(newest('lib'), newest('contract'))).toBeLessThanOrEqual(newest('build'));
  });
});

describe.each([
  ['newest', path.join(ROOT, 'node_modules')],
  ['lowest supported', path.join(ROOT, 'test', 'floor', 'node_modules')],
])('Installed beside the %s peers', (name, peers) => {
  const home = path.join(temp, name.replace(' ', '-'));
  const cloudAssembly = path.join(home, 'cdk.out');
  // Nothing can be found to run: no bundler, no Docker.
  const env = { PATH: '', HOME: home };

  interface Resource { readonly Type: string; readonly Properties: Record<string, unknown> }
  const resources = () => readJson<{ Resources: Record<string, Resource> }>(cloudAssembly, 'Texts.template.json').Resources;

  /** Where the synthesis put the code of the function. */
  function handlerAsset(): string {
    const { Properties } = Object.values(resources()).find(({ Type }) => Type === 'AWS::Lambda::Function')!;
    const { S3Key } = Properties.Code as { S3Key: string };
    return path.join(cloudAssembly, `asset.${path.parse(S3Key).name}`);
  }

  beforeAll(() => {
    fs.mkdirSync(path.join(home, 'node_modules'), { recursive: true });
    for (const peer of ['aws-cdk-lib', 'constructs']) {
      fs.symlinkSync(path.join(peers, peer), path.join(home, 'node_modules', peer), 'junction');
    }
    // A copy, so that it finds nothing but what its user has.
    fs.cpSync(extracted, path.join(home, 'node_modules', 'cdk-sms-registration'), { recursive: true });
    fs.copyFileSync(path.join(__dirname, 'user-app.js'), path.join(home, 'app.js'));
    // Deprecated parts of the CDK are errors.
    execFileSync(process.execPath, ['app.js'], { cwd: home, env: { ...env, JSII_DEPRECATED: 'fail' }, stdio: 'pipe' });
  });

  test('it synthesizes a registration without any program or connection', () => {
    expect(Object.values(resources()).map(({ Type }) => Type).filter((type) => type !== 'AWS::CDK::Metadata').sort()).toEqual([
      'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'Custom::SMSVoiceRegistration',
    ]);
    expect(Object.values(resources()).find(({ Type }) => Type.startsWith('Custom::'))?.Properties).toMatchObject({
      RegistrationType: 'US_TOLL_FREE_REGISTRATION',
      Fields: [{ FieldPath: 'companyInfo.companyName', TextValue: 'Example Corp.' }],
    });
  });

  test('its handler has files of their own for what only some events need, which no start loads', () => {
    expect(withoutHashes(filesIn(handlerAsset()))).toEqual([
      'continuation.js', 'denied-reasons.js', 'index.js', 'secrets.js', 'shared-*.js', 'stack-status.js', 'topic.js',
    ]);
    expect(withoutHashes(loadedAtStart(handlerAsset()))).toEqual(['index.js', 'shared-*.js']);
  });

  test('its handler loads at most 100 kB of a zip when it starts', () => {
    expect(zipBytes(handlerAsset(), loadedAtStart(handlerAsset()))).toBeLessThanOrEqual(MAX_LOADED_ZIP_BYTES);
  });

  test('its handler runs on its own, and answers CloudFormation', async () => {
    // Away from any node_modules.
    const code = path.join(temp, `${path.basename(home)}-handler`);
    fs.cpSync(handlerAsset(), code, { recursive: true });
    const answers = await answersTo((responseUrl) => runHandler(code, env, {
      RequestType: 'Delete',
      RequestId: 'a-request',
      ResponseURL: responseUrl,
      ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:handler',
      StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/Texts/0123',
      LogicalResourceId: 'TollFree',
      ResourceType: 'Custom::SMSVoiceRegistration',
      PhysicalResourceId: 'cdk-sms-registration:nothing-created',
      ResourceProperties: { RegistrationType: 'US_TOLL_FREE_REGISTRATION', Fields: [], Tags: [], DeletionTimeout: '600' },
    }));
    expect(answers).toEqual([{
      Status: 'SUCCESS',
      RequestId: 'a-request',
      StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/Texts/0123',
      LogicalResourceId: 'TollFree',
      PhysicalResourceId: 'cdk-sms-registration:nothing-created',
    }]);
  });
});

/** What is PUT to a URL while `action` runs. */
async function answersTo(action: (responseUrl: string) => Promise<void>): Promise<unknown[]> {
  const answers: unknown[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      answers.push(JSON.parse(Buffer.concat(chunks).toString()));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await action(`http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?Signature=x`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return answers;
}

/** Loads the handler as Lambda does, in a process of its own, and lets it work on one event. */
async function runHandler(code: string, env: NodeJS.ProcessEnv, event: object): Promise<void> {
  const script = `
    const { handler } = require(${JSON.stringify(path.join(code, 'index.js'))});
    handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 60000 }).then(() => process.exit(0));
  `;
  const child = spawn(process.execPath, ['-e', script], { cwd: code, env: { ...env, AWS_REGION: 'us-east-1' } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  const status = await new Promise((resolve) => child.on('close', resolve));
  if (status !== 0) {
    throw new Error(`The handler ended with ${String(status)}:\n${output}`);
  }
}
