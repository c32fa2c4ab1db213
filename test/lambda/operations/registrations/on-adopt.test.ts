import { CreateRegistrationCommand, PutRegistrationFieldValueCommand, TagResourceCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { brand, BRAND_FIELDS, CANARY, failing, registration, Stage, type StageOptions } from '../../stage';

let stage: Stage;

afterEach(() => stage.close());

const STACK_TAG = 'cdk-sms-registration:stack-id';
const LOGICAL_ID_TAG = 'cdk-sms-registration:logical-id';
const CITY = 'companyInfo.city';
const OURS = () => ({ [STACK_TAG]: stage.stack.stackId, [LOGICAL_ID_TAG]: 'Brand' });

/** A registration that somebody made by hand, with one field that the stack knows nothing of. */
async function madeElsewhere(options?: StageOptions): Promise<string> {
  // No definition of a field says here which brands may fill it, so that forms can be denied.
  stage = await Stage.open({ ...options, switches: { conditionalBehavior: 'absent', ...options?.switches } });
  const { RegistrationId } = await stage.client.send(new CreateRegistrationCommand({
    RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION', Tags: [{ Key: 'Name', Value: 'theirs' }],
  }));
  await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId, FieldPath: 'companyInfo.stockSymbol', TextValue: 'THRS' }));
  await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId, FieldPath: CITY, TextValue: 'Their Town' }));
  stage.control.clearJournal();
  return RegistrationId!;
}

const adopted = (RegistrationId: string, overrides = {}) => brand({}, { RegistrationId, Submit: false, ...overrides });

