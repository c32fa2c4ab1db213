import { RegistrationStatus } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { fillForm, PNG, refusal, statuses, submittedBrand, useSimulator } from './support';

const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
const VETTING = 'US_TEN_DLC_BRAND_VETTING';
const setup = useSimulator();

async function create(type = BRAND): Promise<string> {
  return (await setup.api.createRegistration({ RegistrationType: type })).RegistrationId!;
}

describe('creating a registration', () => {
  test('makes an empty draft with its own id and ARN', async () => {
    const created = await setup.api.createRegistration({ RegistrationType: BRAND, Tags: [{ Key: 'Name', Value: 'Example' }] });
    expect(created).toMatchObject({
      RegistrationId: expect.stringMatching(/^registration-[0-9a-f]{32}$/),
      RegistrationArn: `arn:aws:sms-voice:us-east-1:000000000000:registration/${created.RegistrationId}`,
      RegistrationStatus: 'CREATED',
      CurrentVersionNumber: 1,
      Tags: [{ Key: 'Name', Value: 'Example' }],
      CreatedTimestamp: expect.any(Date),
    });
    expect(await statuses(setup, created.RegistrationId!)).toEqual(['CREATED', 'DRAFT']);
  });

  test('answers the same ClientToken with the same registration', async () => {
    const request = { RegistrationType: BRAND, ClientToken: 'token-1' };
    const first = await setup.api.createRegistration(request);
    expect((await setup.api.createRegistration(request)).RegistrationId).toBe(first.RegistrationId);
    expect((await setup.api.describeRegistrations({})).Registrations).toHaveLength(1);
  });

  test('refuses a ClientToken that was used with other parameters', async () => {
    await setup.api.createRegistration({ RegistrationType: BRAND, ClientToken: 'token-1' });
    expect(await refusal(setup.api.createRegistration({ RegistrationType: VETTING, ClientToken: 'token-1' })))
      .toMatchObject({ name: 'ConflictException' });
  });

  test('refuses a type that does not exist', async () => {
    expect(await refusal(setup.api.createRegistration({ RegistrationType: 'XX_UNKNOWN_REGISTRATION' })))
      .toEqual({ name: 'ValidationException', reason: 'UNKNOWN_REGISTRATION_TYPE', fields: ['registrationType'] });
  });

  test('stops at the quota; a deletion makes room', async () => {
    const ids = await Promise.all(Array.from({ length: 25 }, () => create()));
    expect(await refusal(create())).toEqual({ name: 'ServiceQuotaExceededException', reason: 'REGISTRATIONS_PER_ACCOUNT' });
    await setup.api.deleteRegistration({ RegistrationId: ids[0] });
    await create();
  });
});

describe('describing registrations', () => {
  test('takes ids and ARNs', async () => {
    const id = await create();
    const arn = `arn:aws:sms-voice:us-east-1:000000000000:registration/${id}`;
    expect((await setup.api.describeRegistrations({ RegistrationIds: [arn] })).Registrations![0]!.RegistrationId).toBe(id);
  });

  test('filters: every filter must match, one of its values is enough', async () => {
    await create(BRAND);
    await create(VETTING);
    const count = async (...filters: [('registration-type' | 'registration-status'), string[]][]) =>
      (await setup.api.describeRegistrations({ Filters: filters.map(([Name, Values]) => ({ Name, Values })) })).Registrations!.length;
    expect(await count(['registration-type', [BRAND]])).toBe(1);
    expect(await count(['registration-type', [BRAND, VETTING]])).toBe(2);
    expect(await count(['registration-type', [BRAND]], ['registration-status', ['COMPLETE']])).toBe(0);
  });

  test('pages with MaxResults and NextToken, and refuses a token of another operation', async () => {
    await Promise.all([create(), create(), create()]);
    const first = await setup.api.describeRegistrations({ MaxResults: 2 });
    const second = await setup.api.describeRegistrations({ MaxResults: 2, NextToken: first.NextToken });
    expect([first.Registrations!.length, second.Registrations!.length, second.NextToken]).toEqual([2, 1, undefined]);
    expect(await refusal(setup.api.describePhoneNumbers({ NextToken: first.NextToken }))).toMatchObject({ reason: 'INVALID_NEXT_TOKEN' });
  });
});

