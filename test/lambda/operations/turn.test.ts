import { CreateRegistrationCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { CustomResource, Properties } from '../../cloudformation';
import { brand, BRAND_FIELDS, CANARY, Stage } from '../stage';

let stage: Stage;
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
  stage = await Stage.open({ retryAfterSeconds: [1, 1] });
  stage.reviewersTakeUp();
  expect((await stage.stack.create(brand())).succeeded).toBe(true);
  const { event } = stage.cloud.lambda.invocations[0]!;
  await Promise.all([stage.cloud.lambda.invoke(event), stage.cloud.lambda.invoke(event)]);
  stage.reviewersRest();
  const { registrationId } = stage;
  stage.control.setStatus({ registrationId, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
  stage.control.clearJournal();
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

describe('An update whose handler dies after it has filed the form, and that is delivered again,', () => {
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
    stage = await Stage.open({ retryAfterSeconds: [1, 1], switches: { denialDelayMs: 10_000 } });
    expect((await stage.stack.create(brand({}, { Submit: false }))).succeeded).toBe(true);
    const updating = stage.stack.update(deniable);
    await stage.called('SubmitRegistrationVersion');
    stage.cloud.lambda.killBusy();
    await until(() => versions().includes('1 DENIED'));
    expect(await updating).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 1 was denied') });
  });
});

test('A rollback whose handler dies after it has filed the former form again does not wait for a denial, which could not fail it', async () => {
  await submitted();
  stage.reviewersTakeUp();
  stage.reviewersRest();
  expect((await stage.stack.update(brand({ 'companyInfo.city': 'Other Town' }))).succeeded).toBe(true);
  expect(versions()).toEqual(['1 DISCARDED', '2 SUBMITTED']);
  stage.control.clearJournal();
  const takingBack = stage.stack.update(brand());
  await stage.called('SubmitRegistrationVersion');
  stage.cloud.lambda.killBusy();
  expect(await takingBack).toMatchObject({ succeeded: true });
  expect(versions()).toEqual(['1 DISCARDED', '2 DISCARDED', '3 SUBMITTED']);
  expect(stage.calls.filter((call) => call === 'DescribeRegistrationVersions').length).toBeLessThanOrEqual(4);
});

test('An update whose handler dies while it fills the form, and that is delivered again, says once that it has begun', async () => {
  await submitted();
  stage.reviewersTakeUp();
  const updating = stage.stack.update(brand({ 'companyInfo.city': 'Other Town' }));
  await stage.called('PutRegistrationFieldValue');
  stage.cloud.lambda.killBusy();
  expect((await updating).succeeded).toBe(true);
  expect(versions()).toEqual(['1 DISCARDED', '2 REVIEWING']);
  // And once that it has ended.
  expect(stage.writes.filter((call) => call === 'TagResource')).toHaveLength(2);
});

test('An update that has succeeded, and is delivered again when a person has denied the form, does not fail for that', async () => {
  await submitted();
  stage.reviewersTakeUp();
  expect((await stage.stack.update(brand({ 'companyInfo.city': 'Other Town' }))).succeeded).toBe(true);
  stage.control.deny({ registrationId: stage.registrationId });
  await stage.cloud.lambda.invoke(stage.cloud.lambda.invocations.at(-1)!.event);
  const [first, second] = stage.cloud.responses.puts.slice(-2).map(({ body }) => JSON.parse(body) as { Status: string; RequestId: string });
  expect(second).toMatchObject({ Status: 'SUCCESS', RequestId: first!.RequestId });
});

test('An update of a form that was filed before answers with the status that it has at the end', async () => {
  await submitted();
  stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrations', member: 'RegistrationStatus', value: 'CREATED' });
  expect((await stage.stack.update(brand({}, { Tags: [] }))).succeeded).toBe(true);
  expect(stage.stack.resource('Brand')!.attributes).toMatchObject({ RegistrationStatus: 'SUBMITTED', VersionNumber: 1 });
});

test('An update that files nothing does not wait for what becomes of a form that was filed before', async () => {
  await submitted();
  expect((await stage.stack.update(brand({}, { Tags: [{ Key: 'Name', Value: 'other' }] }))).succeeded).toBe(true);
  expect(stage.calls.filter((call) => call === 'DescribeRegistrationVersions')).toHaveLength(1);
  expect(JSON.stringify(stage.logLines)).not.toContain(CANARY);
});

describe('An update that CloudFormation takes back', () => {
  const moved = () => brand({ 'companyInfo.city': 'Other Town' });

  /** A form that a person has denied; the update of it is cancelled when it makes that call, which takes so long. */
  async function cancelledAt(operation: string, delayMs: number, act?: () => unknown): Promise<void> {
    await denied();
    stage.control.injectFault({ kind: 'delay', operation, delayMs });
    await cancelled(moved(), operation, act);
    await stage.cloud.lambda.idle();
    expect(stage.writes).not.toContain('SubmitRegistrationVersion');
  }

  const wasTakenBack = () => expect(stage.cloud.responses.puts.map(({ body }) => body))
    .toContainEqual(expect.stringContaining('CloudFormation has taken this update back while it ran'));

  test.each([700, 2_500, 9_000])('files nothing when its mark comes %i ms late, after that of the rollback', async (delayMs) => {
    await cancelledAt('TagResource', delayMs);
    wasTakenBack();
  });

  test('files nothing when its handler has died, and it is delivered again', async () => {
    await cancelledAt('PutRegistrationFieldValue', 5_000, () => stage.cloud.lambda.killBusy());
    wasTakenBack();
    expect(versions()).toEqual(['1 DENIED', '2 DRAFT']);
  });

  test('does not go on to write into the form that its rollback files again', async () => {
    await submitted();
    const former = await stage.values(stage.registrationId);
    // So long that both write at the same time.
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', times: 100, delayMs: 900 });
    await cancelled(brand({ 'companyInfo.stockSymbol': 'EXMP' }), 'PutRegistrationFieldValue', () => stage.reviewersTakeUp());
    await stage.cloud.lambda.idle();
    wasTakenBack();
    expect(versions()).toEqual(['1 DISCARDED', '2 REVIEWING']);
    expect(await stage.values(stage.registrationId, 2)).toEqual(former);
    expect(stage.logLines).toContainEqual(expect.objectContaining({ message: 'an earlier update has not ended: it is stopped' }));
  });

  test('has undone what it wrote after its rollback had decided, and before it was stopped', async () => {
    const registrationId = await denied();
    const former = await stage.values(registrationId);
    // The rollback has looked whose turn it is before the mark comes, and decides when the update has begun to write. A call is given up after 10 s.
    stage.control.injectFault({ kind: 'delay', operation: 'TagResource', delayMs: 7_000 });
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', times: 2, delayMs: 900 });
    const Fields = [{ FieldPath: 'companyInfo.companyName', TextValue: 'Other Corp' }, ...BRAND_FIELDS.slice(1)];
    await cancelled(brand({}, { Fields: Fields as unknown as Properties[] }), 'TagResource', () => {
      stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationFieldValues', delayMs: 9_500 });
    });
    await stage.cloud.lambda.idle();
    wasTakenBack();
    expect(versions()).toEqual(['1 DENIED', '2 DRAFT']);
    expect(await stage.values(registrationId, 2)).toEqual(former);
  });

  test('files nothing when its submit is throttled, and comes through when the rollback has ended', async () => {
    await denied();
    stage.control.injectFault({ kind: 'throttle', operation: 'SubmitRegistrationVersion', times: 5 });
    await cancelled(moved(), 'SubmitRegistrationVersion');
    stage.control.clearFaults();
    await stage.cloud.lambda.idle();
    wasTakenBack();
    expect(versions()).toEqual(['1 DENIED', '2 DRAFT']);
  });

  test('takes no submitted form back when its mark comes late, after the rollback has ended', async () => {
    await submitted();
    stage.control.injectFault({ kind: 'delay', operation: 'TagResource', delayMs: 9_000 });
    await cancelled(moved(), 'TagResource');
    await stage.cloud.lambda.idle();
    wasTakenBack();
    expect(versions()).toEqual(['1 SUBMITTED']);
  });

  test('takes no submitted form back when it says as well that the form is not to be submitted', async () => {
    await submitted();
    stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationVersions', delayMs: 9_000 });
    await cancelled(brand({ 'companyInfo.city': 'Other Town' }, { Submit: false }), 'DescribeRegistrationVersions');
    await stage.cloud.lambda.idle();
    expect(versions()).toEqual(['1 SUBMITTED']);
  });

  const OTHER_TYPE = 'OTHER_BRAND_REGISTRATION';
  const replacement = () => {
    stage.control.defineForm({ registrationType: OTHER_TYPE, form: stage.control.form({ registrationType: 'US_TEN_DLC_BRAND_REGISTRATION' }) });
    return brand({}, { RegistrationType: OTHER_TYPE, AllowReplacement: true });
  };

  test('makes nothing in place of another that was not made when its rollback began', async () => {
    const registrationId = await submitted();
    stage.control.injectFault({ kind: 'throttle', operation: 'CreateRegistration', times: 3 });
    await cancelled(replacement(), 'CreateRegistration');
    await stage.cloud.lambda.idle();
    wasTakenBack();
    expect(stage.control.state().registrations.map((one) => one.registrationId)).toEqual([registrationId]);
  });

  test('has what it made deleted, also when it had ended before its rollback looked', async () => {
    const registrationId = await submitted();
    stage.cloud.responses.failNext({ status: 503 }, 1_000);
    const cancel = new AbortController();
    const updating = stage.stack.update(replacement(), { cancel: cancel.signal });
    await until(() => stage.living.length === 2 && stage.lastMark!.startsWith('replaced'));
    // So long that the rollback has to know when it was made.
    await new Promise<void>((resolve) => stage.after(90_000, resolve));
    stage.cloud.responses.recover();
    cancel.abort();
    expect((await updating).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stage.living.map((one) => one.registrationId)).toEqual([registrationId]);
  });

  test('leaves alone what the stack made before, and kept', async () => {
    const registrationId = await submitted();
    const { tags } = stage.living[0]!;
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const kept = await stage.client.send(new CreateRegistrationCommand({ RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION', Tags }));
    await new Promise<void>((resolve) => stage.after(70_000, resolve));
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', times: 10, delayMs: 2_500 });
    await cancelled(replacement(), 'PutRegistrationFieldValue');
    await stage.cloud.lambda.idle();
    wasTakenBack();
    expect(stage.living.map((one) => one.registrationId)).toEqual([registrationId, kept.RegistrationId]);
  });

  test('files nothing of another registration that was to take its place, and gives it back', async () => {
    const registrationId = await submitted();
    const other = await stage.client.send(new CreateRegistrationCommand({ RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' }));
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', times: 10, delayMs: 2_500 });
    await cancelled(brand({}, { RegistrationId: other.RegistrationId, AllowReplacement: true }), 'PutRegistrationFieldValue');
    await stage.cloud.lambda.idle();
    wasTakenBack();
    expect(stage.writes).not.toContain('SubmitRegistrationVersion');
    expect(stage.living).toMatchObject([{ registrationId }, { registrationId: other.RegistrationId, tags: {} }]);
  });
});

test('An update that is delivered twice at once files the form once, when one of the two is slow', async () => {
  await submitted();
  stage.cloud.lambda.delivery = 'concurrently';
  stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationFieldDefinitions', nth: 2, delayMs: 9_000 });
  expect((await stage.stack.update(brand({ 'companyInfo.city': 'Other Town' }))).succeeded).toBe(true);
  await stage.cloud.lambda.idle();
  expect(stage.control.journal().filter(({ faults = [] }) => faults.length > 0)).toHaveLength(1);
  expect(versions()).toEqual(['1 DISCARDED', '2 SUBMITTED']);
});

test('A tag of the user that reads like a mark is none', async () => {
  await submitted();
  expect((await stage.stack.update(brand({}, { Tags: [{ Key: 'Name', Value: 'filing it 99999999999999' }] }))).succeeded).toBe(true);
  expect((await stage.stack.update(brand({ 'companyInfo.city': 'Other Town' }))).succeeded).toBe(true);
});

test('A rollback that may not leave its mark ends well, and says that the update which it takes back may still run', async () => {
  const registrationId = await denied();
  stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrations', delayMs: 60_000 });
  stage.control.injectFault({ kind: 'error', operation: 'TagResource', error: { name: 'AccessDeniedException' } });
  await cancelled(brand({ 'companyInfo.city': 'Other Town' }), 'DescribeRegistrations');
  expect(stage.logLines).toContainEqual(expect.objectContaining({ message: 'another update may still run', registrationId }));
});

test('A rollback of an update that came first keeps that the deploy before has failed for a denial', async () => {
  await denied();
  expect((await stage.stack.update(deniable)).reason).toContain('its version 2 was denied');
  expect((await stage.stack.update(brand({}, { RegistrationType: 'US_TOLL_FREE_REGISTRATION' }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(stage.lastMark).toMatch(/^done \S+ \d+ 2 -$/);
  expect((await stage.stack.update(deniable)).reason).toContain('its version 2 was denied');
  expect(versions()).toEqual(['1 DENIED', '2 DENIED']);
});