describe('An adoption', () => {
  test('marks the registration first, writes what differs, leaves what was filled in elsewhere, and is then updated like any other', async () => {
    const id = await madeElsewhere();
    expect((await stage.stack.create(adopted(id))).succeeded).toBe(true);
    expect(stage.stack.ref('Brand')).toBe(id);
    expect(stage.writes).toEqual(['TagResource', 'TagResource', ...BRAND_FIELDS.map(() => 'PutRegistrationFieldValue')]);
    expect(stage.living[0]!.tags).toEqual({ 'Name': 'toll-free', ...OURS(), 'cdk-sms-registration:update': expect.any(String) });
    expect(await stage.values(id)).toMatchObject({ 'companyInfo.stockSymbol': 'THRS', [CITY]: 'Any Town', 'companyInfo.companyName': `${CANARY} Corp` });
    expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }, { RegistrationId: id, Submit: false }))).succeeded).toBe(true);
    expect(await stage.values(id)).toMatchObject({ [CITY]: 'Other Town' });
  });

  test('makes the stack\'s own what a create that failed has left and its policy has kept', async () => {
    const id = await madeElsewhere();
    await stage.client.send(new TagResourceCommand({
      ResourceArn: `arn:aws:sms-voice:us-east-1:111122223333:registration/${id}`, Tags: [{ Key: 'cdk-sms-registration:unfinished', Value: 'a-request' }],
    }));
    expect((await stage.stack.create(adopted(id))).succeeded).toBe(true);
    expect(stage.living[0]!.tags).not.toHaveProperty('cdk-sms-registration:unfinished');
  });

  test('takes an ARN as well', async () => {
    const id = await madeElsewhere();
    expect((await stage.stack.create(adopted(`arn:aws:sms-voice:us-east-1:111122223333:registration/${id}`))).succeeded).toBe(true);
    expect(stage.stack.ref('Brand')).toBe(id);
  });

  test('is deleted by a delete, which CloudFormation sends unless it shall be retained', async () => {
    const id = await madeElsewhere();
    await stage.stack.create(adopted(id));
    expect((await stage.stack.delete('Brand')).succeeded).toBe(true);
    expect(stage.living).toEqual([]);
  });

  test('submits, and a denial fails it without deleting anything', async () => {
    const id = await madeElsewhere();
    const result = await stage.stack.create(adopted(id, { Submit: true }));
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringMatching(/version 1 was denied: .*stockSymbol: Conditional field not allowed/) });
    expect(stage.living.map(({ registrationId, tags }) => [registrationId, tags[STACK_TAG]])).toEqual([[id, undefined]]);
  });

  test('that was taken over already keeps its tags when another delivery of the event fails', async () => {
    const id = await madeElsewhere();
    stage.cloud.lambda.delivery = 'twice';
    stage.control.injectFault({ kind: 'access-denied', operation: 'DescribeRegistrationFieldDefinitions', nth: 2, times: 100 });
    expect((await stage.stack.create(adopted(id))).succeeded).toBe(true);
    await stage.cloud.lambda.idle();
    expect(stage.living[0]!.tags).toMatchObject(OURS());
  });

  test('that fails after an earlier delivery of its event has died lets go of the registration', async () => {
    const id = await madeElsewhere({ retryAfterSeconds: [1, 1] });
    const creating = stage.stack.create(brand({ 'companyInfo.nonsense': CANARY }, { RegistrationId: id, Submit: false }));
    await stage.called('TagResource');
    stage.cloud.lambda.killBusy();
    expect(await creating).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('the form has no such field') });
    expect(stage.living.map(({ tags }) => tags)).toEqual([{ Name: 'theirs' }]);
  });

  test('that fails and cannot remove its tags itself leaves that to its rollback', async () => {
    const id = await madeElsewhere();
    stage.control.injectFault({ kind: 'error', operation: 'UntagResource', error: { name: 'ValidationException' } });
    const { status } = await stage.stack.create(brand({ 'companyInfo.nonsense': CANARY }, { RegistrationId: id, Submit: false }));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(stage.living.map(({ tags }) => tags)).toEqual([{ Name: 'theirs' }]);
  });

  test('is never replaced by one of another type: the stack still names it', async () => {
    const id = await madeElsewhere();
    await stage.stack.create(adopted(id));
    const refused = await stage.stack.update(adopted(id, { RegistrationType: 'US_TOLL_FREE_REGISTRATION', Fields: [], AllowReplacement: true }));
    expect(refused).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      reason: expect.stringMatching(new RegExp(`Registration ${id} cannot be updated: its type .* cannot be changed to US_TOLL_FREE_REGISTRATION.*\\(status CREATED\\)`)),
    });
    expect(stage.control.state().registrations.map(({ registrationId }) => registrationId)).toEqual([id]);
  });

  test.each([
    ['that does not exist', async () => 'registration-00000000000000000000000000000000', / Registration registration-0+ cannot be adopted: it does not exist in this account and Region/],
    ['of another type', async (id: string) => id, / Registration registration-\w+ cannot be adopted: its type is US_TEN_DLC_BRAND_REGISTRATION, and the stack declares US_TOLL_FREE_REGISTRATION.*Nothing was changed/],
  ])('of a registration %s is refused, and changes nothing', async (_, idOf, reason) => {
    const id = await madeElsewhere();
    const result = await stage.stack.create(adopted(await idOf(id), { RegistrationType: 'US_TOLL_FREE_REGISTRATION', Fields: [] }));
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringMatching(reason) });
    expect(stage.writes).toEqual([]);
    expect(stage.living).toHaveLength(1);
  });

  test('of a registration that the service shows as deleted is refused', async () => {
    const id = await madeElsewhere();
    stage.control.setStatus({ registrationId: id, registrationStatus: 'DELETED' });
    const { reason } = await stage.stack.create(adopted(id));
    expect(reason).toContain(`Registration ${id} cannot be adopted: it does not exist in this account and Region.`);
    expect(stage.writes).toEqual([]);
  });

  test('that the service refuses is reported, with what it was about', async () => {
    const id = await madeElsewhere();
    stage.control.injectFault({ kind: 'access-denied', operation: 'DescribeRegistrations', times: 1_000 });
    const { reason } = await stage.stack.create(adopted(id));
    expect(reason).toContain(`Registration ${id} cannot be adopted: DescribeRegistrations failed`);
  });

  test.each(['DescribeRegistrations', 'ListTagsForResource'])('waits for a permission that has not taken effect everywhere yet: %s', async (operation) => {
    const id = await madeElsewhere();
    stage.control.injectFault({ kind: 'access-denied', operation, times: 2 });
    expect((await stage.stack.create(adopted(id))).reason).toBeUndefined();
    expect(stage.living).toMatchObject([{ registrationId: id, tags: OURS() }]);
  });

  test('of a registration of another stack is refused, with the way to free it', async () => {
    const id = await madeElsewhere();
    const ResourceArn = `arn:aws:sms-voice:us-east-1:111122223333:registration/${id}`;
    await stage.client.send(new TagResourceCommand({
      ResourceArn, Tags: [{ Key: STACK_TAG, Value: 'arn:aws:cloudformation:another' }, { Key: LOGICAL_ID_TAG, Value: 'Brand' }],
    }));
    stage.control.clearJournal();
    const result = await stage.stack.create(adopted(id));
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toContain(
      `Registration ${id} cannot be adopted: it belongs to another stack (${STACK_TAG}: arn:aws:cloudformation:another, ${LOGICAL_ID_TAG}: Brand)`);
    expect(result.reason).toContain(`untag-resource --resource-arn ${ResourceArn} --tag-keys ${STACK_TAG} ${LOGICAL_ID_TAG}. Nothing was changed`);
    expect(stage.writes).toEqual([]);
  });

  test.each([
    ['SUBMITTED', 'SUBMITTED', /submitted outside of the stack/], ['REVIEWING', 'REVIEWING', /under review/], ['COMPLETE', 'APPROVED', /updateApproved: true/],
  ] as const)(
    'of a registration that is %s changes no form, and lets go of it', async (registrationStatus, versionStatus, reason) => {
      const id = await madeElsewhere();
      stage.control.setStatus({ registrationId: id, registrationStatus, versionStatus });
      const result = await stage.stack.create(adopted(id));
      expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringMatching(reason) });
      expect(stage.writes).toEqual(['TagResource', 'UntagResource']);
      expect(stage.living[0]!.tags).not.toHaveProperty(STACK_TAG);
    });

  test('that is cancelled while it runs deletes nothing, and lets go of the registration', async () => {
    const id = await madeElsewhere();
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', delayMs: 3_000 });
    const cancel = new AbortController();
    const creating = stage.stack.create(adopted(id), { cancel: cancel.signal });
    while (!stage.calls.includes('DescribeRegistrationFieldValues')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    cancel.abort();
    const result = await creating;
    expect(result.requests[1]!.event).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: expect.stringMatching(/^SmsStack-Brand-/) });
    await stage.cloud.lambda.idle();
    expect(stage.living.map(({ registrationId }) => registrationId)).toEqual([id]);
    expect(stage.living[0]!.tags).not.toHaveProperty(STACK_TAG);
    expect(stage.writes).not.toContain('DeleteRegistration');
  });

  test('that is cancelled while it submits the form does not submit what it has given back', async () => {
    const id = await madeElsewhere();
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', times: 100, delayMs: 2_500 });
    const cancel = new AbortController();
    const creating = stage.stack.create(adopted(id, { Submit: true }), { cancel: cancel.signal });
    await stage.called('PutRegistrationFieldValue');
    cancel.abort();
    await creating;
    await stage.cloud.lambda.idle();
    expect(stage.living.map(({ registrationId, status, tags }) => [registrationId, status, tags])).toEqual([[id, 'CREATED', { Name: 'toll-free' }]]);
    expect(stage.writes).not.toContain('SubmitRegistrationVersion');
  });

  test('that is cancelled just before it tags the registration removes the tags itself: the delete has found none', async () => {
    const id = await madeElsewhere();
    stage.control.injectFault({ kind: 'delay', operation: 'TagResource', delayMs: 8_000 });
    const cancel = new AbortController();
    const arrival = stage.simulator.arrival('TagResource');
    const creating = stage.stack.create(adopted(id), { cancel: cancel.signal });
    await arrival;
    cancel.abort();
    expect((await creating).status).toBe('ROLLBACK_COMPLETE');
    await stage.cloud.lambda.idle();
    expect(stage.living.map(({ registrationId, tags }) => [registrationId, tags[STACK_TAG]])).toEqual([[id, undefined]]);
  });

  test('that is cancelled before it has marked the registration takes no tag off', async () => {
    const id = await madeElsewhere();
    // Longer than the delete looks, and then refused: the adoption never marks it.
    stage.control.injectFault({ kind: 'delay', operation: 'ListTagsForResource', delayMs: 9_000 });
    stage.control.injectFault({ kind: 'access-denied', operation: 'TagResource', times: 100 });
    const cancel = new AbortController();
    const creating = stage.stack.create(adopted(id), { cancel: cancel.signal });
    await stage.called('DescribeRegistrations');
    cancel.abort();
    expect((await creating).status).toBe('ROLLBACK_COMPLETE');
    expect(stage.writes).not.toContain('UntagResource');
    expect(stage.living.map(({ tags }) => tags)).toEqual([{ Name: 'theirs' }]);
  });

  test('that succeeds at the second attempt lasts, although CloudFormation cleans up after the first one', async () => {
    const id = await madeElsewhere();
    stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrations', delayMs: 9_000 });
    const cancel = new AbortController();
    const creating = stage.stack.create(adopted(id), { cancel: cancel.signal, disableRollback: true });
    await stage.asked();
    cancel.abort();
    expect((await creating).status).toBe('CREATE_FAILED');
    await stage.cloud.lambda.idle();
    expect(stage.stack.ref('Brand')).not.toBe(id);

    const again = await stage.stack.deploy([adopted(id)]);
    expect(again.status).toBe('UPDATE_COMPLETE');
    expect(again.requests.map(({ event: { RequestType } }) => RequestType)).toEqual(['Create', 'Delete']);
    expect(stage.living[0]!.tags).toMatchObject(OURS());
    expect(await stage.stack.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(stage.living).toEqual([]);
  });

  test('with deletion protection keeps it from being deleted, until a deploy takes the protection away', async () => {
    const id = await madeElsewhere();
    expect((await stage.stack.create(adopted(id, { DeletionProtection: true }))).succeeded).toBe(true);
    expect(await stage.stack.delete('Brand')).toMatchObject({ status: 'DELETE_FAILED', reason: expect.stringContaining('its deletion protection is on') });
    expect((await stage.stack.update(adopted(id))).succeeded).toBe(true);
    expect((await stage.stack.delete('Brand')).succeeded).toBe(true);
    expect(stage.living).toEqual([]);
  });

  test('with deletion protection that fails leaves it unprotected, as it was', async () => {
    const id = await madeElsewhere();
    stage.control.injectFault({ kind: 'error', operation: 'PutRegistrationFieldValue', error: { name: 'ValidationException' } });
    expect((await stage.stack.create(adopted(id, { DeletionProtection: true }))).status).toBe('ROLLBACK_COMPLETE');
    expect(Object.keys(stage.living[0]!.tags)).toEqual(['Name']);
  });

  test('of what carries the marks of this stack already says only that it was the last to change it', async () => {
    const id = await madeElsewhere();
    const ResourceArn = `arn:aws:sms-voice:us-east-1:111122223333:registration/${id}`;
    const Tags = Object.entries({ Name: 'toll-free', ...OURS() }).map(([Key, Value]) => ({ Key, Value }));
    await stage.client.send(new TagResourceCommand({ ResourceArn, Tags }));
    stage.control.clearJournal();
    expect((await stage.stack.create(adopted(id))).succeeded).toBe(true);
    expect(stage.writes).toEqual(['TagResource', ...BRAND_FIELDS.map(() => 'PutRegistrationFieldValue')]);
  });

  test.each(['twice', 'concurrently'] as const)('delivered %s ends in the same place', async (delivery) => {
    const id = await madeElsewhere();
    stage.cloud.lambda.delivery = delivery;
    expect((await stage.stack.create(adopted(id))).succeeded).toBe(true);
    await stage.cloud.lambda.idle();
    expect(stage.living[0]!.tags).toMatchObject(OURS());
    expect(stage.living).toHaveLength(1);
  });

  test('of another registration in the place of the stack\'s own is refused, and so is another in the place of an adopted one', async () => {
    const other = await madeElsewhere();
    await stage.stack.create(brand({}, { Submit: false }));
    const own = stage.stack.ref('Brand');
    const refused = await stage.stack.update(adopted(other));
    expect(refused).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      reason: expect.stringMatching(/cannot be updated: the stack now names another registration.*Give the construct a new ID.*Nothing was changed\. \(status CREATED\)/),
    });
    expect(stage.stack.ref('Brand')).toBe(own);
    expect(stage.living.map(({ registrationId }) => registrationId).sort()).toEqual([own, other].sort());
  });

  describe('that did not last deletes nothing, whatever the policy:', () => {
    const failsAfterwards = () => failing(['Brand']);
    const untouched = (id: string) => expect(stage.living.map(({ registrationId, tags }) => [registrationId, Object.keys(tags)])).toEqual([[id, ['Name']]]);

    test('the create of the stack is rolled back', async () => {
      const id = await madeElsewhere();
      expect((await stage.stack.deploy([adopted(id), failsAfterwards()])).status).toBe('ROLLBACK_COMPLETE');
      untouched(id);
    });

    test('an update of the stack is rolled back', async () => {
      const id = await madeElsewhere();
      await stage.stack.create(registration({ Fields: [] }));
      expect((await stage.stack.deploy([registration({ Fields: [] }), adopted(id), failsAfterwards()])).status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(stage.living.map(({ registrationId }) => registrationId)).toContain(id);
    });

    test.each(['denied', 'throttled'] as const)('it is unknown, because DescribeStacks is %s', async (mood) => {
      const id = await madeElsewhere();
      stage.cloud.stackApi.mood = mood;
      expect((await stage.stack.deploy([adopted(id), failsAfterwards()])).status).toBe('ROLLBACK_COMPLETE');
      untouched(id);
      expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', message: expect.stringContaining('It is kept, without the tags of the stack') }));
    });

    test('it is unknown, because a nested stack is deleted when its parent is rolled back', async () => {
      const id = await madeElsewhere();
      stage.newStack(stage.stack.stackId);
      expect((await stage.stack.create(adopted(id))).succeeded).toBe(true);
      expect((await stage.stack.destroy()).succeeded).toBe(true);
      untouched(id);
    });
  });

  describe('of a registration that this stack had under another logical ID', () => {
    const renamed = (id: string) => ({ ...adopted(id), logicalId: 'BrandV2' });

    test('takes it over, and the delete of the previous one deletes nothing', async () => {
      stage = await Stage.open();
      await stage.stack.create(brand({}, { Submit: false }));
      const id = stage.stack.ref('Brand');
      expect((await stage.stack.deploy([renamed(id)])).status).toBe('UPDATE_COMPLETE');
      expect(stage.living).toMatchObject([{ registrationId: id, tags: { [LOGICAL_ID_TAG]: 'BrandV2' } }]);
      expect((await stage.stack.destroy()).succeeded).toBe(true);
      expect(stage.living).toEqual([]);
    });

    test('has nothing to give back any more once it has lasted', async () => {
      stage = await Stage.open();
      await stage.stack.create(brand({}, { Submit: false }));
      const id = stage.stack.ref('Brand');
      await stage.stack.deploy([renamed(id)]);
      const tagsAfter = async (city: string) => {
        const { properties } = brand({ [CITY]: city }, { RegistrationId: id, Submit: false });
        expect((await stage.stack.update({ ...renamed(id), properties })).succeeded).toBe(true);
        return stage.living[0]!.tags;
      };
      expect(await tagsAfter('Other Town')).not.toHaveProperty('cdk-sms-registration:former-logical-id');
      stage.control.clearJournal();
      expect(await tagsAfter('Third Town')).toMatchObject({ [LOGICAL_ID_TAG]: 'BrandV2' });
      expect(stage.writes).not.toContain('UntagResource');
    });

    test('gives it back to that one when the deploy is rolled back', async () => {
      stage = await Stage.open();
      await stage.stack.create(brand({}, { Submit: false }));
      const id = stage.stack.ref('Brand');
      expect((await stage.stack.deploy([renamed(id), failing(['BrandV2'])])).status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(stage.living).toMatchObject([{ registrationId: id, tags: OURS() }]);
      expect(stage.living[0]!.tags).not.toHaveProperty('cdk-sms-registration:former-logical-id');
      expect((await stage.stack.update(brand({ [CITY]: 'Other Town' }, { Submit: false }))).succeeded).toBe(true);
      expect((await stage.stack.destroy()).succeeded).toBe(true);
      expect(stage.living).toEqual([]);
    });
  });
});
