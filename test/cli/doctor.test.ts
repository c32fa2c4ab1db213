import * as http from 'http';
import type { AddressInfo } from 'net';
import { Account, tagsOfStack } from './account';
import { Cli } from './cli';

/** Services that let these credentials do nothing, in the words of the query protocol and of JSON. */
const elsewhere = http.createServer((request, response) => {
  const isJson = request.headers['content-type']?.includes('json');
  response.writeHead(isJson ? 400 : 403, { 'content-type': isJson ? 'application/x-amz-json-1.1' : 'text/xml' });
  response.end(isJson
    ? JSON.stringify({ __type: 'AccessDeniedException', message: 'denied' })
    : '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>denied</Message></Error></ErrorResponse>');
});

let account: Account;
let cli: Cli;

beforeAll(async () => {
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  account = await Account.open(0);
  cli = new Cli(account.simulator.endpoint, { AWS_ENDPOINT_URL: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}` });
  await account.brand('Example Corp', tagsOfStack('Brand'));
});

afterAll(async () => {
  await account.close();
  await new Promise((resolve) => elsewhere.close(resolve));
});

test('goes on with what it may read, and prints the actions that it lacks', async () => {
  account.simulator.control.injectFault({ kind: 'access-denied', operation: 'DescribeAccountLimits' });
  interface Doctor { readonly checks: readonly { readonly name: string; readonly state: string }[]; readonly deniedActions: readonly string[] }
  const { checks, deniedActions } = await cli.json<Doctor>('doctor');
  expect(Object.fromEntries(checks.map(({ name, state }) => [name, state]))).toEqual({
    'Credentials': 'denied',
    'Registration types': 'ok',
    'Account tier': 'ok',
    'Quotas': 'denied',
    'CDK bootstrap': 'denied',
    'Stack TenDlc': 'denied',
  });
  expect([...deniedActions].sort()).toEqual(['cloudformation:DescribeStacks', 'sms-voice:DescribeAccountLimits', 'sts:GetCallerIdentity']);

  const { exitCode, stdout } = await cli.run('doctor');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/These checks need a policy statement[^]*"cloudformation:DescribeStacks"/);
});

test('tells that a quota is used up', async () => {
  account.simulator.control.setSwitches({ quotas: { registrations: 1 } });
  expect((await cli.run('doctor')).stdout).toMatch(/✖ +Registrations +1 of 1 registrations are used\n +Delete what you no longer need/);
});
