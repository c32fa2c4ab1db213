import {
  CreateRegistrationAssociationCommand, CreateRegistrationCommand, CreateRegistrationVersionCommand, DeleteRegistrationCommand,
  ReleasePhoneNumberCommand, RequestPhoneNumberCommand, TagResourceCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { CustomResource } from '../../../cloudformation';
import { onStage, registration, Stage, withFields, type StageOptions } from '../../stage';

let stage: Stage;

afterEach(() => stage.close());

async function created(options?: StageOptions, resource?: CustomResource): Promise<string> {
  stage = await Stage.open(options);
  return createdOn(stage, resource);
}

async function createdOn(one: Stage, resource = withFields()): Promise<string> {
  expect((await one.stack.create(resource)).succeeded).toBe(true);
  one.control.clearJournal();
  return one.registrationId;
}

async function tollFreeNumber(registrationId: string, one = stage): Promise<string> {
  const { PhoneNumberId } = await one.client.send(new RequestPhoneNumberCommand({
    IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TOLL_FREE',
  }));
  await one.client.send(new CreateRegistrationAssociationCommand({ RegistrationId: registrationId, ResourceId: PhoneNumberId }));
  return PhoneNumberId!;
}

const statuses = () => stage.logLines.filter(({ event }) => event === 'deleting').map(({ status }) => status);

describe('onDelete', () => {
  test('reads the tags, deletes, and checks the result: three calls', async () => {
    const id = await created();
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    expect(stage.calls).toEqual(['ListTagsForResource', 'DeleteRegistration', 'DescribeRegistrations']);
    // Before it has looked it says nothing of the status.
    expect(statuses()).toEqual([undefined, 'GONE']);
    // At once, not after a pause.
    expect(stage.logLines).toContainEqual(expect.objectContaining({ event: 'deleting', step: 'done', attempt: 1 }));
    expect(stage.control.history({ registrationId: id }).at(-1)!.registrationStatus).toBe('DELETED');
  });

  test.each(['gone', 'tombstone', 'not-found', 'lag'] as const)('finds it gone when the service shows %s', async (gone) => {
    await created({ switches: { gone, deletionLagMs: 3_000 } });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    expect(stage.living).toEqual([]);
  });

  test('an unknown status means that the delete is still in progress', async () => {
    await created({ switches: { gone: 'lag', deletionLagMs: 4_000 } });
    stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrations', member: 'RegistrationStatus', value: 'DELETING', times: 3 });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    expect(statuses()).toContain('DELETING');
  });

  test('goes on after a conflict when the service lists no version', async () => {
    await created();
    stage.control.injectFault({ kind: 'error', operation: 'DeleteRegistration', error: { name: 'ConflictException' } });
    stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrationVersions', member: 'RegistrationVersions', value: [], times: 10 });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    expect(stage.living).toEqual([]);
  });

  test('of something already gone succeeds', async () => {
    const id = await created();
    await stage.client.send(new DeleteRegistrationCommand({ RegistrationId: id }));
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
  });

  test.each(['twice', 'concurrently'] as const)('succeeds when it is delivered %s', async (delivery) => {
    await created();
    stage.cloud.lambda.delivery = delivery;
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    await stage.cloud.lambda.idle();
    expect(stage.outcomes.slice(1)).toEqual(['returned', 'returned']);
  });

  test.each(['DescribeRegistrationVersions', 'ListRegistrationAssociations'])('looks again when %s finds it gone', async (operation) => {
    const id = await created();
    stage.control.setStatus({ registrationId: id, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    stage.control.injectFault({ kind: 'error', operation, error: { name: 'ResourceNotFoundException' } });
    const deleting = stage.stack.delete('TollFree');
    await stage.called(operation);
    stage.control.deny({ registrationId: id });
    expect((await deleting).succeeded).toBe(true);
    expect(stage.living).toEqual([]);
    expect(stage.control.journal().filter((call) => call.operation === operation && call.outcome !== 'ok')).toHaveLength(1);
  });

  test('does not ask again for a delete that was accepted, when the version is gone before the registration', async () => {
    await created({ switches: { gone: 'lag', deletionLagMs: 6_000 } });
    stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrations', member: 'RegistrationStatus', value: 'SUBMITTED', times: 2 });
    stage.control.injectFault({ kind: 'error', operation: 'DescribeRegistrationVersions', error: { name: 'ResourceNotFoundException' }, times: 2 });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    expect(stage.living).toEqual([]);
    expect(stage.writes).toEqual(['DeleteRegistration']);
  });

  test.each(['gone', 'tombstone'] as const)('finds it gone when permissions that depend on its tags are denied, and the service shows %s', async (gone) => {
    const id = await created({ switches: { gone } });
    await stage.client.send(new DeleteRegistrationCommand({ RegistrationId: id }));
    stage.control.injectFault({ kind: 'access-denied', operation: 'DeleteRegistration', times: 1_000 });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
  });

  test('discards a submitted version that keeps the registration from being deleted', async () => {
    const id = await created();
    stage.control.setStatus({ registrationId: id, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    expect(stage.writes).toEqual(['DeleteRegistration', 'DiscardRegistrationVersion', 'DeleteRegistration']);
  });

  test('discards a submitted version although the registration still says CREATED', async () => {
    const id = await created();
    stage.control.setStatus({ registrationId: id, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
    stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrations', member: 'RegistrationStatus', value: 'CREATED', times: 2 });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    expect(stage.calls).toContain('DiscardRegistrationVersion');
  });

  test('discards a submitted version only once: after a refusal it waits until the review has ended', async () => {
    const id = await created();
    stage.control.setStatus({ registrationId: id, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
    stage.control.injectFault({ kind: 'error', operation: 'DiscardRegistrationVersion', error: { name: 'ConflictException' }, times: 1_000 });
    expect(await stage.stack.delete('TollFree')).toMatchObject({
      status: 'DELETE_FAILED', reason: expect.stringMatching(/cannot be deleted: it is under review.*\(DeleteRegistration: ConflictException/),
    });
    expect(stage.writes.filter((call) => call === 'DiscardRegistrationVersion')).toHaveLength(1);
  });

  test.each(['CREATED', 'REQUIRES_UPDATES', 'COMPLETE', 'CLOSED'] as const)('deletes a registration in status %s', async (registrationStatus) => {
    const id = await created();
    stage.control.setStatus({ registrationId: id, registrationStatus });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    expect(stage.living).toEqual([]);
  });

  test('is refused under review, with the reason, and succeeds after the review', async () => {
    const id = await created();
    stage.control.setStatus({ registrationId: id, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    const refused = await stage.stack.delete('TollFree');
    expect(refused.status).toBe('DELETE_FAILED');
    // What is associated with nothing is held by nothing.
    expect(stage.calls).not.toContain('DescribeRegistrationTypeDefinitions');
    expect(refused.reason).toMatch(new RegExp(
      `Registration ${id} cannot be deleted: it is under review.*Run the delete again after the review, `
      + 'or delete the stack with this resource retained \\(delete-stack --retain-resources\\)\\. '
      + '\\(DeleteRegistration: ConflictException RESOURCE_DELETION_NOT_ALLOWED; status REVIEWING; waited \\d+ s\\)'));
    stage.control.deny({ registrationId: id });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    expect(stage.living).toEqual([]);
  });

  test('waits for a review that ends within seconds', async () => {
    const id = await created();
    stage.control.setStatus({ registrationId: id, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    const deleting = stage.stack.delete('TollFree');
    await stage.called('DeleteRegistration');
    // Not before it was seen under review, and not after the time that is given to a review.
    stage.after(12_000, () => stage.control.deny({ registrationId: id }));
    expect((await deleting).succeeded).toBe(true);
  });

  test('waits for a number that is released meanwhile, and releases none itself', async () => {
    const id = await created();
    const number = await tollFreeNumber(id);
    stage.control.clearJournal();
    const deleting = stage.stack.delete('TollFree');
    await stage.called('DeleteRegistration');
    stage.after(2_000, () => stage.client.send(new ReleasePhoneNumberCommand({ PhoneNumberId: number })));
    expect((await deleting).succeeded).toBe(true);
    expect(stage.calls.filter((call) => call === 'ReleasePhoneNumber')).toHaveLength(1);
    expect(stage.living).toEqual([]);
  });

  test('names the number that was not released, and keeps it', async () => {
    const id = await created({}, registration({ Fields: [] }));
    const number = await tollFreeNumber(id);
    const refused = await stage.stack.delete('TollFree');
    expect(refused.status).toBe('DELETE_FAILED');
    expect(refused.reason).toContain(`Registration ${id} cannot be deleted: ${number} (phone-number, TOLL_FREE) is still associated with it. `
      + 'Delete or release it first, then run the delete again. A released number cannot be recovered');
    // Half a minute, not the ten of the deletion timeout.
    expect(refused.reason).toMatch(/Nothing was changed\. \(DeleteRegistration: ConflictException RESOURCE_NOT_EMPTY; status CREATED; waited [3-5]\d s\)/);
    expect(stage.control.state().phoneNumbers).toHaveLength(1);
    await stage.client.send(new ReleasePhoneNumberCommand({ PhoneNumberId: number }));
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
  });

  test('says so when it has withdrawn the form, and something else turns out to be in the way', async () => {
    const id = await created({}, registration({ Fields: [], DeletionTimeout: 60 }));
    stage.control.setStatus({ registrationId: id, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
    stage.control.injectFault({ kind: 'error', operation: 'DeleteRegistration', nth: 2, times: 100, error: { name: 'ConflictException', reason: 'RESOURCE_NOT_EMPTY' } });
    const { reason } = await stage.stack.delete('TollFree');
    expect(reason).toMatch(/something is still associated with it\. .*Its submitted version was discarded\./);
    expect(reason).not.toContain('Nothing was changed');
  });

  test('of what another stack has by now is refused, and so is an update of it', async () => {
    const id = await created();
    await stage.client.send(new TagResourceCommand({
      ResourceArn: `arn:aws:sms-voice:us-east-1:111122223333:registration/${id}`,
      Tags: [{ Key: 'cdk-sms-registration:stack-id', Value: 'arn:aws:cloudformation:another' }],
    }));
    stage.control.clearJournal();
    for (const refused of [await stage.stack.delete('TollFree'), await stage.stack.update(registration({ Fields: [], Tags: [] }))]) {
      expect(refused.reason).toMatch(new RegExp(`Registration ${id} cannot be (deleted|updated): it belongs to another stack \\(arn:aws:cloudformation:another\\).*Nothing was changed`));
    }
    expect(stage.writes).toEqual([]);
  });

  test('names every number that was not released', async () => {
    const id = await created({}, registration({ Fields: [], DeletionTimeout: 30 }));
    const [first, second] = [await tollFreeNumber(id), await tollFreeNumber(id)];
    expect((await stage.stack.delete('TollFree')).reason).toContain(`${first} (phone-number, TOLL_FREE), ${second} (phone-number, TOLL_FREE) `
      + 'are still associated with it. Delete or release them first, then run the delete again.');
  });

  test('names nothing that the delete would end by itself', async () => {
    const RegistrationId = await created({}, registration({ Fields: [], RegistrationType: 'US_TEN_DLC_CAMPAIGN_REGISTRATION', DeletionTimeout: 30 }));
    const { RegistrationId: ResourceId } = await stage.client.send(new CreateRegistrationCommand({ RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' }));
    await stage.client.send(new CreateRegistrationAssociationCommand({ RegistrationId, ResourceId }));
    stage.control.injectFault({ kind: 'error', operation: 'DeleteRegistration', times: 1_000, error: { name: 'ConflictException' } });
    const { reason } = await stage.stack.delete('TollFree');
    expect(reason).toContain('DeleteRegistration was refused until the timeout. Something may still depend on it');
    expect(reason).not.toContain(ResourceId);
  });

  test.each([
    ['review-first', false], ['review-first', true], ['holders-first', false], ['holders-first', true],
  ] as const)('leaves a submitted correction alone while a campaign holds its brand (%s, listed: %s), and says so', async (deleteRefusal, heldByListed) => {
    const brandId = await created({ switches: { deleteRefusal, heldByListed } }, registration({ Fields: [], RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' }));
    stage.control.setStatus({ registrationId: brandId, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    const { RegistrationId: campaignId } = await stage.client.send(new CreateRegistrationCommand({ RegistrationType: 'US_TEN_DLC_CAMPAIGN_REGISTRATION' }));
    await stage.client.send(new CreateRegistrationAssociationCommand({ RegistrationId: campaignId, ResourceId: brandId }));
    await stage.client.send(new CreateRegistrationVersionCommand({ RegistrationId: brandId }));
    stage.control.setStatus({ registrationId: brandId, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
    stage.control.clearJournal();
    const { status, reason } = await stage.stack.delete('TollFree');
    expect(status).toBe('DELETE_FAILED');
    expect(reason).toContain(campaignId);
    expect(reason).toMatch(/still associated with it.*Nothing was changed/);
    expect(new Set(stage.writes)).toEqual(new Set(['DeleteRegistration']));
    expect(stage.living.find(({ registrationId }) => registrationId === brandId)!.versions.map((version) => version.status)).toEqual(['APPROVED', 'SUBMITTED']);
  });

  test.concurrent('says that it is under review when the service stops responding', () => onStage(async (own) => {
    const id = await createdOn(own);
    own.control.setStatus({ registrationId: id, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    const deleting = own.stack.delete('TollFree');
    await own.called('DescribeRegistrationVersions');
    own.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrations', delayMs: 60_000, times: 100 });
    own.control.injectFault({ kind: 'delay', operation: 'DeleteRegistration', delayMs: 60_000, times: 100 });
    expect((await deleting).reason).toMatch(/it is under review.*\(DeleteRegistration: ConflictException RESOURCE_DELETION_NOT_ALLOWED; status REVIEWING/);
    own.control.clearFaults();
  }, { timeoutMs: 8_000 }));

  test('reports a refusal that comes after a conflict', async () => {
    const id = await created();
    await tollFreeNumber(id);
    stage.control.injectFault({ kind: 'error', operation: 'DeleteRegistration', nth: 2, error: { name: 'ValidationException' } });
    expect((await stage.stack.delete('TollFree')).reason).toMatch(/cannot be deleted: DeleteRegistration failed.*ValidationException/);
  });

  test('ends after the deletion timeout, not only when Lambda does', async () => {
    const id = await created({}, registration({ Fields: [], DeletionTimeout: 4 }));
    await tollFreeNumber(id);
    expect((await stage.stack.delete('TollFree')).reason).toMatch(/waited [1-5] s/);
  });

  test.concurrent('says so when the delete was accepted and the registration stays', () => onStage(async (own) => {
    await createdOn(own, registration({ DeletionTimeout: 60 }));
    const refused = await own.stack.delete('TollFree');
    expect(refused.reason).toMatch(/cannot be deleted: the service accepted the delete, but the registration is not gone after \d+ s\. Run the delete again.*\(status CREATED; waited/);
  }, { switches: { gone: 'lag', deletionLagMs: 600_000 } }));

  test.each([
    ['throttling', 'throttle'],
    ['errors of the service', 'error500'],
    ['resets before the effect', 'reset-before'],
    ['resets after the effect', 'reset-after'],
    ['answers that are lost', 'error500-after'],
  ] as const)('survives %s', async (_, kind) => {
    await created();
    stage.control.injectFault({ kind, operation: 'DescribeRegistrations', times: 2 });
    stage.control.injectFault({ kind, operation: 'DeleteRegistration', times: 2 });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    expect(stage.living).toEqual([]);
  });

  test.each([
    ['ValidationException', 'DescribeRegistrations', /DescribeRegistrations failed/],
    ['ValidationException', 'DeleteRegistration', /DeleteRegistration failed/],
  ] as const)('fails at once on %s of %s', async (name, operation, reason) => {
    const id = await created();
    stage.control.injectFault({ kind: 'error', operation, error: { name, message: 'not today' } });
    const refused = await stage.stack.delete('TollFree');
    expect(refused.status).toBe('DELETE_FAILED');
    expect(refused.reason).toMatch(reason);
    expect(refused.reason).toContain(`Registration ${id} cannot be deleted: ${operation} failed`);
    expect(stage.calls.filter((call) => call === operation)).toHaveLength(1);
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
  });

  test.each(['DeleteRegistration', 'DescribeRegistrations'])('waits for a permission that has not taken effect everywhere yet, and fails without it: %s', async (operation) => {
    const id = await created();
    stage.control.injectFault({ kind: 'access-denied', operation, times: 1_000 });
    const refused = await stage.stack.delete('TollFree');
    expect(refused.status).toBe('DELETE_FAILED');
    expect(refused.reason).toContain(`Registration ${id} cannot be deleted: ${operation} failed`);
    expect(refused.reason).toContain("Allow the handler's role to call this action");
    stage.control.clearFaults();
    stage.control.injectFault({ kind: 'access-denied', operation, times: 2 });
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
  });

  test.concurrent('responds before Lambda stops it, even when the service does not', () => onStage(async (own) => {
    await createdOn(own);
    own.control.injectFault({ kind: 'delay', operation: 'DeleteRegistration', delayMs: 60_000, times: 100 });
    const refused = await own.stack.delete('TollFree');
    expect(refused.reason).toMatch(/cannot be deleted: DeleteRegistration failed.*OutOfTime/);
    await own.cloud.lambda.idle();
    expect(own.outcomes.at(-1)).toBe('returned');
    own.control.clearFaults();
    expect((await own.stack.delete('TollFree')).succeeded).toBe(true);
  }, { timeoutMs: 5_000 }));

  test.concurrent('says that the delete was accepted when the service stops responding', () => onStage(async (own) => {
    await createdOn(own);
    const deleting = own.stack.delete('TollFree');
    await own.called('DeleteRegistration');
    own.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrations', delayMs: 60_000, times: 100 });
    expect((await deleting).reason).toMatch(/cannot be deleted: the service accepted the delete, but the registration is not gone/);
    own.control.clearFaults();
    own.control.advance({ ms: 600_000 });
  }, { timeoutMs: 8_000, switches: { gone: 'lag', deletionLagMs: 600_000 } }));

  test.concurrent('says what it knows when the service stops responding', () => onStage(async (own) => {
    const id = await createdOn(own);
    const number = await tollFreeNumber(id, own);
    const deleting = own.stack.delete('TollFree');
    await own.called('ListRegistrationAssociations');
    own.control.injectFault({ kind: 'delay', operation: 'DeleteRegistration', delayMs: 60_000, times: 100 });
    expect((await deleting).reason).toContain(`${number} (phone-number, TOLL_FREE) is still associated with it`);
    own.control.clearFaults();
  }, { timeoutMs: 8_000 }));

  describe('with deletion protection', () => {
    const protectedBy = (DeletionProtection: boolean) => registration({ Fields: [], DeletionProtection });

    test('is refused, until a deploy takes the protection away', async () => {
      const id = await created({}, protectedBy(true));
      const refused = await stage.stack.delete('TollFree');
      expect(refused.status).toBe('DELETE_FAILED');
      expect(refused.reason).toContain(`Registration ${id} cannot be deleted: its deletion protection is on. A stack that is in DELETE_FAILED now cannot be updated: delete it with this resource retained`);
      expect(refused.reason).toContain('DELETE_FAILED now cannot be updated: delete it with this resource retained '
        + '(aws cloudformation delete-stack --retain-resources), then adopt the registration in a new stack or delete it manually.');
      expect(stage.calls).not.toContain('DeleteRegistration');
      expect((await stage.stack.update(protectedBy(false))).status).toBe('UPDATE_COMPLETE');
      expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    });

    test('waits until it is visible, and deletes nothing', async () => {
      await created({}, protectedBy(true));
      stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrations', member: 'Registrations', value: [], times: 3 });
      expect((await stage.stack.delete('TollFree')).reason).toContain('its deletion protection is on');
      expect(stage.writes).toEqual([]);
    });

    test('is refused when the protection came with an update', async () => {
      await created({}, protectedBy(false));
      expect((await stage.stack.update(protectedBy(true))).status).toBe('UPDATE_COMPLETE');
      expect((await stage.stack.delete('TollFree')).status).toBe('DELETE_FAILED');
    });

    test('succeeds for a create that failed half-way', async () => {
      stage = await Stage.open();
      stage.control.injectFault({ kind: 'access-denied', operation: 'PutRegistrationFieldValue' });
      const result = await stage.stack.create(registration({ DeletionProtection: true }));
      expect(result.status).toBe('ROLLBACK_COMPLETE');
      expect(stage.control.state().registrations).toHaveLength(1);
      expect(stage.living).toEqual([]);
    });

    /** As a create leaves it that failed half-way. */
    async function createdUnfinished(): Promise<string> {
      const id = await created({}, protectedBy(true));
      await stage.client.send(new TagResourceCommand({
        ResourceArn: `arn:aws:sms-voice:us-east-1:111122223333:registration/${id}`, Tags: [{ Key: 'cdk-sms-registration:unfinished', Value: 'a-request' }],
      }));
      stage.control.clearJournal();
      return id;
    }

    test('of one that no deploy has finished succeeds when the answer of the delete is lost', async () => {
      await createdUnfinished();
      stage.control.injectFault({ kind: 'reset-after', operation: 'DeleteRegistration' });
      expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
      // It was not protected, so nothing was looked at before: the delete has to say for as long as a new one may be invisible that it is gone.
      expect(stage.writes.length).toBeGreaterThan(2);
    });

    test.each([{ switches: {} }, { switches: { absentResource: 'not-found' as const } }])('of one that no deploy has finished succeeds when it is not visible yet: %j', async ({ switches }) => {
      await createdUnfinished();
      stage.control.setSwitches(switches);
      stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrations', member: 'Registrations', value: [], times: 2 });
      stage.control.injectFault({ kind: 'replace', operation: 'ListTagsForResource', member: 'Tags', value: [], times: 1 });
      expect((await stage.stack.delete('TollFree')).reason).toBeUndefined();
      expect(stage.living).toEqual([]);
    });

    test('deletes a submitted form that no deploy has finished', async () => {
      const id = await createdUnfinished();
      stage.control.setStatus({ registrationId: id, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
      expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
      expect(stage.writes).toEqual(['DeleteRegistration', 'DiscardRegistrationVersion', 'DeleteRegistration']);
    });

    test.each(['gone', 'tombstone', 'not-found'] as const)('succeeds when it is gone already, and the service shows %s', async (gone) => {
      const id = await created({ switches: { gone } }, protectedBy(true));
      await stage.client.send(new DeleteRegistrationCommand({ RegistrationId: id }));
      expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
    });
  });

  test.concurrent('of an ID that CloudFormation invented deletes only what carries the tags of that resource', () => onStage(async (own) => {
    const tags = (logicalId: string) => [
      { Key: 'cdk-sms-registration:stack-id', Value: own.stack.stackId },
      { Key: 'cdk-sms-registration:logical-id', Value: logicalId },
    ];
    const unfinished = [{ Key: 'cdk-sms-registration:unfinished', Value: 'a-request' }];
    const make = async (logicalId?: string, more = unfinished) => (await own.client.send(new CreateRegistrationCommand({
      RegistrationType: 'US_TOLL_FREE_REGISTRATION', Tags: logicalId ? [...tags(logicalId), ...more] : more,
    }))).RegistrationId!;
    // Only in a stack that was updated before can an earlier deploy have finished one.
    await own.stack.create(registration({}, 'First'));
    const first = own.registrationId;
    const [others, lost, foreign, finished] = [await make('Another'), await make('TollFree'), await make(), await make('TollFree', [])];
    // What says the same elsewhere does not carry them.
    const { RegistrationId: alike } = await own.client.send(new CreateRegistrationCommand({
      RegistrationType: 'US_TOLL_FREE_REGISTRATION', Tags: tags('TollFree').map(({ Value }, index) => ({ Key: `tag-${index}`, Value })),
    }));
    // Finished by an earlier deploy of the same resource, and retained: no lost create leaves that, however young it is.
    const kept = [finished, first];
    // Whatever else goes in the account meanwhile is none of its business.
    own.control.injectFault({ kind: 'error', operation: 'ListTagsForResource', error: { name: 'ResourceNotFoundException' } });
    own.control.setSwitches({ pageSize: 2 });
    own.control.injectFault({ kind: 'error', operation: 'CreateRegistration', error: { name: 'AccessDeniedException' } });
    const cancel = new AbortController();
    own.control.injectFault({ kind: 'delay', operation: 'CreateRegistration', delayMs: 10_000 });
    const creating = own.stack.create(withFields(), { cancel: cancel.signal });
    await own.asked();
    cancel.abort();
    expect((await creating).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(own.living.map(({ registrationId }) => registrationId).sort()).toEqual([others, foreign, alike!, ...kept].sort());
    expect(own.control.history({ registrationId: lost }).at(-1)!.registrationStatus).toBe('DELETED');
  }));

  test.concurrent('of an ID that CloudFormation invented goes on after a first hit, as long as the create may still make another', () => onStage(async (own) => {
    const Tags = Object.entries({ 'stack-id': own.stack.stackId, 'logical-id': 'TollFree', 'unfinished': 'an-earlier-request' })
      .map(([key, Value]) => ({ Key: `cdk-sms-registration:${key}`, Value }));
    await own.client.send(new CreateRegistrationCommand({ RegistrationType: 'US_TOLL_FREE_REGISTRATION', Tags }));
    own.control.injectFault({ kind: 'delay', operation: 'CreateRegistration', delayMs: 9_000 });
    const cancel = new AbortController();
    const arrival = own.simulator.arrival('CreateRegistration');
    const creating = own.stack.create(withFields(), { cancel: cancel.signal });
    await arrival;
    cancel.abort();
    expect((await creating).status).toBe('ROLLBACK_COMPLETE');
    await own.cloud.lambda.idle();
    expect(own.control.state().registrations).toHaveLength(2);
    expect(own.living).toEqual([]);
  }));

  test.concurrent('of an ID that CloudFormation invented, delivered again later, leaves what the next create is making', () => onStage(async (own) => {
    await own.stack.create(registration({}, 'First'));
    const cancel = new AbortController();
    own.control.injectFault({ kind: 'delay', operation: 'CreateRegistration', delayMs: 9_000 });
    const creating = own.stack.create(withFields(), { cancel: cancel.signal });
    await own.asked();
    cancel.abort();
    await creating;
    await own.cloud.lambda.idle();
    const { event } = own.stack.sent.at(-1)!;
    expect(event.RequestType).toBe('Delete');
    own.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationFieldValues', delayMs: 60_000 });
    const again = own.stack.create(registration());
    await own.called('PutRegistrationFieldValue');
    own.cloud.lambda.accept(event);
    expect((await again).reason).toBeUndefined();
    await own.cloud.lambda.idle();
    expect(own.living).toHaveLength(2);
  }));

  test('of an ID that CloudFormation invented fails when it may not read whose a registration is', async () => {
    stage = await Stage.open();
    const cancel = new AbortController();
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', delayMs: 10_000 });
    const creating = stage.stack.create(registration(), { cancel: cancel.signal });
    await stage.called('PutRegistrationFieldValue');
    stage.control.injectFault({ kind: 'access-denied', operation: 'ListTagsForResource', times: 100 });
    cancel.abort();
    expect(await creating).toMatchObject({ status: 'ROLLBACK_FAILED', reason: expect.stringContaining('cancelled') });
    expect(stage.stack.events.map(({ reason }) => reason)).toContainEqual(expect.stringContaining('cannot be deleted: ListTagsForResource failed'));
  });

  test('of a create that says that it may have made something deletes what that very create has made, and nothing of a later one', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'replace', operation: 'CreateRegistration', member: 'RegistrationId', value: '' });
    // CloudFormation keeps what has failed for the next operation, which makes another one before it deletes that.
    const first = await stage.stack.deploy([withFields()], { disableRollback: true });
    expect(first.status).toBe('CREATE_FAILED');
    const [lost] = stage.living.map(({ registrationId }) => registrationId);
    expect((await stage.stack.deploy([withFields()])).status).toBe('UPDATE_COMPLETE');
    expect(stage.living.map(({ registrationId }) => registrationId)).toEqual([stage.stack.ref('TollFree')]);
    expect(stage.control.history({ registrationId: lost! }).at(-1)!.registrationStatus).toBe('DELETED');
  });

  test.each(['registration-0a1b-2c3d-4e5f', 'registration_0123'])('of %s, which neither the service nor CloudFormation would say, asks the service', async (physicalId) => {
    await created({}, withFields());
    const { event } = stage.stack.sent[0]!;
    await stage.cloud.lambda.invoke({ ...event, RequestType: 'Delete', PhysicalResourceId: physicalId });
    expect(stage.calls).toContain('DeleteRegistration');
    expect(stage.living).toHaveLength(1);
  });

  test('a marker of a create that made nothing succeeds without a call', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'access-denied', operation: 'CreateRegistration', times: 1_000 });
    const result = await stage.stack.create(withFields());
    expect(result.requests[1]!.event).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: 'cdk-sms-registration:nothing-created' });
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(new Set(stage.calls)).toEqual(new Set(['CreateRegistration']));
  });

  test('works with properties that no version ever wrote', async () => {
    await created({}, withFields());
    await stage.stack.update(registration({ Fields: [], DeletionTimeout: 'soon' }));
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
  });
});
