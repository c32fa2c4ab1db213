import { Simulator } from '../simulator';
import { LocalCloud } from './local-cloud';
import { Operations, operationTypes } from './operations';
import { Probe, probed } from './probe';
import { DeployedStack } from './stack';

let simulator: Simulator;
let probe: Probe;
let cloud: LocalCloud;
let stacks: Operations;

beforeAll(async () => {
  simulator = await Simulator.start();
  probe = new Probe();
  cloud = await LocalCloud.start({ simulatorEndpoint: simulator.endpoint, functionEnvironment: probe.functionEnvironment });
  stacks = new Operations(cloud);
});

afterAll(async () => {
  await cloud?.stop();
  await simulator?.stop();
  probe?.remove();
});

beforeEach(() => {
  probe.clear();
  probe.answer({});
});

const requests = () => probe.looks().map(({ request, physicalId }) => physicalId === undefined ? request : `${request} ${physicalId}`);
const resourcesOf = async (id: string) => (await new DeployedStack(cloud, id).resources()).map(({ LogicalResourceId }) => LogicalResourceId).sort();

describe('a failed delete', () => {
  test('keeps what a second delete needs', async () => {
    const { StackId } = await stacks.create('Refusing', probed({ Thing: {} }));
    probe.answer({ 'Delete Thing': { fail: true } });
    expect(await stacks.delete('Refusing')).toMatchObject({ StackStatus: 'DELETE_FAILED' });
    expect((await new DeployedStack(cloud, StackId!).events()).filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED')).toMatchObject([
      { LogicalResourceId: 'Thing', ResourceStatusReason: 'Delete Thing is refused' },
      { LogicalResourceId: 'Refusing', ResourceStatusReason: expect.stringContaining('[Thing]') },
    ]);
    expect(await resourcesOf(StackId!)).toEqual(['Handler', 'Role', 'Thing']);

    probe.answer({});
    expect(await stacks.delete('Refusing')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    expect(await resourcesOf(StackId!)).toEqual([]);
  });

  test('leaves a stack that takes no update, in the words of CloudFormation', async () => {
    const { StackId } = await stacks.create('Stuck', probed({ Thing: {} }));
    probe.answer({ 'Delete Thing': { fail: true } });
    await stacks.delete('Stuck');
    const other = probed({ Thing: { size: 2 } });
    const sentence = `Stack:${StackId} is in DELETE_FAILED state and can not be updated.`;
    const refusal = { name: 'ValidationError', message: sentence };
    await expect(stacks.update('Stuck', other)).rejects.toMatchObject(refusal);
    await expect(stacks.update(StackId!, other)).rejects.toMatchObject(refusal);
    await expect(stacks.createChangeSet('Stuck', other, 'UPDATE')).rejects.toMatchObject(refusal);
    expect(await stacks.describe('Stuck')).toMatchObject({ StackStatus: 'DELETE_FAILED' });
    probe.answer({});
    await stacks.delete('Stuck');
  });

  test('leaves a stack that is deleted when what failed is retained', async () => {
    const { StackId } = await stacks.create('Retaining', probed({ Thing: {}, Other: {} }));
    await expect(stacks.delete('Retaining', { RetainResources: ['Thing'] })).rejects.toThrow('DELETE_FAILED');
    probe.answer({ 'Delete Thing': { fail: true } });
    await stacks.delete('Retaining');
    probe.clear();
    expect(await stacks.delete('Retaining', { RetainResources: ['Thing'] })).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    expect(requests()).toEqual([]);
    expect((await new DeployedStack(cloud, StackId!).events()).filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED'))
      .toMatchObject([{ LogicalResourceId: 'Thing', PhysicalResourceId: 'Thing' }]);
    expect(await resourcesOf(StackId!)).toEqual([]);
  });
});

describe('a stack that is being deleted', () => {
  test('takes no update, and is not deleted twice at a time', async () => {
    const { StackId } = await stacks.create('Busy', probed({ Thing: {} }));
    probe.answer({ 'Delete Thing': { slow: true } });
    const deleted = stacks.delete('Busy');
    await stacks.when(StackId!, ({ StackStatus }) => StackStatus === 'DELETE_IN_PROGRESS');
    const refusal = { name: 'ValidationError', message: `Stack:${StackId} is in DELETE_IN_PROGRESS state and can not be updated.` };
    await expect(stacks.update('Busy', probed({ Thing: { size: 2 } }))).rejects.toMatchObject(refusal);
    await expect(stacks.createChangeSet('Busy', probed({ Thing: { size: 2 } }), 'UPDATE')).rejects.toMatchObject(refusal);
    await stacks.delete('Busy');
    await deleted;
    expect(requests()).toEqual(['Create Thing', 'Delete Thing Thing']);
  });

  test('waits until an update is over', async () => {
    const { StackId } = await stacks.create('Updating', probed({ Thing: {} }));
    probe.answer({ 'Update Thing': { slow: true } });
    const updated = stacks.update('Updating', probed({ Thing: { size: 2 } }));
    await stacks.when(StackId!, ({ StackStatus }) => StackStatus === 'UPDATE_IN_PROGRESS');
    await expect(stacks.delete('Updating')).rejects.toMatchObject({
      name: 'ValidationError', message: `Stack [${StackId}] cannot be deleted while in status UPDATE_IN_PROGRESS`,
    });
    expect(await updated).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    await stacks.delete('Updating');
  });
});

test.each([
  ['and is not made further', { Thing: {}, Last: {} }],
  ['even with its last resource', { Thing: {} }],
])('a stack that is created ends when it is deleted, %s', async (name, things) => {
  const stackName = name.replaceAll(' ', '-');
  probe.answer({ 'Create Thing': { slow: true } });
  const created = stacks.create(stackName, probed(things));
  await probe.arrival('Create Thing');
  const deleted = stacks.delete(stackName);
  expect(operationTypes(await stacks.when(stackName, ({ StackStatus }) => StackStatus === 'DELETE_IN_PROGRESS'))).toEqual(['DELETE_STACK', 'CREATE_STACK']);
  const stack = await deleted;
  expect(stack.StackStatus).toBe('DELETE_COMPLETE');
  expect(operationTypes(stack)).toEqual(['DELETE_STACK', 'CREATE_STACK']);
  expect(await created).toEqual(stack);
  expect(requests()).toEqual(['Create Thing', 'Delete Thing Thing']);
  expect(await resourcesOf(stack.StackId!)).toEqual([]);
});

describe('a failed create', () => {
  test('is followed by a delete with the id of the failed answer', async () => {
    probe.answer({ 'Create Thing': { fail: true, physicalId: 'half-made' } });
    const { StackId } = await stacks.create('HalfMade', probed({ Thing: {} }));
    expect(requests()).toEqual(['Create Thing', 'Delete Thing half-made']);
    expect(await stacks.describe(StackId!)).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
    expect(await resourcesOf(StackId!)).toEqual([]);
  });

  test('is followed by a delete with an invented id, when the answer had none', async () => {
    probe.answer({ 'Create Thing': { fail: true, physicalId: null } });
    await stacks.create('Nameless', probed({ Thing: {} }));
    expect(requests()).toEqual(['Create Thing', expect.stringMatching(/^Delete Thing Nameless-Thing-[A-Z0-9]{12}$/)]);
  });

  test('whose delete fails leaves a stack that takes no update, but can be deleted', async () => {
    probe.answer({ 'Create Last': { fail: true, physicalId: 'half-made' }, 'Delete Last': { fail: true } });
    const { StackId, StackStatus } = await stacks.create('Left', probed({ Thing: {}, Last: {} }));
    expect(StackStatus).toBe('ROLLBACK_FAILED');
    expect(await resourcesOf(StackId!)).toEqual(['Handler', 'Last', 'Role', 'Thing']);
    await expect(stacks.update('Left', probed({ Thing: {} }))).rejects.toMatchObject({
      name: 'ValidationError', message: `Stack:${StackId} is in ROLLBACK_FAILED state and can not be updated.`,
    });
    probe.answer({});
    probe.clear();
    expect(await stacks.delete('Left')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    expect(requests()).toEqual(['Delete Last half-made', 'Delete Thing Thing']);
  });

  test('that is not rolled back is deleted with its stack, by a rollback, or before it is tried again', async () => {
    const failing = { 'Create Thing': { fail: true, physicalId: 'half-made' } };
    const options = { DisableRollback: true };
    probe.answer(failing);
    await stacks.create('ThenDeleted', probed({ Thing: {} }), options);
    expect(requests()).toEqual(['Create Thing']);
    await stacks.delete('ThenDeleted');
    expect(requests()).toEqual(['Create Thing', 'Delete Thing half-made']);

    probe.clear();
    await stacks.create('ThenRolledBack', probed({ Thing: {} }), options);
    expect(await stacks.rollback('ThenRolledBack')).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
    expect(requests()).toEqual(['Create Thing', 'Delete Thing half-made']);

    probe.clear();
    const { StackId } = await stacks.create('ThenRepaired', probed({ Thing: {} }), options);
    probe.answer({});
    const repair = await stacks.createChangeSet('ThenRepaired', probed({ Thing: { size: 2 } }), 'UPDATE');
    expect(await stacks.executeChangeSet(repair)).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    expect(requests()).toEqual(['Create Thing', 'Delete Thing half-made', 'Create Thing']);
    await stacks.delete(StackId!);
  });
});
