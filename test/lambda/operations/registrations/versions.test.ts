import { CreateRegistrationVersionCommand, DiscardRegistrationVersionCommand, PutRegistrationFieldValueCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Properties } from '../../../cloudformation';
import { brand, BRAND_FIELDS, CANARY, onStage, Stage, type StageOptions } from '../../stage';

let stage: Stage;

afterEach(() => stage.close());

const CITY = 'companyInfo.city';
/** Only brands that are traded may fill these: denied some seconds after the submit, though no definition of a field says so. */
const DENIABLE = { 'companyInfo.stockSymbol': 'EXMP' };
const WORSE = { ...DENIABLE, 'companyInfo.businessContactEmail': 'jane@example.com' };
const DENIED_FIELD = 'companyInfo.stockSymbol: Conditional field not allowed';
const PATHS = BRAND_FIELDS.map(({ FieldPath }) => FieldPath).sort();

const versions = (one = stage) => one.living[0]!.versions.map(({ number, status }) => `${number} ${status}`);
/** What says that this update of the form is the last one. */
const TAG = 'TagResource';
/** Of an update that was refused: it may still run, or be delivered later. */
const BY_THE_ROLLBACK = [TAG];
const attributes = () => stage.stack.resource('Brand')!.attributes;

/** No definition of a field says here which brands may fill it, so that forms can be denied. */
const DENIES: StageOptions = { switches: { conditionalBehavior: 'absent' } };
const open = async () => { stage = await Stage.open(DENIES); };

/** A brand that the stack has made and submitted, and that has that status now. */
async function brandThatIs(status: 'DRAFT' | 'SUBMITTED' | 'REVIEWING' | 'DENIED' | 'APPROVED', overrides: Partial<Properties> = {}): Promise<string> {
  await open();
  stage.reviewersTakeUp();
  expect(await stage.stack.create(brand({}, { Submit: status !== 'DRAFT', ...overrides }))).toMatchObject({ succeeded: true });
  stage.reviewersRest();
  const registrationId = stage.registrationId;
  const registrationStatus = ({ DRAFT: 'CREATED', DENIED: 'REQUIRES_UPDATES', APPROVED: 'COMPLETE' } as const)[status as 'DRAFT'] ?? status;
  stage.control.setStatus({ registrationId, registrationStatus, versionStatus: status });
  stage.control.clearJournal();
  return registrationId;
}

