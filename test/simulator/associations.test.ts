import { RequestPhoneNumberRequest } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { fillForm, refusal, statuses, submittedBrand, tollFreeWithNumber, useSimulator } from './support';

const CAMPAIGN = 'US_TEN_DLC_CAMPAIGN_REGISTRATION';
const TOLL_FREE = 'US_TOLL_FREE_REGISTRATION';
const setup = useSimulator();

async function create(type: string): Promise<string> {
  return (await setup.api.createRegistration({ RegistrationType: type })).RegistrationId!;
}

async function requestNumber(NumberType: RequestPhoneNumberRequest['NumberType'], more: Partial<RequestPhoneNumberRequest> = {}): Promise<string> {
  const { PhoneNumberId } = await setup.api.requestPhoneNumber({
    IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType, ...more,
  });
  return PhoneNumberId!;
}

const associate = (RegistrationId: string, ResourceId: string) => setup.api.createRegistrationAssociation({ RegistrationId, ResourceId });
const associated = async (RegistrationId: string) =>
  (await setup.api.listRegistrationAssociations({ RegistrationId })).RegistrationAssociations!.map(({ ResourceId }) => ResourceId);

/** A campaign that is COMPLETE, with its brand. */
async function completeCampaign(): Promise<{ campaign: string; brand: string }> {
  const brand = await submittedBrand(setup);
  setup.simulator.control.approve({ registrationId: brand });
  const campaign = await create(CAMPAIGN);
  await associate(campaign, brand);
  await fillForm(setup.api, campaign, CAMPAIGN);
  await setup.api.submitRegistrationVersion({ RegistrationId: campaign });
  setup.simulator.control.approve({ registrationId: campaign });
  return { campaign, brand };
}

