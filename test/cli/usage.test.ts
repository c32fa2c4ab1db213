import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Account } from './account';
import { Cli } from './cli';

let account: Account;

beforeAll(async () => { account = await Account.open(0); });
afterAll(() => account.close());

const NOBODY = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

interface Row {
  readonly args: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly exitCode: number;
  readonly says: RegExp;
}

test.each<[string, Row]>([
  ['the version', { args: ['--version'], exitCode: 0, says: /^\d+\.\d+\.\d+\n$/ }],
  ['the commands', { args: ['--help'], exitCode: 0, says: /types[^]*fields [^]*<type>[^]*status[^]*export[^]*review[^]*doctor[^]*Exit codes/ }],
  ['the options of a command', { args: ['status', '--help'], exitCode: 0, says: /--watch[^]*--region[^]*--profile[^]*--endpoint-url[^]*--json[^]*--show-values/ }],
  ['that there is no such command, and which may be meant', { args: ['statsu'], exitCode: 2, says: /unknown command 'statsu'[^]*Did you mean status/ }],
  ['that there is no such option', { args: ['status', '--colour'], exitCode: 2, says: /unknown option '--colour'/ }],
  ['what an option takes', { args: ['status', '--interval', 'often'], exitCode: 2, says: /whole number of seconds/ }],
  ['that two languages are one too many', { args: ['fields', 'X', '--python', '--typescript'], exitCode: 2, says: /cannot be used with/ }],
  ['that there is no such type, and which may be meant', {
    args: ['fields', 'US_TOL_FREE_REGISTRATION'], exitCode: 2, says: /offers no registration type US_TOL_FREE_REGISTRATION \(did you mean US_TOLL_FREE_REGISTRATION\?\)/,
  }],
  ['that there is no such registration', { args: ['status', 'registration-0'], exitCode: 2, says: /There is no registration registration-0/ }],
  ['that there is no such file', { args: ['review', 'cdk.out/none.template.json'], exitCode: 2, says: /There is no file/ }],
  ['that there are no credentials', { args: ['status'], environment: NOBODY, exitCode: 3, says: /No AWS credentials were found/ }],
  ['that there is no Region', { args: ['status'], environment: { AWS_REGION: undefined }, exitCode: 3, says: /No AWS Region is set/ }],
  ['that an empty Region is none', { args: ['status', '--region', ''], environment: { AWS_REGION: undefined }, exitCode: 3, says: /No AWS Region is set/ }],
  ['that a Region cannot be one', { args: ['status', '--region', 'us east-1'], exitCode: 2, says: /^The AWS Region is not valid\. \(.*us east-1/ }],
  ['that an endpoint is no URL', { args: ['status', '--endpoint-url', 'simulator'], exitCode: 2, says: /'simulator' is invalid\. It must be a URL that begins with http:\/\/ or https:\/\// }],
  ['that an endpoint has no scheme', { args: ['status', '--endpoint-url', 'localhost:4000'], exitCode: 2, says: /It must be a URL/ }],
  ['that a file is no template', { args: ['review', path.join(__dirname, '../../package.json')], exitCode: 2, says: /package\.json is not a CloudFormation template/ }],
  ['how to name a registration with a slash', { args: ['review', 'Texts/US'], exitCode: 2, says: /There is no file Texts\/US\.[^]*pass the ID/ }],
  ['that there is no registration yet', { args: ['status'], exitCode: 0, says: /^0 registrations in us-east-1\n$/ }],
  ['the Region of the AWS CLI', { args: ['status'], environment: { AWS_REGION: undefined, AWS_DEFAULT_REGION: 'eu-west-1' }, exitCode: 0, says: /in eu-west-1/ }],
])('it says %s', async (_, { args, environment, exitCode, says }) => {
  const result = await new Cli(account.simulator.endpoint, environment).run(...args);
  expect(result.stdout + result.stderr).toMatch(says);
  expect(result.exitCode).toBe(exitCode);
});

test('a template without resources, as the CDK writes it, has no registrations', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'review-'));
  fs.writeFileSync(path.join(folder, 'Empty.template.json'), '{"Rules":{}}');
  const { stdout, exitCode } = await new Cli(account.simulator.endpoint).run('review', folder);
  expect({ stdout, exitCode }).toEqual({ stdout: 'There are no registrations in it.\n', exitCode: 0 });
  fs.rmSync(folder, { recursive: true });
});

test('a denied call names its action, and ends with 3', async () => {
  account.simulator.control.injectFault({ kind: 'access-denied', operation: 'DescribeRegistrations' });
  const { exitCode, stdout, stderr } = await new Cli(account.simulator.endpoint).run('status');
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  expect(stderr).toMatch(/Allow the action sms-voice:DescribeRegistrations\.\n"status" needs .*sms-voice:ListTagsForResource/);
});

test('a throttled call is tried again', async () => {
  account.simulator.control.injectFault({ kind: 'throttle', operation: 'DescribeRegistrations', times: 2 });
  expect((await new Cli(account.simulator.endpoint).run('status')).exitCode).toBe(0);
});

test('a profile has credentials and a Region', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profile-'));
  const environment = { ...NOBODY, AWS_REGION: undefined, AWS_CONFIG_FILE: path.join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials') };
  fs.writeFileSync(environment.AWS_CONFIG_FILE, '[profile reader]\nregion = eu-west-1\n');
  fs.writeFileSync(environment.AWS_SHARED_CREDENTIALS_FILE, '[reader]\naws_access_key_id = test\naws_secret_access_key = test\n');
  const { stdout, exitCode } = await new Cli(account.simulator.endpoint, environment).run('status', '--profile', 'reader');
  expect({ stdout, exitCode }).toEqual({ stdout: '0 registrations in eu-west-1\n', exitCode: 0 });
  fs.rmSync(folder, { recursive: true });
});

test('--endpoint-url comes before the environment', async () => {
  const { exitCode } = await new Cli('http://127.0.0.1:9').run('status', '--endpoint-url', account.simulator.endpoint);
  expect(exitCode).toBe(0);
});
