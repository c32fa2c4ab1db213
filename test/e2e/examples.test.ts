import * as path from 'path';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { byPath, storedValues, type Field, type Values } from './fields';
import { RegionalService } from './regional-service';
import { Account } from '../cli/account';
import { UsersApp } from '../demo/users-app';
import { leaks } from '../lambda/canaries';
import { Cdk, type CdkResult } from '../local-cloud/cdk';
import { LocalCloud, REGION } from '../local-cloud/local-cloud';
import { DeployedStack } from '../local-cloud/stack';
import { Reviewers, Simulator, type RegistrationView } from '../simulator';

jest.setTimeout(240_000);

const WEST = 'us-west-2';
const PATIENCE_MS = 60_000;
const SECRETS = { taxId: '000000583', supportEmail: 'texts-583@example.com', phone: '+12065550183' };
const NEW_EMAIL = 'texts-584@example.com';
const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
const CAMPAIGN = 'US_TEN_DLC_CAMPAIGN_REGISTRATION';
const VETTING = 'US_TEN_DLC_BRAND_VETTING';

let service: RegionalService;
let east: Simulator;
let cloud: LocalCloud;
let account: Account;
let reviewers: Reviewers[] = [];

/** With the CLI's own words, should it fail. */
function succeeds({ exitCode, output }: CdkResult): void {
  expect(exitCode === 0 ? '' : output).toBe('');
}

/** A copy of an example in a folder of its own, deployed and destroyed with the real CDK CLI. Each of its stacks is in a Region. */
class Example {
  /** What the CLI has said so far. */
  readonly output: string[] = [];
  private readonly app: UsersApp;
  private readonly stacks = new Map<string, DeployedStack>();

  constructor(
    file: string, private readonly regions: Readonly<Record<string, string>>, private readonly context: Readonly<Record<string, string>> = {},
  ) {
    this.app = new UsersApp(path.join(cloud.folder, file), file);
  }

  edit(text: string, replacement: string): void {
    this.app.edit(text, replacement);
  }

  async deploy(): Promise<void> {
    await this.run('deploy');
    for (const [name, region] of Object.entries(this.regions)) {
      // By ID, since they are read after their deletion as well.
      this.stacks.set(name, new DeployedStack(cloud, (await new DeployedStack(cloud, name, region).id())!, region));
    }
  }

  async destroy(): Promise<void> {
    await this.run('destroy');
  }

  stack(name = Object.keys(this.regions)[0]!): DeployedStack {
    return this.stacks.get(name)!;
  }

  /** What each registration of a stack declares, by its ID. */
  async declared(name?: string): Promise<Map<string, Values>> {
    const stack = this.stack(name);
    const { Resources } = JSON.parse(await stack.template()) as { Resources: Record<string, { Properties: { Fields?: Field[] } }> };
    const fieldsOf = (logicalId = '') => byPath(Resources[logicalId]!.Properties.Fields ?? []);
    return new Map((await stack.resources()).filter(({ ResourceType }) => ResourceType === 'Custom::SMSVoiceRegistration')
      .map(({ LogicalResourceId, PhysicalResourceId }) => [PhysicalResourceId!, fieldsOf(LogicalResourceId)]));
  }

