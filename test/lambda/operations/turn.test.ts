import { brand, CANARY, Stage } from '../stage';

let stage: Stage;
afterEach(() => stage.close());

/** Only brands that are traded may fill this: denied by itself some seconds after the submit. */
const deniable = brand({ 'companyInfo.stockSymbol': 'EXMP' });

/** A brand that the stack has submitted, and that nobody has looked at. */
async function submitted(): Promise<string> {
  stage = await Stage.open({ retryAfterSeconds: [1, 1] });
  stage.reviewersTakeUp();
  expect((await stage.stack.create(brand())).succeeded).toBe(true);
  stage.reviewersRest();
  const { registrationId } = stage;
  stage.control.setStatus({ registrationId, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
  stage.control.clearJournal();
  return registrationId;
}

const versions = () => stage.living[0]!.versions.map(({ number, status }) => `${number} ${status}`);

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
  expect(stage.calls.filter((call) => call === 'DescribeRegistrationVersions').length).toBeLessThanOrEqual(3);
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
  async function cancelledAt(operation: string, delayMs: number, act: () => unknown = () => undefined): Promise<void> {
    const registrationId = await submitted();
    stage.control.setStatus({ registrationId, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    stage.control.injectFault({ kind: 'delay', operation, delayMs });
    const cancel = new AbortController();
    const updating = stage.stack.update(moved(), { cancel: cancel.signal });
    await stage.called(operation);
    act();
    cancel.abort();
    expect((await updating).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    await stage.cloud.lambda.idle();
    expect(stage.writes).not.toContain('SubmitRegistrationVersion');
  }

  const wasTakenBack = () => expect(stage.cloud.responses.puts.map(({ body }) => body))
    .toContainEqual(expect.stringContaining('CloudFormation has taken this update back while it ran'));

  test.each([700, 2_500])('files nothing when its mark comes %i ms late, after that of the rollback', async (delayMs) => {
    await cancelledAt('TagResource', delayMs);
    wasTakenBack();
    expect(versions()).toEqual(['1 DENIED', '2 DRAFT']);
    expect(stage.logLines).toContainEqual(expect.objectContaining({ message: 'an earlier update has not ended: it is stopped' }));
  });

  test('files nothing when its handler has died, and it is delivered again', async () => {
    await cancelledAt('PutRegistrationFieldValue', 5_000, () => stage.cloud.lambda.killBusy());
    wasTakenBack();
    expect(versions()).toEqual(['1 DENIED', '2 DRAFT']);
  });

  test('deletes itself what it makes in place of another when nobody looks for that any more', async () => {
    const registrationId = await submitted();
    const RegistrationType = 'OTHER_BRAND_REGISTRATION';
    stage.control.defineForm({ registrationType: RegistrationType, form: stage.control.form({ registrationType: 'US_TEN_DLC_BRAND_REGISTRATION' }) });
    // For longer than anybody looks for it.
    stage.control.injectFault({ kind: 'throttle', operation: 'CreateRegistration', times: 16 });
    const cancel = new AbortController();
    const updating = stage.stack.update(brand({}, { RegistrationType, AllowReplacement: true }), { cancel: cancel.signal });
    await stage.called('CreateRegistration');
    cancel.abort();
    expect((await updating).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stage.living).toHaveLength(1);
    expect(stage.writes).not.toContain('DeleteRegistration');
    await stage.cloud.lambda.idle();
    wasTakenBack();
    expect(stage.writes).toContain('DeleteRegistration');
    expect(stage.living.map((one) => one.registrationId)).toEqual([registrationId]);
  });
});

test('A rollback that may not leave its mark ends well, and says that the update which it takes back may still run', async () => {
  const registrationId = await submitted();
  stage.control.setStatus({ registrationId, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
  stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrations', delayMs: 60_000 });
  stage.control.injectFault({ kind: 'error', operation: 'TagResource', error: { name: 'AccessDeniedException' } });
  const cancel = new AbortController();
  const updating = stage.stack.update(brand({ 'companyInfo.city': 'Other Town' }), { cancel: cancel.signal });
  await stage.called('DescribeRegistrations');
  cancel.abort();
  expect((await updating).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(stage.logLines).toContainEqual(expect.objectContaining({ message: 'another update may still run', registrationId }));
});

test('A rollback of an update that came first keeps that the deploy before has failed for a denial', async () => {
  const registrationId = await submitted();
  stage.control.setStatus({ registrationId, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
  expect((await stage.stack.update(deniable)).reason).toContain('its version 2 was denied');
  expect((await stage.stack.update(brand({}, { RegistrationType: 'US_TOLL_FREE_REGISTRATION' }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(stage.lastMark).toMatch(/^denied \S+ \d+ 2 -$/);
  expect((await stage.stack.update(deniable)).reason).toContain('its version 2 was denied');
  expect(versions()).toEqual(['1 DENIED', '2 DENIED']);
});
