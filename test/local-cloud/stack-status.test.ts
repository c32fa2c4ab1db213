import { operationTypes } from './operations';
import { probed, type Look } from './probe';
import { useProbedCloud } from './probed-cloud';

const local = useProbedCloud({ FROM_THE_TEST: 'yes' });

const seen = () => local.probe.looks().map(({ request, status, operations }) => [request, status, operations[0]!.OperationType]);
const operationsOf = ({ operations }: Look) => operations.map(({ OperationType }) => OperationType);

describe('what a function is told about its own stack while an operation is at work', () => {
  test('a create', async () => {
    const { StackId } = await local.stacks.create('Created', probed({ Thing: {} }));
    const [look] = local.probe.looks();
    expect(look).toMatchObject({ request: 'Create Thing', status: 'CREATE_IN_PROGRESS', byName: 'CREATE_IN_PROGRESS' });
    expect(look!.operations).toEqual([{ OperationType: 'CREATE_STACK', OperationId: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    expect(look!.environment).toEqual({
      AWS_ENDPOINT_URL: local.cloud.endpoint,
      AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: local.simulator.endpoint,
      FROM_THE_TEST: 'yes',
      ResponseURL: expect.stringMatching(`^${local.cloud.endpoint}/`),
    });
    await local.stacks.delete(StackId!);
  });

  test('updates, with what they remove, and the delete', async () => {
    const { StackId } = await local.stacks.create('Updated', probed({ Thing: {}, Other: {} }));
    await local.stacks.update(StackId!, probed({ Thing: { size: 2 } }));
    await local.stacks.update('Updated', probed({ Thing: { size: 3 } }));
    await local.stacks.delete(StackId!);
    expect(seen()).toEqual([
      ['Create Thing', 'CREATE_IN_PROGRESS', 'CREATE_STACK'],
      ['Create Other', 'CREATE_IN_PROGRESS', 'CREATE_STACK'],
      ['Update Thing', 'UPDATE_IN_PROGRESS', 'UPDATE_STACK'],
      ['Delete Other', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_STACK'],
      ['Update Thing', 'UPDATE_IN_PROGRESS', 'UPDATE_STACK'],
      ['Delete Thing', 'DELETE_IN_PROGRESS', 'DELETE_STACK'],
    ]);
    const last = local.probe.looks().at(-1)!;
    expect(operationsOf(last)).toEqual(['DELETE_STACK', 'UPDATE_STACK', 'UPDATE_STACK', 'CREATE_STACK']);
    expect(new Set(last.operations.map(({ OperationId }) => OperationId)).size).toBe(4);
    // An operation keeps its id for as long as it is at work.
    const [, , update, cleanUp, nextUpdate] = local.probe.looks().map(({ operations }) => operations[0]!.OperationId);
    expect(cleanUp).toBe(update);
    expect(nextUpdate).not.toBe(update);
  });

  test('an update that is rolled back: the rollback is an operation of its own', async () => {
    const { StackId } = await local.stacks.create('RolledBack', probed({ Thing: {} }));
    local.probe.answer({ 'Create Last': { fail: true } });
    local.probe.clear();
    const stack = await local.stacks.update('RolledBack', probed({ Thing: { size: 2 }, New: {}, Last: {} }));
    expect(seen()).toEqual([
      ['Update Thing', 'UPDATE_IN_PROGRESS', 'UPDATE_STACK'],
      ['Create New', 'UPDATE_IN_PROGRESS', 'UPDATE_STACK'],
      ['Create Last', 'UPDATE_IN_PROGRESS', 'UPDATE_STACK'],
      ['Update Thing', 'UPDATE_ROLLBACK_IN_PROGRESS', 'ROLLBACK'],
      ['Delete Last', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'ROLLBACK'],
      ['Delete New', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'ROLLBACK'],
    ]);
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(operationTypes(stack)).toEqual(['ROLLBACK', 'UPDATE_STACK', 'CREATE_STACK']);
    await local.stacks.delete(StackId!);
  });

  test.each([
    ['further resources', { Thing: { size: 2 }, New: {} }],
    ['nothing else', { Thing: { size: 2 } }],
  ])('an update that is cancelled, with %s to do', async (name, things) => {
    const stackName = name.replaceAll(' ', '-');
    const { StackId } = await local.stacks.create(stackName, probed({ Thing: {} }));
    local.probe.answer({ 'Update Thing': { slow: true } });
    local.probe.clear();
    const updated = local.stacks.update(stackName, probed(things));
    await local.probe.arrival('Update Thing');
    await local.stacks.cancelUpdate(stackName);
    const at = await local.stacks.describe(stackName);
    expect(at).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS' });
    expect(operationTypes(at!)).toEqual(['ROLLBACK', 'UPDATE_STACK', 'CREATE_STACK']);
    const stack = await updated;
    expect(stack).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE', LastOperations: at!.LastOperations });
    expect(seen()).toEqual([
      ['Update Thing', 'UPDATE_IN_PROGRESS', 'UPDATE_STACK'],
      ['Update Thing', 'UPDATE_ROLLBACK_IN_PROGRESS', 'ROLLBACK'],
    ]);
    await local.stacks.delete(StackId!);
  });

  test('a create that is rolled back', async () => {
    local.probe.answer({ 'Create Last': { fail: true } });
    const stack = await local.stacks.create('NeverWas', probed({ Thing: {}, Last: {} }));
    expect(seen()).toEqual([
      ['Create Thing', 'CREATE_IN_PROGRESS', 'CREATE_STACK'],
      ['Create Last', 'CREATE_IN_PROGRESS', 'CREATE_STACK'],
      ['Delete Last', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK'],
      ['Delete Thing', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK'],
    ]);
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(operationTypes(stack)).toEqual(['ROLLBACK', 'CREATE_STACK']);
    await local.stacks.delete(stack.StackId!);
  });

  test('a rollback that is continued', async () => {
    const { StackId } = await local.stacks.create('Continued', probed({ Thing: {} }));
    local.probe.answer({ 'Update Thing': { fail: true } });
    expect(await local.stacks.update('Continued', probed({ Thing: { size: 2 } }))).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_FAILED' });
    local.probe.answer({});
    local.probe.clear();
    const stack = await local.stacks.continueRollback('Continued');
    expect(seen()).toEqual([['Update Thing', 'UPDATE_ROLLBACK_IN_PROGRESS', 'CONTINUE_ROLLBACK']]);
    expect(operationTypes(stack)).toEqual(['CONTINUE_ROLLBACK', 'ROLLBACK', 'UPDATE_STACK', 'CREATE_STACK']);
    await local.stacks.delete(StackId!);
  });
});

describe('what CloudFormation says of a stack afterwards', () => {
  test('change sets are operations too, executed or not', async () => {
    const first = await local.stacks.createChangeSet('ChangeSets', probed({ Thing: {} }), 'CREATE');
    const id = first.stackId;
    expect(operationTypes((await local.stacks.describe(id))!)).toEqual(['CREATE_CHANGESET']);
    await local.stacks.executeChangeSet(first);
    const second = await local.stacks.createChangeSet('ChangeSets', probed({ Thing: { size: 2 } }), 'UPDATE');
    expect(operationTypes((await local.stacks.describe(id))!)).toEqual(['CREATE_CHANGESET', 'CREATE_STACK', 'CREATE_CHANGESET']);
    await local.stacks.executeChangeSet(second);
    expect(operationTypes(await local.stacks.delete(id)))
      .toEqual(['DELETE_STACK', 'UPDATE_STACK', 'CREATE_CHANGESET', 'CREATE_STACK', 'CREATE_CHANGESET']);
  });

  test('a deleted stack is known by its id, even when another has its name', async () => {
    const first = await local.stacks.create('Again', probed({}));
    await local.stacks.delete('Again');
    expect(await local.stacks.describe('Again')).toBeUndefined();
    const second = await local.stacks.create('Again', probed({}));
    expect(second.StackId).not.toBe(first.StackId);
    expect(await local.stacks.describe(first.StackId!)).toMatchObject({ StackStatus: 'DELETE_COMPLETE', StackName: 'Again' });
    expect(operationTypes((await local.stacks.describe(first.StackId!))!)).toEqual(['DELETE_STACK', 'CREATE_STACK']);
    expect(await local.stacks.describe('Again')).toMatchObject({ StackId: second.StackId, StackStatus: 'CREATE_COMPLETE' });
    await local.stacks.delete(second.StackId!);
  });
});
