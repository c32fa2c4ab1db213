import * as path from 'path';
import {
  CreateRegistrationCommand, PinpointSMSVoiceV2Client, PutRegistrationFieldValueCommand, ReleasePhoneNumberCommand, RequestPhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import * as cdkJson from '../../cdk.json';
import { CANARY, leaks } from '../lambda/canaries';
import { Cdk, tsApp, type CdkResult } from '../local-cloud/cdk';
import { LocalCloud } from '../local-cloud/local-cloud';
import { DeployedStack } from '../local-cloud/stack';
import { Simulator } from '../simulator';

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

/** The CLI with one stack. No text of a form is in what anybody sees of it: the CLI's words, the reasons of the stack, the logs of its functions. */
class Deployments {
  constructor(private readonly stackName: string, private readonly app: string, private readonly context: Record<string, string> = {}) {}

  public async deploy(context: Record<string, string> = {}): Promise<CdkResult> {
    const result = await this.cdk.deploy(...contextArguments({ ...this.context, ...context }));
    await this.showsNoValue(result, await this.id());
    return result;
  }

  public async destroy(): Promise<CdkResult> {
    // Once it is gone it has no name any more.
    const id = await this.id();
    const result = await this.cdk.destroy(...contextArguments(this.context));
    await this.showsNoValue(result, id);
    return result;
  }

  public async stack(): Promise<DeployedStack> {
    return new DeployedStack(cloud, await this.id());
  }

  private get cdk(): Cdk {
    return new Cdk({ app: this.app, environment: cloud.environment });
  }

  private async id(): Promise<string> {
    return (await new DeployedStack(cloud, this.stackName).id())!;
  }

  private async showsNoValue({ output }: CdkResult, id: string): Promise<void> {
    const stack = new DeployedStack(cloud, id);
    const log = await stack.functionLogs();
    const reasons = (await stack.events()).map(({ ResourceStatusReason }) => ResourceStatusReason ?? '');
    if (/^(CREATE|UPDATE)_COMPLETE$/.test((await stack.status())!)) {
      expect(log.join()).toContain('"event":"finished"');
      expect([...simulator.received]).not.toEqual([]);
    }
    expect(leaks([CANARY, ...simulator.received], { CLI: [output], reason: reasons, log })).toEqual([]);
  }
}

const example = (stack: string, file: string) => new Deployments(stack, cdkJson.app.replace('toll-free.ts', file));
const stackOf = (stack: string, context: Record<string, string> = {}) => (
  new Deployments(stack, tsApp(path.join(__dirname, 'app.ts')), { stack, ...context })
);

/** With the CLI's own words, should it fail. */
function succeeds({ exitCode, output }: CdkResult): void {
  expect(exitCode === 0 ? '' : output).toBe('');
}

function contextArguments(context: Record<string, string>): string[] {
  return Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
}

const living = () => simulator.control.state().registrations.filter(({ status }) => status !== 'DELETED');
const writes = () => simulator.control.journal().map(({ operation }) => operation).filter((operation) => !/^(Describe|List)/.test(operation));

describe('the real CDK CLI', () => {
  test('deploys and destroys the example that users copy', async () => {
    const deployments = example('TollFreeRegistration', 'toll-free.ts');
    succeeds(await deployments.deploy());
    const stack = await deployments.stack();
    const [registration] = living();
    expect(registration).toMatchObject({ registrationType: 'US_TOLL_FREE_REGISTRATION', status: 'CREATED' });
    expect(registration!.versions[0]!.fieldsWithValue).toHaveLength(25);
    expect(registration!.tags).toMatchObject({ 'Name': 'Example Corp toll-free', 'cdk-sms-registration:stack-id': await stack.id() });
    expect(await stack.outputs()).toMatchObject({ RegistrationId: registration!.registrationId, RegistrationStatus: 'CREATED' });

    succeeds(await deployments.destroy());
    expect(living()).toEqual([]);
    expect(await stack.status()).toBe('DELETE_COMPLETE');
  });

  test('changes one field of one of two registrations and nothing else, then keeps the one that is retained and deletes the other', async () => {
    const deployments = stackOf('Two', { second: 'retain' });
    succeeds(await deployments.deploy());
    const stack = await deployments.stack();
    const ids = Object.values(await stack.outputs()).filter((value) => value.startsWith('registration-'));
    expect(living().map(({ registrationId }) => registrationId).sort()).toEqual(ids.sort());
    expect((await stack.resources()).map(({ ResourceType }) => ResourceType).sort()).toEqual([
      'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'Custom::SMSVoiceRegistration', 'Custom::SMSVoiceRegistration',
    ]);

    simulator.control.clearJournal();
    succeeds(await deployments.deploy({ company: `Other ${CANARY} Corp` }));
    // The tag records which update was sent last.
    expect(writes()).toEqual(['TagResource', 'PutRegistrationFieldValue']);

    succeeds(await deployments.destroy());
    expect(living().map(({ registrationType }) => registrationType)).toEqual(['US_TEN_DLC_BRAND_REGISTRATION']);
  });

  test('reports why a destroy is refused, takes no update then, and destroys when nothing is in the way any more', async () => {
    const deployments = stackOf('Reviewed');
    succeeds(await deployments.deploy());
    const stack = await deployments.stack();
    const registrationId = living()[0]!.registrationId;
    simulator.control.setStatus({ registrationId, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    const refused = await deployments.destroy();
    expect(refused.exitCode).not.toBe(0);
    const reason = `Registration ${registrationId} cannot be deleted: it is under review`;
    expect(refused.output).toContain(reason);
    expect(await stack.status()).toBe('DELETE_FAILED');
    expect((await stack.events()).map(({ ResourceStatusReason }) => ResourceStatusReason ?? '').filter((text) => text.includes(reason))).not.toEqual([]);
    expect(living()).toHaveLength(1);

    const updated = await deployments.deploy({ company: `Other ${CANARY} Corp` });
    expect(updated.exitCode).not.toBe(0);
    expect(updated.output).toContain(`Stack:${await stack.id()} is in DELETE_FAILED state and can not be updated.`);

    simulator.control.deny({ registrationId });
    succeeds(await deployments.destroy());
    expect(living()).toEqual([]);
  });

  test('reports why a create failed, and leaves nothing of it', async () => {
    const deployments = stackOf('Failing', { fieldPath: 'companyInfo.nosuch' });
    const failed = await deployments.deploy();
    expect(failed.exitCode).not.toBe(0);
    expect(failed.output).toMatch(/cannot be created: there is 1 problem: companyInfo\.nosuch: the form has no such field/);
    expect(await (await deployments.stack()).status()).toBe('ROLLBACK_COMPLETE');
    expect(living()).toEqual([]);
  });

  test('requests a number of the same stack and associates it, and releases it before the registration is deleted', async () => {
    const deployments = stackOf('WithNumber', { number: 'yes' });
    succeeds(await deployments.deploy());
    const { NumberId } = await (await deployments.stack()).outputs();
    expect(simulator.control.state().phoneNumbers).toMatchObject([{ phoneNumberId: NumberId, numberType: 'TOLL_FREE', status: 'PENDING' }]);
    expect(living()).toMatchObject([{ registrationType: 'US_TOLL_FREE_REGISTRATION', associations: [{ resourceId: NumberId }] }]);

    simulator.control.clearJournal();
    succeeds(await deployments.destroy());
    expect(writes().filter((operation) => /^(Release|Delete)/.test(operation))).toEqual(['ReleasePhoneNumber', 'DeleteRegistration']);
    expect(living()).toEqual([]);
    expect(simulator.control.state().phoneNumbers).toEqual([]);
  });

  test('destroys a registration whose number is released only while the destroy runs', async () => {
    const deployments = stackOf('Numbered');
    succeeds(await deployments.deploy());
    const { PhoneNumberId } = await somebody.send(new RequestPhoneNumberCommand({
      IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TOLL_FREE', RegistrationId: living()[0]!.registrationId,
    }));
    const destroying = deployments.destroy();
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
    const deployments = stackOf('Adopting', { adopt: RegistrationId! });
    succeeds(await deployments.deploy());
    const adopted = living().find(({ registrationId }) => registrationId === RegistrationId)!;
    expect(adopted.versions[0]!.fieldsWithValue.sort()).toEqual(['companyInfo.city', 'companyInfo.legalType']);
    expect(adopted.tags).toMatchObject({ 'cdk-sms-registration:stack-id': await (await deployments.stack()).id() });
    succeeds(await deployments.destroy());
    expect(living()).toEqual([]);
  });
});
