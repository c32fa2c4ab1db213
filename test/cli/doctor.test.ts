import * as http from 'http';
import type { AddressInfo } from 'net';
import { Account, tagsOfStack } from './account';
import { Cli } from './cli';

/** What CloudFormation answers, by the action; whatever it has no answer to is denied, as are the other services. */
let answers: Readonly<Record<string, { readonly status: number; readonly body: string }>> = {};

/** In the words of the query protocol and of JSON. */
const elsewhere = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
  request.on('end', () => {
    const answer = answers[new URLSearchParams(body).get('Action') ?? ''];
    const isJson = request.headers['content-type']?.includes('json');
    response.writeHead(answer?.status ?? (isJson ? 400 : 403), { 'content-type': isJson ? 'application/x-amz-json-1.1' : 'text/xml' });
    response.end(answer?.body ?? (isJson
      ? JSON.stringify({ __type: 'AccessDeniedException', message: 'denied' })
      : '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>denied</Message></Error></ErrorResponse>'));
  });
});

let account: Account;
let cli: Cli;
let brand: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  account = await Account.open(0);
  cli = new Cli(account.simulator.endpoint, { AWS_ENDPOINT_URL: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}` });
  brand = await account.brand('Example Corp', tagsOfStack('Brand'));
});

afterAll(async () => {
  await account.close();
  await new Promise((resolve) => elsewhere.close(resolve));
});

afterEach(() => { answers = {}; });

interface Doctor {
  readonly checks: readonly { readonly name: string; readonly state: string; readonly text: string; readonly commands?: readonly string[] }[];
  readonly deniedActions: readonly string[];
}

test('goes on with what it may read, and prints the actions that it lacks', async () => {
  account.simulator.control.injectFault({ kind: 'access-denied', operation: 'DescribeAccountLimits' });
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
  expect(stdout).toMatch(/This policy statement allows them[^]*"cloudformation:DescribeStacks"/);
});

test('a registration that a deleted stack has left can be adopted once the tags of that stack are removed: it tells how', async () => {
  answers = {
    DescribeStacks: {
      status: 400,
      body: '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id TenDlc does not exist</Message></Error></ErrorResponse>',
    },
  };
  const command = `aws pinpoint-sms-voice-v2 untag-resource --resource-arn arn:aws:sms-voice:us-east-1:000000000000:registration/${brand} `
    + '--tag-keys cdk-sms-registration:stack-id cdk-sms-registration:logical-id';
  const { checks } = await cli.json<Doctor>('doctor');
  expect(checks.find(({ name }) => name === 'Stack TenDlc')).toMatchObject({
    state: 'note',
    commands: [command],
  });
  expect((await cli.run('doctor')).stdout.split('\n')).toContain(command);
});

test('a log that is not in the stack is no alarm', async () => {
  const changed = '<LastUpdatedTimestamp>2026-01-01T00:00:00Z</LastUpdatedTimestamp><ResourceStatus>CREATE_COMPLETE</ResourceStatus>';
  answers = {
    DescribeStacks: {
      status: 200,
      body: '<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>TenDlc</StackName><StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks>'
        + '</DescribeStacksResult></DescribeStacksResponse>',
    },
    ListStackResources: {
      status: 200,
      body: '<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries><member><LogicalResourceId>Rule</LogicalResourceId>'
        + `<ResourceType>AWS::Events::Rule</ResourceType>${changed}</member></StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>`,
    },
  };
  const { checks } = await cli.json<Doctor>('doctor');
  expect(checks.find(({ name }) => name === 'Stack TenDlc')).toMatchObject({ state: 'note', text: expect.stringContaining('its log is not in the stack') as string });
});

test('tells that a quota is used up', async () => {
  account.simulator.control.setSwitches({ quotas: { registrations: 1 } });
  expect((await cli.run('doctor')).stdout).toMatch(/✖ +Registrations +1 of 1 registrations used\n +Delete what you no longer need/);
});
