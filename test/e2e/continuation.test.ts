import * as path from 'path';
import { UsersApp } from '../demo/users-app';
import { leaks } from '../lambda/canaries';
import { Cdk, type CdkResult } from '../local-cloud/cdk';
import { CloudEvents } from '../local-cloud/events';
import { LocalCloud } from '../local-cloud/local-cloud';
import { DeployedStack } from '../local-cloud/stack';
import { Reviewers, Simulator, type RegistrationView } from '../simulator';

jest.setTimeout(240_000);

const STACK = 'TenDlc';
const TYPES = { brand: 'US_TEN_DLC_BRAND_REGISTRATION', campaign: 'US_TEN_DLC_CAMPAIGN_REGISTRATION' } as const;
const PATIENCE_MS = 60_000;
/** Shorter texts of the forms are words of everybody, or the name that the stack gives in a tag. */
const RECOGNIZABLE = 15;

let simulator: Simulator;
let cloud: LocalCloud;
let reviewers: Reviewers;
let events: CloudEvents;
let app: UsersApp;
/** By ID, since it is read after its deletion as well. */
let stack: DeployedStack;

beforeAll(async () => {
  simulator = await Simulator.start({ switches: { eventDelayMs: 0 } });
  reviewers = new Reviewers(simulator.control);
  cloud = await LocalCloud.start({ simulatorEndpoint: simulator.endpoint, functionEnvironment: { LAMBDA_ASYNC_RETRY_BASE_SECONDS: '0.1' } });
  events = new CloudEvents(cloud);
  app = new UsersApp(path.join(cloud.folder, 'app'));
  succeeds(await cli().bootstrap());
});

afterAll(async () => {
  reviewers?.rest();
  await cloud?.stop();
  await simulator?.stop();
});

function cli(onLine?: (line: string) => void): Cdk {
  return new Cdk({ app: app.command, environment: { ...cloud.environment, ...app.environment }, onLine });
}

/** With the CLI's own words, should it fail. */
function succeeds({ exitCode, output }: CdkResult): void {
  expect(exitCode === 0 ? '' : output).toBe('');
}

async function deploy(): Promise<void> {
  succeeds(await cli().deploy());
  stack = new DeployedStack(cloud, (await new DeployedStack(cloud, STACK).id())!);
}

/** The one that is not deleted. */
function living(name: keyof typeof TYPES): RegistrationView {
  return simulator.control.state().registrations.find(({ registrationType, status }) => registrationType === TYPES[name] && status !== 'DELETED')!;
}

const idOf = (name: keyof typeof TYPES) => ({ registrationId: living(name).registrationId });
const numbers = () => simulator.control.state().phoneNumbers;
const made = (operation: string) => simulator.control.journal().filter((entry) => entry.operation === operation && entry.outcome === 'ok');

