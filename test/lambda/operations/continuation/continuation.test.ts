import { continueNow, eventFor } from './continuation';
import type { ContinuationEvent } from '../../../../contract/continuation';
import type { Properties } from '../../../cloudformation';
import { brand, failing, Stage, type StageOptions } from '../../stage';
import { associatedWith, BRAND, CAMPAIGN, empty, makeNumber, makeRegistration } from '../associations/associations';

let stage: Stage;

afterEach(() => stage.close());

const DAY_MS = 86_400_000;
const CONTINUED = { ContinueFor: String(90 * 86_400) };
const VETTING = 'US_TEN_DLC_BRAND_VETTING';
const SUBMIT_TAG = 'cdk-sms-registration:submit';

const refs = (...logicalIds: string[]) => logicalIds.map((Ref) => ({ Ref })) as unknown as Properties[];
const continuedBrand = () => brand({}, CONTINUED);
const campaign = (overrides: Partial<Properties> = {}) => empty(CAMPAIGN, 'Campaign', { Submit: true, Associations: refs('Brand'), ...CONTINUED, ...overrides });
const vetting = () => empty(VETTING, 'Vetting', { Submit: true, Associations: refs('Brand'), ...CONTINUED });

const NAME = 'One-time codes for customers who sign in with their password';
const OTHER_NAME = 'One-time codes for customers who sign in with their telephone';
const named = (TextValue: string) => [{ FieldPath: 'campaignInfo.campaignName', TextValue }] as unknown as Properties[];
const NAMED = named(NAME);

const idOf = (logicalId: string) => stage.stack.ref(logicalId);
const viewOf = (logicalId: string) => stage.living.find(({ registrationId }) => registrationId === idOf(logicalId))!;
const versionsOf = (logicalId: string) => viewOf(logicalId).versions.map(({ status }) => status);
const pendingTagsOf = (logicalId: string) => Object.keys(viewOf(logicalId).tags).filter((key) => /:(submit|associate:.*)$/.test(key));
const approve = (logicalId: string) => stage.control.approve({ registrationId: idOf(logicalId) });
const deny = (logicalId: string, ...codes: string[]) => stage.control.deny({ registrationId: idOf(logicalId), codes });
/** Nothing but the tags of the library was written. */
const changes = () => stage.writes.filter((call) => !/Tag|Untag/.test(call));

/** What comes after a campaign that has a number of the stack, as lib/ declares it. */
const withNumber = (number: string | string[], overrides: Partial<Properties> = {}, logicalId = 'Associations') => ({
  logicalId,
  resourceType: 'Custom::SMSVoiceRegistrationAssociations',
  serviceTimeout: 1200,
  properties: {
    RegistrationId: { Ref: 'Campaign' },
    Owner: 'Campaign',
    VersionToSubmit: { 'Fn::GetAtt': ['Campaign', 'VersionToSubmit'] },
    PendingSteps: { 'Fn::GetAtt': ['Campaign', 'PendingSteps'] },
    Associations: [number].flat(),
    ...CONTINUED,
    ...overrides,
  },
});

async function open(switches: StageOptions['switches'] = {}, options: StageOptions = {}): Promise<void> {
  stage = await Stage.open({ ...options, switches });
  const form = stage.control.form({ registrationType: CAMPAIGN });
  stage.control.defineForm({ registrationType: CAMPAIGN, form: { ...form, fields: form.fields.map((field) => ({ ...field, requirement: 'OPTIONAL', conditional: undefined })) } });
  stage.reviewersTakeUp();
}

async function deployed(...resources: Parameters<Stage['stack']['deploy']>[0]): Promise<void> {
  const { status, reason } = await stage.stack.deploy(resources);
  expect({ status, reason }).toEqual({ status: expect.stringMatching(/^(CREATE|UPDATE)_COMPLETE$/), reason: undefined });
  stage.control.clearJournal();
}

async function look(logicalIds = ['Brand', 'Campaign'], more: Partial<ContinuationEvent['continuation']> = {}): Promise<void> {
  stage.control.clearJournal();
  await continueNow(stage, logicalIds, more);
}