/** The same, denied by itself some seconds after it was submitted. */
async function brandThatWasDeniedAtOnce(): Promise<void> {
  await open();
  expect(await stage.stack.create(brand(DENIABLE))).toMatchObject({ succeeded: true });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('A create with submit', () => {
  test('fills the form and submits it once', async () => {
    await open();
    expect((await stage.stack.create(brand())).succeeded).toBe(true);
    expect(versions()).toEqual(['1 SUBMITTED']);
    expect(stage.calls.filter((call) => call === 'SubmitRegistrationVersion')).toHaveLength(1);
    expect(attributes()).toMatchObject({ RegistrationStatus: 'SUBMITTED', VersionNumber: 1 });
  });

  test('asks for the review by AWS if the stack declares it, and does not wait for its end', async () => {
    await open();
    const creating = stage.stack.create(brand({}, { AwsReview: true }));
    await until(() => stage.calls.includes('SubmitRegistrationVersion'));
    stage.control.startAwsReview({ registrationId: stage.registrationId });
    expect((await creating).succeeded).toBe(true);
    expect(attributes()).toMatchObject({ RegistrationStatus: 'AWS_REVIEWING' });
  });

  test('succeeds when the form is denied at once, for a rollback would delete it, and says so', async () => {
    await brandThatWasDeniedAtOnce();
    expect(attributes()).toMatchObject({ RegistrationStatus: 'REQUIRES_UPDATES', VersionNumber: 1 });
    expect(stage.logLines).toContainEqual(expect.objectContaining({
      level: 'WARN',
      event: 'denied',
      outcome: expect.stringContaining(DENIED_FIELD),
      message: expect.stringMatching(new RegExp(`^Registration ${stage.registrationId} was not approved: its version 1 was denied: .*${DENIED_FIELD}\\. Correct the form`)),
    }));
  });

  test('fails when the form is denied at once and the stack wants that, with every reason, and its rollback deletes it', async () => {
    await open();
    const result = await stage.stack.create(brand(WORSE, { FailOnDenial: true }));
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(new RegExp(
      'Registration registration-\\w+ was not approved: its version 1 was denied: .*companyInfo\\.businessContactEmail: Conditional field not allowed; '
      + 'companyInfo\\.stockSymbol: Conditional field not allowed\\. Correct the form in the stack: Delete the field that .*\\. Then deploy again: that opens a new version and submits it\\.'));
    expect(stage.living).toEqual([]);
  });

  test.concurrent.each([
    ['succeeds', {}, 'CREATE_COMPLETE'],
    ['fails when the stack wants that', { FailOnDenial: true }, 'ROLLBACK_COMPLETE'],
  ] as const)('%s also when the handler dies after the denial', (_, overrides, status) => onStage(async (own) => {
    const creating = own.stack.create(brand(DENIABLE, overrides));
    await own.called('SubmitRegistrationVersion');
    own.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationVersions', delayMs: 60_000 });
    await until(() => versions(own).includes('1 DENIED'));
    own.cloud.lambda.killBusy();
    expect((await creating).status).toBe(status);
  }, DENIES));

  test.concurrent('that is delivered again does not fail for a denial that took a person\'s time', () => onStage(async (own) => {
    const creating = own.stack.create(brand(DENIABLE, { FailOnDenial: true }));
    await own.called('SubmitRegistrationVersion');
    own.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationVersions', delayMs: 60_000 });
    await until(() => versions(own).includes('1 DENIED'));
    own.control.injectFault({
      kind: 'replace', operation: 'DescribeRegistrationVersions', member: 'SubmittedTimestamp', value: Date.now() / 1_000 - 600, times: 100,
    });
    own.cloud.lambda.killBusy();
    expect((await creating).status).toBe('CREATE_COMPLETE');
  }, DENIES));

  test.each(['reset-after', 'error500-after'] as const)('submits once when the answer to the submit is lost: %s', async (kind) => {
    await open();
    stage.reviewersTakeUp();
    stage.control.injectFault({ kind, operation: 'SubmitRegistrationVersion' });
    const result = await stage.stack.create(brand());
    expect({ succeeded: result.succeeded, reason: result.reason }).toEqual({ succeeded: true, reason: undefined });
    expect(versions()).toEqual(['1 REVIEWING']);
  });

  test.concurrent.each([0, 1])('ends well when the service lists no version after the submit, of which %d answers were lost', (lost) => onStage(async (own) => {
    if (lost > 0) own.control.injectFault({ kind: 'reset-after', operation: 'SubmitRegistrationVersion' });
    own.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrationVersions', member: 'RegistrationVersions', value: [], nth: 2, times: 100 });
    expect(await own.stack.create(brand())).toMatchObject({ succeeded: true });
    expect(versions(own)).toEqual(['1 SUBMITTED']);
  }, DENIES));

  test.concurrent('that is cancelled while it runs leaves nothing behind, also when it has submitted already', () => onStage(async (own) => {
    const cancel = new AbortController();
    const creating = own.stack.create(brand(), { cancel: cancel.signal });
    await until(() => own.calls.includes('SubmitRegistrationVersion'));
    cancel.abort();
    expect((await creating).status).toBe('ROLLBACK_COMPLETE');
    await own.cloud.lambda.idle();
    expect(own.living).toEqual([]);
  }, DENIES));
});

describe('An update with submit', () => {
  test('of a draft writes what differs and submits it', async () => {
    await brandThatIs('DRAFT');
    stage.reviewersTakeUp();
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }))).succeeded).toBe(true);
    expect(stage.writes).toEqual([TAG, 'PutRegistrationFieldValue', 'SubmitRegistrationVersion']);
    expect(versions()).toEqual(['1 REVIEWING']);
  });

  test('of a submitted form discards it, and submits a new version with all fields', async () => {
    const id = await brandThatIs('SUBMITTED');
    stage.reviewersTakeUp();
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }))).succeeded).toBe(true);
    expect(stage.writes).toEqual([
      TAG, 'DiscardRegistrationVersion', 'CreateRegistrationVersion',
      ...PATHS.map(() => 'PutRegistrationFieldValue'), 'SubmitRegistrationVersion',
    ]);
    expect(versions()).toEqual(['1 DISCARDED', '2 REVIEWING']);
    expect(await stage.values(id)).toMatchObject({ [CITY]: 'Other Town' });
    expect(attributes()).toMatchObject({ RegistrationStatus: 'REVIEWING', VersionNumber: 2 });
  });

  test('of a submitted form that is not to be submitted any more takes it back, and leaves a draft', async () => {
    const id = await brandThatIs('SUBMITTED');
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }, { Submit: false }))).reason).toBeUndefined();
    expect(versions()).toEqual(['1 DISCARDED', '2 DRAFT']);
    expect(await stage.values(id, 2)).toMatchObject({ [CITY]: 'Other Town' });
  });

  test('of a denied form opens a new version with all fields, also those that were filled in elsewhere, and submits it', async () => {
    const id = await brandThatIs('DRAFT');
    await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId: id, FieldPath: 'companyInfo.stockSymbol', TextValue: 'theirs' }));
    stage.control.setStatus({ registrationId: id, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    stage.control.clearJournal();
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }, { Submit: false }))).succeeded).toBe(true);
    expect(stage.writes).toEqual([TAG, 'CreateRegistrationVersion', ...Array(PATHS.length + 1).fill('PutRegistrationFieldValue')]);
    expect(await stage.values(id)).toMatchObject({ [CITY]: 'Other Town', 'companyInfo.stockSymbol': 'theirs' });
    expect(versions()).toEqual(['1 DENIED', '2 DRAFT']);
    expect(attributes()).toMatchObject({ VersionNumber: 2 });
  });

  test.each(['SUBMITTED', 'REVIEWING', 'DENIED', 'APPROVED'] as const)('of a form that is %s and does not change only reads', async (status) => {
    await brandThatIs(status);
    expect((await stage.stack.update(brand({}, { DeletionTimeout: 300, UpdateApproved: true }))).succeeded).toBe(true);
    expect(stage.writes).toEqual([]);
  });

  test('of an approved form is refused, and changes nothing', async () => {
    await brandThatIs('APPROVED');
    const result = await stage.stack.update(brand({ [CITY]: 'Other Town' }));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringMatching(/it is approved.*updateApproved: true.*Nothing was changed/) });
    expect(stage.writes).toEqual(BY_THE_ROLLBACK);
  });

  test('of an approved form submits a new version if the stack says so', async () => {
    await brandThatIs('APPROVED');
    stage.reviewersTakeUp();
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }, { UpdateApproved: true }))).succeeded).toBe(true);
    expect(versions()).toEqual(['1 APPROVED', '2 REVIEWING']);
    expect(stage.living[0]!.versions[1]!.fieldsWithValue.sort()).toEqual(PATHS);
  });

  test('that is denied at once fails with every reason, and is not submitted again by its rollback nor by another try', async () => {
    await brandThatWasDeniedAtOnce();
    const corrected = brand(WORSE);
    for (const attempt of ['first', 'second']) {
      const result = await stage.stack.update(corrected);
      expect({ attempt, status: result.status }).toEqual({ attempt, status: 'UPDATE_ROLLBACK_COMPLETE' });
      expect(result.reason).toMatch(/its version 2 was denied: .*companyInfo\.businessContactEmail: Conditional field not allowed; companyInfo\.stockSymbol: Conditional field not allowed.*Correct the form in the stack/);
      expect(versions()).toEqual(['1 DENIED', '2 DENIED']);
    }
    stage.reviewersTakeUp();
    expect((await stage.stack.update(brand())).succeeded).toBe(true);
    expect(versions()).toEqual(['1 DENIED', '2 DENIED', '3 REVIEWING']);
  });

  test('that is denied at once is taken back: the form that was submitted before is submitted again', async () => {
    const id = await brandThatIs('SUBMITTED');
    const before = await stage.values(id);
    const updating = stage.stack.update(brand(DENIABLE));
    await until(() => versions().includes('2 DENIED'));
    stage.reviewersTakeUp();
    expect(await updating).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 2 was denied') });
    expect(versions()).toEqual(['1 DISCARDED', '2 DENIED', '3 REVIEWING']);
    expect(await stage.values(id)).toEqual(before);
  });

  test('that is denied at once leaves the approved version as it was', async () => {
    await brandThatIs('APPROVED');
    const result = await stage.stack.update(brand(DENIABLE, { UpdateApproved: true }));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(versions()).toEqual(['1 APPROVED', '2 DENIED']);
  });

  test('fails where it asks for what somebody else has submitted, and what was denied: nothing would be submitted', async () => {
    const id = await brandThatIs('DENIED');
    await opened(id, { [CITY]: 'Other Town' });
    stage.control.setStatus({ registrationId: id, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }))).reason).toContain('its version 2 was denied');
    expect(versions()).toEqual(['1 DENIED', '2 DENIED']);
  });

  describe('back to a form that was denied before', () => {
    async function deniedTwice(): Promise<void> {
      await brandThatIs('DENIED');
      expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }))).succeeded).toBe(true);
      stage.control.setStatus({ registrationId: stage.registrationId, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
      expect(versions()).toEqual(['1 DENIED', '2 DENIED']);
      stage.control.clearJournal();
    }

    test('fails, and says how it is submitted once more', async () => {
      await deniedTwice();
      const result = await stage.stack.update(brand());
      expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(result.reason).toMatch(/this exact form was denied before.*change resubmit in the stack.*Nothing was changed/);
      expect(stage.writes).toEqual(BY_THE_ROLLBACK);
      expect(versions()).toEqual(['1 DENIED', '2 DENIED']);
    });

    test('submits it when the stack asks for that', async () => {
      await deniedTwice();
      expect((await stage.stack.update(brand({}, { Resubmit: 'ticket 42' }))).reason).toBeUndefined();
      expect(versions()).toEqual(['1 DENIED', '2 DENIED', '3 SUBMITTED']);
    });

    test('is left alone by a rollback, which cannot submit it', async () => {
      await brandThatIs('DENIED');
      expect((await stage.rolledBack(brand({ [CITY]: 'Other Town' }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(versions()).toEqual(['1 DENIED', '2 DISCARDED']);
    });
  });

  test.each([
    ['submitted-again', {}], ['new-version', {}], ['submitted-again', { SubmitByAssociations: true }],
  ] as const)('of the same form, whose approval was revoked, submits it once more: %s %j', async (revoked, overrides) => {
    const registrationId = await brandThatIs('APPROVED');
    stage.control.setSwitches({ revoked });
    stage.control.revoke({ registrationId });
    expect((await stage.stack.update(brand({}, { Tags: [] }))).reason).toBeUndefined();
    expect(versions()).toEqual(['1 REVOKED']);
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', message: expect.stringMatching(/stays REVOKED: .*change resubmit/) }));
    expect((await stage.stack.update(brand({}, { Resubmit: '2026-11-28', ...overrides }))).reason).toBeUndefined();
    expect(versions()).toEqual(revoked === 'new-version' ? ['1 REVOKED', '2 SUBMITTED'] : ['1 SUBMITTED']);
  });

  test.each(['DENIED', 'DISCARDED'] as const)('of the same form, which is %s, submits it once more when the stack asks for that with another text', async (status) => {
    const registrationId = await brandThatIs('SUBMITTED');
    stage.control.setStatus({ registrationId, registrationStatus: 'REQUIRES_UPDATES', versionStatus: status });
    expect((await stage.stack.update(brand({}, { Resubmit: '2026-11-28' }))).reason).toBeUndefined();
    expect(versions()).toEqual([`1 ${status}`, '2 SUBMITTED']);
    expect(stage.living[0]!.versions[1]!.fieldsWithValue.sort()).toEqual(PATHS);
    stage.control.setStatus({ registrationId, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    expect((await stage.stack.update(brand({}, { Resubmit: '2026-11-28', Tags: [] }))).reason).toBeUndefined();
    expect(versions()).toEqual([`1 ${status}`, '2 DENIED']);
  });

  test('that asks for the same form once more, and is rolled back, does not submit it again', async () => {
    await brandThatIs('DENIED');
    stage.control.clearJournal();
    expect((await stage.rolledBack(brand({}, { Resubmit: 'ticket 42' }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(versions()).toEqual(['1 DENIED', '2 SUBMITTED']);
    expect(stage.writes.filter((call) => call === 'SubmitRegistrationVersion')).toHaveLength(1);
  });

  test('that asks for the same form once more behind an approval is refused, unless the stack sets updateApproved', async () => {
    const registrationId = await brandThatIs('APPROVED');
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }, { UpdateApproved: true }))).succeeded).toBe(true);
    stage.control.setStatus({ registrationId, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }, { Resubmit: 'x' }))).reason).toMatch(/it is approved.*updateApproved: true/);
    expect(versions()).toEqual(['1 APPROVED', '2 DENIED']);
  });

  test('of what was denied only because it had to wait submits the same form again, and a repeated delivery does not', async () => {
    const registrationId = await brandThatIs('SUBMITTED');
    stage.control.startReview({ registrationId });
    stage.control.deny({ registrationId, reasons: [{ Reason: 'WAIT_TO_RESUBMIT_REGISTRATION', ShortDescription: 'Vetting still running' }] });
    stage.cloud.lambda.delivery = 'twice';
    expect((await stage.stack.update(brand({}, { Tags: [] }))).reason).toBeUndefined();
    await stage.cloud.lambda.idle();
    expect(versions()).toEqual(['1 DENIED', '2 SUBMITTED']);
  });

  test('that is denied at once only because it has to wait does not fail', async () => {
    await brandThatIs('DRAFT');
    const updating = stage.stack.update(brand());
    await until(() => versions().includes('1 SUBMITTED'));
    stage.control.deny({ registrationId: stage.registrationId, reasons: [{ Reason: 'BRAND_UNVERIFIED', ShortDescription: 'Brand not finished' }] });
    expect((await updating).reason).toBeUndefined();
    expect(versions()).toEqual(['1 DENIED']);
  });

  test('of a form whose discarded version the service does not list opens a new one', async () => {
    const RegistrationId = await brandThatIs('SUBMITTED');
    await stage.client.send(new DiscardRegistrationVersionCommand({ RegistrationId }));
    stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrationVersions', member: 'RegistrationVersions', value: [] });
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }))).reason).toBeUndefined();
    expect(versions()).toEqual(['1 DISCARDED', '2 SUBMITTED']);
    expect(stage.living[0]!.versions[1]!.fieldsWithValue.sort()).toEqual(PATHS);
  });

  test('is taken back also when the service asks for more than it did when the previous form was submitted', async () => {
    await brandThatIs('SUBMITTED');
    const updating = stage.stack.update(brand(DENIABLE));
    await stage.called('SubmitRegistrationVersion');
    const registrationType = 'US_TEN_DLC_BRAND_REGISTRATION';
    const form = stage.control.form({ registrationType });
    stage.control.defineForm({
      registrationType,
      form: {
        ...form,
        fields: form.fields.map((field) => (
          field.path === CITY ? { ...field, pattern: '^[0-9]+$' } : field
        )),
      },
    });
    expect(await updating).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 2 was denied') });
  });

  test('of a submitted form that does not change reads the fields of its newest version, and no others', async () => {
    await brandThatIs('DENIED');
    stage.reviewersTakeUp();
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }))).succeeded).toBe(true);
    stage.control.clearJournal();
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }, { Tags: [] }))).succeeded).toBe(true);
    expect(stage.calls.filter((call) => call === 'DescribeRegistrationFieldValues')).toHaveLength(1);
  });

  test('is rolled back without an error while its form is under review already', async () => {
    const id = await brandThatIs('DENIED');
    stage.reviewersTakeUp();
    expect((await stage.rolledBack(brand({ [CITY]: 'Other Town' }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stage.values(id, 2)).toMatchObject({ [CITY]: 'Other Town' });
    expect(versions()).toEqual(['1 DENIED', '2 REVIEWING']);
  });

  test('that submits a draft for the first time is rolled back without an error while its form is under review already', async () => {
    const id = await brandThatIs('DRAFT', { Submit: false });
    stage.reviewersTakeUp();
    expect((await stage.rolledBack(brand({ [CITY]: 'Other Town' }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(versions()).toEqual(['1 REVIEWING']);
    expect(await stage.values(id)).toMatchObject({ [CITY]: 'Other Town' });
  });

  test.each(['DiscardRegistrationVersion', 'CreateRegistrationVersion'])('looks again when %s meets a conflict, even when it is rolled back', async (operation) => {
    await brandThatIs('SUBMITTED');
    for (const nth of [1, 3]) stage.control.injectFault({ kind: 'error', operation, nth, error: { name: 'ConflictException' } });
    expect((await stage.rolledBack(brand({ [CITY]: 'Other Town' }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(versions()).toEqual(['1 DISCARDED', '2 DISCARDED', '3 SUBMITTED']);
    expect(stage.logLines.filter(({ message }) => message === `Reading ${stage.registrationId} again after a conflict: ConflictException`)).toHaveLength(2);
  });

  test('is no rollback when a person takes a change back: a form under review is refused like any other change', async () => {
    await brandThatIs('DENIED');
    stage.reviewersTakeUp();
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }))).succeeded).toBe(true);
    expect(await stage.stack.update(brand())).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringMatching(/under review.*Nothing was changed/) });
    expect(versions()).toEqual(['1 DENIED', '2 REVIEWING']);
  });

  test.each([
    ['REVIEWING', 'REVIEWING', 'under review'], ['COMPLETE', 'APPROVED', 'it is approved'],
  ] as const)('that is refused ends well whatever others did to the form: %s', async (registrationStatus, versionStatus, because) => {
    const id = await brandThatIs('DENIED');
    await opened(id, { [CITY]: 'Their Town' });
    stage.control.setStatus({ registrationId: id, registrationStatus, versionStatus });
    stage.control.clearJournal();
    const refused = await stage.stack.update(brand({ [CITY]: 'Third Town' }));
    expect(refused).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringMatching(new RegExp(`cannot be updated: .*${because}.*Nothing was changed`)) });
    expect(stage.writes).toEqual(BY_THE_ROLLBACK);
  });

  test.each(['true', 'denied', 'throttled', 'stale', 'without operations'] as const)(
    'is rolled back to the form that was submitted before, with DescribeStacks %s', async (mood) => {
      const id = await brandThatIs('SUBMITTED');
      const before = await stage.values(id);
      stage.cloud.stackApi.mood = mood;
      // Nobody starts an update while what CloudFormation shows is still of the operation before.
      await new Promise<void>((resolve) => stage.after(2_000, resolve));
      expect((await stage.rolledBack(brand({ [CITY]: 'Other Town' }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(versions()).toEqual(['1 DISCARDED', '2 DISCARDED', '3 SUBMITTED']);
      expect(await stage.values(id)).toEqual(before);
    },
  );

  test('is rolled back although the service stores texts otherwise than they were written', async () => {
    const id = await brandThatIs('SUBMITTED');
    stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrationFieldValues', member: 'TextValue', value: 'trimmed', times: 1_000 });
    stage.reviewersTakeUp();
    expect((await stage.rolledBack(brand({ [CITY]: ' Other Town ' }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    stage.control.clearFaults();
    expect(versions().at(-1)).toMatch(/REVIEWING/);
    expect(id).toBe(stage.registrationId);
  });

  test('that is not rolled back when it fails restores what it had changed', async () => {
    const id = await brandThatIs('SUBMITTED');
    const result = await stage.stack.deploy([brand(DENIABLE)], { disableRollback: true });
    expect(result).toMatchObject({ status: 'UPDATE_FAILED', reason: expect.stringContaining('its version 2 was denied') });
    expect(versions()).toEqual(['1 DISCARDED', '2 DENIED', '3 SUBMITTED']);
    expect(await stage.values(id)).not.toHaveProperty('companyInfo.stockSymbol');
  });

  test('that cannot open another version today is reported, and its rollback ends well', async () => {
    await brandThatIs('SUBMITTED');
    stage.control.setSwitches({ quotas: { versionsPerDay: 1 } });
    const result = await stage.stack.update(brand({ [CITY]: 'Other Town' }));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringMatching(/REGISTRATION_VERSIONS_CREATED_PER_DAY/) });
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', message: expect.stringContaining('could not be rolled back') }));
  });

  test.each(['twice', 'concurrently'] as const)('delivered %s opens and submits one version', async (delivery) => {
    await brandThatIs('DENIED');
    stage.reviewersTakeUp();
    stage.cloud.lambda.delivery = delivery;
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }))).succeeded).toBe(true);
    await stage.cloud.lambda.idle();
    expect(versions()).toEqual(['1 DENIED', '2 REVIEWING']);
    expect(stage.living[0]!.versions[1]!.fieldsWithValue.sort()).toEqual(PATHS);
  });

  test.each([
    'DiscardRegistrationVersion', 'CreateRegistrationVersion', 'PutRegistrationFieldValue', 'SubmitRegistrationVersion',
  ])('ends in the same place when the answer of %s is lost', async (operation) => {
    await brandThatIs('SUBMITTED');
    stage.reviewersTakeUp();
    stage.control.injectFault({ kind: 'reset-after', operation });
    const result = await stage.stack.update(brand({ [CITY]: 'Other Town' }));
    expect({ succeeded: result.succeeded, reason: result.reason }).toEqual({ succeeded: true, reason: undefined });
    expect(versions()).toEqual(['1 DISCARDED', '2 REVIEWING']);
    expect(stage.living[0]!.versions[1]!.fieldsWithValue.sort()).toEqual(PATHS);
  });

  test.each([
    ['left empty', []],
    ['begun to fill', [{ FieldPath: 'companyInfo.businessContactEmail', TextValue: 'jane@example.com' }]],
  ])('fills a version that somebody has opened and %s, also with what was filled in elsewhere', async (_, filled) => {
    const id = await brandThatIs('DRAFT');
    await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId: id, FieldPath: 'companyInfo.stockSymbol', TextValue: 'theirs' }));
    stage.control.setStatus({ registrationId: id, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    await stage.client.send(new CreateRegistrationVersionCommand({ RegistrationId: id }));
    for (const field of filled) await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId: id, ...field }));
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }, { Submit: false }))).succeeded).toBe(true);
    expect(await stage.values(id, 2)).toMatchObject({ [CITY]: 'Other Town', 'companyInfo.stockSymbol': 'theirs', 'companyInfo.companyName': `${CANARY} Corp` });
    expect(stage.living[0]!.versions[1]!.fieldsWithValue).toHaveLength(PATHS.length + 1 + filled.length);
  });
});

