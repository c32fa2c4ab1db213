import type { Properties } from '../../../cloudformation';
import { brand, failing, Stage, type StageOptions } from '../../stage';
import { associatedWith, associateElsewhere, BRAND, CAMPAIGN, empty, letBeEmpty, makeNumber } from '../associations/associations';

let stage: Stage;

afterEach(() => stage.close());

const VETTING = 'US_TEN_DLC_BRAND_VETTING';
const refs = (...logicalIds: string[]) => logicalIds.map((Ref) => ({ Ref })) as unknown as Properties[];
const campaign = (overrides: Partial<Properties> = {}) => empty(CAMPAIGN, 'Campaign', { Submit: true, Associations: refs('Brand'), ...overrides });
const vetting = () => empty(VETTING, 'Vetting', { Submit: true, Associations: refs('Brand') });
const pending = (logicalId: string) => stage.stack.resource(logicalId)!.attributes.PendingSteps;
const versionOf = (logicalId: string) => (
  stage.living.find(({ registrationId }) => registrationId === stage.stack.ref(logicalId))!.versions.map(({ status }) => status)
);

let number: string;

/** What the campaign answers to its associations. */
const LEFT = {
  VersionToSubmit: { 'Fn::GetAtt': ['Campaign', 'VersionToSubmit'] },
  PendingSteps: { 'Fn::GetAtt': ['Campaign', 'PendingSteps'] },
};
/** What comes after a campaign that has a number of the stack, as lib/ declares it. */
const late = (overrides: Partial<Properties> = {}) => ({
  logicalId: 'Associations',
  resourceType: 'Custom::SMSVoiceRegistrationAssociations',
  serviceTimeout: 1200,
  properties: { RegistrationId: { Ref: 'Campaign' }, ...LEFT, Associations: [number], ...overrides },
});
const lateCampaign = (overrides: Partial<Properties> = {}) => [campaign({ SubmitByAssociations: true, ...overrides }), late()];

async function open(switches: StageOptions['switches'] = {}): Promise<void> {
  stage = await Stage.open({ switches });
  letBeEmpty(stage, CAMPAIGN);
  stage.reviewersTakeUp();
  number = await makeNumber(stage, 'TEN_DLC');
}

/** Every reading of what the service does with what comes too early. */
const READINGS: readonly NonNullable<StageOptions['switches']>[] = [
  { earlySubmit: 'denied' }, { earlySubmit: 'refused' }, { earlySubmit: 'accepted' }, { incompleteBrand: 'refused' },
];

describe.each(READINGS.flatMap((switches) => [[switches, 'alone'], [switches, 'with a number']] as const))('Where the service has %j, a campaign %s that comes with its brand', (switches, how) => {
  const declared = (overrides: Partial<Properties> = {}) => how === 'alone' ? [campaign(overrides)] : lateCampaign(overrides);
  /** Of the campaign, when everything of it has been done; its number has to wait until it is COMPLETE. */
  const waits = () => how === 'alone' ? pending('Campaign') : String(pending('Associations')).replace(/(; |^)associate phone-\w+: not possible yet$/, '') || 'none';

  test('is filled and stays a draft, and the next deploy that changes it submits it when the brand is COMPLETE', async () => {
    await open(switches);
    expect((await stage.stack.deploy([brand(), ...declared()])).status).toBe('CREATE_COMPLETE');
    const brandId = stage.stack.ref('Brand');
    expect(versionOf('Campaign')).toEqual(['DRAFT']);
    expect(waits()).toContain(`submit: waiting for ${brandId} (`);
    expect(pending('Brand')).toBe('none');
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', message: expect.stringContaining('has pending steps: ') }));

    stage.control.approve({ registrationId: brandId });
    expect((await stage.stack.deploy([brand(), ...declared({ Tags: [] })])).status).toBe('UPDATE_COMPLETE');
    expect(versionOf('Campaign')).toEqual(['REVIEWING']);
    expect(waits()).toBe('none');
    expect(associatedWith(stage, stage.stack.ref('Campaign'))).toEqual([brandId]);
  });

  test.each(['provision', 'requireAuthentication'] as const)('waits for a brand that is not COMPLETE: %s', async (step) => {
    await open(switches);
    await stage.stack.create(brand());
    stage.control[step]({ registrationId: stage.stack.ref('Brand') });
    expect((await stage.stack.deploy([brand(), ...declared()])).status).toBe('UPDATE_COMPLETE');
    expect(versionOf('Campaign')).toEqual(['DRAFT']);
  });

  test('waits for a vetting of its brand, and for none that is denied or complete', async () => {
    await open(switches);
    await stage.stack.create(brand());
    const brandId = stage.stack.ref('Brand');
    stage.control.approve({ registrationId: brandId });
    expect((await stage.stack.deploy([brand(), vetting(), ...declared({ SubmitAfter: refs('Vetting') })])).status).toBe('UPDATE_COMPLETE');
    expect(versionOf('Vetting')).toEqual(['REVIEWING']);
    expect(versionOf('Campaign')).toEqual(['DRAFT']);
    expect(waits()).toBe(`submit: waiting for ${stage.stack.ref('Vetting')} (REVIEWING)`);
    stage.control.deny({ registrationId: stage.stack.ref('Vetting') });
    await stage.stack.deploy([brand(), vetting(), ...declared({ SubmitAfter: refs('Vetting'), Tags: [] })]);
    expect(versionOf('Campaign')).toEqual(['REVIEWING']);
  });
});

