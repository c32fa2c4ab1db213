import { associations, empty } from './associations';
import { Stage } from '../../stage';

let stage: Stage;
afterEach(() => stage.close());

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