async function until(what: () => unknown): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!await what()) {
    if (Date.now() > deadline) {
      throw new Error(`It did not come true: ${what}\n${(await stack.functionLogs()).slice(-30).join('')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const told = async (words: string) => (await events.published()).find(({ subject }) => subject.includes(words));

describe('a stack of brand, campaign and number, deployed once with the real CDK CLI', () => {
  test('submits the campaign when the brand is approved, and tells why it is denied', async () => {
    await deploy();
    expect(living('campaign')).toMatchObject({ status: 'CREATED', associations: [{ resourceId: idOf('brand').registrationId }] });
    const { CampaignPendingSteps, NumberId } = await stack.outputs();
    expect(CampaignPendingSteps).toContain(`submit: waiting for ${idOf('brand').registrationId} (REVIEWING)`);
    expect(CampaignPendingSteps).toContain(`associate ${NumberId}`);

    simulator.control.approve(idOf('brand'));
    await until(() => living('campaign').status === 'REVIEWING');
    await until(() => told('Example Corp was approved'));

    simulator.control.deny({ ...idOf('campaign'), codes: ['OPT_IN_WORKFLOW_NON_COMPLIANT_DATA_RATES'] });
    await until(() => told('Example passcodes was denied'));
    const { texts } = (await told('Example passcodes was denied'))!;
    expect(texts.email).toContain('Add the message-and-data-rates notice to the opt-in text');
    const secrets = [...simulator.received].filter(({ length }) => length > RECOGNIZABLE);
    expect(secrets).not.toEqual([]);
    const messages = (await events.published()).map((message) => JSON.stringify(message));
    expect(leaks(secrets, { log: await stack.functionLogs(), message: messages })).toEqual([]);
  });

  test('submits the corrected campaign, and associates the number in the next sweep when the event about the approval is lost', async () => {
    app.edit('www.example.com/texts', 'www.example.com/public/texts');
    await deploy();
    expect(living('campaign').versions.map(({ status }) => status)).toEqual(['DENIED', 'REVIEWING']);

    await events.loseNext();
    simulator.control.approve(idOf('campaign'));
    expect(simulator.control.deliveries().at(-1)).toMatchObject({ status: 'COMPLETE', outcome: 'lost' });
    expect(numbers()).toMatchObject([{ status: 'PENDING' }]);
    await events.tick();
    await until(() => numbers()[0]!.status === 'ACTIVE');
    expect(living('campaign').associations.map(({ resourceId }) => resourceId)).toContain(numbers()[0]!.phoneNumberId);
    expect(made('SubmitRegistrationVersion')).toHaveLength(3);
  });

  test('is destroyed in order, once a deploy has taken the protection off', async () => {
    app.edit('deletionProtection: true', 'deletionProtection: false');
    await deploy();
    const [brand, campaign] = [idOf('brand'), idOf('campaign')];
    succeeds(await cli().destroy());
    const deleted = simulator.control.journal().filter(({ operation, outcome }) => /^(Delete|Release)[RP]/.test(operation) && outcome === 'ok');
    expect(deleted.filter(({ operation }) => operation !== 'DeleteRegistrationFieldValue').map(({ operation, registrationId }) => [operation, registrationId])).toEqual([
      ['ReleasePhoneNumber', campaign.registrationId], ['DeleteRegistration', campaign.registrationId], ['DeleteRegistration', brand.registrationId],
    ]);
    expect(numbers()).toEqual([]);
    expect(await stack.status()).toBe('DELETE_COMPLETE');
  });

});

describe('another stack of them', () => {
  beforeAll(() => {
    app = new UsersApp(path.join(cloud.folder, 'another-app'));
  });

  test('goes on after a deploy that came in the middle of a continuation, and not while it runs', async () => {
    await deploy();
    const before = made('SubmitRegistrationVersion').length;
    app.edit('deletionProtection: true', 'deletionProtection: false');
    succeeds(await cli((line) => {
      if (line.includes('creating CloudFormation changeset')) {
        // The continuation is about to submit when the deploy begins, which takes longer than that.
        simulator.control.injectFault({ kind: 'delay', operation: 'ListRegistrationAssociations', delayMs: 4_000 });
        simulator.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationFieldValues', delayMs: 8_000 });
        simulator.control.approve(idOf('brand'));
      }
    }).deploy());
    simulator.control.clearFaults();
    // A sweep may come before Lambda delivers the request of the event again.
    await events.tick();
    await until(() => living('campaign').status === 'REVIEWING');
    const submitted = made('SubmitRegistrationVersion').slice(before);
    expect(submitted).toHaveLength(1);
    const deployed = (await stack.events()).filter(({ ResourceStatus, ResourceType }) => (
      ResourceStatus === 'UPDATE_COMPLETE' && ResourceType === 'AWS::CloudFormation::Stack'
    )).at(-1);
    expect((await stack.functionLogs()).join()).toContain(`${idOf('campaign').registrationId} is left to the stack, which is no longer idle`);
    expect(new Date(submitted[0]!.time).getTime()).toBeGreaterThanOrEqual(deployed!.Timestamp!.getTime());
  });

  test('is destroyed while a step is pending, whatever wakes the handler meanwhile', async () => {
    simulator.control.deny(idOf('campaign'));
    expect(Object.keys(living('campaign').tags)).toContain(`cdk-sms-registration:associate:${numbers()[0]!.phoneNumberId}`);
    const submitted = made('SubmitRegistrationVersion').length;
    const destroying = cli().destroy();
    let isOver = false;
    const waking = (async () => {
      while (!isOver) {
        await events.tick().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    })();
    try {
      succeeds(await destroying);
    } finally {
      isOver = true;
      await waking;
    }
    expect(living('brand')).toBeUndefined();
    expect(living('campaign')).toBeUndefined();
    expect(numbers()).toEqual([]);
    expect(made('SubmitRegistrationVersion')).toHaveLength(submitted);
    expect(await stack.status()).toBe('DELETE_COMPLETE');
  });
});