describe('A campaign that came with its brand', () => {
  test.each([
    ['an event about the brand', () => eventFor(idOf('Brand'))],
    ['the schedule, because the event was lost', () => ({})],
    ['an event about something else', () => eventFor('registration-00000000000000000000000000000000')],
    ['a forged event', () => eventFor('no registration')],
  ])('is submitted when the brand is COMPLETE, woken by %s', async (_, request) => {
    await open();
    await deployed(continuedBrand(), campaign());
    await look();
    expect(versionsOf('Campaign')).toEqual(['DRAFT']);
    expect(stage.writes).toEqual([]);

    approve('Brand');
    await look(undefined, request());
    expect(versionsOf('Campaign')).not.toContain('DRAFT');
    expect(changes()).toEqual(['SubmitRegistrationVersion']);

    // The brand is approved: there is nothing to read about it any more.
    await look();
    expect(stage.writes).toEqual([]);
    const ofBrand = stage.control.journal().filter(({ registrationId }) => registrationId === idOf('Brand'));
    expect(ofBrand.map(({ operation }) => operation)).not.toContain('DescribeRegistrationVersions');
  });

  test('is not submitted while the brand is PROVISIONING, denied, or has a status that nobody knows', async () => {
    await open();
    await deployed(continuedBrand(), campaign());
    stage.control.provision({ registrationId: idOf('Brand') });
    await look();
    stage.control.setStatus({ registrationId: idOf('Brand'), registrationStatus: 'A_NEW_STATUS' as 'COMPLETE' });
    await look();
    stage.control.setStatus({ registrationId: idOf('Brand'), registrationStatus: 'REQUIRES_UPDATES' });
    await look();
    expect(versionsOf('Campaign')).toEqual(['DRAFT']);
  });

  test('waits for the vetting of the brand', async () => {
    await open();
    await deployed(continuedBrand());
    approve('Brand');
    await deployed(continuedBrand(), vetting(), campaign({ SubmitAfter: refs('Vetting') }));
    await look();
    expect(versionsOf('Campaign')).toEqual(['DRAFT']);
    approve('Vetting');
    await look();
    expect(versionsOf('Campaign')).not.toContain('DRAFT');
  });

  test('is submitted once by repeated and concurrent requests', async () => {
    await open();
    await deployed(continuedBrand(), campaign());
    approve('Brand');
    stage.cloud.lambda.delivery = 'concurrently';
    await look();
    stage.cloud.lambda.delivery = 'twice';
    await look();
    expect(stage.control.history({ registrationId: idOf('Campaign') }).filter(({ versionStatus }) => versionStatus === 'SUBMITTED')).toHaveLength(1);
  });

  test.each([
    ['the stack no longer declares submit', { Submit: false }],
    ['continuation is turned off', { ContinueFor: undefined }],
  ])('stays a draft when %s', async (_, overrides) => {
    await open();
    await deployed(continuedBrand(), campaign());
    await deployed(continuedBrand(), campaign(overrides as Partial<Properties>));
    expect(pendingTagsOf('Campaign')).toEqual([]);
    approve('Brand');
    await look();
    expect(versionsOf('Campaign')).toEqual(['DRAFT']);
    expect(changes()).toEqual([]);
  });

  test('stays a draft when the time has run out', async () => {
    await open();
    await deployed(continuedBrand(), campaign({ ContinueFor: '3600' }));
    approve('Brand');
    const tag = viewOf('Campaign').tags[SUBMIT_TAG]!.split(' ');
    await stage.tag(idOf('Campaign'), SUBMIT_TAG, [tag[0], Math.floor(stage.now() / 1_000) - 1].join(' '));
    await look();
    expect(versionsOf('Campaign')).toEqual(['DRAFT']);
    expect(changes()).toEqual([]);
  });

  test('that the stack no longer has, but retains, is left alone', async () => {
    await open();
    await deployed(continuedBrand(), { ...campaign(), deletionPolicy: 'Retain' });
    const registrationIds = ['Brand', 'Campaign'].map(idOf);
    await deployed(continuedBrand());
    approve('Brand');
    // Such a request is older than the deploy.
    await look([], { registrationIds });
    expect(stage.living.find(({ registrationId }) => registrationId === registrationIds[1])!.versions.map(({ status }) => status)).toEqual(['DRAFT']);
    expect(changes()).toEqual([]);
    expect(stage.logLines).toContainEqual(expect.objectContaining({ message: `${registrationIds[1]} is left alone: its stack no longer has it` }));
  });

  test('is left alone when it is in the request, but has no tag of the stack', async () => {
    await open();
    await deployed(continuedBrand(), campaign());
    approve('Brand');
    await stage.tag(idOf('Campaign'), 'cdk-sms-registration:stack-id', 'another stack');
    await look();
    expect(changes()).toEqual([]);
  });

  test('whose draft somebody else has replaced by a newer version is left alone', async () => {
    await open({ secondDraft: 'accepted' });
    await deployed(continuedBrand(), campaign());
    approve('Brand');
    const tag = viewOf('Campaign').tags[SUBMIT_TAG]!;
    await stage.tag(idOf('Campaign'), SUBMIT_TAG, tag.replace(/^1 /, '7 '));
    await look();
    expect(changes()).toEqual([]);
  });
});

