import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { byPath, storedValues, type Field, type Values } from './fields';
import { pythonPath } from '../../scripts/install-local-cloud';
import { Account } from '../cli/account';
import { Cli } from '../cli/cli';
import { Cdk, tsApp, type CdkResult } from '../local-cloud/cdk';
import { LocalCloud } from '../local-cloud/local-cloud';
import { DeployedStack } from '../local-cloud/stack';
import { Simulator } from '../simulator';

jest.setTimeout(240_000);

const REPOSITORY = path.resolve(__dirname, '..', '..');
const STACK = 'SmsRegistrations';

let simulator: Simulator;
let account: Account;
let cloud: LocalCloud;
let cli: Cli;
/** What was made by hand. */
let brand: string;
let campaign: string;
let tollFree: string;
let senderId: string;

beforeAll(async () => {
  simulator = await Simulator.start();
  account = new Account(simulator);
  cloud = await LocalCloud.start({ simulatorEndpoint: simulator.endpoint });
  cli = new Cli(simulator.endpoint, cloud.environment);
  succeeds(await new Cdk({ environment: cloud.environment }).bootstrap());
  brand = await account.brand('Example Corp');
  await account.approved(brand);
  campaign = await account.campaign('Example passcodes', brand);
  await account.denied(campaign, 'OPT_IN_WORKFLOW_NON_COMPLIANT_DATA_RATES');
  ({ id: tollFree } = await account.tollFree('Example support'));
  await account.submit(tollFree);
  senderId = await account.create('SG_SENDER_ID_REGISTRATION', 'A draft of another type', []);
});

afterAll(async () => {
  await account?.close();
  await cloud?.stop();
});

/** With the CLI's own words, should it fail. */
function succeeds({ exitCode, output }: CdkResult): void {
  expect(exitCode === 0 ? '' : output).toBe('');
}

async function exported(...options: string[]): Promise<string> {
  const { stdout, stderr } = await cli.run('export', brand, campaign, tollFree, senderId, ...options);
  expect(stderr).toBe('');
  return stdout;
}

/** The real CDK CLI, with an app that was printed. */
async function deploy(code: string): Promise<void> {
  const folder = path.join(cloud.folder, 'exported');
  fs.mkdirSync(folder, { recursive: true });
  if (!fs.existsSync(path.join(folder, 'node_modules'))) {
    fs.symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'node_modules'));
  }
  fs.writeFileSync(path.join(folder, 'app.ts'), code);
  const environment = { ...cloud.environment, TSX_TSCONFIG_PATH: path.join(REPOSITORY, 'tsconfig.dev.json') };
  succeeds(await new Cdk({ app: tsApp(path.join(folder, 'app.ts')), environment }).deploy());
}

const valuesOf = (registrationId: string) => storedValues(account.api, registrationId);

/** Everything about the registrations but the tags of the stack. */
async function everything(): Promise<unknown> {
  const registrations = simulator.control.state().registrations.map(({ tags, ...registration }) => (
    { ...registration, tags: Object.entries(tags).filter(([key]) => !key.startsWith('cdk-sms-registration:')) }
  ));
  return { registrations, values: await Promise.all(registrations.map(({ registrationId }) => valuesOf(registrationId))) };
}

interface Declared {
  readonly Resources: Record<string, { Properties?: { RegistrationId?: string; Fields?: Field[] } }>;
}

/** What the template of the deployed stack declares for a registration. */
async function declared(registrationId: string): Promise<Values> {
  const { Resources } = JSON.parse(await new DeployedStack(cloud, STACK).template()) as Declared;
  const { Fields = [] } = Object.values(Resources).find(({ Properties }) => Properties?.RegistrationId === registrationId)!.Properties!;
  return byPath(Fields);
}

const writes = () => simulator.control.journal().map(({ operation }) => operation).filter((operation) => !/^(Describe|List)/.test(operation));

test('deploying what export prints adopts everything and changes nothing, with and without the values that it hides', async () => {
  const before = await everything();
  simulator.control.clearJournal();
  await deploy(await exported());
  expect(new Set(writes())).toEqual(new Set(['TagResource']));
  expect(await everything()).toEqual(before);

  await deploy(await exported('--show-values'));
  expect(new Set(writes())).toEqual(new Set(['TagResource']));
  expect(await everything()).toEqual(before);
  for (const id of [brand, campaign, tollFree, senderId]) {
    expect(await declared(id)).toEqual(await valuesOf(id));
  }
});

test('what export prints in Python is Python', async () => {
  const code = await exported('--python', '--show-values');
  const check = 'import ast, sys; print(sorted({node.attr for node in ast.walk(ast.parse(sys.stdin.read())) if isinstance(node, ast.Attribute)}))';
  const names = execFileSync(pythonPath(), ['-c', check], { input: code, encoding: 'utf8' });
  expect(names).toContain("'adopt_existing'");
  expect(names).not.toMatch(/'[a-z]+[A-Z]/);
});

test('doctor finds the bootstrap and the stack, and sees when an event has woken its handler', async () => {
  interface Checks { readonly checks: readonly { readonly name: string; readonly state: string; readonly text: string }[] }
  const check = async (name: string) => (await cli.json<Checks>('doctor')).checks.find((one) => one.name === name);
  expect(await check('CDK bootstrap')).toMatchObject({ state: 'ok', text: expect.stringMatching(/^CDKToolkit, version \d+$/) as string });
  expect(await check(`Stack ${STACK}`)).toMatchObject({ state: 'note', text: expect.stringContaining('has no rules') as string });

  // Now something is left to be done after the deploy.
  await deploy((await exported('--show-values')).replace('TollFreeRegistration.adoptExisting(stack, \'ExampleSupport\', {', '$&\n  submit: true,'));
  expect(await check(`Stack ${STACK}`)).toMatchObject({ state: 'note', text: expect.stringContaining('woken by an event: not in the latest log lines') as string });
  simulator.control.approve({ registrationId: tollFree });
  while ((await check(`Stack ${STACK}`))?.state === 'note') {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(await check(`Stack ${STACK}`)).toMatchObject({ state: 'ok', text: expect.stringContaining('woken by an event: within the last day') as string });
});
