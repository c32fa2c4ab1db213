import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Account, morning, SECRETS, type Morning } from './account';
import { Cli } from './cli';
import { NEEDS_CLOUD, PAGE, recorded } from '../../scripts/record-command-line';
import { leaks } from '../lambda/canaries';

let account: Account;
let of: Morning;
let cli: Cli;

beforeAll(async () => {
  account = await Account.open(80);
  of = await morning(account);
  cli = new Cli(account.simulator.endpoint);
});

afterAll(() => account.close());

interface Registration {
  readonly id: string;
  readonly standing: string;
  readonly days?: number;
  readonly reasons: readonly string[];
  readonly pending: readonly string[];
  readonly associations: readonly { readonly id: string; readonly kind: string; readonly status?: string; readonly number?: string }[];
}

const status = async (...args: string[]) => (await cli.json<{ readonly registrations: readonly Registration[] }>('status', ...args)).registrations;

describe('docs/command-line.md', () => {
  test('shows what the program prints: run "npx projen command-line" if not', async () => {
    const page = fs.readFileSync(PAGE, 'utf8');
    // Another day is another date.
    const timeless = (text: string) => text.replace(/\d{4}-\d\d-\d\d( \d\d:\d\d)?/g, 'DATE');
    expect(timeless(page)).toEqual(timeless(await recorded(page, cli, NEEDS_CLOUD)));
  });

  test('has a session of every command', () => {
    const page = fs.readFileSync(PAGE, 'utf8');
    const commands = ['types', 'fields', 'status', 'export', 'review', 'doctor'];
    expect(commands.filter((command) => !page.includes(`$ npx cdk-sms-registration ${command}`))).toEqual([]);
  });
});

describe('status', () => {
  test('says for every registration what it means, the most urgent first', async () => {
    expect((await status()).map(({ id, standing, days }) => [id, standing, days])).toEqual([
      [of.secondBrand, 'denied', 4],
      [of.passcodes, 'overdue', 40],
      [of.offers, 'waiting', 0],
      [of.brand, 'complete', undefined],
      [of.tollFree.id, 'complete', undefined],
    ]);
  });

  test('names the reasons of a denial and what a form waits for', async () => {
    const [denied, , waiting] = await status();
    expect(denied!.reasons).toEqual([expect.stringContaining('BRAND_ADDRESS_INVALID')]);
    expect(waiting!.pending).toEqual([`submit: waiting for ${of.secondBrand} (REQUIRES_UPDATES)`]);
  });

  test('finds a registration by its name, in whatever letters, its ID and its ARN', async () => {
    const arn = `arn:aws:sms-voice:us-east-1:000000000000:registration/${of.tollFree.id}`;
    for (const name of ['example SUPPORT', of.tollFree.id, arn]) {
      expect((await status(name)).map(({ id, associations }) => [id, associations])).toEqual([
        [of.tollFree.id, [{ id: of.tollFree.numberId, kind: 'TOLL_FREE', status: 'ACTIVE', number: '…0100' }]],
      ]);
    }
  });

  test.each([
    ['something needs somebody', [], 1],
    ['all that is asked for is well', ['Example Corp'], 0],
    ['it does not exist', ['Exmple Corp'], 2],
  ])('its exit code tells that %s', async (_, names, exitCode) => {
    expect((await cli.run('status', ...names)).exitCode).toBe(exitCode);
  });

  test('a registration that was closed has the versions that it has, not an approved one', async () => {
    const id = await account.brand('Closed Corp');
    await account.denied(id, 'BRAND_ADDRESS_INVALID');
    account.simulator.control.setStatus({ registrationId: id, registrationStatus: 'CLOSED' });
    type Versioned = Registration & { readonly versionStatus: string; readonly versions: readonly { readonly status: string }[] };
    const { registrations } = await cli.json<{ readonly registrations: readonly Versioned[] }>('status');
    expect(registrations.find((one) => one.id === id)).toMatchObject({ standing: 'closed', versionStatus: 'DENIED', versions: [{ status: 'DENIED' }] });
    await account.api.deleteRegistration({ RegistrationId: id });
  });

  test('with --watch an outage is shown and goes by, and a denied call ends it', async () => {
    const watched = await Account.open(0);
    const id = await watched.brand('Watched');
    const child = new Cli(watched.simulator.endpoint).start('status', '--watch', '--interval', '1', '--json');
    const output = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => { output.out += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { output.err += chunk.toString(); });
    try {
      await until(() => output.out.includes('"draft"'));
      watched.simulator.control.injectFault({ kind: 'error500', operation: 'DescribeRegistrations', times: 6 });
      await until(() => output.err.includes('DescribeRegistrations InternalServerException') || child.exitCode !== null);
      await watched.approved(id);
      await until(() => output.out.includes('"complete"') || child.exitCode !== null);
      expect(output.out).toContain('"complete"');
      watched.simulator.control.injectFault({ kind: 'access-denied', operation: 'DescribeRegistrations' });
      await until(() => child.exitCode !== null);
      expect(child.exitCode).toBe(3);
      expect(output.err).toContain('Allow the action sms-voice:DescribeRegistrations.');
    } finally {
      child.kill('SIGINT');
      await watched.close();
    }
  }, 60_000);

  test('with --watch prints again what has changed', async () => {
    const watched = await Account.open(0);
    const id = await watched.brand('Watched');
    const child = new Cli(watched.simulator.endpoint).start('status', '--watch', '--interval', '1', '--json');
    const lines: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => lines.push(...chunk.toString().split('\n').filter(Boolean)));
    const standings = () => lines.map((line) => (
      (JSON.parse(line) as { registrations: Registration[] }).registrations.map(({ standing }) => standing)
    ));
    await until(() => lines.length > 0);
    await watched.approved(id);
    await until(() => lines.length > 1);
    child.kill('SIGINT');
    expect(standings()).toEqual([['draft'], ['complete']]);
    await watched.close();
  });
});

