import { CreateRegistrationVersionCommand, ReleasePhoneNumberCommand, SubmitRegistrationVersionCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { associatedWith, associateElsewhere, associations, empty, LEFT, letBeEmpty, makeNumber, makeRegistration } from './associations';
import type { OperationResult, Properties } from '../../../cloudformation';
import { failing, Stage } from '../../stage';

let stage: Stage;
let number: string;

beforeEach(async () => {
  stage = await Stage.open();
  letBeEmpty(stage, 'US_TOLL_FREE_REGISTRATION');
  number = await makeNumber(stage);
});
afterEach(() => stage.close());

const tollFree = (overrides: Partial<Properties> = {}) => empty('US_TOLL_FREE_REGISTRATION', 'TollFree', overrides);
const LATER = { Submit: true, SubmitByAssociations: true };
const versions = () => stage.living[0]!.versions.map(({ number: of, status }) => `${of} ${status}`);

async function succeeds(operation: Promise<OperationResult>): Promise<void> {
  const { succeeded, reason } = await operation;
  expect({ succeeded, reason }).toEqual({ succeeded: true, reason: undefined });
}

function deny(registrationId = stage.registrationId): void {
  stage.control.startReview({ registrationId });
  stage.control.deny({ registrationId });
}

/** The deploy of the registration and its number, whose form is denied as soon as it is submitted. */
async function denied(overrides: Partial<Properties>): Promise<OperationResult> {
  const deploying = stage.stack.deploy([tollFree(LATER), associations([number], { ...LEFT, ...overrides })]);
  await stage.called('SubmitRegistrationVersion');
  deny();
  return deploying;
}

describe('The submit that is left to the associations', () => {
  test('succeeds when the form is denied at once, for a rollback would delete it, and says so', async () => {
    await succeeds(denied({}));
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', event: 'denied', message: expect.stringContaining('its version 1 was denied: ') }));
    expect(stage.stack.resource('Associations')!.attributes).toEqual({ RegistrationStatus: 'REQUIRES_UPDATES', PendingSteps: 'none' });
  });

  test('fails when the form is denied at once and the stack wants that', async () => {
    const deploying = denied({ FailOnDenial: true });
    await stage.called('DeleteRegistration');
    // As the rollback of the stack does that made it.
    await stage.client.send(new ReleasePhoneNumberCommand({ PhoneNumberId: number }));
    expect(await deploying).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringMatching(/was not approved: its version 1 was denied: /) });
    expect(stage.living).toEqual([]);
  });

  test('fails for a registration that existed before the stack, whose rollback deletes nothing', async () => {
    const adopted = await makeRegistration(stage, 'US_TOLL_FREE_REGISTRATION');
    const deploying = stage.stack.deploy([tollFree({ ...LATER, RegistrationId: adopted }), associations([number], { ...LEFT, Adopted: true })]);
    await stage.called('SubmitRegistrationVersion');
    deny(adopted);
    expect(await deploying).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 1 was denied: ') });
    expect(stage.living.map(({ registrationId }) => registrationId)).toEqual([adopted]);
  });

  test('fails when the form that an update submits is denied at once', async () => {
    await succeeds(stage.stack.deploy([tollFree(), associations([number])]));
    const updating = stage.stack.deploy([tollFree(LATER), associations([number], LEFT)]);
    await stage.called('SubmitRegistrationVersion');
    deny();
    expect(await updating).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 1 was denied') });
  });

  test.each(['before', 'after'] as const)('fails for a denial that came %s the event was delivered again', async (moment) => {
    await succeeds(stage.stack.deploy([tollFree(LATER)]));
    const { registrationId: RegistrationId } = stage;
    stage.control.clearJournal();
    stage.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrations', delayMs: 6_000 });
    const creating = stage.stack.create(associations([number], { RegistrationId, VersionToSubmit: '1 0123', FailOnDenial: true }));
    await stage.asked();
    await new Promise<void>((resolve) => stage.after(2_500, resolve));
    // What an earlier delivery of the event has done that did not live to answer.
    await associateElsewhere(stage, RegistrationId, number);
    await stage.client.send(new SubmitRegistrationVersionCommand({ RegistrationId }));
    if (moment === 'before') deny();
    await stage.called('ListRegistrationAssociations');
    if (moment === 'after') deny();
    expect((await creating).reason).toMatch(/its version 1 was denied: /);
  });

  test('does not fail for a denial that took a person\'s time, when it is delivered again', async () => {
    await succeeds(stage.stack.deploy([tollFree(LATER)]));
    const { registrationId: RegistrationId } = stage;
    await associateElsewhere(stage, RegistrationId, number);
    await stage.client.send(new SubmitRegistrationVersionCommand({ RegistrationId }));
    deny();
    stage.control.injectFault({
      kind: 'replace', operation: 'DescribeRegistrationVersions', member: 'SubmittedTimestamp', value: Date.now() / 1_000 - 600, times: 100,
    });
    await succeeds(stage.stack.create(associations([number], { RegistrationId, VersionToSubmit: '1 0123', FailOnDenial: true })));
  });

  test('is not for a form that an earlier deploy has submitted', async () => {
    await succeeds(stage.stack.deploy([tollFree()]));
    const { registrationId: RegistrationId } = stage;
    await associateElsewhere(stage, RegistrationId, number);
    stage.control.setStatus({ registrationId: RegistrationId, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
    stage.control.injectFault({
      kind: 'replace', operation: 'DescribeRegistrationVersions', member: 'SubmittedTimestamp', value: Date.now() / 1_000 - 7_200, times: 10,
    });
    stage.control.clearJournal();
    await succeeds(stage.stack.create(associations([number], { RegistrationId, VersionToSubmit: '1 0123' })));
    expect(stage.writes).toEqual([]);
  });

  test.each(['of the stack', 'from elsewhere'])('comes after the number that is declared with another try of a denied form, beside one %s', async (origin) => {
    const isOfStack = origin === 'of the stack';
    await succeeds(stage.stack.deploy(isOfStack
      ? [tollFree(LATER), associations([number], LEFT)]
      : [tollFree({ Submit: true, Associations: [number] })]));
    deny();
    stage.control.clearJournal();
    const another = await makeNumber(stage);
    const Resubmit = '2026-11-28';
    await succeeds(stage.stack.deploy(isOfStack
      ? [tollFree({ ...LATER, Resubmit }), associations([number, another], LEFT)]
      : [tollFree({ ...LATER, Resubmit, Associations: [number] }), associations([another], LEFT)]));
    expect(stage.writes.filter((call) => /^(Create|Submit)/.test(call))).toEqual([
      'CreateRegistrationVersion', 'CreateRegistrationAssociation', 'SubmitRegistrationVersion',
    ]);
    expect(versions()).toEqual(['1 DENIED', '2 SUBMITTED']);
    expect(associatedWith(stage, stage.registrationId)).toEqual([number, another]);
  });

  test('fails for a denial of a correction that comes with the first number of the stack', async () => {
    await succeeds(stage.stack.deploy([tollFree({ Submit: true, Associations: [number] })]));
    deny();
    stage.control.clearJournal();
    const another = await makeNumber(stage);
    const updating = stage.stack.deploy([tollFree({ ...LATER, Resubmit: '1', Associations: [number] }), associations([another], LEFT)]);
    await stage.called('SubmitRegistrationVersion');
    deny();
    expect(await updating).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 2 was denied') });
  });

  test('says in a rollback which numbers stay associated', async () => {
    await succeeds(stage.stack.deploy([tollFree(), associations([number], LEFT)]));
    const another = await makeNumber(stage);
    expect((await stage.stack.deploy([tollFree(), associations([number, another], LEFT), failing(['Associations'])])).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', message: expect.stringMatching(`${another} was removed from the stack but is still associated with ${stage.registrationId}`) }));
  });

  test.each(['deny', 'approve'] as const)('leaves a later draft alone, which is a matter of the registration itself: %s', async (decide) => {
    await succeeds(stage.stack.deploy([tollFree(LATER), associations([number], LEFT)]));
    const { registrationId } = stage;
    stage.control.startReview({ registrationId });
    stage.control[decide]({ registrationId });
    const before = versions();
    await stage.client.send(new CreateRegistrationVersionCommand({ RegistrationId: registrationId }));
    const another = await makeNumber(stage);
    await succeeds(stage.stack.update(associations([number, another], LEFT)));
    expect(versions()).toEqual([...before, '2 DRAFT']);
  });

  test('is not taken back by a rollback, which changes nothing', async () => {
    await succeeds(stage.stack.deploy([tollFree(), associations([number])]));
    stage.control.clearJournal();
    expect((await stage.stack.deploy([tollFree(LATER), associations([number], LEFT), failing(['Associations'])])).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stage.writes.filter((call) => call !== 'TagResource')).toEqual(['SubmitRegistrationVersion']);
    expect(stage.stack.resource('Associations')!.attributes).toMatchObject({ PendingSteps: 'none' });
  });

  test.each([true, undefined])('and is rolled back with a create withdraws the form, unless the registration was there before (%s)', async (Adopted) => {
    await succeeds(stage.stack.create(tollFree(LATER)));
    expect((await stage.stack.deploy([tollFree(LATER), associations([number], { ...LEFT, Adopted }), failing(['Associations'])])).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(versions()).toEqual([Adopted ? '1 SUBMITTED' : '1 DISCARDED']);
  });
});

test('A number of another registration is refused, although one of its own is associated', async () => {
  const [other, taken] = [await makeRegistration(stage, 'US_TOLL_FREE_REGISTRATION'), await makeNumber(stage)];
  await associateElsewhere(stage, other, taken);
  const deploying = stage.stack.deploy([tollFree(), associations([number, taken])]);
  await stage.called('DeleteRegistration');
  await stage.client.send(new ReleasePhoneNumberCommand({ PhoneNumberId: number }));
  expect((await deploying).reason).toContain(`${taken} is associated with another registration`);
});

test('Associations with a registration that the service shows as deleted are refused', async () => {
  await succeeds(stage.stack.deploy([tollFree()]));
  const { registrationId: RegistrationId } = stage;
  stage.control.setStatus({ registrationId: RegistrationId, registrationStatus: 'DELETED' });
  const { reason } = await stage.stack.create(associations([number], { RegistrationId }));
  expect(reason).toContain(`Registration ${RegistrationId} cannot be associated: it no longer exists.`);
});

test('Associations are made also when the service lists no version', async () => {
  await succeeds(stage.stack.deploy([tollFree()]));
  const { registrationId: RegistrationId } = stage;
  stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrationVersions', member: 'RegistrationVersions', value: [], times: 10 });
  await succeeds(stage.stack.create(associations([number], { RegistrationId, VersionToSubmit: '1 0123' })));
  expect(associatedWith(stage, RegistrationId)).toEqual([number]);
  await succeeds(stage.stack.delete('Associations'));
  expect(stage.calls).not.toContain('SubmitRegistrationVersion');
});

test('What the service refuses is reported with what was being done, and to what', async () => {
  await succeeds(stage.stack.deploy([tollFree()]));
  const { registrationId: RegistrationId } = stage;
  stage.control.injectFault({ kind: 'access-denied', operation: 'DescribeRegistrations', times: 100 });
  const { reason } = await stage.stack.create(associations([number], { RegistrationId }));
  expect(reason).toMatch(new RegExp(`Registration ${RegistrationId} cannot be associated: .*DescribeRegistrations`));
});
