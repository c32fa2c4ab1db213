import { operationTypes } from './operations';
import { probed } from './probe';
import { useProbedCloud } from './probed-cloud';
import { DeployedStack } from './stack';

const local = useProbedCloud();

const requests = () => local.probe.looks().map(({ request, physicalId }) => physicalId === undefined ? request : `${request} ${physicalId}`);
const resourcesOf = async (id: string) => (
  (await new DeployedStack(local.cloud, id).resources()).map(({ LogicalResourceId }) => LogicalResourceId).sort()
);

describe('a failed delete', () => {
  test('keeps what a second delete needs', async () => {
    const { StackId } = await local.stacks.create('Refusing', probed({ Thing: {} }));
    local.probe.answer({ 'Delete Thing': { fail: true } });
    expect(await local.stacks.delete('Refusing')).toMatchObject({ StackStatus: 'DELETE_FAILED' });
    expect((await new DeployedStack(local.cloud, StackId!).events()).filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED')).toMatchObject([
      { LogicalResourceId: 'Thing', ResourceStatusReason: 'Delete Thing is refused' },
      { LogicalResourceId: 'Refusing', ResourceStatusReason: expect.stringContaining('[Thing]') },
    ]);
    expect(await resourcesOf(StackId!)).toEqual(['Handler', 'Role', 'Thing']);

    local.probe.answer({});
    expect(await local.stacks.delete('Refusing')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    expect(await resourcesOf(StackId!)).toEqual([]);
  });

  test('leaves a stack that takes no update, in the words of CloudFormation', async () => {
    const { StackId } = await local.stacks.create('Stuck', probed({ Thing: {} }));
    local.probe.answer({ 'Delete Thing': { fail: true } });
    await local.stacks.delete('Stuck');
    const other = probed({ Thing: { size: 2 } });
    const sentence = `Stack:${StackId} is in DELETE_FAILED state and can not be updated.`;
    const refusal = { name: 'ValidationError', message: sentence };
    await expect(local.stacks.update('Stuck', other)).rejects.toMatchObject(refusal);
    await expect(local.stacks.update(StackId!, other)).rejects.toMatchObject(refusal);
    await expect(local.stacks.createChangeSet('Stuck', other, 'UPDATE')).rejects.toMatchObject(refusal);
    expect(await local.stacks.describe('Stuck')).toMatchObject({ StackStatus: 'DELETE_FAILED' });
    local.probe.answer({});
    await local.stacks.delete('Stuck');
  });

  test('leaves a stack that is deleted when what failed is retained', async () => {
    const { StackId } = await local.stacks.create('Retaining', probed({ Thing: {}, Other: {} }));
    await expect(local.stacks.delete('Retaining', { RetainResources: ['Thing'] })).rejects.toThrow('DELETE_FAILED');
    local.probe.answer({ 'Delete Thing': { fail: true } });
    await local.stacks.delete('Retaining');
    local.probe.clear();
    expect(await local.stacks.delete('Retaining', { RetainResources: ['Thing'] })).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    expect(requests()).toEqual([]);
    expect((await new DeployedStack(local.cloud, StackId!).events()).filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED'))
      .toMatchObject([{ LogicalResourceId: 'Thing', PhysicalResourceId: 'Thing' }]);
    expect(await resourcesOf(StackId!)).toEqual([]);
  });
});

describe('a stack that is being deleted', () => {
  test('takes no update, and is not deleted twice at a time', async () => {
    const { StackId } = await local.stacks.create('Busy', probed({ Thing: {} }));
    local.probe.answer({ 'Delete Thing': { slow: true } });
    const deleted = local.stacks.delete('Busy');
    await local.stacks.when(StackId!, ({ StackStatus }) => StackStatus === 'DELETE_IN_PROGRESS');
    const refusal = { name: 'ValidationError', message: `Stack:${StackId} is in DELETE_IN_PROGRESS state and can not be updated.` };
    await expect(local.stacks.update('Busy', probed({ Thing: { size: 2 } }))).rejects.toMatchObject(refusal);
    await expect(local.stacks.createChangeSet('Busy', probed({ Thing: { size: 2 } }), 'UPDATE')).rejects.toMatchObject(refusal);
    await local.stacks.delete('Busy');
    await deleted;
    expect(requests()).toEqual(['Create Thing', 'Delete Thing Thing']);
  });

  test('waits until an update is over', async () => {
    const { StackId } = await local.stacks.create('Updating', probed({ Thing: {} }));
    local.probe.answer({ 'Update Thing': { slow: true } });
    const updated = local.stacks.update('Updating', probed({ Thing: { size: 2 } }));
    await local.stacks.when(StackId!, ({ StackStatus }) => StackStatus === 'UPDATE_IN_PROGRESS');
    await expect(local.stacks.delete('Updating')).rejects.toMatchObject({
      name: 'ValidationError', message: `Stack [${StackId}] cannot be deleted while in status UPDATE_IN_PROGRESS`,
    });
    expect(await updated).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    await local.stacks.delete('Updating');
  });
});

test.each([
  ['and is not made further', { Thing: {}, Last: {} }],
  ['even with its last resource', { Thing: {} }],
])('a stack that is created ends when it is deleted, %s', async (name, things) => {
  const stackName = name.replaceAll(' ', '-');
  local.probe.answer({ 'Create Thing': { slow: true } });
  const created = local.stacks.create(stackName, probed(things));
  await local.probe.arrival('Create Thing');
  const deleted = local.stacks.delete(stackName);
  expect(operationTypes(await local.stacks.when(stackName, ({ StackStatus }) => StackStatus === 'DELETE_IN_PROGRESS'))).toEqual(['DELETE_STACK', 'CREATE_STACK']);
  const stack = await deleted;
  expect(stack.StackStatus).toBe('DELETE_COMPLETE');
  expect(operationTypes(stack)).toEqual(['DELETE_STACK', 'CREATE_STACK']);
  expect(await created).toEqual(stack);
  expect(requests()).toEqual(['Create Thing', 'Delete Thing Thing']);
  expect(await resourcesOf(stack.StackId!)).toEqual([]);
});

describe('a failed create', () => {
  test('is followed by a delete with the id of the failed answer', async () => {
    local.probe.answer({ 'Create Thing': { fail: true, physicalId: 'half-made' } });
    const { StackId } = await local.stacks.create('HalfMade', probed({ Thing: {} }));
    expect(requests()).toEqual(['Create Thing', 'Delete Thing half-made']);
    expect(await local.stacks.describe(StackId!)).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
    expect(await resourcesOf(StackId!)).toEqual([]);
  });

  test('is followed by a delete with an invented id, when the answer had none', async () => {
    local.probe.answer({ 'Create Thing': { fail: true, physicalId: null } });
    await local.stacks.create('Nameless', probed({ Thing: {} }));
    expect(requests()).toEqual(['Create Thing', expect.stringMatching(/^Delete Thing Nameless-Thing-[A-Z0-9]{12}$/)]);
  });

  test('whose delete fails leaves a stack that takes no update, but can be deleted', async () => {
    local.probe.answer({ 'Create Last': { fail: true, physicalId: 'half-made' }, 'Delete Last': { fail: true } });
    const { StackId, StackStatus } = await local.stacks.create('Left', probed({ Thing: {}, Last: {} }));
    expect(StackStatus).toBe('ROLLBACK_FAILED');
    expect(await resourcesOf(StackId!)).toEqual(['Handler', 'Last', 'Role', 'Thing']);
    await expect(local.stacks.update('Left', probed({ Thing: {} }))).rejects.toMatchObject({
      name: 'ValidationError', message: `Stack:${StackId} is in ROLLBACK_FAILED state and can not be updated.`,
    });
    local.probe.answer({});
    local.probe.clear();
    expect(await local.stacks.delete('Left')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    expect(requests()).toEqual(['Delete Last half-made', 'Delete Thing Thing']);
  });

  test('that is not rolled back is deleted with its stack, by a rollback, or before it is tried again', async () => {
    const failing = { 'Create Thing': { fail: true, physicalId: 'half-made' } };
    const options = { DisableRollback: true };
    local.probe.answer(failing);
    await local.stacks.create('ThenDeleted', probed({ Thing: {} }), options);
    expect(requests()).toEqual(['Create Thing']);
    await local.stacks.delete('ThenDeleted');
    expect(requests()).toEqual(['Create Thing', 'Delete Thing half-made']);

    local.probe.clear();
    await local.stacks.create('ThenRolledBack', probed({ Thing: {} }), options);
    expect(await local.stacks.rollback('ThenRolledBack')).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
    expect(requests()).toEqual(['Create Thing', 'Delete Thing half-made']);

    local.probe.clear();
    const { StackId } = await local.stacks.create('ThenRepaired', probed({ Thing: {} }), options);
    local.probe.answer({});
    const repair = await local.stacks.createChangeSet('ThenRepaired', probed({ Thing: { size: 2 } }), 'UPDATE');
    expect(await local.stacks.executeChangeSet(repair)).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    expect(requests()).toEqual(['Create Thing', 'Delete Thing half-made', 'Create Thing']);
    await local.stacks.delete(StackId!);
  });
});
