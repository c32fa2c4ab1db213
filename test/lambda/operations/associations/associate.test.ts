import { associatedWith, associateElsewhere, BRAND, CAMPAIGN, empty, letBeEmpty, makeNumber, makeRegistration, warnings } from './associations';
import type { OperationResult, Properties } from '../../../cloudformation';
import { Stage, type StageOptions } from '../../stage';

let stage: Stage;
const open = async (options?: StageOptions) => { stage = await Stage.open({ ...options }); };
afterEach(() => stage.close());

const campaign = (Associations: Properties[string], overrides: Partial<Properties> = {}) => empty(CAMPAIGN, 'Campaign', { Associations, ...overrides });
const ids = (...list: string[]) => list as unknown as Properties[];
const associationCalls = () => stage.calls.filter((call) => call === 'CreateRegistrationAssociation');

async function succeeds(operation: Promise<OperationResult>): Promise<void> {
  const { succeeded, reason } = await operation;
  expect({ succeeded, reason }).toEqual({ succeeded: true, reason: undefined });
}

describe('A create', () => {
  test('of brand and campaign associates the one with the other, and a destroy deletes the campaign first', async () => {
    await open();
    const brandRef: Properties[] = [{ Ref: 'Brand' }];
    await succeeds(stage.stack.deploy([campaign(brandRef), empty(BRAND, 'Brand')]));
    const [brandId, campaignId] = [stage.stack.ref('Brand'), stage.stack.ref('Campaign')];
    expect(associatedWith(stage, campaignId)).toEqual([brandId]);
    stage.control.clearJournal();
    const destroyed = await stage.stack.destroy();
    expect(destroyed.status).toBe('DELETE_COMPLETE');
    const deleted = destroyed.events.filter(({ status, physicalId }) => status === 'DELETE_COMPLETE' && physicalId).map(({ physicalId }) => physicalId);
    expect(deleted).toEqual([campaignId, brandId]);
    expect(stage.living).toEqual([]);
  });

  test('reads what is associated and how, and associates before it submits', async () => {
    await open();
    letBeEmpty(stage, CAMPAIGN);
    const brandId = await makeRegistration(stage, BRAND);
    stage.control.clearJournal();
    stage.control.setStatus({ registrationId: brandId, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    await succeeds(stage.stack.create(campaign(ids(brandId), { Submit: true })));
    const calls = stage.calls.filter((call) => !/Describe.*(Version|Value|Registrations|FieldDefinitions)/.test(call));
    expect(calls).toEqual([
      'DescribeRegistrationTypeDefinitions', 'CreateRegistration', 'ListRegistrationAssociations', 'ListTagsForResource', 'CreateRegistrationAssociation',
      'SubmitRegistrationVersion', 'ListTagsForResource', 'UntagResource',
    ]);
  });

  test('takes an agent, by its ARN', async () => {
    await open();
    const { rcsAgentId, rcsAgentArn } = stage.control.addRcsAgent();
    await succeeds(stage.stack.create(empty('TEST_RCS_LAUNCH_REGISTRATION', 'Launch', { Associations: ids(rcsAgentArn) })));
    expect(associatedWith(stage, stage.registrationId)).toEqual([rcsAgentId]);
  });

  test('leaves a number that can come only when the campaign is complete to later, and says so', async () => {
    await open();
    const number = await makeNumber(stage, 'TEN_DLC');
    await succeeds(stage.stack.create(campaign(ids(number))));
    expect(associationCalls()).toEqual([]);
    expect(stage.stack.resource('Campaign')!.attributes).toMatchObject({ PendingSteps: `associate ${number}: not possible yet` });
    expect(warnings(stage)).toEqual([[expect.stringContaining(`has pending steps: associate ${number}: not possible yet`), undefined]]);
  });

  test('leaves a sender ID to the service, which associates it on approval', async () => {
    await open();
    const arn = 'arn:aws:sms-voice:us-east-1:111122223333:sender-id/EXAMPLE/GB';
    await succeeds(stage.stack.create(empty('GB_SENDER_ID_REGISTRATION', 'Sender', { Associations: ids(arn) })));
    expect(associationCalls()).toEqual([]);
    expect(warnings(stage)).toEqual([]);
  });

  test('waits for what was just created and is not visible everywhere yet', async () => {
    await open({ switches: { createLagMs: 1_000 } });
    const brandRef: Properties[] = [{ Ref: 'Brand' }];
    await succeeds(stage.stack.deploy([campaign(brandRef), empty(BRAND, 'Brand')]));
    expect(associatedWith(stage, stage.stack.ref('Campaign'))).toEqual([stage.stack.ref('Brand')]);
  });

  test('tries what the type does not list, and says what the service says', async () => {
    await open();
    const number = await makeNumber(stage);
    const { reason } = await stage.stack.create(empty(BRAND, 'Brand', { Associations: ids(number) }));
    expect(reason).toMatch(/Registration registration-\w+ cannot be associated: CreateRegistrationAssociation failed; the service says: .*\(CreateRegistrationAssociation: ValidationException INVALID_REGISTRATION_ASSOCIATION; status CREATED\)/);
    expect(stage.living).toEqual([]);
  });

  test('fails when the number is associated with another registration, and says what to do', async () => {
    await open();
    const [number, other] = [await makeNumber(stage), await makeRegistration(stage, 'US_TOLL_FREE_REGISTRATION')];
    await associateElsewhere(stage, other, number);
    const { reason, status } = await stage.stack.create(empty('US_TOLL_FREE_REGISTRATION', 'TollFree', { Associations: ids(number) }));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(reason).toMatch(new RegExp(`Registration registration-\\w+ cannot be associated: ${number} is associated with another registration\\. `
      + 'The service has no API to disassociate it: delete that registration or use another number, then deploy again\\. '
      + '\\(CreateRegistrationAssociation: ConflictException PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION; status CREATED\\)'));
    expect(associatedWith(stage, other)).toEqual([number]);
  });

  test.each([
    ['ConflictException', 'RESOURCE_ALREADY_ASSOCIATED', /TARGET is associated with another registration\. .*use another resource, then deploy again/],
    ['ValidationException', 'RCS_AGENT_ALREADY_ASSOCIATED_TO_REGISTRATION_TYPE',
      /TARGET is associated with another registration of this type\. .*use another agent, then deploy again/],
    ['ValidationException', 'PHONE_NUMBER_NOT_IN_REGISTRATION_REGION', /TARGET belongs to another country or Region than the registration\. Use another number, then deploy again/],
    ['ConflictException', 'REGISTRATION_ALREADY_SUBMITTED', /TARGET must be associated before the form is submitted\. Associate it together with a change/],
    ['ServiceQuotaExceededException', 'ASSOCIATIONS_PER_REGISTRATION', /cannot be associated: CreateRegistrationAssociation failed/],
  ] as const)('fails when the service refuses it by %s %s, says what to do, and leaves nothing behind', async (name, reason, said) => {
    await open();
    const brandId = await makeRegistration(stage, BRAND);
    stage.control.injectFault({ kind: 'error', operation: 'CreateRegistrationAssociation', times: 100, error: { name, reason } });
    const result = await stage.stack.create(campaign(ids(brandId)));
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringMatching(new RegExp(said.source.replace('TARGET', brandId))) });
    expect(result.reason).toContain(`CreateRegistrationAssociation: ${name} ${reason}; status CREATED`);
    expect(stage.living.map(({ registrationId }) => registrationId)).toEqual([brandId]);
  });

  test('fails for unknown IDs before anything is made', async () => {
    await open();
    const { reason } = await stage.stack.create(campaign(ids('phone-0123', 'registration-0123')));
    expect(reason).toContain('cannot be created: there are 2 problems: associations: phone-0123 does not exist in this account and Region; '
      + 'associations: registration-0123 does not exist in this account and Region. Correct the stack');
    expect(stage.writes).toEqual([]);
  });

  test('leaves to the service whether it knows a number that the role may not read', async () => {
    await open();
    stage.control.injectFault({ kind: 'access-denied', operation: 'DescribePhoneNumbers', times: 100 });
    const { reason } = await stage.stack.create(empty('US_TOLL_FREE_REGISTRATION', 'TollFree', { Associations: ids('phone-0123') }));
    expect(reason).toContain('cannot be associated: phone-0123 does not exist in this account and Region. Correct the association in the stack');
  });

  test('takes nothing that may be a phone number, and does not repeat it', async () => {
    await open();
    const { reason } = await stage.stack.create(campaign(ids('+12065550100')));
    expect(reason).toMatch(/entry 1 of Associations has an unknown format/);
    expect(JSON.stringify([stage.logLines, stage.stack.events])).not.toContain('5550100');
  });

  test.each(['twice', 'concurrently'] as const)('that is delivered %s associates once', async (delivery) => {
    await open();
    stage.cloud.lambda.delivery = delivery;
    const brandId = await makeRegistration(stage, BRAND);
    await succeeds(stage.stack.create(campaign(ids(brandId))));
    await stage.cloud.lambda.idle();
    const campaigns = stage.living.filter(({ registrationType }) => registrationType === CAMPAIGN);
    expect(campaigns.map(({ registrationId }) => associatedWith(stage, registrationId))).toEqual([[brandId]]);
    expect(stage.outcomes).toEqual(['returned', 'returned']);
  });

  test('takes a conflict about what is ours for a success', async () => {
    await open();
    const brandId = await makeRegistration(stage, BRAND);
    stage.control.injectFault({ kind: 'reset-after', operation: 'CreateRegistrationAssociation' });
    await succeeds(stage.stack.create(campaign(ids(brandId))));
    expect(associatedWith(stage, stage.stack.ref('Campaign'))).toEqual([brandId]);
    expect(associationCalls().length).toBeGreaterThan(1);
  });
});