describe('While an operation of the stack', () => {
  test('is in progress, nothing is submitted; the same request does it afterwards', async () => {
    await open();
    await deployed(continuedBrand(), campaign());
    approve('Brand');
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', delayMs: 12_000, times: 5 });
    const deploying = stage.stack.deploy([continuedBrand(), campaign(), empty(CAMPAIGN, 'Other', { Fields: NAMED })]);
    await stage.asked();
    const request = look();
    expect((await deploying).status).toBe('UPDATE_COMPLETE');
    expect(versionsOf('Campaign')).toEqual(['DRAFT']);
    await request;
    expect(versionsOf('Campaign')).not.toContain('DRAFT');
  });

  test.each(['denied', 'throttled'] as const)('may be in progress, because DescribeStacks is %s, nothing is submitted', async (mood) => {
    await open();
    await deployed(continuedBrand(), campaign());
    approve('Brand');
    stage.cloud.stackApi.mood = mood;
    await look();
    expect(stage.calls).toEqual([]);
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', message: expect.stringContaining('Nothing was continued: the status of the stack cannot be read') }));
    expect(stage.logLines).toContainEqual(expect.objectContaining({ ContinuationFailures: 1 }));
  });

  test('has failed half-way, everything is left to the owner of the stack', async () => {
    await open();
    await deployed(continuedBrand(), campaign());
    approve('Brand');
    await stage.stack.deploy([continuedBrand(), campaign(), failing([])], { disableRollback: true });
    await look();
    expect(changes()).toEqual([]);
  });
});

