import * as fs from 'fs';
import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as smsVoice from '@aws-sdk/client-pinpoint-sms-voice-v2';
import * as sts from '@aws-sdk/client-sts';
import { Account } from './account';
import { PROGRAM, Cli } from './cli';
import { ACTIONS, type CommandName } from '../../cli/actions';
import { PAGE } from '../../scripts/record-command-line';

const SERVICE = 'sms-voice:';

/** What each command is run with, so that it does all that it can do. */
const RUNS: Readonly<Record<Exclude<CommandName, 'doctor'>, readonly string[]>> = {
  types: ['types'],
  fields: ['fields', 'US_TEN_DLC_BRAND_REGISTRATION'],
  status: ['status', 'Denied', 'Campaign'],
  export: ['export', 'Denied', 'Campaign'],
  review: ['review', 'Denied', 'Campaign'],
};

let account: Account;

beforeAll(async () => {
  account = await Account.open(0);
  const brand = await account.brand('Denied');
  await account.denied(brand, 'BRAND_ADDRESS_INVALID');
  await account.campaign('Campaign', brand);
});

afterAll(() => account.close());

test.each(Object.entries(RUNS))('%s works with the actions that are documented for it, and calls all of them', async (command, args) => {
  const actions = ACTIONS[command as CommandName];
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  account.simulator.control.setPolicies({
    principalArn: 'arn:aws:iam::000000000000:user/reader', policies: [{ name: 'Reads', document: { Version: '2012-10-17', Statement } }],
  });
  account.simulator.control.clearJournal();
  const { stderr } = await new Cli(account.simulator.endpoint).run(...args);
  expect(stderr).toBe('');
  const called = new Set(account.simulator.control.journal().map(({ operation }) => SERVICE + operation));
  expect([...called].sort()).toEqual([...actions].sort());
  account.simulator.control.clearPolicies();
});

test('every action reads', () => {
  expect(Object.values(ACTIONS).flat().filter((action) => !/^[a-z-]+:(Describe|List|Get)/.test(action))).toEqual([]);
});

/** How a profile or a web identity becomes credentials. */
const OF_CREDENTIALS = ['AssumeRole', 'AssumeRoleWithWebIdentity'];

test('the program has no call in it that writes, of any service', () => {
  const code = fs.readFileSync(PROGRAM, 'utf8');
  const operations = [smsVoice, cloudFormation, logs, sts].flatMap((client) => Object.keys(client).flatMap((name) => /^(.*)Command$/.exec(name)?.[1] ?? []));
  // A command names its operation between other arguments.
  const called = operations.filter((operation) => code.includes(`,"${operation}",`));
  expect(called.filter((operation) => !/^(Describe|List|Get)/.test(operation)).sort()).toEqual(OF_CREDENTIALS);
  const needed = Object.values(ACTIONS).flat().map((action) => action.slice(action.indexOf(':') + 1));
  expect(needed.filter((operation) => !called.includes(operation))).toEqual([]);
});

test('docs/command-line.md lists the actions of each command', () => {
  const page = fs.readFileSync(PAGE, 'utf8');
  const rows = new Map([...page.matchAll(/^\| `([a-z]+)` \| (.*`[a-z-]+:.*) \|$/gm)].map(([, command, cells]) => [command!, cells!]));
  const documented = (command: string): string[] => {
    const cells = rows.get(command) ?? '';
    const own = [...cells.matchAll(/`([a-z-]+:[A-Za-z]+)`/g)].map(([, action]) => action!);
    return [...cells.startsWith('those of `status`') ? documented('status') : [], ...own].sort();
  };
  expect(Object.fromEntries(Object.keys(ACTIONS).map((command) => [command, documented(command)]))).toEqual(
    Object.fromEntries(Object.entries(ACTIONS).map(([command, actions]) => [command, [...actions].sort()])),
  );
});