describe('the newest version decides what is allowed', () => {
  const OPERATIONS = {
    put: (id: string) => setup.api.putRegistrationFieldValue({ RegistrationId: id, FieldPath: 'companyInfo.city', TextValue: 'Anytown' }),
    remove: (id: string) => setup.api.deleteRegistrationFieldValue({ RegistrationId: id, FieldPath: 'companyInfo.stockSymbol' }),
    newVersion: (id: string) => setup.api.createRegistrationVersion({ RegistrationId: id }),
    submit: (id: string) => setup.api.submitRegistrationVersion({ RegistrationId: id }),
    discard: (id: string) => setup.api.discardRegistrationVersion({ RegistrationId: id }),
  };
  const REASONS: Record<keyof typeof OPERATIONS, string> = {
    put: 'EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED',
    remove: 'EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED',
    newVersion: 'CREATE_REGISTRATION_VERSION_NOT_ALLOWED',
    submit: 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED',
    discard: 'DISCARD_REGISTRATION_VERSION_NOT_ALLOWED',
  };
  const ALLOWED: [version: string, allowed: (keyof typeof OPERATIONS)[]][] = [
    ['DRAFT', ['put', 'remove', 'submit']],
    ['SUBMITTED', ['discard']],
    ['AWS_REVIEWING', []],
    ['REVIEWING', []],
    ['REQUIRES_AUTHENTICATION', ['discard']],
    ['REQUIRES_OFFLINE_REVIEW', []],
    ['APPROVED', ['newVersion']],
    ['DENIED', ['newVersion']],
    ['DISCARDED', ['newVersion']],
    // By the switch `revoked` it opens a new version instead.
    ['REVOKED', ['submit']],
  ];
  const cases = ALLOWED.flatMap(([version, allowed]) => (Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[])
    .map((name) => [version, name, allowed.includes(name) ? 'is allowed' : 'is refused'] as const));

  test.each(cases)('%s: %s %s', async (version, name, outcome) => {
    const id = await create();
    setup.simulator.control.setStatus({ registrationId: id, versionStatus: version as never });
    if (outcome === 'is allowed') {
      await OPERATIONS[name](id);
    } else {
      expect(await refusal(OPERATIONS[name](id)))
        .toEqual({ name: 'ConflictException', reason: REASONS[name], resourceType: 'registration', resourceId: id });
    }
  });
});