test('A rollback that has skipped a registration leaves everything to the next deploy, because its tags are not those of the template', async () => {
  await open();
  const draft = () => campaign({ Submit: undefined, ContinueFor: undefined });
  await deployed(continuedBrand(), draft());
  stage.control.injectFault({ kind: 'access-denied', operation: 'UntagResource', times: 1_000 });
  expect((await stage.stack.deploy([continuedBrand(), campaign(), failing(['Campaign'])])).status).toBe('UPDATE_ROLLBACK_FAILED');
  stage.control.clearFaults();
  expect((await stage.stack.continueRollback(['Campaign'])).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  approve('Brand');
  await look();
  expect(changes()).toEqual([]);
  await deployed(continuedBrand(), campaign({ Tags: [{ Key: 'Name', Value: 'another' }] as unknown as Properties[] }));
  expect(versionsOf('Campaign')).toEqual([expect.stringMatching(/SUBMITTED|REVIEWING/)]);
});

describe('A deploy', () => {
  test('that is rolled back leaves what was pending before', async () => {
    await open();
    await deployed(continuedBrand(), campaign());
    const before = viewOf('Campaign').tags[SUBMIT_TAG]!.split(' ')[0];
    const { status } = await stage.stack.deploy([continuedBrand(), campaign({ Submit: false }), failing(['Campaign'])]);
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(viewOf('Campaign').tags[SUBMIT_TAG]!.split(' ')[0]).toBe(before);
    approve('Brand');
    await look();
    expect(versionsOf('Campaign')).not.toContain('DRAFT');
  });

  test('that fails before it has begun with the campaign leaves the attribute as it is', async () => {
    await open();
    await deployed(continuedBrand(), campaign());
    await stage.stack.deploy([continuedBrand(), campaign({ Tags: [{ Key: 'Name', Value: 'another' }] as unknown as Properties[] }), failing(['Campaign'])]);
    expect(stage.stack.resource('Campaign')!.attributes.PendingSteps).toMatch(/^submit: /);
  });

  test.each(['create', 'adoption'])('whose %s is delivered again after a later one restores neither its form nor its pending steps', async (kind) => {
    await open();
    await deployed(continuedBrand());
    const origin: Partial<Properties> = kind === 'adoption' ? { RegistrationId: await makeRegistration(stage, CAMPAIGN) } : {};
    await deployed(continuedBrand(), campaign({ ...origin, Fields: NAMED }));
    const { event } = stage.cloud.lambda.invocations.at(-1)!;
    // Times are known to the second.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await deployed(continuedBrand(), campaign({ ...origin, Fields: named(OTHER_NAME), Submit: false }));
    await stage.cloud.lambda.invoke(event);
    expect(event).toMatchObject({ RequestType: 'Create', LogicalResourceId: 'Campaign' });
    expect(await stage.values(idOf('Campaign'))).toEqual({ 'campaignInfo.campaignName': OTHER_NAME });
    expect(pendingTagsOf('Campaign')).toEqual([]);
  });

  test('that gives a campaign another construct ID, and is rolled back, says that the next deploy determines its pending steps', async () => {
    await open();
    await deployed(continuedBrand(), campaign());
    const renamed = { ...campaign({ RegistrationId: idOf('Campaign') }), logicalId: 'CampaignV2' };
    expect((await stage.stack.deploy([continuedBrand(), renamed, failing(['CampaignV2'])])).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stage.logLines).toContainEqual(expect.objectContaining({
      level: 'WARN', message: expect.stringContaining(`${idOf('Campaign')} has no pending steps any more`),
    }));
    await deployed(continuedBrand(), campaign({ Tags: [] }));
    expect(pendingTagsOf('Campaign')).toEqual([SUBMIT_TAG]);
  });

  test('of drafts writes no tag of a pending step', async () => {
    await open();
    await deployed(empty(CAMPAIGN, 'Campaign'));
    expect(pendingTagsOf('Campaign')).toEqual([]);
  });

  test('leaves nothing pending of a form that it does not submit, because it was denied as it is', async () => {
    await open();
    await deployed(continuedBrand());
    deny('Brand', 'BRAND_ADDRESS_INVALID');
    await look(['Brand']);
    expect(changes()).toEqual([]);
    expect(versionsOf('Brand')).toEqual(['DENIED']);
  });
});

describe('The same form', () => {
  const WAIT = 'WAIT_TO_RESUBMIT_REGISTRATION';
  async function deniedCampaign(code = WAIT): Promise<void> {
    await open();
    await deployed(continuedBrand());
    approve('Brand');
    await deployed(continuedBrand(), campaign({ Fields: NAMED }));
    deny('Campaign', code);
  }

  test('is submitted again a day after a denial that asks to wait, with the values of the denied version', async () => {
    await deniedCampaign();
    await look();
    expect(changes()).toEqual([]);
    await stage.pass(DAY_MS);
    await look();
    expect(versionsOf('Campaign').slice(0, 1)).toEqual(['DENIED']);
    expect(versionsOf('Campaign')[1]).toMatch(/SUBMITTED|REVIEWING/);
    expect(await stage.values(idOf('Campaign'), 2)).toEqual({ 'campaignInfo.campaignName': NAME });
    expect(changes()).toEqual(['CreateRegistrationVersion', 'PutRegistrationFieldValue', 'SubmitRegistrationVersion']);
  });

  test('is not submitted again after a denial of the form itself', async () => {
    await deniedCampaign('CAMPAIGN_MISMATCH');
    await stage.pass(DAY_MS);
    await look();
    expect(changes()).toEqual([]);
  });

  test('is submitted again at most three times, and again after a deploy that submits it', async () => {
    await deniedCampaign();
    for (let time = 1; time <= 4; time += 1) {
      await stage.pass(DAY_MS);
      await look();
      if (time <= 3) {
        deny('Campaign', WAIT);
      }
    }
    expect(versionsOf('Campaign')).toEqual(['DENIED', 'DENIED', 'DENIED', 'DENIED']);
  });

  test('is not submitted again while the brand is not COMPLETE', async () => {
    await deniedCampaign();
    stage.control.setStatus({ registrationId: idOf('Brand'), registrationStatus: 'REQUIRES_UPDATES' });
    await stage.pass(DAY_MS);
    await look();
    expect(changes()).toEqual([]);
    approveAgain();
    await look();
    expect(versionsOf('Campaign')).toHaveLength(2);
  });

  test('is not submitted again over what somebody else has written into the new version', async () => {
    await deniedCampaign();
    await stage.pass(DAY_MS);
    stage.control.injectFault({ kind: 'error', operation: 'PutRegistrationFieldValue', error: { name: 'AccessDeniedException' }, times: 9 });
    await look();
    stage.control.clearFaults();
    expect(versionsOf('Campaign')).toEqual(['DENIED', 'DRAFT']);
    await stage.put(idOf('Campaign'), 'campaignInfo.campaignName', `${NAME}, changed`);
    await look();
    expect(versionsOf('Campaign')).toEqual(['DENIED', 'DRAFT']);
    expect(await stage.values(idOf('Campaign'), 2)).toEqual({ 'campaignInfo.campaignName': `${NAME}, changed` });
  });

  function approveAgain(): void {
    stage.control.setStatus({ registrationId: idOf('Brand'), registrationStatus: 'COMPLETE' });
  }
});

describe('A number that may be associated only with a COMPLETE campaign', () => {
  let number: string;
  const numbersOf = () => associatedWith(stage, idOf('Campaign')).filter((id) => id.startsWith('phone-'));

  async function submittedCampaign(): Promise<void> {
    await open();
    number = await makeNumber(stage, 'TEN_DLC');
    await deployed(continuedBrand());
    approve('Brand');
    await deployed(continuedBrand(), campaign({ SubmitByAssociations: true }), withNumber(number));
    expect(pendingTagsOf('Campaign').sort()).toEqual([`cdk-sms-registration:associate:${number}`, SUBMIT_TAG]);
  }

  test('is associated when the campaign is COMPLETE, and then nothing is pending', async () => {
    await submittedCampaign();
    await look();
    expect(changes()).toEqual([]);
    approve('Campaign');
    await look();
    expect(numbersOf()).toEqual([number]);
    expect(changes()).toEqual(['CreateRegistrationAssociation']);
    expect(pendingTagsOf('Campaign')).not.toContain(`cdk-sms-registration:associate:${number}`);
    await look();
    expect(changes()).toEqual([]);
  });

  test('is not associated after it was released, and its step ends quietly', async () => {
    await submittedCampaign();
    await stage.release(number);
    approve('Campaign');
    await look();
    expect(numbersOf()).toEqual([]);
    expect(pendingTagsOf('Campaign')).not.toContain(`cdk-sms-registration:associate:${number}`);
    expect(stage.outcomes.at(-1)).toBe('returned');
  });

  test('is not associated after it was taken out of the stack', async () => {
    await submittedCampaign();
    await deployed(continuedBrand(), campaign());
    expect(pendingTagsOf('Campaign')).not.toContain(`cdk-sms-registration:associate:${number}`);
    approve('Campaign');
    await look();
    expect(numbersOf()).toEqual([]);
  });

  test('stays pending after a rollback that had replaced it by another one', async () => {
    await submittedCampaign();
    const other = await makeNumber(stage, 'TEN_DLC');
    const { status } = await stage.stack.deploy([
      continuedBrand(), campaign({ SubmitByAssociations: true }), withNumber(other), failing(['Associations']),
    ]);
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(pendingTagsOf('Campaign').sort()).toEqual([`cdk-sms-registration:associate:${number}`, SUBMIT_TAG]);
  });

  test('stays pending when the update that replaces it by another one is cancelled while it runs', async () => {
    await submittedCampaign();
    const other = await makeNumber(stage, 'TEN_DLC');
    ['ListRegistrationAssociations', 'DescribeRegistrationTypeDefinitions'].forEach((operation) => (
      stage.control.injectFault({ kind: 'delay', operation, delayMs: 9_000 })
    ));
    const cancel = new AbortController();
    const deploying = stage.stack.deploy([continuedBrand(), campaign({ SubmitByAssociations: true }), withNumber(other)], { cancel: cancel.signal });
    await stage.called('ListRegistrationAssociations');
    cancel.abort();
    expect((await deploying).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    await stage.cloud.lambda.idle();
    expect(pendingTagsOf('Campaign')).toContain(`cdk-sms-registration:associate:${number}`);
    expect(pendingTagsOf('Campaign')).not.toContain(`cdk-sms-registration:associate:${other}`);
  });

  test('is not associated after the deploy that declared it for an adopted campaign was rolled back', async () => {
    await open();
    number = await makeNumber(stage, 'TEN_DLC');
    await deployed(continuedBrand());
    const RegistrationId = await makeRegistration(stage, CAMPAIGN);
    const adopted = (overrides: Partial<Properties> = {}) => campaign({ RegistrationId, Submit: false, ...overrides });
    await deployed(continuedBrand(), adopted());
    const { status } = await stage.stack.deploy([
      continuedBrand(), adopted({ SubmitByAssociations: true }), withNumber(number, { Adopted: true }), failing(['Associations']),
    ]);
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(pendingTagsOf('Campaign')).toEqual([]);
  });

  test('is not associated after the campaign got another construct ID and another number', async () => {
    await submittedCampaign();
    const other = await makeNumber(stage, 'TEN_DLC');
    const renamed = { ...campaign({ RegistrationId: idOf('Campaign'), SubmitByAssociations: true }), logicalId: 'CampaignV2' };
    const answered = (name: string) => ({ 'Fn::GetAtt': ['CampaignV2', name] });
    const overrides = {
      RegistrationId: { Ref: 'CampaignV2' }, Owner: 'CampaignV2', Adopted: true, VersionToSubmit: answered('VersionToSubmit'), PendingSteps: answered('PendingSteps'),
    };
    await deployed(continuedBrand(), renamed, withNumber(other, overrides, 'AssociationsV2'));
    expect(pendingTagsOf('CampaignV2').sort()).toEqual([`cdk-sms-registration:associate:${other}`, SUBMIT_TAG].sort());
  });

  test('is one of so many that their names do not fit into a response', async () => {
    await open({}, { stackName: 'Stack'.repeat(25) });
    const numbers: string[] = [];
    while (numbers.length < 49) {
      numbers.push(await makeNumber(stage, 'TEN_DLC'));
    }
    const logicalId = 'Associations'.repeat(20);
    await deployed(continuedBrand(), campaign({ SubmitByAssociations: true }), withNumber(numbers, {}, logicalId));
    expect(stage.stack.resource(logicalId)!.attributes.PendingSteps).toMatch(/^submit: waiting for registration-\w+ \(\w+\); associate phone-.*; … and \d+ more$/);
    expect(pendingTagsOf('Campaign')).toHaveLength(50);
  });

  test('that another registration has is a failure, which the log names, and nothing is lost', async () => {
    await submittedCampaign();
    approve('Campaign');
    stage.control.injectFault({ kind: 'error', operation: 'CreateRegistrationAssociation', error: { name: 'ConflictException', Reason: 'PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION' } as never, times: 9 });
    await look();
    expect(numbersOf()).toEqual([]);
    expect(pendingTagsOf('Campaign')).toContain(`cdk-sms-registration:associate:${number}`);
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', message: expect.stringContaining(`Registration ${idOf('Campaign')} cannot be continued`) }));
  });

  test('is associated although another number of the campaign cannot be', async () => {
    await open();
    const numbers = [await makeNumber(stage, 'TEN_DLC'), await makeNumber(stage, 'TEN_DLC')];
    await deployed(continuedBrand());
    approve('Brand');
    await deployed(continuedBrand(), campaign({ SubmitByAssociations: true }), withNumber(numbers));
    approve('Campaign');
    stage.control.injectFault({ kind: 'error', operation: 'CreateRegistrationAssociation', error: { name: 'ConflictException', Reason: 'PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION' } as never, times: 1 });
    await look();
    expect(numbersOf()).toHaveLength(1);
    expect(pendingTagsOf('Campaign').filter((key) => key.includes(':associate:'))).toHaveLength(1);
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', message: expect.stringContaining(`Registration ${idOf('Campaign')} cannot be continued`) }));
  });
});

describe('A brand whose associations the service lists in both directions', () => {
  const SAME_BRAND_AGAIN = 'WAIT_TO_RESUBMIT_REGISTRATION';

  async function deniedBrand(...codes: string[]): Promise<void> {
    await open({ heldByListed: true });
    await deployed(continuedBrand(), campaign());
    deny('Brand', ...codes);
  }

  test('does not wait for the campaign that waits for it when its correction is deployed', async () => {
    await deniedBrand();
    await deployed(brand({ 'companyInfo.city': 'Other Town' }, CONTINUED), campaign());
    expect(versionsOf('Brand')).toEqual(['DENIED', expect.stringMatching(/SUBMITTED|REVIEWING/)]);
  });

  test('does not wait for the campaign that waits for it when the same form is submitted again', async () => {
    await deniedBrand(SAME_BRAND_AGAIN);
    await stage.pass(DAY_MS);
    await look();
    expect(versionsOf('Brand')).toEqual(['DENIED', expect.stringMatching(/SUBMITTED|REVIEWING/)]);
  });
});

describe('A campaign, if the service lets a brand be associated with it, too', () => {
  test('still waits for the brand', async () => {
    await open();
    const [ofCampaign, ofBrand] = [CAMPAIGN, BRAND].map((registrationType) => stage.control.form({ registrationType }));
    const toCampaign = { ...ofCampaign!.associations.find(({ resourceType }) => resourceType === BRAND)!, resourceType: CAMPAIGN, associationBehavior: 'ASSOCIATE_AFTER_COMPLETE' } as const;
    stage.control.defineForm({ registrationType: BRAND, form: { ...ofBrand!, associations: [...ofBrand!.associations, toCampaign] } });
    await deployed(continuedBrand(), campaign());
    await look();
    expect(versionsOf('Campaign')).toEqual(['DRAFT']);
    approve('Brand');
    await look();
    expect(versionsOf('Campaign')).not.toContain('DRAFT');
  });
});

describe('What the stack says of the time after the deploy', () => {
  test.each<[string, Partial<Properties>]>([
    ['that the form is submitted after another one', { SubmitAfter: refs('Other') }],
    ['for how long the handler goes on', { ContinueFor: '3600' }],
    ['that the handler does not go on', { ContinueFor: undefined }],
    ['that AWS reviews the form first', { AwsReview: 'true' }],
  ])('is restored when a change of it is rolled back: %s', async (_, change) => {
    await open();
    const others = [continuedBrand(), empty(VETTING, 'Other')];
    await deployed(...others, campaign());
    const before = viewOf('Campaign').tags[SUBMIT_TAG]!;
    const { status } = await stage.stack.deploy([...others, campaign(change), failing(['Campaign'])]);
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    const [version, until, ...words] = viewOf('Campaign').tags[SUBMIT_TAG]!.split(' ');
    expect([version, ...words]).toEqual(before.split(' ').filter((_word, index) => index !== 1));
    expect(Number(until)).toBeGreaterThanOrEqual(Number(before.split(' ')[1]));
  });

  test('holds for a form that has to wait for an association, too', async () => {
    await open({ incompleteBrand: 'refused', earlySubmit: 'accepted' });
    await deployed(continuedBrand(), campaign());
    expect(pendingTagsOf('Campaign')).toHaveLength(2);
    await look();
    // Refused by the service: it is still too early.
    expect(changes()).toEqual(['CreateRegistrationAssociation']);
    approve('Brand');
    await look();
    expect(changes()).toEqual(['CreateRegistrationAssociation', 'SubmitRegistrationVersion']);
  });

  test('does not put an approval at risk', async () => {
    await open();
    await deployed(brand({}, { ...CONTINUED, UpdateApproved: true }));
    approve('Brand');
    await deployed(brand({ 'companyInfo.city': 'Other Town' }, { ...CONTINUED, UpdateApproved: true }));
    deny('Brand', 'WAIT_TO_RESUBMIT_REGISTRATION');
    await deployed(brand({ 'companyInfo.city': 'Other Town' }, CONTINUED));
    expect(pendingTagsOf('Brand')).toEqual([]);
    await stage.pass(DAY_MS);
    await look(['Brand']);
    expect(changes()).toEqual([]);
  });

  test('ends for a number that leaves a stack which retains the registration', async () => {
    await open();
    const number = await makeNumber(stage, 'TEN_DLC');
    await deployed(continuedBrand());
    approve('Brand');
    const retained = { deletionPolicy: 'Retain' as const };
    await deployed(continuedBrand(), { ...campaign({ SubmitByAssociations: true }), ...retained }, { ...withNumber(number), ...retained });
    expect(pendingTagsOf('Campaign')).toContain(`cdk-sms-registration:associate:${number}`);
    await deployed(continuedBrand(), { ...campaign(), ...retained });
    expect(pendingTagsOf('Campaign')).not.toContain(`cdk-sms-registration:associate:${number}`);
  });
});