test('A version that somebody has opened and filled without a field of the one before stays without it', async () => {
  const RegistrationId = await brandThatIs('DRAFT');
  await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId, FieldPath: 'companyInfo.stockSymbol', TextValue: 'theirs' }));
  stage.control.setStatus({ registrationId: RegistrationId, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
  await opened(RegistrationId, {});
  const EMAIL = 'companyInfo.businessContactEmail';
  expect((await stage.stack.update(brand({ [CITY]: 'Other Town', [EMAIL]: 'jane@example.com' }, { Submit: false }))).succeeded).toBe(true);
  expect(stage.living[0]!.versions[1]!.fieldsWithValue.sort()).toEqual([...PATHS, EMAIL].sort());
});

test.each(['DRAFT', 'DISCARDED'] as const)('A version that is a %s and says what was denied before is not submitted again', async (status) => {
  const RegistrationId = await brandThatIs('DENIED');
  await opened(RegistrationId, {});
  stage.control.setStatus({ registrationId: RegistrationId, versionStatus: status });
  stage.control.clearJournal();
  expect((await stage.stack.update(brand({}, { Tags: [{ Key: 'Name', Value: 'other' }] }))).succeeded).toBe(true);
  expect(versions()).toEqual(['1 DENIED', `2 ${status}`]);
  expect(stage.writes).toEqual(['TagResource']);
});