describe('the way of a registration', () => {
  const BRAND_STEPS: [step: 'startAwsReview' | 'startReview' | 'requireAuthentication' | 'provision' | 'approve', registration: string, version: string][] = [
    ['startAwsReview', 'AWS_REVIEWING', 'AWS_REVIEWING'],
    ['startReview', 'REVIEWING', 'REVIEWING'],
    ['requireAuthentication', 'REQUIRES_AUTHENTICATION', 'REQUIRES_AUTHENTICATION'],
    ['provision', 'PROVISIONING', 'APPROVED'],
    ['approve', 'COMPLETE', 'APPROVED'],
  ];

  test('a submitted version waits until the review moves it, step by step', async () => {
    const id = await submittedBrand(setup);
    setup.simulator.control.advance({ ms: 60_000 });
    expect(await statuses(setup, id)).toEqual(['SUBMITTED', 'SUBMITTED']);
    for (const [step, registration, version] of BRAND_STEPS) {
      setup.simulator.control[step]({ registrationId: id });
      expect(await statuses(setup, id)).toEqual([registration, version]);
    }
    const { Registrations } = await setup.api.describeRegistrations({ RegistrationIds: [id] });
    expect(Registrations![0]).toMatchObject({ ApprovedVersionNumber: 1 });
  });

  test('the timeline tells every status with its time and cause, from CREATED to DELETED', async () => {
    const id = await submittedBrand(setup);
    setup.simulator.control.approve({ registrationId: id });
    await setup.api.deleteRegistration({ RegistrationId: id });
    const history = setup.simulator.control.history({ registrationId: id });
    expect(history.map(({ registrationStatus, cause }) => [registrationStatus, cause])).toEqual([
      ['CREATED', 'CreateRegistration'],
      ['SUBMITTED', 'SubmitRegistrationVersion'],
      ['COMPLETE', 'approve'],
      ['DELETED', 'DeleteRegistration'],
    ]);
    expect(history.every(({ time }) => !Number.isNaN(Date.parse(time)))).toBe(true);
    expect(setup.simulator.control.events().map(({ detail }) => detail.registrationDetails.currentStatus))
      .toEqual(['CREATED', 'SUBMITTED', 'COMPLETE', 'DELETED']);
  });

  test('a denial stands on the version and on the fields, and the registration asks for updates', async () => {
    const id = await submittedBrand(setup);
    setup.simulator.control.deny({
      registrationId: id,
      reasons: [{ Reason: 'TAX_ID', ShortDescription: 'The tax ID does not match' }],
      feedback: 'Check the company.',
      fields: { 'companyInfo.taxId': { deniedReason: 'No such tax ID' } },
    });
    expect(await statuses(setup, id)).toEqual(['REQUIRES_UPDATES', 'DENIED']);
    const { RegistrationVersions } = await setup.api.describeRegistrationVersions({ RegistrationId: id });
    expect(RegistrationVersions![0]).toMatchObject({
      DeniedReasons: [{ Reason: 'TAX_ID', ShortDescription: 'The tax ID does not match' }],
      Feedback: 'Check the company.',
      RegistrationVersionStatusHistory: { DeniedTimestamp: expect.any(Date) },
    });
    const { RegistrationFieldValues } = await setup.api.describeRegistrationFieldValues({ RegistrationId: id, FieldPaths: ['companyInfo.taxId'] });
    expect(RegistrationFieldValues![0]).toMatchObject({ DeniedReason: 'No such tax ID' });
    expect((await setup.api.describeRegistrations({})).Registrations![0]).toMatchObject({ LatestDeniedVersionNumber: 1 });
  });

  test('a new version is blank, and the old one stays readable', async () => {
    const id = await submittedBrand(setup);
    setup.simulator.control.deny({ registrationId: id });
    const created = await setup.api.createRegistrationVersion({ RegistrationId: id });
    expect(created).toMatchObject({ VersionNumber: 2, RegistrationVersionStatus: 'DRAFT' });
    expect((await setup.api.describeRegistrationFieldValues({ RegistrationId: id })).RegistrationFieldValues).toEqual([]);
    expect((await setup.api.describeRegistrationFieldValues({ RegistrationId: id, VersionNumber: 1 })).RegistrationFieldValues).not.toEqual([]);
    expect(await statuses(setup, id)).toEqual(['REQUIRES_UPDATES', 'DRAFT']);
  });

  test('a newer approval archives the older one', async () => {
    const id = await submittedBrand(setup);
    setup.simulator.control.approve({ registrationId: id });
    await setup.api.createRegistrationVersion({ RegistrationId: id });
    expect(await statuses(setup, id)).toEqual(['COMPLETE', 'DRAFT']);
    await fillForm(setup.api, id, BRAND);
    await setup.api.submitRegistrationVersion({ RegistrationId: id });
    setup.simulator.control.approve({ registrationId: id });
    const { RegistrationVersions } = await setup.api.describeRegistrationVersions({ RegistrationId: id });
    expect(RegistrationVersions!.map((version) => version.RegistrationVersionStatus)).toEqual(['ARCHIVED', 'APPROVED']);
  });

  test('an approval can be revoked', async () => {
    const id = await submittedBrand(setup);
    setup.simulator.control.approve({ registrationId: id });
    setup.simulator.control.revoke({ registrationId: id });
    expect((await statuses(setup, id))[1]).toBe('REVOKED');
  });

  test('a discard leads back to CREATED, or to COMPLETE when a version was approved', async () => {
    const id = await submittedBrand(setup);
    expect(await setup.api.discardRegistrationVersion({ RegistrationId: id })).toMatchObject({ RegistrationVersionStatus: 'DISCARDED' });
    expect(await statuses(setup, id)).toEqual(['CREATED', 'DISCARDED']);
    const other = await submittedBrand(setup);
    setup.simulator.control.approve({ registrationId: other });
    await setup.api.createRegistrationVersion({ RegistrationId: other });
    await setup.api.submitRegistrationVersion({ RegistrationId: other });
    await setup.api.discardRegistrationVersion({ RegistrationId: other });
    expect(await statuses(setup, other)).toEqual(['COMPLETE', 'DISCARDED']);
  });

  test('submit answers AwsReview as asked', async () => {
    const id = await create();
    expect((await setup.api.submitRegistrationVersion({ RegistrationId: id, AwsReview: true })).AwsReview).toBe(true);
  });
});

