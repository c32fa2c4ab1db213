import { CreateRegistrationVersionCommand, PutRegistrationFieldValueCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Properties } from '../../../cloudformation';
import { CANARY, FIELDS, registration, Stage, withFields } from '../../stage';

let stage: Stage;

afterEach(() => stage.close());

const READS = ['DescribeRegistrations', 'DescribeRegistrationVersions', 'DescribeRegistrationFieldValues', 'ListTagsForResource'];

async function created(resource = registration()): Promise<string> {
  stage = await Stage.open();
  expect((await stage.stack.create(resource)).succeeded).toBe(true);
  stage.control.clearJournal();
  return stage.registrationId;
}

const text = (FieldPath: string, value: string) => ({ FieldPath, TextValue: `${CANARY} ${value}` });

describe('onUpdate', () => {
  test('writes only the fields that differ', async () => {
    const id = await created();
    const result = await stage.stack.update(withFields(text('companyInfo.companyName', 'Other Corp'), FIELDS[1]!, FIELDS[2]!, text('companyInfo.city', 'Any Town')));
    expect(result.status).toBe('UPDATE_COMPLETE');
    expect(stage.writes).toEqual(['TagResource', 'PutRegistrationFieldValue', 'PutRegistrationFieldValue']);
    expect(stage.calls.filter((call) => call === 'DescribeRegistrations')).toHaveLength(1);
    expect(await stage.values(id)).toMatchObject({ 'companyInfo.companyName': `${CANARY} Other Corp`, 'companyInfo.city': `${CANARY} Any Town` });
    expect(stage.stack.ref('TollFree')).toBe(id);
  });

  test('reads and writes nothing where nothing differs', async () => {
    await created();
    const result = await stage.stack.update(registration({ DeletionTimeout: 300 }));
    expect(result.status).toBe('UPDATE_COMPLETE');
    expect([...stage.calls].sort()).toEqual([...READS].sort());
  });

  test('empties an optional field that left the stack', async () => {
    const id = await created(withFields(...FIELDS, text('companyInfo.address2', 'Suite 1')));
    expect((await stage.stack.update(withFields(...FIELDS))).status).toBe('UPDATE_COMPLETE');
    expect(Object.keys(await stage.values(id))).not.toContain('companyInfo.address2');
  });

  test('lets a required field that left the stack keep its value, and says so in the log', async () => {
    const id = await created();
    expect((await stage.stack.update(withFields(FIELDS[0]!))).status).toBe('UPDATE_COMPLETE');
    expect(Object.keys(await stage.values(id))).toContain('companyInfo.website');
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', fieldPath: 'companyInfo.website' }));
  });

  test('sets, changes and removes tags, also of a registration under review', async () => {
    const id = await created(registration({ Tags: [{ Key: 'Name', Value: 'a' }, { Key: 'Old', Value: 'b' }] }));
    stage.control.setStatus({ registrationId: id, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    const result = await stage.stack.update(registration({ Tags: [{ Key: 'Name', Value: 'c' }, { Key: 'New', Value: '' }] }));
    expect(result.status).toBe('UPDATE_COMPLETE');
    expect(stage.living[0]!.tags).toEqual({
      'Name': 'c',
      'New': '',
      'cdk-sms-registration:stack-id': stage.stack.stackId,
      'cdk-sms-registration:logical-id': 'TollFree',
      'cdk-sms-registration:update': expect.any(String),
    });
    expect(stage.stack.resource('TollFree')!.attributes).toMatchObject({ RegistrationStatus: 'REVIEWING', VersionNumber: 1 });
  });

  test.each([
    ['SUBMITTED', 'SUBMITTED', /submitted outside of the stack.*submit: true/],
    ['REVIEWING', 'REVIEWING', /under review.*Deploy again when its status is COMPLETE or REQUIRES_UPDATES/],
    ['REQUIRES_AUTHENTICATION', 'REQUIRES_AUTHENTICATION', /e-mail authentication/],
    ['COMPLETE', 'APPROVED', /approved.*whole review again.*updateApproved: true/],
    ['AWS_REVIEWING', 'AWS_REVIEWING', /under review/],
  ] as const)('refuses another field in status %s, changes nothing, and its rollback ends well', async (registrationStatus, versionStatus, reason) => {
    const id = await created();
    const before = await stage.values(id);
    stage.control.setStatus({ registrationId: id, registrationStatus, versionStatus });
    stage.control.clearJournal();
    const changes = { Fields: [text('companyInfo.companyName', 'Other')] as unknown as Properties[], Tags: [{ Key: 'Name', Value: 'changed' }] };
    const result = await stage.stack.update(registration(changes));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(reason);
    expect(result.reason).toContain(`Nothing was changed. (status ${registrationStatus}, version 1 ${versionStatus})`);
    expect(stage.writes).toEqual([]);
    expect(await stage.values(id)).toEqual(before);
    expect(stage.living[0]!.tags.Name).toBe('toll-free');
  });

  test('refuses another type, and its rollback ends well', async () => {
    const id = await created();
    const result = await stage.stack.update(registration({ RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' }));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(/its type is US_TOLL_FREE_REGISTRATION and cannot be changed to US_TEN_DLC_BRAND_REGISTRATION.*Nothing was changed/);
    expect(stage.stack.ref('TollFree')).toBe(id);
    expect(stage.living).toHaveLength(1);
  });

  test('edits the newest version, not always the first', async () => {
    const id = await created();
    stage.control.setStatus({ registrationId: id, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    await stage.client.send(new CreateRegistrationVersionCommand({ RegistrationId: id }));
    expect((await stage.stack.update(registration({ DeletionTimeout: 60 }))).status).toBe('UPDATE_COMPLETE');
    expect(Object.keys(await stage.values(id, 2)).sort()).toEqual(FIELDS.map((field) => field.FieldPath).sort());
    expect(stage.stack.resource('TollFree')!.attributes).toMatchObject({ VersionNumber: 2 });
  });

  test('an approved form that was edited elsewhere prevents no other change', async () => {
    const id = await created();
    await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId: id, FieldPath: 'companyInfo.companyName', TextValue: 'theirs' }));
    stage.control.setStatus({ registrationId: id, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    expect((await stage.stack.update(registration({ Tags: [{ Key: 'Name', Value: 'other' }] }))).status).toBe('UPDATE_COMPLETE');
    expect(stage.living[0]!.tags.Name).toBe('other');
  });

  test('the rollback of a refused update leaves alone what was filled in elsewhere', async () => {
    const id = await created();
    await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId: id, FieldPath: 'companyInfo.address2', TextValue: 'theirs' }));
    const result = await stage.stack.update(registration({
      RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION', Fields: [...FIELDS, text('companyInfo.address2', 'ours')] as unknown as Properties[],
    }));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stage.values(id)).toMatchObject({ 'companyInfo.address2': 'theirs' });
  });

  test('a field that is refused half-way is reported, and the rollback restores what was written before it', async () => {
    const id = await created();
    const before = await stage.values(id);
    stage.control.injectFault({ kind: 'error', operation: 'PutRegistrationFieldValue', nth: 2, error: { name: 'ValidationException' } });
    const result = await stage.stack.update(withFields(text('companyInfo.companyName', 'Other'), FIELDS[1]!, FIELDS[2]!, text('companyInfo.city', 'x')));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(/cannot be updated: PutRegistrationFieldValue failed for the field companyInfo\.city/);
    expect(await stage.values(id)).toEqual(before);
  });

  test('a field that cannot be emptied for another reason than that it is required is reported', async () => {
    await created(withFields(...FIELDS, text('companyInfo.address2', 'old')));
    stage.control.injectFault({ kind: 'error', operation: 'DeleteRegistrationFieldValue', error: { name: 'ValidationException' } });
    const result = await stage.stack.update(withFields(...FIELDS));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('cannot be updated: DeleteRegistrationFieldValue failed') });
  });

  describe('after a conflict', () => {
    const conflicts = (times: number, nth = 1) => stage.control.injectFault({
      kind: 'error', operation: 'PutRegistrationFieldValue', nth, times, error: { name: 'ConflictException', reason: 'RESOURCE_MODIFICATION_NOT_ALLOWED' },
    });
    const other = withFields(text('companyInfo.companyName', 'Other'), FIELDS[1]!, FIELDS[2]!);
    const reads = () => stage.calls.filter((call) => call === 'DescribeRegistrationFieldValues').length;

    test('looks again, and writes what still differs', async () => {
      const id = await created();
      conflicts(2);
      expect((await stage.stack.update(other)).succeeded).toBe(true);
      expect(await stage.values(id)).toMatchObject({ 'companyInfo.companyName': `${CANARY} Other` });
      expect(reads()).toBe(3 + 1);
    });

    test('tries three times, then fails', async () => {
      await created();
      conflicts(3);
      const result = await stage.stack.update(other);
      expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringMatching(/cannot be updated: PutRegistrationFieldValue failed .*RESOURCE_MODIFICATION_NOT_ALLOWED/) });
      expect(result.requests.map(({ event }) => event.RequestType)).toEqual(['Update', 'Update']);
      // The fourth is of the rollback.
      expect(reads()).toBe(4);
    });
  });

  test('that is rolled back meets conflicts every time, and still ends well', async () => {
    await created();
    stage.control.injectFault({ kind: 'error', operation: 'PutRegistrationFieldValue', nth: 2, times: 100, error: { name: 'ConflictException' } });
    const result = await stage.rolledBack(withFields(text('companyInfo.companyName', 'Other'), FIELDS[1]!, FIELDS[2]!));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', message: expect.stringContaining('could not be rolled back') }));
  });

  test('says so when the service shows the registration as deleted', async () => {
    const id = await created();
    stage.control.setStatus({ registrationId: id, registrationStatus: 'DELETED' });
    const result = await stage.stack.update(registration({ Tags: [] }));
    expect(result.reason).toContain(`Registration ${id} cannot be updated: it no longer exists`);
    expect(stage.writes).toEqual([]);
  });

  test('says so when the registration was deleted elsewhere', async () => {
    const id = await created();
    stage.control.reset();
    const result = await stage.stack.update(registration({ Tags: [] }));
    expect(result.reason).toContain(`Registration ${id} cannot be updated: it no longer exists`);
  });

  test.each(['twice', 'concurrently'] as const)('ends in the same place when it is delivered %s', async (delivery) => {
    const id = await created();
    stage.cloud.lambda.delivery = delivery;
    expect((await stage.stack.update(withFields(text('companyInfo.companyName', 'Other')))).succeeded).toBe(true);
    await stage.cloud.lambda.idle();
    expect(await stage.values(id)).toMatchObject({ 'companyInfo.companyName': `${CANARY} Other` });
  });
});