/** A version that somebody else has opened, filled like the stack's brand and with these. */
async function opened(RegistrationId: string, others: Record<string, string>): Promise<void> {
  await stage.client.send(new CreateRegistrationVersionCommand({ RegistrationId }));
  for (const { SelectChoices, ...field } of BRAND_FIELDS) {
    await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId, ...field, SelectChoices: SelectChoices && [...SelectChoices] }));
  }
  for (const [FieldPath, TextValue] of Object.entries(others)) {
    await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId, FieldPath, TextValue }));
  }
}

describe('A form that was discarded elsewhere is submitted again by a deploy of something else, which fails', () => {
  const reasons = [{ Reason: 'PRIVACY_POLICY_MISSING', ShortDescription: 'No policy' }];

  test.each<[string, () => void, RegExp]>([
    ['when the submit is not allowed', () => stage.control.injectFault({ kind: 'access-denied', operation: 'SubmitRegistrationVersion', times: 100 }),
      /cannot be submitted: SubmitRegistrationVersion failed.*AccessDeniedException/],
    ['when it meets a quota', () => stage.control.setSwitches({ quotas: { versionsPerDay: 1 } }), /REGISTRATION_VERSIONS_CREATED_PER_DAY/],
    ['when the version is denied at once', () => void stage.called('SubmitRegistrationVersion').then(() => (
      stage.control.deny({ registrationId: stage.registrationId, reasons })
    )), /its version 2 was denied: PRIVACY_POLICY_MISSING/],
  ])('%s', async (_, goesWrong, reason) => {
    const RegistrationId = await brandThatIs('SUBMITTED');
    await stage.client.send(new DiscardRegistrationVersionCommand({ RegistrationId }));
    stage.control.clearJournal();
    goesWrong();
    const result = await stage.stack.update(brand({}, { Tags: [{ Key: 'Name', Value: 'other' }] }));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringMatching(reason) });
  });
});

