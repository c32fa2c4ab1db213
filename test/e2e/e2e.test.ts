import * as path from 'path';
import {
  CreateRegistrationCommand, PinpointSMSVoiceV2Client, PutRegistrationFieldValueCommand, ReleasePhoneNumberCommand, RequestPhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import * as cdkJson from '../../cdk.json';
import { leaks } from '../lambda/canaries';
import { Cdk, tsApp, type CdkResult } from '../local-cloud/cdk';
import { LocalCloud } from '../local-cloud/local-cloud';
import { DeployedStack } from '../local-cloud/stack';
import { Reviewers, Simulator } from '../simulator';

jest.setTimeout(240_000);

let simulator: Simulator;
let cloud: LocalCloud;
/** Somebody at the console of the service. */
let somebody: PinpointSMSVoiceV2Client;

beforeAll(async () => {
  simulator = await Simulator.start();
  somebody = new PinpointSMSVoiceV2Client({
    endpoint: simulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  cloud = await LocalCloud.start({ simulatorEndpoint: simulator.endpoint });
  succeeds(await new Cdk({ environment: cloud.environment }).bootstrap());
});

afterAll(async () => {
  somebody?.destroy();
  await cloud?.stop();
  await simulator?.stop();
});

beforeEach(() => simulator.control.reset());

const cdk = new (class {
  public example(file = 'toll-free.ts') {
    return new Cdk({ app: cdkJson.app.replace('toll-free.ts', file), environment: cloud.environment });
  }

  public deploy(stack: string, context: Record<string, string> = {}) {
    return this.app().deploy(...contextArguments({ stack, ...context }));
  }

  public destroy(stack: string, context: Record<string, string> = {}) {
    return this.app().destroy(...contextArguments({ stack, ...context }));
  }

  private app() {
    return new Cdk({ app: tsApp(path.join(__dirname, 'app.ts')), environment: cloud.environment });
  }
})();

/** No text of a form is in what a deploy shows: the CLI's words, the reasons of the stack, the logs of its functions. */
async function showsNoValue(stackName: string, { output }: CdkResult): Promise<void> {
  const stack = new DeployedStack(cloud, stackName);
  const log = await stack.functionLogs();
  expect(log.join()).toContain('"message":"finished"');
  expect([...simulator.received]).not.toEqual([]);
  const reasons = (await stack.events()).map(({ ResourceStatusReason }) => ResourceStatusReason ?? '');
  expect(leaks(simulator.received, { CLI: [output], reason: reasons, log })).toEqual([]);
}

/** With the CLI's own words, should it fail. */
function succeeds({ exitCode, output }: CdkResult): void {
  expect(exitCode === 0 ? '' : output).toBe('');
}

function contextArguments(context: Record<string, string>): string[] {
  return Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
}

const living = () => simulator.control.state().registrations.filter(({ status }) => status !== 'DELETED');
const writes = () => simulator.control.journal().map(({ operation }) => operation).filter((operation) => !/^(Describe|List)/.test(operation));
const stackOf = async (name: string) => new DeployedStack(cloud, (await new DeployedStack(cloud, name).id())!);

describe('the real CDK CLI', () => {
  test('deploys and destroys the example that users copy', async () => {
    const deployed = await cdk.example().deploy();
    succeeds(deployed);
    await showsNoValue('TollFreeRegistration', deployed);
    const stack = await stackOf('TollFreeRegistration');
    const [registration] = living();
    expect(registration).toMatchObject({ registrationType: 'US_TOLL_FREE_REGISTRATION', status: 'CREATED' });
    expect(registration!.versions[0]!.fieldsWithValue).toHaveLength(9);
    expect(registration!.tags).toMatchObject({ 'Name': 'Example Corp toll-free', 'cdk-sms-registration:stack-id': await stack.id() });
    expect(await stack.outputs()).toMatchObject({ RegistrationId: registration!.registrationId, RegistrationStatus: 'CREATED' });

    succeeds(await cdk.example().destroy());
    expect(living()).toEqual([]);
    expect(await stack.status()).toBe('DELETE_COMPLETE');
  });

  test('changes one field of one of two registrations, and nothing else', async () => {
    succeeds(await cdk.deploy('Two', { second: 'yes' }));
    const stack = await stackOf('Two');
    const ids = Object.values(await stack.outputs()).filter((value) => value.startsWith('registration-'));
    expect(living().map(({ registrationId }) => registrationId).sort()).toEqual(ids.sort());
    expect((await stack.resources()).map(({ ResourceType }) => ResourceType).sort()).toEqual([
      'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'Custom::SMSVoiceRegistration', 'Custom::SMSVoiceRegistration',
    ]);

    simulator.control.clearJournal();
    const changed = await cdk.deploy('Two', { second: 'yes', company: 'Other Corp' });
    succeeds(changed);
    await showsNoValue('Two', changed);
    expect(writes()).toEqual(['PutRegistrationFieldValue']);

    succeeds(await cdk.destroy('Two', { second: 'yes' }));
    expect(living()).toEqual([]);
  });

  test('keeps a registration that is retained, and deletes the other', async () => {
    succeeds(await cdk.deploy('Kept', { second: 'retain' }));
    succeeds(await cdk.destroy('Kept', { second: 'retain' }));
    expect(living().map(({ registrationType }) => registrationType)).toEqual(['US_TEN_DLC_BRAND_REGISTRATION']);
  });

  test('reports why a destroy is refused, and destroys when nothing is in the way any more', async () => {
    succeeds(await cdk.deploy('Reviewed'));
    const stack = await stackOf('Reviewed');
    const registrationId = living()[0]!.registrationId;
    simulator.control.setStatus({ registrationId, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    const refused = await cdk.destroy('Reviewed');
    expect(refused.exitCode).not.toBe(0);
    const reason = `Registration ${registrationId} cannot be deleted: it is under review`;
    expect(refused.output).toContain(reason);
    expect(await stack.status()).toBe('DELETE_FAILED');
    expect((await stack.events()).map(({ ResourceStatusReason }) => ResourceStatusReason ?? '').filter((text) => text.includes(reason))).not.toEqual([]);
    expect(living()).toHaveLength(1);

    simulator.control.deny({ registrationId });
    succeeds(await cdk.destroy('Reviewed'));
    expect(living()).toEqual([]);
  });

  test('reports why a create failed; MiniStack sends no delete for it, so what becomes of it is shown with the protocol driver', async () => {
    const failed = await cdk.deploy('Failing', { fieldPath: 'companyInfo.nosuch' });
    expect(failed.exitCode).not.toBe(0);
    expect(failed.output).toMatch(/cannot be created: its form has a problem.*companyInfo\.nosuch: the form has no such field/);
    expect(await new DeployedStack(cloud, 'Failing').status()).toMatch(/ROLLBACK/);
  });

  test('submits a brand and its campaign, corrects the one that is denied, and destroys the campaign before the brand', async () => {
    const example = cdk.example('brand-and-campaign.ts');
    const reviewers = new Reviewers(simulator.control);
    try {
      const deployed = await example.deploy();
      succeeds(deployed);
      await showsNoValue('BrandAndCampaign', deployed);
      const stack = await stackOf('BrandAndCampaign');
      const { BrandId, BrandStatus, CampaignId, CampaignStatus } = await stack.outputs() as Record<string, string>;
      expect([BrandStatus, CampaignStatus]).toEqual(['REVIEWING', 'REVIEWING']);
      const campaign = () => living().find(({ registrationId }) => registrationId === CampaignId)!;
      expect(campaign().associations).toEqual([expect.objectContaining({ resourceId: BrandId })]);

      simulator.control.deny({ registrationId: CampaignId! });
      simulator.control.clearJournal();
      succeeds(await example.deploy('--context', 'optInWorkflow=Customers enter their number and tick a box at www.example.com/passcodes'));
      expect(campaign().versions.map(({ status }) => status)).toEqual(['DENIED', 'REVIEWING']);
      expect(campaign().versions[1]!.fieldsWithValue).toEqual(campaign().versions[0]!.fieldsWithValue);
      // The tag says that an update is running, and that it is done.
      expect([...new Set(writes())].sort()).toEqual(['CreateRegistrationVersion', 'PutRegistrationFieldValue', 'SubmitRegistrationVersion', 'TagResource']);

      [BrandId, CampaignId].forEach((registrationId) => simulator.control.approve({ registrationId: registrationId! }));
      succeeds(await example.destroy());
      const deleted = simulator.control.journal().filter(({ operation, outcome }) => operation === 'DeleteRegistration' && outcome === 'ok');
      expect(deleted.map(({ registrationId }) => registrationId)).toEqual([CampaignId, BrandId]);
      expect(living()).toEqual([]);
    } finally {
      reviewers.rest();
    }
  });

  test('destroys a registration whose number is released only while the destroy runs', async () => {
    succeeds(await cdk.deploy('Numbered'));
    const { PhoneNumberId } = await somebody.send(new RequestPhoneNumberCommand({
      IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TOLL_FREE', RegistrationId: living()[0]!.registrationId,
    }));
    const destroying = cdk.destroy('Numbered');
    while (!simulator.control.journal().some(({ operation, reason }) => operation === 'DeleteRegistration' && reason === 'RESOURCE_NOT_EMPTY')) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await somebody.send(new ReleasePhoneNumberCommand({ PhoneNumberId }));
    succeeds(await destroying);
    expect(living()).toEqual([]);
  });

  test('adopts what somebody made, brings it to the declared state, and destroys it because its removal policy says so', async () => {
    const { RegistrationId } = await somebody.send(new CreateRegistrationCommand({ RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' }));
    await somebody.send(new PutRegistrationFieldValueCommand({ RegistrationId, FieldPath: 'companyInfo.city', TextValue: 'Any Town' }));
    succeeds(await cdk.deploy('Adopting', { adopt: RegistrationId! }));
    const adopted = living().find(({ registrationId }) => registrationId === RegistrationId)!;
    expect(adopted.versions[0]!.fieldsWithValue.sort()).toEqual(['companyInfo.city', 'companyInfo.legalType']);
    expect(adopted.tags).toMatchObject({ 'cdk-sms-registration:stack-id': await (await stackOf('Adopting')).id() });
    succeeds(await cdk.destroy('Adopting', { adopt: RegistrationId! }));
    expect(living()).toEqual([]);
  });
});