test('A vetting that comes with its brand waits for it, and the campaign for both', async () => {
  await open();
  expect((await stage.stack.deploy([brand(), vetting(), campaign({ SubmitAfter: refs('Vetting') })])).status).toBe('CREATE_COMPLETE');
  expect(versionOf('Vetting')).toEqual(['DRAFT']);
  expect(pending('Vetting')).toMatch(/^submit: waiting for registration-\w+ \(/);
  expect(pending('Campaign')).toMatch(/^submit: waiting for registration-\w+ \(\w+\), registration-\w+ \(CREATED\)$/);
});

test('A number of the stack that a campaign can take only when it is COMPLETE does not keep it from being submitted, and comes with any later change', async () => {
  await open();
  await stage.stack.create(brand());
  stage.control.approve({ registrationId: stage.stack.ref('Brand') });
  expect((await stage.stack.deploy([brand(), ...lateCampaign()])).status).toBe('UPDATE_COMPLETE');
  expect(versionOf('Campaign')).toEqual(['REVIEWING']);
  expect(pending('Associations')).toBe(`associate ${number}: not possible yet`);
  const changed = (text: string) => stage.stack.deploy([brand(), ...lateCampaign({ Tags: [{ Key: 'Ticket', Value: text }] as unknown as Properties[] })]);
  expect((await changed('1')).status).toBe('UPDATE_COMPLETE');
  expect(pending('Associations')).toBe(`associate ${number}: not possible yet`);
  stage.control.approve({ registrationId: stage.stack.ref('Campaign') });
  expect((await changed('2')).status).toBe('UPDATE_COMPLETE');
  expect(pending('Associations')).toBe('none');
  expect(associatedWith(stage, stage.stack.ref('Campaign'))).toContain(number);
});

test('A campaign with a number that is to be submitted again says so in its attribute', async () => {
  await open({ earlySubmit: 'accepted' });
  await stage.stack.create(brand());
  const brandId = stage.stack.ref('Brand');
  stage.control.approve({ registrationId: brandId });
  await stage.stack.deploy([brand(), ...lateCampaign()]);
  stage.control.deny({ registrationId: stage.stack.ref('Campaign') });
  stage.control.setStatus({ registrationId: brandId, registrationStatus: 'PROVISIONING' });
  expect((await stage.stack.deploy([brand(), ...lateCampaign({ Resubmit: 'ticket 42' })])).status).toBe('UPDATE_COMPLETE');
  expect(versionOf('Campaign')).toEqual(['DENIED']);
  expect(pending('Associations')).toContain(`submit: waiting for ${brandId} (PROVISIONING); change resubmit again after that; associate ${number}`);
});

test('A rollback submits no form that has to wait', async () => {
  await open();
  await stage.stack.deploy([brand(), campaign()]);
  const result = await stage.stack.deploy([brand(), campaign({ Submit: false }), failing(['Campaign'])]);
  expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(versionOf('Campaign')).toEqual(['DRAFT']);
  expect(stage.living.filter(({ registrationType }) => registrationType === BRAND)).toHaveLength(1);
});

test('A campaign that was denied because its brand was not finished waits for it, and is submitted again as soon as it is', async () => {
  await open({ earlySubmit: 'accepted' });
  await stage.stack.create(brand());
  const brandId = stage.stack.ref('Brand');
  stage.control.approve({ registrationId: brandId });
  await stage.stack.create(campaign());
  const registrationId = stage.stack.ref('Campaign');
  stage.control.deny({ registrationId, reasons: [{ Reason: 'BRAND_UNVERIFIED', ShortDescription: 'Brand not finished' }] });
  stage.control.setStatus({ registrationId: brandId, registrationStatus: 'PROVISIONING' });

  expect((await stage.stack.update(campaign({ Tags: [] }))).reason).toBeUndefined();
  expect(versionOf('Campaign')).toEqual(['DENIED']);
  expect(pending('Campaign')).toContain(`submit: waiting for ${brandId} (PROVISIONING)`);

  stage.control.setStatus({ registrationId: brandId, registrationStatus: 'COMPLETE' });
  expect((await stage.stack.update(campaign())).reason).toBeUndefined();
  expect(versionOf('Campaign')).toEqual(['DENIED', 'REVIEWING']);
});

test('A campaign that is submitted again waits for a brand that it was associated with elsewhere, and opens no version until then', async () => {
  await open({ earlySubmit: 'accepted' });
  await stage.stack.create(brand());
  const brandId = stage.stack.ref('Brand');
  stage.control.approve({ registrationId: brandId });
  const alone = (overrides: Partial<Properties>) => campaign({ Associations: undefined, ...overrides });
  await stage.stack.create(alone({ Submit: false }));
  const registrationId = stage.stack.ref('Campaign');
  await associateElsewhere(stage, registrationId, brandId);
  expect((await stage.stack.update(alone({}))).reason).toBeUndefined();
  stage.control.deny({ registrationId });
  stage.control.setStatus({ registrationId: brandId, registrationStatus: 'PROVISIONING' });

  expect((await stage.stack.update(alone({ Resubmit: 'ticket 42' }))).reason).toBeUndefined();
  expect(versionOf('Campaign')).toEqual(['DENIED']);
  expect(pending('Campaign')).toBe(`submit: waiting for ${brandId} (PROVISIONING); change resubmit again after that`);
});