describe('A new version of a form that was approved', () => {
  const SYMBOL = 'companyInfo.stockSymbol';

  async function approvedWith(TextValue: string): Promise<string> {
    const id = await brandThatIs('DRAFT');
    await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId: id, FieldPath: SYMBOL, TextValue }));
    stage.control.setStatus({ registrationId: id, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    return id;
  }
  const renewed = brand({ [CITY]: 'Other Town' }, { UpdateApproved: true, Submit: false });

  test('takes over what was filled in elsewhere in the denied version behind it, not in the approved one', async () => {
    const id = await approvedWith('OLD');
    await opened(id, { [SYMBOL]: 'NEW' });
    stage.control.setStatus({ registrationId: id, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    expect((await stage.stack.update(renewed)).succeeded).toBe(true);
    expect(versions()).toEqual(['1 APPROVED', '2 DENIED', '3 DRAFT']);
    expect(await stage.values(id, 3)).toMatchObject({ [SYMBOL]: 'NEW', [CITY]: 'Other Town' });
  });

  test('takes over what was filled in elsewhere in the approved version, not in the discarded one behind it', async () => {
    const id = await approvedWith('OLD');
    await opened(id, { [SYMBOL]: 'NEW' });
    stage.control.setStatus({ registrationId: id, registrationStatus: 'COMPLETE', versionStatus: 'DISCARDED' });
    expect((await stage.stack.update(renewed)).succeeded).toBe(true);
    expect(versions()).toEqual(['1 APPROVED', '2 DISCARDED', '3 DRAFT']);
    expect(await stage.values(id, 3)).toMatchObject({ [SYMBOL]: 'OLD', [CITY]: 'Other Town' });
  });
});

describe('An approved form behind a newer version', () => {
  /** An update that may submit again was rolled back after it had submitted: its rollback has discarded the new version. */
  async function submittedAndRolledBack(): Promise<void> {
    await brandThatIs('APPROVED');
    stage.reviewersRest();
    expect((await stage.rolledBack(brand({ [CITY]: 'Other Town' }, { UpdateApproved: true }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(versions()).toEqual(['1 APPROVED', '2 DISCARDED']);
    expect(stage.writes.slice(-2)).toEqual([TAG, 'DiscardRegistrationVersion']);
    stage.control.clearJournal();
  }

  test('is not submitted again by a deploy that changes something else', async () => {
    await submittedAndRolledBack();
    expect((await stage.stack.update(brand({}, { Tags: [{ Key: 'Name', Value: 'other' }] }))).succeeded).toBe(true);
    expect(versions()).toEqual(['1 APPROVED', '2 DISCARDED']);
    expect(stage.writes).toEqual(['TagResource']);
  });

  test('is submitted again only if the stack says so', async () => {
    await submittedAndRolledBack();
    const refused = await stage.stack.update(brand({ [CITY]: 'Third Town' }));
    expect(refused).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringMatching(/it is approved.*updateApproved: true.*Nothing was changed/) });
    expect(stage.writes).toEqual(BY_THE_ROLLBACK);
    stage.reviewersTakeUp();
    expect((await stage.stack.update(brand({ [CITY]: 'Third Town' }, { UpdateApproved: true }))).succeeded).toBe(true);
    expect(versions()).toEqual(['1 APPROVED', '2 DISCARDED', '3 REVIEWING']);
  });

  test('keeps a draft that somebody has opened from being submitted', async () => {
    const id = await brandThatIs('APPROVED');
    await stage.client.send(new CreateRegistrationVersionCommand({ RegistrationId: id }));
    const refused = await stage.stack.update(brand({ [CITY]: 'Other Town' }));
    expect(refused).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringMatching(/it is approved.*updateApproved: true/) });
    expect(versions()).toEqual(['1 APPROVED', '2 DRAFT']);
  });
});

describe('An update that CloudFormation takes back while it runs', () => {
  /** The correction of a denied form, cancelled when it makes one call, while others take long. */
  async function cancelledAt(operation: string, slow: { operation: string; times?: number; delayMs: number }): Promise<void> {
    const id = await brandThatIs('DENIED');
    stage.control.injectFault({ kind: 'delay', ...slow });
    const cancel = new AbortController();
    const updating = stage.stack.update(brand({ [CITY]: 'Other Town' }), { cancel: cancel.signal });
    await stage.called(operation);
    cancel.abort();
    expect((await updating).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    await stage.cloud.lambda.idle();
    expect(stage.calls).not.toContain('SubmitRegistrationVersion');
    expect(stage.cloud.responses.puts.map(({ body }) => body))
      .toContainEqual(expect.stringContaining(`Registration ${id} cannot be updated: CloudFormation no longer waits for this request`));
  }

  test.each(['CreateRegistrationVersion', 'PutRegistrationFieldValue'])('submits nothing any more: cancelled at %s', async (operation) => {
    await cancelledAt(operation, { operation: 'PutRegistrationFieldValue', times: 10, delayMs: 3_000 });
    expect(versions()).toEqual(['1 DENIED', '2 DRAFT']);
  });

  test.each(['DescribeRegistrations', 'DescribeRegistrationVersions', 'DescribeRegistrationFieldValues'])(
    'submits nothing any more: cancelled while it only reads, at %s', async (operation) => {
      await cancelledAt(operation, { operation, delayMs: 2_500 });
      expect(versions()[0]).toBe('1 DENIED');
    },
  );
});

describe('A version that was denied after its deploy had succeeded', () => {
  const denied = async () => {
    const id = await brandThatIs('DENIED');
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }))).succeeded).toBe(true);
    stage.control.startReview({ registrationId: id });
    stage.control.deny({ registrationId: id });
    expect(versions()).toEqual(['1 DENIED', '2 DENIED']);
    stage.control.clearJournal();
  };

  test('is corrected by a deploy that fails when the correction is denied at once', async () => {
    await denied();
    const result = await stage.stack.update(brand(DENIABLE));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 3 was denied') });
  });

  test('is corrected by a deploy that fails when no version can be opened', async () => {
    await denied();
    stage.control.setSwitches({ quotas: { versionsPerDay: 1 } });
    const result = await stage.stack.update(brand({ [CITY]: 'Third Town' }));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('REGISTRATION_VERSIONS_CREATED_PER_DAY') });
  });

  test('is left alone by the rollback of an update that was refused', async () => {
    await denied();
    const result = await stage.stack.update(brand({ [CITY]: 'Third Town' }, { RegistrationType: 'US_TOLL_FREE_REGISTRATION' }));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('cannot be changed to US_TOLL_FREE_REGISTRATION') });
    expect(stage.writes).toEqual(BY_THE_ROLLBACK);
  });
});