describe('review', () => {
  test('finds what reviewers would object to in a live form, and compares it with its brand', async () => {
    const { findings } = await cli.json<{ findings: { form: string; rule: string }[] }>('review', of.passcodes);
    expect(new Set(findings.map(({ form }) => form))).toEqual(new Set([of.passcodes]));
    expect(findings.map(({ rule }) => rule)).toContain('opt-in-rates-notice');
  });

  test('tells that the brand of a campaign is not approved', async () => {
    const rules = async (id: string) => (await cli.json<{ findings: { rule: string }[] }>('review', id)).findings.map(({ rule }) => rule);
    expect(await rules(of.offers)).toContain('brand-complete-first');
    expect(await rules(of.passcodes)).not.toContain('brand-complete-first');
  });

  test('reports what the form of the service itself would deny', async () => {
    const id = await account.create('US_TOLL_FREE_REGISTRATION', 'Unfinished', []);
    const { findings } = await cli.json<{ findings: { rule: string; field: string; severity: string }[] }>('review', id);
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'service-form', field: 'companyInfo.companyName', severity: 'error' }));
    await account.api.deleteRegistration({ RegistrationId: id });
  });

  test('reviews a template without any credentials', async () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'review-')), 'Texts.template.json');
    const Fields = [{ FieldPath: 'messageSamples.messageSample1', TextValue: 'Your code: https://bit.ly/x' }, { FieldPath: 'campaignInfo.helpMessage', TextValue: { Ref: 'Help' } }];
    const Resources = { Campaign: { Type: 'Custom::SMSVoiceRegistration', Properties: { RegistrationType: 'US_TEN_DLC_CAMPAIGN_REGISTRATION', Fields } } };
    fs.writeFileSync(file, JSON.stringify({ Resources }));
    const offline = new Cli('http://127.0.0.1:9', { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_REGION: undefined });
    for (const target of [file, path.dirname(file)]) {
      const { exitCode, stdout } = await offline.run('review', target);
      expect(exitCode).toBe(1);
      expect(stdout).toMatch(/Campaign US_TEN_DLC_CAMPAIGN_REGISTRATION: [^]*messageSamples\.messageSample1[^]*no-url-shortener/);
    }
    fs.rmSync(path.dirname(file), { recursive: true });
  });
});

describe('fields', () => {
  test('tells when a field depends on others', async () => {
    const { fields } = await cli.json<{ fields: { path: string; conditions: string[] }[] }>('fields', 'US_TEN_DLC_BRAND_REGISTRATION');
    expect(fields.find(({ path: field }) => field === 'companyInfo.stockSymbol')?.conditions).toEqual([
      'REQUIRED if companyInfo.legalType is PUBLIC_PROFIT', 'otherwise DISALLOWED',
    ]);
  });
});

describe('any command', () => {
  const ALL = [['types'], ['fields', 'US_TOLL_FREE_REGISTRATION'], ['status'], ['status', 'Example Corp'], ['export', 'Example Corp'], ['export', 'Example Corp', '--python'], ['review', 'Example Corp']];

  test('prints no tax ID, address or phone number, and with --show-values the export does', async () => {
    const results = await Promise.all(ALL.flatMap((args) => [cli.run(...args), cli.run(...args, '--json')]));
    expect(leaks(SECRETS, { printed: results.flatMap(({ stdout, stderr }) => [stdout, stderr]) })).toEqual([]);
    const shown = await cli.run('export', 'Example Corp', '--show-values');
    expect(SECRETS.filter((secret) => !shown.stdout.includes(secret))).toEqual([]);
  });

  test('only reads', async () => {
    account.simulator.control.clearJournal();
    await Promise.all(ALL.map((args) => cli.run(...args)));
    const operations = new Set(account.simulator.control.journal().map(({ operation }) => operation));
    expect([...operations].filter((operation) => !/^(Describe|List|Get)/.test(operation))).toEqual([]);
    expect(operations.size).toBeGreaterThan(8);
  });

  test('has colours where they are wanted, and none in a pipe or with NO_COLOR', async () => {
    const colored = (environment: NodeJS.ProcessEnv) => new Cli(account.simulator.endpoint, environment).run('status', 'Example Corp');
    expect((await colored({ FORCE_COLOR: '1' })).stdout).toContain('\u001b[32m');
    expect((await colored({ FORCE_COLOR: '1', NO_COLOR: '1' })).stdout).not.toContain('\u001b');
    expect((await colored({ CI: 'true' })).stdout).not.toContain('\u001b');
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
