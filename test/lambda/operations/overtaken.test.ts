import type { CustomResource, Properties, StackApiMood } from '../../cloudformation';
import { brand, BRAND_FIELDS, CANARY, Stage } from '../stage';

let stage: Stage;
/** How CloudFormation answers when it is asked about the stack. */
let asks: StackApiMood = 'true';
afterEach(() => stage.close());

/** Only brands that are traded may fill this: denied by itself some seconds after the submit. */
const deniable = brand({ 'companyInfo.stockSymbol': 'EXMP' });

/** A brand that the stack has submitted, and that a person has denied. */
async function denied(): Promise<string> {
  const registrationId = await submitted();
  stage.control.setStatus({ registrationId, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
  return registrationId;
}

/** A brand that the stack has submitted, and that nobody has looked at. Two instances of the function are warm. */
async function submitted(): Promise<string> {
  stage = await Stage.open({ retryAfterSeconds: [1, 1], switches: { conditionalBehavior: 'absent' } });
  stage.reviewersTakeUp();
  expect((await stage.stack.create(brand())).succeeded).toBe(true);
  const { event } = stage.cloud.lambda.invocations[0]!;
  await Promise.all([stage.cloud.lambda.invoke(event), stage.cloud.lambda.invoke(event)]);
  stage.reviewersRest();
  const { registrationId } = stage;
  stage.control.setStatus({ registrationId, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
  stage.control.clearJournal();
  stage.cloud.stackApi.mood = asks;
  return registrationId;
}

const versions = () => stage.living[0]!.versions.map(({ number, status }) => `${number} ${status}`);

/** The update is cancelled when it makes that call, and its rollback starts at once. */
async function cancelled(update: CustomResource, operation: string, act: () => unknown = () => undefined): Promise<void> {
  const cancel = new AbortController();
  const arrival = stage.simulator.arrival(operation);
  const updating = stage.stack.update(update, { cancel: cancel.signal });
  await arrival;
  act();
  cancel.abort();
  expect((await updating).status).toBe('UPDATE_ROLLBACK_COMPLETE');
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('An update whose handler dies after it has submitted the form, and that is delivered again,', () => {
  test('waits for the denial, and fails', async () => {
    await submitted();
    stage.control.setSwitches({ denialDelayMs: 10_000 });
    const updating = stage.stack.update(deniable);
    await stage.called('SubmitRegistrationVersion');
    stage.cloud.lambda.killBusy();
    await until(() => versions().includes('2 DENIED'));
    stage.reviewersTakeUp();
    expect(await updating).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 2 was denied') });
    expect(versions()).toEqual(['1 DISCARDED', '2 DENIED', '3 REVIEWING']);
  });

  test('fails for a denial that came meanwhile', async () => {
    await submitted();
    const updating = stage.stack.update(deniable);
    await stage.called('SubmitRegistrationVersion');
    stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationVersions', delayMs: 60_000 });
    await until(() => versions().includes('2 DENIED'));
    stage.cloud.lambda.killBusy();
    stage.reviewersTakeUp();
    expect(await updating).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 2 was denied') });
    expect(versions()).toEqual(['1 DISCARDED', '2 DENIED', '3 REVIEWING']);
  });

  test('fails for the denial of what was a draft', async () => {
    stage = await Stage.open({ retryAfterSeconds: [1, 1], switches: { conditionalBehavior: 'absent', denialDelayMs: 10_000 } });
    expect((await stage.stack.create(brand({}, { Submit: false }))).succeeded).toBe(true);
    const updating = stage.stack.update(deniable);
    await stage.called('SubmitRegistrationVersion');
    stage.cloud.lambda.killBusy();
    await until(() => versions().includes('1 DENIED'));
    expect(await updating).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 1 was denied') });
  });
});

test('A rollback whose handler dies after it has submitted the previous form again does not wait for a denial, which could not fail it', async () => {
  await submitted();
  const rollingBack = stage.rolledBack(brand({ 'companyInfo.city': 'Other Town' }));
  await until(() => versions().includes('3 SUBMITTED'));
  stage.cloud.lambda.killBusy();
  expect(await rollingBack).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  await stage.cloud.lambda.idle();
  expect(versions()).toEqual(['1 DISCARDED', '2 DISCARDED', '3 SUBMITTED']);
  const rollback = stage.calls.slice(stage.calls.lastIndexOf('SubmitRegistrationVersion'));
  expect(rollback.filter((call) => call === 'DescribeRegistrationVersions').length).toBeLessThanOrEqual(2);
});

test('An update whose handler dies while it fills the form, and that is delivered again, begins once', async () => {
  await submitted();
  stage.reviewersTakeUp();
  const updating = stage.stack.update(brand({ 'companyInfo.city': 'Other Town' }));
  await stage.called('PutRegistrationFieldValue');
  stage.cloud.lambda.killBusy();
  expect((await updating).succeeded).toBe(true);
  expect(versions()).toEqual(['1 DISCARDED', '2 REVIEWING']);
  expect(stage.writes.filter((call) => call === 'TagResource')).toHaveLength(1);
});

test('An update that has succeeded, and is delivered again when a person has denied the form, changes nothing more', async () => {
  await submitted();
  stage.reviewersTakeUp();
  expect((await stage.stack.update(brand({ 'companyInfo.city': 'Other Town' }))).succeeded).toBe(true);
  stage.control.deny({ registrationId: stage.registrationId });
  await stage.cloud.lambda.invoke(stage.cloud.lambda.invocations.at(-1)!.event);
  expect(stage.cloud.responses.puts.at(-1)).toMatchObject({ outcome: 'duplicate' });
  expect(versions()).toEqual(['1 DISCARDED', '2 DENIED']);
});

test('An update of a form that was submitted before answers with the status that it has at the end', async () => {
  await submitted();
  stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrations', member: 'RegistrationStatus', value: 'CREATED' });
  expect((await stage.stack.update(brand({}, { Tags: [] }))).succeeded).toBe(true);
  expect(stage.stack.resource('Brand')!.attributes).toMatchObject({ RegistrationStatus: 'SUBMITTED', VersionNumber: 1 });
});

test('An update that submits nothing does not wait for what becomes of a form that was submitted before', async () => {
  await submitted();
  expect((await stage.stack.update(brand({}, { Tags: [{ Key: 'Name', Value: 'other' }] }))).succeeded).toBe(true);
  expect(stage.calls.filter((call) => call === 'DescribeRegistrationVersions')).toHaveLength(1);
  expect(JSON.stringify(stage.logLines)).not.toContain(CANARY);
});

describe.each(['true', 'denied', 'stale', 'without operations'] as const)('An update that CloudFormation takes back, with DescribeStacks %s,', (mood) => {
  beforeEach(() => { asks = mood; });
  afterAll(() => { asks = 'true'; });

  const moved = () => brand({ 'companyInfo.city': 'Other Town' });

  /** A form that a person has denied; the update of it is cancelled when it makes that call, which takes so long. */
  async function cancelledAt(operation: string, delayMs: number, act?: () => unknown): Promise<void> {
    await denied();
    stage.control.injectFault({ kind: 'delay', operation, delayMs });
    await cancelled(moved(), operation, act);
    await stage.cloud.lambda.idle();
    expect(stage.writes).not.toContain('SubmitRegistrationVersion');
  }

  const wasOvertaken = () => expect(stage.cloud.responses.puts.map(({ body }) => body))
    .toContainEqual(expect.stringContaining('CloudFormation no longer waits for this request'));

  // Tags alone cannot tell of what arrives after the wait for calls that are on their way.
  const isTold = mood !== 'denied';

  test.each(isTold ? [700, 2_500, 9_000] : [700, 2_500])('submits nothing when its tag is written %i ms late, after that of the rollback', async (delayMs) => {
    await cancelledAt('TagResource', delayMs);
    wasOvertaken();
  });

  test('submits nothing when its handler has died, and it is delivered again', async () => {
    await cancelledAt('PutRegistrationFieldValue', 5_000, () => stage.cloud.lambda.killBusy());
    wasOvertaken();
    expect(versions()).toEqual(['1 DENIED', '2 DRAFT']);
  });

  test('does not go on to write into the form that its rollback submits again', async () => {
    await submitted();
    const previous = await stage.values(stage.registrationId);
    // So long that both write at the same time.
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', times: 100, delayMs: 900 });
    await cancelled(brand({ 'companyInfo.stockSymbol': 'EXMP' }), 'PutRegistrationFieldValue', () => stage.reviewersTakeUp());
    await stage.cloud.lambda.idle();
    wasOvertaken();
    expect(versions()).toEqual(['1 DISCARDED', '2 REVIEWING']);
    expect(await stage.values(stage.registrationId, 2)).toEqual(previous);
  });

  if (isTold) {
    test('writes nothing when its tag is written late, and its rollback decides late as well', async () => {
      const registrationId = await denied();
      const previous = await stage.values(registrationId);
      // The rollback reads the tags before the update writes its own, and decides after the update has begun to write. A call times out after 10 s.
      stage.control.injectFault({ kind: 'delay', operation: 'TagResource', delayMs: 7_000 });
      stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', times: 2, delayMs: 900 });
      const Fields = [{ FieldPath: 'companyInfo.companyName', TextValue: 'Other Corp' }, ...BRAND_FIELDS.slice(1)];
      await cancelled(brand({}, { Fields: Fields as unknown as Properties[] }), 'TagResource', () => {
        stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationFieldValues', delayMs: 9_500 });
      });
      await stage.cloud.lambda.idle();
      wasOvertaken();
      // CloudFormation says itself that it is rolling back, so the update has not even opened a version.
      expect(versions()).toEqual(['1 DENIED']);
      expect(await stage.values(registrationId)).toEqual(previous);
    });
  }

  test('submits nothing when its submit is throttled, and comes through when the rollback has ended', async () => {
    await denied();
    stage.control.injectFault({ kind: 'throttle', operation: 'SubmitRegistrationVersion', times: 5 });
    await cancelled(moved(), 'SubmitRegistrationVersion');
    stage.control.clearFaults();
    await stage.cloud.lambda.idle();
    wasOvertaken();
    expect(versions()).toEqual(['1 DENIED', '2 DRAFT']);
  });

  if (isTold) {
    test('withdraws no submitted form when its tag is written late, after the rollback has ended', async () => {
      await submitted();
      stage.control.injectFault({ kind: 'delay', operation: 'TagResource', delayMs: 9_000 });
      await cancelled(moved(), 'TagResource');
      await stage.cloud.lambda.idle();
      wasOvertaken();
      expect(versions()).toEqual(['1 SUBMITTED']);
    });
  }

  test('takes no submitted form back when it says as well that the form is not to be submitted', async () => {
    await submitted();
    stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationVersions', delayMs: 9_000 });
    await cancelled(brand({ 'companyInfo.city': 'Other Town' }, { Submit: false }), 'DescribeRegistrationVersions');
    await stage.cloud.lambda.idle();
    expect(versions()).toEqual(['1 SUBMITTED']);
  });
});

test('An update that is delivered twice at once submits the form once, when one of the two is slow', async () => {
  await submitted();
  stage.cloud.lambda.delivery = 'concurrently';
  stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationFieldDefinitions', nth: 2, delayMs: 9_000 });
  expect((await stage.stack.update(brand({ 'companyInfo.city': 'Other Town' }))).succeeded).toBe(true);
  await stage.cloud.lambda.idle();
  expect(stage.control.journal().filter(({ faults = [] }) => faults.length > 0)).toHaveLength(1);
  expect(versions()).toEqual(['1 DISCARDED', '2 SUBMITTED']);
});

test('A tag of the user that looks like one of the handler has no effect', async () => {
  await submitted();
  expect((await stage.stack.update(brand({}, { Tags: [{ Key: 'Name', Value: 'filing it 99999999999999' }] }))).succeeded).toBe(true);
  expect((await stage.stack.update(brand({ 'companyInfo.city': 'Other Town' }))).succeeded).toBe(true);
});

test('A rollback that may not write its tag ends well, and warns that the update being rolled back may still be running', async () => {
  const registrationId = await denied();
  stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrations', delayMs: 60_000 });
  stage.control.injectFault({ kind: 'error', operation: 'TagResource', error: { name: 'AccessDeniedException' } });
  await cancelled(brand({ 'companyInfo.city': 'Other Town' }), 'DescribeRegistrations');
  expect(stage.logLines).toContainEqual(expect.objectContaining({ message: expect.stringContaining('that is being rolled back may still be running'), registrationId }));
});
