import { SwitchChanges } from './index';
import { fillForm, PNG, refusal, statuses, submittedBrand, tollFreeWithNumber, useSimulator } from './support';

const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
const setup = useSimulator();

const set = (changes: SwitchChanges) => setup.simulator.control.setSwitches(changes);
const create = async (type = BRAND) => (await setup.api.createRegistration({ RegistrationType: type })).RegistrationId!;
const byId = async (id: string) => {
  const { Registrations } = await setup.api.describeRegistrations({ RegistrationIds: [id] });
  return Registrations!.map(({ RegistrationStatus }) => RegistrationStatus);
};

describe('gone: a deleted registration', () => {
  const deleted = async () => {
    const id = await create();
    await setup.api.deleteRegistration({ RegistrationId: id });
    return id;
  };

  const NEVER = `registration-${'0'.repeat(32)}`;
  const notFound = (id: string) => ({ name: 'ResourceNotFoundException', resourceType: 'registration', resourceId: id });

  test('gone: has no row, as one that never was', async () => {
    set({ gone: 'gone' });
    expect(await byId(await deleted())).toEqual([]);
    expect(await byId(NEVER)).toEqual([]);
  });

  test('tombstone: has a row that says DELETED', async () => {
    set({ gone: 'tombstone' });
    expect(await byId(await deleted())).toEqual(['DELETED']);
    const { Registrations } = await setup.api.describeRegistrations({ Filters: [{ Name: 'registration-status', Values: ['DELETED'] }] });
    expect(Registrations).toHaveLength(1);
    expect(await refusal(byId(NEVER))).toEqual(notFound(NEVER));
  });

  test('not-found: is an error by id, as one that never was, and not in the list', async () => {
    set({ gone: 'not-found' });
    const id = await deleted();
    expect(await refusal(byId(id))).toEqual(notFound(id));
    expect(await refusal(byId(NEVER))).toEqual(notFound(NEVER));
    expect((await setup.api.describeRegistrations({})).Registrations).toEqual([]);
  });

  test('lag: has its old row for a while', async () => {
    set({ gone: 'lag', deletionLagMs: 1_000_000 });
    const id = await deleted();
    expect(await byId(id)).toEqual(['CREATED']);
    setup.simulator.control.advance({ ms: 1_000_000 });
    expect(await byId(id)).toEqual([]);
    expect(await byId(NEVER)).toEqual([]);
  });

  test('the same goes for attachments, numbers and sender IDs', async () => {
    const { api } = setup;
    const looks = [
      () => api.describeRegistrationAttachments({ RegistrationAttachmentIds: ['attachment-1'] }).then((page) => page.RegistrationAttachments),
      () => api.describePhoneNumbers({ PhoneNumberIds: ['phone-1'] }).then((page) => page.PhoneNumbers),
      () => api.describeSenderIds({ SenderIds: [{ SenderId: 'EXAMPLE', IsoCountryCode: 'FR' }] }).then((page) => page.SenderIds),
    ];
    for (const look of looks) {
      set({ gone: 'gone' });
      expect(await look()).toEqual([]);
      set({ gone: 'not-found' });
      expect(await refusal(look())).toMatchObject({ name: 'ResourceNotFoundException' });
    }
  });
});

test('inReview: a registration can be deleted in the statuses that are not listed', async () => {
  const id = await submittedBrand(setup);
  set({ inReview: ['REVIEWING'] });
  await setup.api.deleteRegistration({ RegistrationId: id });
});