describe('the automatic denial', () => {
  test('comes seconds after a submit with a missing required field', async () => {
    const id = await create();
    expect(await setup.api.submitRegistrationVersion({ RegistrationId: id })).toMatchObject({ RegistrationVersionStatus: 'SUBMITTED' });
    setup.simulator.control.advance({ ms: 3_000 });
    expect(await statuses(setup, id)).toEqual(['REQUIRES_UPDATES', 'DENIED']);
    const { RegistrationVersions } = await setup.api.describeRegistrationVersions({ RegistrationId: id });
    expect(RegistrationVersions![0]!.DeniedReasons).toMatchObject([{ ShortDescription: 'Missing required field' }]);
    const { RegistrationFieldValues } = await setup.api.describeRegistrationFieldValues({ RegistrationId: id });
    expect(RegistrationFieldValues).toContainEqual({ FieldPath: 'companyInfo.taxId', DeniedReason: 'Missing required field' });
  });

  test('also for a conditional field that is not allowed', async () => {
    const id = await create();
    await fillForm(setup.api, id, BRAND);
    await setup.api.putRegistrationFieldValue({ RegistrationId: id, FieldPath: 'companyInfo.stockSymbol', TextValue: 'EXMPL' });
    await setup.api.submitRegistrationVersion({ RegistrationId: id });
    setup.simulator.control.advance({ ms: 3_000 });
    const { RegistrationVersions } = await setup.api.describeRegistrationVersions({ RegistrationId: id });
    expect(RegistrationVersions![0]!.DeniedReasons).toMatchObject([{ ShortDescription: 'Conditional field not allowed' }]);
  });
});