describe('what must be associated before submit', () => {
  test('a toll-free registration is not submitted without its number', async () => {
    const id = await create(TOLL_FREE);
    expect(await refusal(setup.api.submitRegistrationVersion({ RegistrationId: id })))
      .toEqual({ name: 'ConflictException', reason: 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED', resourceType: 'registration', resourceId: id });
    const numberId = await requestNumber('TOLL_FREE');
    expect(await associate(id, numberId)).toMatchObject({
      RegistrationType: TOLL_FREE, ResourceId: numberId, ResourceType: 'TOLL_FREE', IsoCountryCode: 'US', PhoneNumber: '+12065550100',
    });
    await setup.api.submitRegistrationVersion({ RegistrationId: id });
  });

  test('a campaign is not submitted without its brand', async () => {
    const campaign = await create(CAMPAIGN);
    await fillForm(setup.api, campaign, CAMPAIGN);
    expect(await refusal(setup.api.submitRegistrationVersion({ RegistrationId: campaign }))).toMatchObject({ reason: 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED' });
    expect(await associate(campaign, await create('US_TEN_DLC_BRAND_REGISTRATION'))).toMatchObject({ ResourceType: 'US_TEN_DLC_BRAND_REGISTRATION' });
    await setup.api.submitRegistrationVersion({ RegistrationId: campaign });
  });

  test('a launch of RCS is not submitted without its agent', async () => {
    const id = await create('US_RCS_LAUNCH_REGISTRATION');
    expect(await refusal(setup.api.submitRegistrationVersion({ RegistrationId: id }))).toMatchObject({ reason: 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED' });
    await associate(id, setup.simulator.control.addRcsAgent().rcsAgentArn);
    await setup.api.submitRegistrationVersion({ RegistrationId: id });
  });
});

describe('associations that are refused', () => {
  test('a resource of a kind the type does not know', async () => {
    expect(await refusal(associate(await create(TOLL_FREE), await requestNumber('TEN_DLC'))))
      .toEqual({ name: 'ValidationException', reason: 'INVALID_REGISTRATION_ASSOCIATION' });
  });

  test('a resource that does not exist', async () => {
    expect(await refusal(associate(await create(TOLL_FREE), 'phone-1')))
      .toEqual({ name: 'ResourceNotFoundException', resourceType: 'phone-number', resourceId: 'phone-1' });
  });

  test('the same resource twice, or one of another registration', async () => {
    const { id, numberId } = await tollFreeWithNumber(setup);
    expect(await refusal(associate(id, numberId))).toMatchObject({ reason: 'RESOURCE_ALREADY_ASSOCIATED' });
    expect(await refusal(associate(await create(TOLL_FREE), numberId))).toMatchObject({ reason: 'PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION' });
  });

  test('an agent that has a registration of this type', async () => {
    const { rcsAgentId } = setup.simulator.control.addRcsAgent();
    await associate(await create('US_RCS_LAUNCH_REGISTRATION'), rcsAgentId);
    expect(await refusal(associate(await create('US_RCS_LAUNCH_REGISTRATION'), rcsAgentId)))
      .toMatchObject({ reason: 'RCS_AGENT_ALREADY_ASSOCIATED_TO_REGISTRATION_TYPE' });
    await associate(await create('CA_RCS_LAUNCH_REGISTRATION'), rcsAgentId);
  });

  test('after the submit, what had to come before', async () => {
    const { id } = await tollFreeWithNumber(setup);
    await setup.api.submitRegistrationVersion({ RegistrationId: id });
    expect(await refusal(associate(id, await requestNumber('TOLL_FREE')))).toMatchObject({ reason: 'REGISTRATION_ALREADY_SUBMITTED' });
  });

  test('before the approval, what comes afterwards', async () => {
    const campaign = await create(CAMPAIGN);
    expect(await refusal(associate(campaign, await requestNumber('TEN_DLC')))).toMatchObject({ reason: 'REGISTRATION_NOT_COMPLETE' });
    expect(await refusal(requestNumber('TEN_DLC', { RegistrationId: campaign }))).toMatchObject({ reason: 'REGISTRATION_NOT_COMPLETE' });
    expect((await setup.api.describePhoneNumbers({})).PhoneNumbers).toHaveLength(1);
  });
});

describe('the end of an association', () => {
  test('releasing the last number closes a toll-free registration, which then can be deleted', async () => {
    const { id, numberId } = await tollFreeWithNumber(setup);
    setup.simulator.control.setStatus({ registrationId: id, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    expect(await refusal(setup.api.deleteRegistration({ RegistrationId: id })))
      .toEqual({ name: 'ConflictException', reason: 'RESOURCE_NOT_EMPTY', resourceType: 'registration', resourceId: id });
    expect(await setup.api.releasePhoneNumber({ PhoneNumberId: numberId })).toMatchObject({ Status: 'DELETED', RegistrationId: id });
    expect(await statuses(setup, id)).toEqual(['CLOSED', 'APPROVED']);
    expect(await associated(id)).toEqual([]);
    expect(await refusal(setup.api.createRegistrationVersion({ RegistrationId: id }))).toMatchObject({ reason: 'CREATE_REGISTRATION_VERSION_NOT_ALLOWED' });
    await setup.api.deleteRegistration({ RegistrationId: id });
  });

  test('a number is not released while its registration is in review', async () => {
    const { id, numberId } = await tollFreeWithNumber(setup);
    await setup.api.submitRegistrationVersion({ RegistrationId: id });
    setup.simulator.control.startReview({ registrationId: id });
    expect(await refusal(setup.api.releasePhoneNumber({ PhoneNumberId: numberId })))
      .toEqual({ name: 'ConflictException', reason: 'DISASSOCIATE_REGISTRATION_NOT_ALLOWED', resourceType: 'phone-number', resourceId: numberId });
  });

  test('a campaign goes after its numbers, a brand after its campaigns', async () => {
    const { campaign, brand } = await completeCampaign();
    const numberId = await requestNumber('TEN_DLC', { RegistrationId: campaign });
    expect(await associated(campaign)).toEqual([brand, numberId]);
    expect(await refusal(setup.api.deleteRegistration({ RegistrationId: brand }))).toMatchObject({ reason: 'RESOURCE_NOT_EMPTY' });
    expect(await refusal(setup.api.deleteRegistration({ RegistrationId: campaign }))).toMatchObject({ reason: 'RESOURCE_NOT_EMPTY' });
    await setup.api.releasePhoneNumber({ PhoneNumberId: numberId });
    expect((await statuses(setup, campaign))[0]).toBe('COMPLETE');
    await setup.api.deleteRegistration({ RegistrationId: campaign });
    await setup.api.deleteRegistration({ RegistrationId: brand });
  });

  test('deleting an RCS registration frees the agent', async () => {
    const { rcsAgentId } = setup.simulator.control.addRcsAgent();
    const id = await create('US_RCS_LAUNCH_REGISTRATION');
    await associate(id, rcsAgentId);
    await setup.api.deleteRegistration({ RegistrationId: id });
    await associate(await create('US_RCS_LAUNCH_REGISTRATION'), rcsAgentId);
  });
});

test('associations can be filtered', async () => {
  const { campaign } = await completeCampaign();
  const numberId = await requestNumber('TEN_DLC', { RegistrationId: campaign });
  const { RegistrationAssociations } = await setup.api.listRegistrationAssociations({
    RegistrationId: campaign, Filters: [{ Name: 'resource-type', Values: ['TEN_DLC'] }],
  });
  expect(RegistrationAssociations!.map(({ ResourceId }) => ResourceId)).toEqual([numberId]);
});

describe('phone numbers', () => {
  test('a toll-free number is PENDING until its registration is COMPLETE', async () => {
    const { id, numberId } = await tollFreeWithNumber(setup);
    await setup.api.submitRegistrationVersion({ RegistrationId: id });
    const status = async () => (await setup.api.describePhoneNumbers({ PhoneNumberIds: [numberId] })).PhoneNumbers![0]!.Status;
    expect(await status()).toBe('PENDING');
    setup.simulator.control.approve({ registrationId: id });
    expect(await status()).toBe('ACTIVE');
  });

  test('with deletion protection or in a pool they are not released', async () => {
    const protectedId = await requestNumber('LONG_CODE', { DeletionProtectionEnabled: true });
    const pooledId = await requestNumber('LONG_CODE', { PoolId: setup.simulator.control.addPool().poolId });
    const release = (PhoneNumberId: string) => setup.api.releasePhoneNumber({ PhoneNumberId });
    expect(await refusal(release(protectedId))).toMatchObject({ reason: 'DELETION_PROTECTION_ENABLED' });
    expect(await refusal(release(pooledId))).toMatchObject({ reason: 'PHONE_NUMBER_ASSOCIATED_TO_POOL' });
    setup.simulator.control.setPhoneNumber({ phoneNumberId: protectedId, deletionProtectionEnabled: false });
    await release(protectedId);
    expect((await setup.api.describePhoneNumbers({ PhoneNumberIds: [protectedId] })).PhoneNumbers).toEqual([]);
  });

  test('are not requested for a pool or an opt-out list that does not exist', async () => {
    const { control } = setup.simulator;
    expect(await refusal(requestNumber('LONG_CODE', { PoolId: 'pool-1' })))
      .toEqual({ name: 'ResourceNotFoundException', resourceType: 'pool', resourceId: 'pool-1' });
    expect(await refusal(requestNumber('LONG_CODE', { OptOutListName: 'Example' })))
      .toEqual({ name: 'ResourceNotFoundException', resourceType: 'opt-out-list', resourceId: 'Example' });
    expect(control.state().phoneNumbers).toEqual([]);
    const { poolArn } = control.addPool();
    control.addOptOutList({ optOutListName: 'Example' });
    await requestNumber('LONG_CODE', { PoolId: poolArn, OptOutListName: 'Example' });
    await requestNumber('LONG_CODE', { OptOutListName: 'Default' });
  });

  test.each([['TOLL_FREE', 'DE'], ['TEN_DLC', 'CA']] as const)('of type %s are not to be had for %s', async (type, IsoCountryCode) => {
    expect(await refusal(requestNumber(type, { IsoCountryCode })))
      .toEqual({ name: 'ValidationException', reason: 'INVALID_PARAMETER', fields: ['isoCountryCode'] });
  });

  test('can be filtered', async () => {
    await requestNumber('LONG_CODE');
    await requestNumber('TEN_DLC', { NumberCapabilities: ['SMS', 'MMS'] });
    const { PhoneNumbers } = await setup.api.describePhoneNumbers({ Filters: [{ Name: 'number-capability', Values: ['MMS'] }] });
    expect(PhoneNumbers!.map(({ NumberType }) => NumberType)).toEqual(['TEN_DLC']);
  });
});

describe('sender IDs', () => {
  test('without a registration are requested and released', async () => {
    const key = { SenderId: 'EXAMPLE', IsoCountryCode: 'FR' };
    expect(await setup.api.requestSenderId(key)).toMatchObject({ SenderIdArn: expect.stringContaining(':sender-id/EXAMPLE/FR'), Registered: false });
    expect(await refusal(setup.api.requestSenderId(key))).toMatchObject({ reason: 'RESOURCE_ALREADY_EXISTS' });
    expect((await setup.api.describeSenderIds({ SenderIds: [key] })).SenderIds).toHaveLength(1);
    await setup.api.releaseSenderId(key);
    expect((await setup.api.describeSenderIds({})).SenderIds).toEqual([]);
  });

  test('do not exist for the US', async () => {
    expect(await refusal(setup.api.requestSenderId({ SenderId: 'EXAMPLE', IsoCountryCode: 'US' })))
      .toEqual({ name: 'ValidationException', reason: 'SENDER_ID_NOT_SUPPORTED', fields: ['isoCountryCode'] });
  });

  test('that need a registration appear when it is approved, and close it when they go', async () => {
    const id = await create('GB_SENDER_ID_REGISTRATION');
    expect(await refusal(setup.api.requestSenderId({ SenderId: 'EXAMPLE', IsoCountryCode: 'GB' }))).toMatchObject({ reason: 'SENDER_ID_REQUIRES_REGISTRATION' });
    await fillForm(setup.api, id, 'GB_SENDER_ID_REGISTRATION');
    await setup.api.submitRegistrationVersion({ RegistrationId: id });
    setup.simulator.control.approve({ registrationId: id, senderId: 'EXAMPLE' });
    expect((await setup.api.describeSenderIds({})).SenderIds).toMatchObject([{ SenderId: 'EXAMPLE', Registered: true, RegistrationId: id }]);
    expect(await associated(id)).toEqual(['EXAMPLE/GB']);
    await setup.api.releaseSenderId({ SenderId: 'EXAMPLE', IsoCountryCode: 'GB' });
    expect((await statuses(setup, id))[0]).toBe('CLOSED');
  });
});