test('missingField sync: the submit itself is refused', async () => {
  set({ missingField: 'sync' });
  const id = await create();
  expect(await refusal(setup.api.submitRegistrationVersion({ RegistrationId: id }))).toMatchObject({ reason: 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED' });
  await fillForm(setup.api, id, BRAND);
  await setup.api.submitRegistrationVersion({ RegistrationId: id });
});

test('createLagMs: a new registration is unknown at first, and cannot be deleted', async () => {
  const campaign = await create('US_TEN_DLC_CAMPAIGN_REGISTRATION');
  set({ createLagMs: 1_000_000, gone: 'not-found' });
  const id = await create();
  const unknown = { name: 'ResourceNotFoundException', resourceType: 'registration', resourceId: id };
  expect(await refusal(byId(id))).toEqual(unknown);
  expect(await refusal(setup.api.describeRegistrationVersions({ RegistrationId: id }))).toEqual(unknown);
  expect(await refusal(setup.api.deleteRegistration({ RegistrationId: id }))).toEqual(unknown);
  expect(await refusal(setup.api.createRegistrationAssociation({ RegistrationId: campaign, ResourceId: id }))).toEqual(unknown);
  expect((await setup.api.describeRegistrations({})).Registrations!.map(({ RegistrationId }) => RegistrationId)).toEqual([campaign]);
  set({ gone: 'gone' });
  expect(await byId(id)).toEqual([]);
  setup.simulator.control.advance({ ms: 1_000_000 });
  expect(await byId(id)).toEqual(['CREATED']);
  await setup.api.deleteRegistration({ RegistrationId: id });
});

test('putLagMs: a value that was just put is missing at submit', async () => {
  set({ putLagMs: 1_000_000 });
  const id = await submittedBrand(setup);
  setup.simulator.control.advance({ ms: 3_000 });
  expect(await statuses(setup, id)).toEqual(['REQUIRES_UPDATES', 'DENIED']);
});

test('submittedStatusLagMs: a submitted registration still says CREATED for a while', async () => {
  set({ submittedStatusLagMs: 1_000_000 });
  const id = await submittedBrand(setup);
  expect(await statuses(setup, id)).toEqual(['CREATED', 'SUBMITTED']);
  setup.simulator.control.advance({ ms: 1_000_000 });
  expect(await statuses(setup, id)).toEqual(['SUBMITTED', 'SUBMITTED']);
});

test('discardAllowed: more or fewer statuses of a version', async () => {
  set({ discardAllowed: ['DRAFT'] });
  await setup.api.discardRegistrationVersion({ RegistrationId: await create() });
  const id = await submittedBrand(setup);
  expect(await refusal(setup.api.discardRegistrationVersion({ RegistrationId: id }))).toMatchObject({ reason: 'DISCARD_REGISTRATION_VERSION_NOT_ALLOWED' });
});

test('afterDiscard: the status of a registration that was never approved', async () => {
  set({ afterDiscard: 'REQUIRES_UPDATES' });
  const id = await submittedBrand(setup);
  await setup.api.discardRegistrationVersion({ RegistrationId: id });
  expect((await statuses(setup, id))[0]).toBe('REQUIRES_UPDATES');
});

describe('discardRemoves: a discard really removes the version', () => {
  const versions = async (id: string) => (await setup.api.describeRegistrationVersions({ RegistrationId: id })).RegistrationVersions!
    .map(({ VersionNumber, RegistrationVersionStatus }) => [VersionNumber, RegistrationVersionStatus]);
  const discard = (id: string) => setup.api.discardRegistrationVersion({ RegistrationId: id });
  beforeEach(() => set({ discardRemoves: true }));

  test('so that none is left of one', async () => {
    const id = await submittedBrand(setup);
    expect(await discard(id)).toMatchObject({ VersionNumber: 1, RegistrationVersionStatus: 'DISCARDED' });
    expect(await versions(id)).toEqual([]);
    const { api } = setup;
    const of = { RegistrationId: id };
    expect(await refusal(api.describeRegistrationVersions({ ...of, VersionNumbers: [1] }))).toMatchObject({ reason: 'UNKNOWN_REGISTRATION_VERSION' });
    expect(await refusal(api.describeRegistrationFieldValues(of))).toMatchObject({ reason: 'UNKNOWN_REGISTRATION_VERSION' });
    expect(await refusal(api.putRegistrationFieldValue({ ...of, FieldPath: 'companyInfo.city', TextValue: 'x' })))
      .toMatchObject({ reason: 'EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED' });
    expect(await refusal(api.submitRegistrationVersion(of))).toMatchObject({ reason: 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED' });
    expect(await refusal(discard(id))).toMatchObject({ reason: 'DISCARD_REGISTRATION_VERSION_NOT_ALLOWED' });
    expect(() => setup.simulator.control.approve({ registrationId: id })).toThrow('the newest version is removed');
    expect((await api.describeRegistrations({})).Registrations).toMatchObject([{ RegistrationStatus: 'CREATED', CurrentVersionNumber: 1 }]);
    expect(await api.createRegistrationVersion(of)).toMatchObject({ VersionNumber: 2, RegistrationVersionStatus: 'DRAFT' });
    expect(await versions(id)).toEqual([[2, 'DRAFT']]);
  });

  test('so that the newest is the one before', async () => {
    const id = await submittedBrand(setup);
    setup.simulator.control.deny({ registrationId: id });
    await setup.api.createRegistrationVersion({ RegistrationId: id });
    await setup.api.submitRegistrationVersion({ RegistrationId: id });
    await discard(id);
    expect(await versions(id)).toEqual([[1, 'DENIED']]);
    expect((await setup.api.describeRegistrations({})).Registrations).toMatchObject([{ CurrentVersionNumber: 1 }]);
    expect((await setup.api.createRegistrationVersion({ RegistrationId: id })).VersionNumber).toBe(3);
  });

  test('with its values: a document of it can be deleted', async () => {
    const { api } = setup;
    const { RegistrationAttachmentId } = await api.createRegistrationAttachment({ AttachmentBody: PNG });
    const { id } = await tollFreeWithNumber(setup);
    await api.putRegistrationFieldValue({ RegistrationId: id, FieldPath: 'messagingUseCase.optInImage', RegistrationAttachmentId });
    await api.submitRegistrationVersion({ RegistrationId: id });
    await discard(id);
    await api.deleteRegistrationAttachment({ RegistrationAttachmentId });
  });
});

test('versionStatusLagMs: a submitted version still says DRAFT for a while, even when it is denied by then', async () => {
  set({ versionStatusLagMs: 10_000 });
  const id = await create();
  expect(await setup.api.submitRegistrationVersion({ RegistrationId: id })).toMatchObject({ RegistrationVersionStatus: 'SUBMITTED' });
  const described = async (status?: 'DRAFT' | 'DENIED') => (await setup.api.describeRegistrationVersions({
    RegistrationId: id, Filters: status && [{ Name: 'registration-version-status', Values: [status] }],
  })).RegistrationVersions!;
  const draft = { VersionNumber: 1, RegistrationVersionStatus: 'DRAFT', RegistrationVersionStatusHistory: { DraftTimestamp: expect.any(Date) } };
  expect(await described()).toEqual([draft]);
  expect(await refusal(setup.api.putRegistrationFieldValue({ RegistrationId: id, FieldPath: 'companyInfo.city', TextValue: 'x' })))
    .toMatchObject({ reason: 'EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED' });
  setup.simulator.control.advance({ ms: 5_000 });
  expect(await described('DRAFT')).toEqual([draft]);
  expect(await described('DENIED')).toEqual([]);
  expect((await setup.api.describeRegistrationFieldValues({ RegistrationId: id })).RegistrationFieldValues).toEqual([]);
  setup.simulator.control.advance({ ms: 5_000 });
  expect(await described()).toMatchObject([{ RegistrationVersionStatus: 'DENIED', DeniedReasons: [{ Reason: 'MISSING_REQUIRED_FIELD' }] }]);
});

test('normalizes: a text is stored as it was put, or trimmed', async () => {
  const id = await create();
  const put = (TextValue: string) => setup.api.putRegistrationFieldValue({ RegistrationId: id, FieldPath: 'companyInfo.city', TextValue });
  const stored = async () => (await setup.api.describeRegistrationFieldValues({ RegistrationId: id })).RegistrationFieldValues![0]!.TextValue;
  await put(' Any Town\n');
  expect(await stored()).toBe(' Any Town\n');
  set({ normalizes: 'trims' });
  expect(await put(' Any Town\n')).toMatchObject({ TextValue: 'Any Town' });
  expect(await stored()).toBe('Any Town');
  expect(await refusal(put('  '))).toMatchObject({ reason: 'INVALID_PARAMETER', fields: ['textValue'] });
});

test('deleteRefusal: what is said first of a registration that is in review and has a number', async () => {
  const { id } = await tollFreeWithNumber(setup);
  await setup.api.submitRegistrationVersion({ RegistrationId: id });
  const refused = () => refusal(setup.api.deleteRegistration({ RegistrationId: id }));
  expect(await refused()).toMatchObject({ reason: 'RESOURCE_DELETION_NOT_ALLOWED' });
  set({ deleteRefusal: 'holders-first' });
  expect(await refused()).toMatchObject({ reason: 'RESOURCE_NOT_EMPTY' });
});

test('secondDraft and newVersionOfApproved: whether a new version is opened', async () => {
  set({ secondDraft: 'accepted', newVersionOfApproved: 'refused' });
  await setup.api.createRegistrationVersion({ RegistrationId: await create() });
  const id = await submittedBrand(setup);
  setup.simulator.control.approve({ registrationId: id });
  expect(await refusal(setup.api.createRegistrationVersion({ RegistrationId: id }))).toMatchObject({ reason: 'CREATE_REGISTRATION_VERSION_NOT_ALLOWED' });
});

test('closedByRelease: in other statuses the registration stays what it is', async () => {
  set({ closedByRelease: [] });
  const id = await create('US_TOLL_FREE_REGISTRATION');
  const { PhoneNumberId } = await setup.api.requestPhoneNumber({
    IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TOLL_FREE', RegistrationId: id,
  });
  await setup.api.releasePhoneNumber({ PhoneNumberId });
  expect((await statuses(setup, id))[0]).toBe('CREATED');
});

test('holdsBrand: whether a vetting keeps its brand from being deleted', async () => {
  const brand = await create();
  await setup.api.createRegistrationAssociation({ RegistrationId: await create('US_TEN_DLC_BRAND_VETTING'), ResourceId: brand });
  set({ holdsBrand: ['US_TEN_DLC_BRAND_VETTING'] });
  expect(await refusal(setup.api.deleteRegistration({ RegistrationId: brand }))).toMatchObject({ reason: 'RESOURCE_NOT_EMPTY' });
  set({ holdsBrand: [] });
  await setup.api.deleteRegistration({ RegistrationId: brand });
});

test('incompleteBrand: whether a campaign is associated with a brand that is not COMPLETE', async () => {
  set({ incompleteBrand: 'refused' });
  const campaign = await create('US_TEN_DLC_CAMPAIGN_REGISTRATION');
  expect(await refusal(setup.api.createRegistrationAssociation({ RegistrationId: campaign, ResourceId: await create() })))
    .toMatchObject({ reason: 'REGISTRATION_NOT_COMPLETE', resourceType: 'registration' });
});

test('heldByListed: whether a brand lists what keeps it', async () => {
  const [brand, campaign] = [await create(), await create('US_TEN_DLC_CAMPAIGN_REGISTRATION')];
  await setup.api.createRegistrationAssociation({ RegistrationId: campaign, ResourceId: brand });
  const listed = async () => (await setup.api.listRegistrationAssociations({ RegistrationId: brand })).RegistrationAssociations;
  expect(await refusal(setup.api.deleteRegistration({ RegistrationId: brand }))).toMatchObject({ reason: 'RESOURCE_NOT_EMPTY' });
  expect(await listed()).toEqual([]);
  set({ heldByListed: true });
  expect(await listed()).toMatchObject([{ ResourceId: campaign, ResourceType: 'US_TEN_DLC_CAMPAIGN_REGISTRATION' }]);
});

describe('numberBeforeApproval and carrierMs: a 10DLC number', () => {
  const request = (RegistrationId?: string) => setup.api.requestPhoneNumber({
    IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TEN_DLC', RegistrationId,
  });
  const completeCampaign = async () => {
    const campaign = await create('US_TEN_DLC_CAMPAIGN_REGISTRATION');
    setup.simulator.control.setStatus({ registrationId: campaign, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    return campaign;
  };
  const status = async (id?: string) => (await setup.api.describePhoneNumbers({ PhoneNumberIds: [id!] })).PhoneNumbers![0]!.Status;

  test('is PENDING until it is associated with a campaign that is COMPLETE', async () => {
    const { PhoneNumberId, Status } = await request();
    expect(Status).toBe('PENDING');
    await setup.api.createRegistrationAssociation({ RegistrationId: await completeCampaign(), ResourceId: PhoneNumberId });
    expect(await status(PhoneNumberId)).toBe('ACTIVE');
    expect(await request(await completeCampaign())).toMatchObject({ Status: 'ACTIVE' });
  });

  test('is refused as long as no campaign is COMPLETE', async () => {
    set({ numberBeforeApproval: 'refused' });
    expect(await refusal(request())).toMatchObject({ name: 'ConflictException', reason: 'REGISTRATION_NOT_COMPLETE' });
    expect(setup.simulator.control.state().phoneNumbers).toEqual([]);
    await completeCampaign();
    expect(await request()).toMatchObject({ Status: 'PENDING' });
  });

  test('waits for the carriers', async () => {
    set({ carrierMs: 1_000_000 });
    const { PhoneNumberId, Status } = await request(await completeCampaign());
    expect(Status).toBe('PENDING');
    setup.simulator.control.advance({ ms: 1_000_000 });
    expect(await status(PhoneNumberId)).toBe('ACTIVE');
  });
});

test('closedCountsAgainstQuota and quotas: what is counted, and up to what', async () => {
  set({ quotas: { registrations: 1, versionsPerDay: 1, tagsPerResource: 1 } });
  const id = await create();
  setup.simulator.control.setStatus({ registrationId: id, registrationStatus: 'CLOSED' });
  expect(await refusal(create())).toMatchObject({ reason: 'REGISTRATIONS_PER_ACCOUNT' });
  set({ closedCountsAgainstQuota: false });
  const other = await setup.api.createRegistration({ RegistrationType: BRAND, Tags: [{ Key: 'a', Value: '' }] });
  setup.simulator.control.setStatus({ registrationId: other.RegistrationId!, versionStatus: 'DENIED' });
  expect(await refusal(setup.api.createRegistrationVersion({ RegistrationId: other.RegistrationId })))
    .toEqual({ name: 'ServiceQuotaExceededException', reason: 'REGISTRATION_VERSIONS_CREATED_PER_DAY' });
  expect(await refusal(setup.api.tagResource({ ResourceArn: other.RegistrationArn, Tags: [{ Key: 'b', Value: '' }] })))
    .toEqual({ name: 'ServiceQuotaExceededException', reason: 'TAGS_PER_RESOURCE' });
});

test('unknownRequirement: what a field is whose requirement no source states', async () => {
  const requirement = async () => (await setup.api.describeRegistrationFieldDefinitions({
    RegistrationType: 'US_RCS_LAUNCH_REGISTRATION', FieldPaths: ['complianceKeywords.helpResponse'],
  })).RegistrationFieldDefinitions![0]!.FieldRequirement;
  expect(await requirement()).toBe('CONDITIONAL');
  set({ unknownRequirement: 'REQUIRED' });
  expect(await requirement()).toBe('REQUIRED');
});

describe('rateLimit', () => {
  test('one request per second for each operation, ten for ListTagsForResource', async () => {
    const { RegistrationArn: ResourceArn } = await setup.api.createRegistration({ RegistrationType: BRAND });
    set({ rateLimit: true });
    await setup.api.describeRegistrations({});
    await setup.api.describePhoneNumbers({});
    await setup.api.listTagsForResource({ ResourceArn });
    expect(await refusal(setup.api.describeRegistrations({}))).toEqual({ name: 'ThrottlingException' });
    setup.simulator.control.advance({ ms: 100 });
    await setup.api.listTagsForResource({ ResourceArn });
    setup.simulator.control.advance({ ms: 900 });
    await setup.api.describeRegistrations({});
  });
});

test('an unknown switch is a mistake', () => {
  expect(() => set({ gonne: 'lag' } as never)).toThrow('unknown switches: gonne');
});
