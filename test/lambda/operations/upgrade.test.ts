import { TagResourceCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { associations, BRAND, empty, LEFT, letBeEmpty, makeNumber, makeRegistration } from './associations/associations';
import type { CustomResource, Properties } from '../../cloudformation';
import { deliver } from '../deliver';
import { brand, CANARY, failing, Stage } from '../stage';

/** What the version before has left on a registration. No tag of it said what a create had not finished. */
const TAGS_OF_AN_EARLIER_VERSION: Readonly<Record<string, string>> = {
  'cdk-sms-registration:update': `done ${'0a'.repeat(32)} ${Date.now()} - -`,
  'cdk-sms-registration:rollback': `done ${'0b'.repeat(32)} ${Date.now()} - -`,
  'cdk-sms-registration:deletion-protection': 'true',
};
const CITY = 'companyInfo.city';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

/** As its templates declared it. */
const before = (overrides: Partial<Properties> = {}): CustomResource => brand({}, { AllowReplacement: true, ...overrides });
/** As templates declare it now, with another city. */
const now = (overrides: Partial<Properties> = {}): CustomResource => brand({ [CITY]: `${CANARY} City` }, overrides);

async function tagAsStack(registrationId: string): Promise<void> {
  await stage.client.send(new TagResourceCommand({
    ResourceArn: `arn:aws:sms-voice:us-east-1:111122223333:registration/${registrationId}`,
    Tags: Object.entries(TAGS_OF_AN_EARLIER_VERSION).map(([Key, Value]) => ({ Key, Value })),
  }));
}

/** The stack is as that version has left it. */
async function deployedBefore(resource = before()): Promise<void> {
  expect(await stage.stack.create(resource)).toMatchObject({ status: 'CREATE_COMPLETE' });
  await stage.cloud.lambda.idle();
  await tagAsStack(stage.registrationId);
  stage.control.clearJournal();
}

const versions = () => stage.living[0]!.versions.map(({ number, status }) => `${number} ${status}`);
const city = async (version: number) => (await stage.values(stage.registrationId, version))[CITY];

describe('A registration that an earlier version of the library has deployed', () => {
  test('is updated', async () => {
    await deployedBefore();
    expect(await stage.stack.update(now())).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(versions()).toEqual(['1 DISCARDED', '2 SUBMITTED']);
    expect(await city(2)).toBe(`${CANARY} City`);
  });

  test('is updated when only retired properties of the previous template are gone: that changes nothing', async () => {
    await deployedBefore();
    expect(await stage.stack.update(brand())).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(versions()).toEqual(['1 SUBMITTED']);
  });

  test.each(['true', 'denied'] as const)('goes back to its form when its first update is rolled back (DescribeStacks: %s)', async (mood) => {
    stage.cloud.stackApi.mood = mood;
    await deployedBefore();
    expect(await stage.rolledBack(now())).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(versions()).toEqual(['1 DISCARDED', '2 DISCARDED', '3 SUBMITTED']);
    expect(await city(3)).toBe(await city(1));
  });

  test('is not deleted when it is protected, and nothing of it changes', async () => {
    await deployedBefore(before({ DeletionProtection: true }));
    const state = stage.control.state();
    expect(await stage.stack.destroy()).toMatchObject({ status: 'DELETE_FAILED', reason: expect.stringContaining('its deletion protection is on') });
    expect(stage.writes).toEqual([]);
    expect(stage.control.state()).toEqual(state);
  });

  test('is deleted when it is not protected, even if a tag of that version says so', async () => {
    await deployedBefore();
    expect(await stage.stack.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(stage.living).toEqual([]);
  });

  test('is not taken for what a lost create of that version may have left', async () => {
    await deployedBefore();
    const { event } = stage.stack.sent[0]!;
    const lost = { ...event, RequestId: 'lost', RequestType: 'Delete', PhysicalResourceId: 'cdk-sms-registration:maybe-created' } as const;
    expect(await deliver(stage, lost)).toMatchObject({ succeeded: true });
    expect(stage.calls).toContain('ListTagsForResource');
    expect(stage.writes).toEqual([]);
  });

  test('is given back without any of its tags when it was adopted, and it is unknown what its delete belongs to', async () => {
    const RegistrationId = await makeRegistration(stage, BRAND);
    await deployedBefore(before({ RegistrationId, Submit: false, Tags: [] }));
    stage.cloud.stackApi.mood = 'denied';
    expect(await stage.stack.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(stage.living.map(({ registrationId, tags }) => [registrationId, tags])).toEqual([[RegistrationId, {}]]);
  });
});

describe.each(['DRAFT', 'SUBMITTED', 'DENIED'] as const)('A registration with a number that an earlier version has deployed, whose form is %s', (status) => {
  const TOLL_FREE = 'US_TOLL_FREE_REGISTRATION';
  const registrationStatus = { DRAFT: 'CREATED', SUBMITTED: 'SUBMITTED', DENIED: 'REQUIRES_UPDATES' } as const;
  const form = (overrides: Partial<Properties>) => empty(TOLL_FREE, 'TollFree', { Submit: true, ...overrides });
  const declared = (overrides: Partial<Properties> = {}) => [form({ SubmitByAssociations: true, ...overrides }), associations([number], LEFT)];
  /** As the former template had it. */
  const declaredBefore = (logicalId: string, properties: Record<string, string | undefined>) => {
    Object.assign(stage.stack.resource(logicalId)!.properties, properties);
  };
  let number: string;

  beforeEach(async () => {
    letBeEmpty(stage, TOLL_FREE);
    number = await makeNumber(stage);
    expect(await stage.stack.deploy(declared())).toMatchObject({ status: 'CREATE_COMPLETE' });
    declaredBefore('TollFree', { SubmitByAssociations: undefined, SubmitLater: 'true' });
    declaredBefore('Associations', { VersionToSubmit: undefined, PendingSteps: undefined, Submit: 'true', VersionNumber: '1' });
    stage.control.setStatus({ registrationId: stage.registrationId, registrationStatus: registrationStatus[status], versionStatus: status });
    stage.control.clearJournal();
  });

  test('is submitted by its associations when it has to be', async () => {
    expect((await stage.stack.deploy(declared())).reason).toBeUndefined();
    expect(versions()).toEqual([status === 'DRAFT' ? '1 SUBMITTED' : `1 ${status}`]);
    expect((await stage.stack.deploy(declared({ Resubmit: '1' }))).reason).toBeUndefined();
    expect(versions()).toEqual(status === 'DENIED' ? ['1 DENIED', '2 SUBMITTED'] : ['1 SUBMITTED']);
  });

  test('can be rolled back to its former template', async () => {
    const result = await stage.stack.deploy([...declared({ Tags: [{ Key: 'Name', Value: 'new' }] as unknown as Properties[] }), failing(['Associations'])]);
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(stage.stack.events.filter(({ status: of }) => of.includes('FAILED')).map(({ logicalId }) => logicalId)).toEqual(['Failing']);
  });
});
