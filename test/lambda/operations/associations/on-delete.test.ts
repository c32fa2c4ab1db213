import { associations, empty, letBeEmpty, makeNumber } from './associations';
import { Stage } from '../../stage';

let stage: Stage;
afterEach(() => stage.close());

test('The delete of associations fails when the submitted form cannot be taken back, but for a conflict', async () => {
  stage = await Stage.open();
  letBeEmpty(stage, 'US_TOLL_FREE_REGISTRATION');
  const number = await makeNumber(stage);
  expect((await stage.stack.deploy([empty('US_TOLL_FREE_REGISTRATION', 'TollFree'), associations([number])])).reason).toBeUndefined();
  const { registrationId } = stage;
  stage.control.setStatus({ registrationId, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
  stage.control.injectFault({ kind: 'error', operation: 'DiscardRegistrationVersion', error: { name: 'ValidationException' } });
  const { succeeded, reason } = await stage.stack.delete('Associations');
  expect(succeeded).toBe(false);
  expect(reason).toContain(`Registration ${registrationId} cannot be withdrawn: DiscardRegistrationVersion failed`);
});

test.each(['gone', 'tombstone'] as const)('The delete of associations looks no further when the service shows their registration as %s', async (gone) => {
  stage = await Stage.open({ switches: { gone } });
  const tollFree = empty('US_TOLL_FREE_REGISTRATION', 'TollFree');
  expect((await stage.stack.deploy([tollFree, associations([], { RegistrationId: { Ref: 'TollFree' } })])).reason).toBeUndefined();
  const { registrationId: RegistrationId } = stage;
  expect((await stage.stack.create({ ...associations([], { RegistrationId }), logicalId: 'Others' })).reason).toBeUndefined();
  await stage.stack.delete('Associations');
  await stage.stack.delete('TollFree');
  stage.control.clearJournal();
  expect((await stage.stack.delete('Others')).succeeded).toBe(true);
  expect(stage.calls).toEqual(['DescribeRegistrations']);
});
