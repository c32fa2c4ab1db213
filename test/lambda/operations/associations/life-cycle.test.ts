import { ReleasePhoneNumberCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { associatedWith, associations, empty, LEFT, letBeEmpty, makeNumber, warnings } from './associations';
import type { CustomResource, OperationResult, Properties } from '../../../cloudformation';
import { Stage } from '../../stage';
import { called } from '../attachments/attachment';

let stage: Stage;
let number: string;

beforeEach(async () => {
  stage = await Stage.open();
  letBeEmpty(stage, 'US_TOLL_FREE_REGISTRATION');
  number = await makeNumber(stage);
});
afterEach(() => stage.close());

const tollFree = (overrides: Partial<Properties> = {}) => empty('US_TOLL_FREE_REGISTRATION', 'TollFree', overrides);
/** As lib/ declares them when the form is to be submitted. */
const submitted = (...numbers: string[]): CustomResource[] => [tollFree({ Submit: true, SubmitByAssociations: true }), associations(numbers, LEFT)];
/** The form was submitted by an earlier deploy; to do that through one takes the time in which a denial may come. */
const submittedBefore = async (overrides: Partial<Properties> = {}) => {
  await succeeds(stage.stack.deploy([tollFree(overrides), associations([number])]));
  stage.control.setStatus({ registrationId: stage.registrationId, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
};
const versionStatus = () => stage.living[0]!.versions.at(-1)!.status;

async function succeeds(operation: Promise<OperationResult>): Promise<void> {
  const { succeeded, reason } = await operation;
  expect({ succeeded, reason }).toEqual({ succeeded: true, reason: undefined });
}

describe('The associations of a number that is made after the registration', () => {
  test('are made, and then the form is submitted, once', async () => {
    await succeeds(stage.stack.deploy(submitted(number)));
    const writes = stage.calls.filter((call) => /^(Create|Submit)/.test(call));
    expect(writes).toEqual(['CreateRegistration', 'CreateRegistrationAssociation', 'SubmitRegistrationVersion']);
    expect(versionStatus()).toBe('SUBMITTED');
    expect(stage.stack.resource('TollFree')!.attributes).toMatchObject({ RegistrationStatus: 'CREATED' });
    expect(stage.stack.resource('Associations')).toMatchObject({
      physicalId: `${stage.registrationId}/associations`, attributes: { RegistrationStatus: 'SUBMITTED' },
    });
  });

  test('leave a draft alone that is not to be submitted', async () => {
    await succeeds(stage.stack.deploy([tollFree({ SubmitByAssociations: true }), associations([number], LEFT)]));
    expect(associatedWith(stage, stage.registrationId)).toEqual([number]);
    expect(stage.calls).not.toContain('SubmitRegistrationVersion');
  });

  test.each(['twice', 'concurrently'] as const)('are made once when every event is delivered %s', async (delivery) => {
    stage.cloud.lambda.delivery = delivery;
    await succeeds(stage.stack.deploy([tollFree(), associations([number])]));
    await stage.cloud.lambda.idle();
    expect(stage.living.map(({ registrationId }) => associatedWith(stage, registrationId))).toEqual([[number]]);
    expect(new Set(stage.outcomes)).toEqual(new Set(['returned']));
  });

  test('are joined by another number', async () => {
    await succeeds(stage.stack.deploy([tollFree(), associations([number])]));
    const another = await makeNumber(stage);
    await succeeds(stage.stack.update(associations([number, another])));
    expect(associatedWith(stage, stage.registrationId)).toEqual([number, another]);
  });

  test('are not joined by one while the form is under review', async () => {
    await succeeds(stage.stack.deploy([tollFree(), associations([number])]));
    stage.control.setStatus({ registrationId: stage.registrationId, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    const another = await makeNumber(stage);
    const { status, reason } = await stage.stack.update(associations([number, another]));
    expect(reason).toContain(`it is under review and locked, and ${another} is not associated with it yet`);
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('do not take back a form that was submitted before they came', async () => {
    await succeeds(stage.stack.deploy([tollFree()]));
    stage.control.setStatus({ registrationId: stage.registrationId, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
    const refused = await stage.stack.deploy([tollFree(), associations([number])]);
    expect(refused).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('it is under review and locked') });
    expect(associatedWith(stage, stage.registrationId)).toEqual([]);
    expect(versionStatus()).toBe('SUBMITTED');
  });

  test('say what becomes of a number that was removed from the stack', async () => {
    const another = await makeNumber(stage);
    await succeeds(stage.stack.deploy([tollFree(), associations([number, another])]));
    await succeeds(stage.stack.update(associations([number])));
    expect(warnings(stage)).toEqual([[expect.stringMatching(/still associated.*the association ends when the number is released$/), another]]);
  });

  test('fail for a number of another registration, and the stack is rolled back to nothing', async () => {
    const { status, reason } = await stage.stack.deploy([tollFree(), associations(['phone-0123'])]);
    expect(reason).toContain('phone-0123 does not exist in this account and Region');
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(stage.living).toEqual([]);
  });

  test('fail when the registration is gone', async () => {
    const { reason } = await stage.stack.create(associations([number], { RegistrationId: 'registration-0123' }));
    expect(reason).toMatch(/Registration registration-0123 cannot be associated: it no longer exists/);
  });

  test('reject properties that they do not know', async () => {
    const { reason } = await stage.stack.create(associations([number], { RegistrationId: '', Other: 'x', FailOnDenial: 'yes' }));
    expect(reason).toMatch(/The properties of the associations cannot be read: the property Other is unknown; RegistrationId must be a string; FailOnDenial must be true or false\./);
    expect(stage.calls).not.toContain('CreateRegistrationAssociation');
  });
});

describe('A destroy', () => {
  test('takes a submitted form back first, so that the number can be released before the registration is deleted', async () => {
    await submittedBefore();
    stage.control.setSwitches({ inReview: ['SUBMITTED', 'REVIEWING'] });
    await expect(stage.client.send(new ReleasePhoneNumberCommand({ PhoneNumberId: number }))).rejects.toThrow(/SUBMITTED/);
    stage.control.clearJournal();
    const destroying = stage.stack.destroy();
    await called(stage, 'DiscardRegistrationVersion');
    await stage.client.send(new ReleasePhoneNumberCommand({ PhoneNumberId: number }));
    await succeeds(destroying);
    expect(stage.calls.filter((call) => /^(Discard|Delete|Release)/.test(call))[0]).toBe('DiscardRegistrationVersion');
    expect(stage.living).toEqual([]);
  });

  test('takes the form back as long as one of the numbers is there', async () => {
    const another = await makeNumber(stage);
    await succeeds(stage.stack.deploy([tollFree(), associations([number, another])]));
    await stage.release(another);
    expect(associatedWith(stage, stage.registrationId)).toEqual([number]);
    stage.control.setStatus({ registrationId: stage.registrationId, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
    await succeeds(stage.stack.delete('Associations'));
    expect(versionStatus()).toBe('DISCARDED');
  });

  test('keeps the form if the numbers are retained: the stack may name one by its ID from now on', async () => {
    await submittedBefore();
    await succeeds(stage.stack.update(associations([number], { NumbersAreRetained: true })));
    await succeeds(stage.stack.deploy([tollFree({ Associations: [number] })]));
    expect(versionStatus()).toBe('SUBMITTED');
    expect(associatedWith(stage, stage.registrationId)).toEqual([number]);
  });

  test.each(['CREATED', 'REVIEWING', 'COMPLETE'] as const)('of associations alone changes nothing of a registration that is %s', async (status) => {
    await succeeds(stage.stack.deploy([tollFree(), associations([number])]));
    const versions = { CREATED: 'DRAFT', REVIEWING: 'REVIEWING', COMPLETE: 'APPROVED' } as const;
    stage.control.setStatus({ registrationId: stage.registrationId, registrationStatus: status, versionStatus: versions[status] });
    stage.control.clearJournal();
    await succeeds(stage.stack.delete('Associations'));
    expect(stage.calls).toEqual(['DescribeRegistrations', 'DescribeRegistrationVersions']);
    expect(associatedWith(stage, stage.registrationId)).toEqual([number]);
  });

  test('is refused while the registration is protected, so that no number is released and no form discarded', async () => {
    await submittedBefore({ DeletionProtection: true });
    await succeeds(stage.stack.update(associations([number], { DeletionProtection: true })));
    const refused = await stage.stack.destroy();
    expect(refused).toMatchObject({ status: 'DELETE_FAILED', reason: expect.stringMatching(/its deletion protection is on, and deleting its associations would release what it depends on/) });
    expect(versionStatus()).toBe('SUBMITTED');
    expect(stage.stack.resource('TollFree')).toBeDefined();
  });

  test('changes nothing of a registration that the stack has adopted under another ID', async () => {
    await submittedBefore();
    const { registrationId } = stage;
    await succeeds(stage.stack.update(associations([number], { Owner: 'TollFree', DeletionProtection: true })));
    const adopted = { ...empty('US_TOLL_FREE_REGISTRATION', 'Renamed', { RegistrationId: registrationId, DeletionProtection: true }) };
    await succeeds(stage.stack.create(adopted));
    await succeeds(stage.stack.delete('Associations'));
    expect(versionStatus()).toBe('SUBMITTED');
    await succeeds(stage.stack.delete('TollFree'));
    expect(stage.living).toHaveLength(1);
  });

  test('does not fail when the form went under review meanwhile', async () => {
    await submittedBefore();
    stage.control.injectFault({ kind: 'error', operation: 'DiscardRegistrationVersion', error: { name: 'ConflictException' } });
    await succeeds(stage.stack.delete('Associations'));
  });

  test('of associations whose registration is gone succeeds', async () => {
    await succeeds(stage.stack.deploy([tollFree(), associations([])]));
    const { registrationId } = stage;
    await succeeds(stage.stack.create({ ...associations([], { RegistrationId: registrationId }), logicalId: 'Others' }));
    await succeeds(stage.stack.delete('Associations'));
    await succeeds(stage.stack.delete('TollFree'));
    await succeeds(stage.stack.delete('Others'));
  });
});