describe('An update', () => {
  /** A campaign of its brand, in the stack. */
  async function created(): Promise<{ brandId: string; campaignId: string }> {
    await open();
    const brandId = await makeRegistration(stage, BRAND);
    await succeeds(stage.stack.create(campaign(ids(brandId))));
    stage.control.clearJournal();
    return { brandId, campaignId: stage.stack.ref('Campaign') };
  }

  test('calls nothing for what is associated already, by id or ARN', async () => {
    const { brandId } = await created();
    await succeeds(stage.stack.update(campaign(ids(`arn:aws:sms-voice:us-east-1:111122223333:registration/${brandId}`))));
    expect(stage.calls).not.toContain('DescribeRegistrationTypeDefinitions');
    expect(associationCalls()).toEqual([]);
    expect(warnings(stage)).toEqual([]);
  });

  test('associates a number with a campaign that is complete', async () => {
    const { brandId, campaignId } = await created();
    const number = await makeNumber(stage, 'TEN_DLC');
    stage.control.setStatus({ registrationId: campaignId, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    await succeeds(stage.stack.update(campaign(ids(brandId, number))));
    expect(associatedWith(stage, campaignId)).toEqual([brandId, number]);
  });

  test.each<[string, { registrationStatus?: 'REVIEWING'; versionStatus?: 'REVIEWING' }]>([
    ['a draft', {}],
    ['under review', { registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' }],
  ])('leaves a number for a campaign that is %s to later, and does the rest', async (_, status) => {
    const { brandId, campaignId } = await created();
    const number = await makeNumber(stage, 'TEN_DLC');
    stage.control.setStatus({ registrationId: campaignId, ...status });
    stage.control.clearJournal();
    await succeeds(stage.stack.update(campaign(ids(brandId, number), { Tags: [{ Key: 'Name', Value: 'new' }] })));
    expect(stage.stack.resource('Campaign')!.attributes).toMatchObject({ PendingSteps: `associate ${number}: not possible yet` });
    expect(stage.calls.filter((call) => !/^(Describe|List)/.test(call))).toEqual(['TagResource']);
    expect(associatedWith(stage, campaignId)).toEqual([brandId]);
  });

  test('refuses what locks it: an association of a form under review', async () => {
    await open();
    await succeeds(stage.stack.create(empty('US_TOLL_FREE_REGISTRATION', 'TollFree')));
    const [registrationId, number] = [stage.registrationId, await makeNumber(stage)];
    stage.control.setStatus({ registrationId, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    const { reason } = await stage.stack.update(empty('US_TOLL_FREE_REGISTRATION', 'TollFree', { Associations: ids(number) }));
    expect(reason).toContain(`it is under review and locked, and ${number} is not associated with it yet. Deploy again after the review`);
  });

  test('fails for unknown IDs before anything is changed, and does not check those that were declared before', async () => {
    const { brandId, campaignId } = await created();
    const declared = [brandId, 'phone-0123', 'registration-0123'];
    const { status, reason } = await stage.stack.update(campaign(ids(...declared), { Tags: [{ Key: 'Name', Value: 'new' }] }));
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(reason).toContain(`Registration ${campaignId} cannot be updated: there are 2 problems: associations: phone-0123 does not exist in this account and Region; `
      + 'associations: registration-0123 does not exist in this account and Region. Correct the stack, then deploy again. Nothing was changed.');
    expect(stage.writes).toEqual([]);
    expect(stage.control.journal().filter(({ operation, registrationId }) => operation === 'DescribeRegistrations' && registrationId === brandId)).toEqual([]);
  });

  test('says plainly what becomes of an association that was removed from the stack', async () => {
    await open();
    const number = await makeNumber(stage);
    const tollFree = (...list: string[]) => empty('US_TOLL_FREE_REGISTRATION', 'TollFree', { Associations: ids(...list) });
    await succeeds(stage.stack.create(tollFree(number)));
    await succeeds(stage.stack.update(tollFree()));
    expect(warnings(stage)).toEqual([
      [`${number} was removed from the stack but is still associated with ${stage.registrationId}: the service has no API to disassociate it, so the association ends when the number is released`, number],
    ]);
    expect(associatedWith(stage, stage.registrationId)).toEqual([number]);
  });

  test('says the same of a sender ID', async () => {
    await open();
    const arn = 'arn:aws:sms-voice:us-east-1:111122223333:sender-id/EXAMPLE/GB';
    const sender = (...list: string[]) => empty('GB_SENDER_ID_REGISTRATION', 'Sender', { Associations: ids(...list) });
    await succeeds(stage.stack.create(sender(arn)));
    await succeeds(stage.stack.update(sender()));
    expect(warnings(stage)[0]).toEqual([expect.stringMatching(/the association ends when the sender ID is released$/), 'EXAMPLE/GB']);
  });

  test('says the same of a brand: it ends with the campaign', async () => {
    const { brandId, campaignId } = await created();
    await succeeds(stage.stack.update(campaign(ids())));
    expect(warnings(stage)).toEqual([[expect.stringMatching(/the association ends when the registration is deleted$/), brandId]]);
    expect(associatedWith(stage, campaignId)).toEqual([brandId]);
  });
});