describe('deleting a registration', () => {
  const DELETABLE: [status: RegistrationStatus, outcome: 'deleted' | 'refused'][] = [
    ['CREATED', 'deleted'],
    ['SUBMITTED', 'refused'],
    ['AWS_REVIEWING', 'refused'],
    ['REVIEWING', 'refused'],
    ['REQUIRES_AUTHENTICATION', 'refused'],
    ['PROVISIONING', 'refused'],
    ['COMPLETE', 'deleted'],
    ['REQUIRES_UPDATES', 'deleted'],
    ['CLOSED', 'deleted'],
  ];

  test.each(DELETABLE)('%s: %s', async (status, outcome) => {
    const id = await create();
    setup.simulator.control.setStatus({ registrationId: id, registrationStatus: status });
    if (outcome === 'deleted') {
      expect(await setup.api.deleteRegistration({ RegistrationId: id })).toMatchObject({ RegistrationId: id, RegistrationStatus: 'DELETED' });
    } else {
      expect(await refusal(setup.api.deleteRegistration({ RegistrationId: id })))
        .toEqual({ name: 'ConflictException', reason: 'RESOURCE_DELETION_NOT_ALLOWED', resourceType: 'registration', resourceId: id });
    }
  });

  test('leaves no row, and a second deletion finds nothing', async () => {
    const id = await create();
    await setup.api.deleteRegistration({ RegistrationId: id });
    expect((await setup.api.describeRegistrations({ RegistrationIds: [id] })).Registrations).toEqual([]);
    expect((await setup.api.describeRegistrations({})).Registrations).toEqual([]);
    expect(await refusal(setup.api.deleteRegistration({ RegistrationId: id }))).toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('tags', () => {
  const tags = (count: number, prefix = 'k') => Array.from({ length: count }, (_, index) => ({ Key: `${prefix}${index}`, Value: '' }));
  const REFUSED: [what: string, keys: string[]][] = [
    ['a key that is reserved for AWS', ['aws:example']],
    ['such a key in other letters', ['AWS:example']],
    ['a key that is given twice', ['a', 'a']],
  ];

  test.each(REFUSED)('%s is refused, at create and afterwards', async (_, keys) => {
    const given = keys.map((Key, index) => ({ Key, Value: String(index) }));
    const refused = { name: 'ValidationException', reason: 'INVALID_PARAMETER', fields: ['tags'] };
    expect(await refusal(setup.api.createRegistration({ RegistrationType: BRAND, Tags: given }))).toEqual(refused);
    expect(await refusal(setup.api.createRegistrationAttachment({ AttachmentBody: PNG, Tags: given }))).toEqual(refused);
    expect(await refusal(setup.api.requestSenderId({ SenderId: 'EXAMPLE', IsoCountryCode: 'FR', Tags: given }))).toEqual(refused);
    expect(await refusal(setup.api.requestPhoneNumber({
      IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'LONG_CODE', Tags: given,
    }))).toEqual(refused);
    const { RegistrationArn: arn } = await setup.api.createRegistration({ RegistrationType: BRAND });
    expect(await refusal(setup.api.tagResource({ ResourceArn: arn, Tags: given }))).toEqual(refused);
    expect(setup.simulator.control.state()).toMatchObject({ registrations: [{ tags: {} }], attachments: [], phoneNumbers: [], senderIds: [] });
  });

  test('are at most 200; to overwrite one is not one more', async () => {
    const { RegistrationArn: arn } = await setup.api.createRegistration({ RegistrationType: BRAND, Tags: tags(200) });
    await setup.api.tagResource({ ResourceArn: arn, Tags: tags(2) });
    expect(await refusal(setup.api.tagResource({ ResourceArn: arn, Tags: tags(1, 'other') })))
      .toEqual({ name: 'ServiceQuotaExceededException', reason: 'TAGS_PER_RESOURCE' });
  });

  test('are set, listed and removed by ARN', async () => {
    const { RegistrationArn: arn } = await setup.api.createRegistration({ RegistrationType: BRAND, Tags: [{ Key: 'a', Value: '1' }] });
    await setup.api.tagResource({ ResourceArn: arn, Tags: [{ Key: 'b', Value: '2' }] });
    await setup.api.untagResource({ ResourceArn: arn, TagKeys: ['a'] });
    expect(await setup.api.listTagsForResource({ ResourceArn: arn })).toMatchObject({ ResourceArn: arn, Tags: [{ Key: 'b', Value: '2' }] });
  });

  test('are refused for what is not a resource of this account', async () => {
    const arn = 'arn:aws:sms-voice:us-east-1:999999999999:registration/registration-1';
    expect(await refusal(setup.api.listTagsForResource({ ResourceArn: arn }))).toMatchObject({ reason: 'INVALID_ARN' });
  });
});