  private async run(command: 'deploy' | 'destroy'): Promise<void> {
    const cdk = new Cdk({ app: this.app.command, environment: { ...cloud.environment, ...this.app.environment } });
    const context = Object.entries(this.context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
    const result = await cdk[command]('--all', '--concurrency', '2', ...context);
    this.output.push(result.output);
    succeeds(result);
  }
}

const at = (endpoint: string) => ({ endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
const registrations = (simulator = east): RegistrationView[] => simulator.control.state().registrations;
const found = (id: string) => registrations().find(({ registrationId }) => registrationId === id)!;
const submitted = () => east.control.journal().filter(({ operation, outcome }) => operation === 'SubmitRegistrationVersion' && outcome === 'ok')
  .map(({ registrationId }) => registrationId);

async function until(what: () => unknown): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!await what()) {
    if (Date.now() > deadline) {
      throw new Error(`It did not come true: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

let vetting: Example;
let adopt: Example;
let secretsAndVpc: Example;
let severalRegions: Example;
/** What somebody created by hand: an approved brand, and a campaign that is still a draft. */
let adopted: { readonly brand: string; readonly campaign: string };

beforeAll(async () => {
  service = await RegionalService.start(REGION, WEST);
  east = service.in(REGION);
  account = new Account(east);
  cloud = await LocalCloud.start({ simulatorEndpoint: service.endpoint, functionEnvironment: { LAMBDA_ASYNC_RETRY_BASE_SECONDS: '0.1' } });
  succeeds(await new Cdk({ environment: cloud.environment }).bootstrap(REGION, WEST));

  const brand = await account.brand('Example Corp');
  await account.approved(brand);
  adopted = { brand, campaign: await account.campaign('Example passcodes', brand) };
  const { phone, ...company } = SECRETS;
  await new SecretsManagerClient(at(cloud.endpoint)).send(new CreateSecretCommand({ Name: 'texts/company', SecretString: JSON.stringify(company) }));
  await new SSMClient(at(cloud.endpoint)).send(new PutParameterCommand({ Name: '/texts/phone', Type: 'SecureString', Value: phone }));
  east.control.clearJournal();
  reviewers = [REGION, WEST].map((region) => new Reviewers(service.in(region).control));

  vetting = new Example('vetting.ts', { Vetting: REGION });
  adopt = new Example('adopt.ts', { Adopt: REGION }, adopted);
  secretsAndVpc = new Example('secrets-and-vpc.ts', { SecretsAndVpc: REGION });
  severalRegions = new Example('several-regions.ts', { 'Texts-us-east-1': REGION, 'Texts-us-west-2': WEST });
});

afterAll(async () => {
  reviewers.forEach((one) => one.rest());
  account?.api.destroy();
  await cloud?.stop();
  await service?.stop();
});

/** All at once: most of the time the CLI waits. */
const all = (act: (example: Example) => Promise<void>) => Promise.all([vetting, adopt, secretsAndVpc, severalRegions].map(act));

describe('an example that is deployed', () => {
  beforeAll(async () => {
    await all((example) => example.deploy());
  });

  test('vetting.ts: brand, vetting and campaign have what they declare, and are submitted one after the other', async () => {
    const declared = await vetting.declared();
    expect(declared.size).toBe(3);
    for (const [id, values] of declared) {
      expect(await storedValues(account.api, id)).toEqual(values);
    }
    const [brand, vet, campaign] = [BRAND, VETTING, CAMPAIGN].map((type) => [...declared.keys()].find((id) => found(id).registrationType === type)!);
    expect([brand, vet, campaign].map((id) => found(id!).associations.map(({ resourceId }) => resourceId))).toEqual([[], [brand], [brand]]);
    expect(await vetting.stack().outputs()).toMatchObject({
      VettingPendingSteps: expect.stringContaining(`submit: waiting for ${brand} (`) as string,
      CampaignPendingSteps: expect.stringContaining(`, ${vet} (`) as string,
    });

    const inOrder = () => submitted().filter((id) => declared.has(id!));
    expect(inOrder()).toEqual([brand]);
    east.control.approve({ registrationId: brand! });
    await until(() => found(vet!).status === 'REVIEWING');
    expect(inOrder()).toEqual([brand, vet]);
    east.control.approve({ registrationId: vet! });
    await until(() => found(campaign!).status === 'REVIEWING');
    expect(inOrder()).toEqual([brand, vet, campaign]);
    east.control.approve({ registrationId: campaign! });
  });

  test('adopt.ts: the approved brand gets nothing but tags, and the campaign what is declared', async () => {
    const declared = await adopt.declared();
    expect([...declared.keys()].sort()).toEqual(Object.values(adopted).sort());
    expect(await storedValues(account.api, adopted.brand)).toMatchObject(declared.get(adopted.brand)!);
    expect(await storedValues(account.api, adopted.campaign)).toEqual(declared.get(adopted.campaign));
    expect([adopted.brand, adopted.campaign].map((id) => found(id).status)).toEqual(['COMPLETE', 'CREATED']);
    expect(found(adopted.brand).tags).toMatchObject({ 'cdk-sms-registration:stack-id': await adopt.stack().id() });
    const changes = east.control.journal().filter(({ operation, registrationId }) => registrationId === adopted.brand && !/^(Describe|List)/.test(operation));
    expect(new Set(changes.map(({ operation }) => operation))).toEqual(new Set(['TagResource']));
    expect(await adopt.stack().outputs()).toEqual({ CampaignId: adopted.campaign, CampaignStatus: 'CREATED' });
  });

  test('secrets-and-vpc.ts: the form has the secrets, and the VPC its endpoints', async () => {
    const stack = secretsAndVpc.stack();
    const { BrandId } = await stack.outputs();
    expect(await storedValues(account.api, BrandId!)).toMatchObject({
      'companyInfo.companyName': 'Example Corp',
      'companyInfo.taxId': SECRETS.taxId,
      'contactInfo.supportEmail': SECRETS.supportEmail,
      'contactInfo.supportPhoneNumber': SECRETS.phone,
    });
    expect(submitted()).not.toContain(BrandId);

    const types = (await stack.resources()).map(({ ResourceType }) => ResourceType);
    expect(types.filter((type) => type === 'AWS::EC2::VPCEndpoint')).toHaveLength(5);
  });

  test('several-regions.ts: each Region has a brand of its own, submitted in one, a draft in the other', async () => {
    for (const [region, status] of [[REGION, 'REVIEWING'], [WEST, 'CREATED']] as const) {
      const name = `Texts-${region}`;
      const { BrandId } = await severalRegions.stack(name).outputs();
      const named = registrations(service.in(region)).filter(({ tags }) => tags.Name === `Example Corp ${region}`);
      expect(named).toMatchObject([{ registrationId: BrandId, registrationType: BRAND, status }]);
      const api = new Account(service.in(region)).api;
      expect(await storedValues(api, BrandId!)).toEqual((await severalRegions.declared(name)).get(BrandId!));
      api.destroy();
    }
    expect(registrations(service.in(WEST))).toHaveLength(1);
  });

  describe('and deployed again after an edit, as its comments say', () => {
    beforeAll(async () => {
      const company = { taxId: SECRETS.taxId, supportEmail: NEW_EMAIL };
      await new SecretsManagerClient(at(cloud.endpoint)).send(new PutSecretValueCommand({ SecretId: 'texts/company', SecretString: JSON.stringify(company) }));
      secretsAndVpc.edit("refreshSecrets: '1'", "refreshSecrets: '2'");
      vetting.edit('deletionProtection: true', 'deletionProtection: false');
      severalRegions.edit('deletionProtection: submit', 'deletionProtection: false');
      await Promise.all([secretsAndVpc, vetting, severalRegions].map((example) => example.deploy()));
    });

    test('secrets-and-vpc.ts: the new value of the secret is in the form, and no value was ever shown', async () => {
      const stack = secretsAndVpc.stack();
      const { BrandId } = await stack.outputs();
      expect(await storedValues(account.api, BrandId!)).toMatchObject({ 'companyInfo.taxId': SECRETS.taxId, 'contactInfo.supportEmail': NEW_EMAIL });

      const log = await stack.functionLogs();
      expect(log.join()).toContain('"event":"finished"');
      expect(leaks([...Object.values(SECRETS), NEW_EMAIL], {
        CLI: secretsAndVpc.output,
        template: [await stack.template()],
        event: (await stack.events()).map((event) => JSON.stringify(event)),
        log,
      })).toEqual([]);
    });

    test('vetting.ts and several-regions.ts: nothing is submitted twice', () => {
      expect(new Set(submitted()).size).toBe(submitted().length);
    });

    describe('and destroyed', () => {
      beforeAll(async () => {
        registrations().filter(({ status }) => status === 'REVIEWING').forEach(({ registrationId }) => east.control.deny({ registrationId }));
        await all((example) => example.destroy());
      });

      test('leaves no stack', async () => {
        const statuses = [vetting.stack(), adopt.stack(), secretsAndVpc.stack(), severalRegions.stack('Texts-us-east-1'), severalRegions.stack('Texts-us-west-2')]
          .map((stack) => stack.status());
        expect(new Set(await Promise.all(statuses))).toEqual(new Set(['DELETE_COMPLETE']));
      });

      test('adopt.ts: what was adopted is kept, and everything else is deleted', () => {
        const living = [...registrations(), ...registrations(service.in(WEST))].filter(({ status }) => status !== 'DELETED');
        expect(living.map(({ registrationId, status }) => [registrationId, status]).sort()).toEqual([[adopted.brand, 'COMPLETE'], [adopted.campaign, 'CREATED']].sort());
      });
    });
  });
});
