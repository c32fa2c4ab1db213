import { Simulator } from '../simulator';
import { LocalCloud } from './local-cloud';
import { Operations, operationTypes } from './operations';
import { Probe, probed, type Look } from './probe';

let simulator: Simulator;
let probe: Probe;
let cloud: LocalCloud;
let stacks: Operations;

beforeAll(async () => {
  simulator = await Simulator.start();
  probe = new Probe();
  cloud = await LocalCloud.start({ simulatorEndpoint: simulator.endpoint, functionEnvironment: { ...probe.functionEnvironment, FROM_THE_TEST: 'yes' } });
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

const seen = () => probe.looks().map(({ request, status, operations }) => [request, status, operations[0]!.OperationType]);
const operationsOf = ({ operations }: Look) => operations.map(({ OperationType }) => OperationType);

describe('what a function is told about its own stack while an operation is at work', () => {
  test('a create', async () => {
    const { StackId } = await stacks.create('Created', probed({ Thing: {} }));
    const [look] = probe.looks();
    expect(look).toMatchObject({ request: 'Create Thing', status: 'CREATE_IN_PROGRESS', byName: 'CREATE_IN_PROGRESS' });
    expect(look!.operations).toEqual([{ OperationType: 'CREATE_STACK', OperationId: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    expect(look!.environment).toEqual({
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: simulator.endpoint,
      FROM_THE_TEST: 'yes',
      ResponseURL: expect.stringMatching(`^${cloud.endpoint}/`),
    });
    await stacks.delete(StackId!);
  });

  test('updates, with what they remove, and the delete', async () => {
    const { StackId } = await stacks.create('Updated', probed({ Thing: {}, Other: {} }));
    await stacks.update(StackId!, probed({ Thing: { size: 2 } }));
    await stacks.update('Updated', probed({ Thing: { size: 3 } }));
    await stacks.delete(StackId!);
    expect(seen()).toEqual([
      ['Create Thing', 'CREATE_IN_PROGRESS', 'CREATE_STACK'],
      ['Create Other', 'CREATE_IN_PROGRESS', 'CREATE_STACK'],
      ['Update Thing', 'UPDATE_IN_PROGRESS', 'UPDATE_STACK'],
      ['Delete Other', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_STACK'],
      ['Update Thing', 'UPDATE_IN_PROGRESS', 'UPDATE_STACK'],
      ['Delete Thing', 'DELETE_IN_PROGRESS', 'DELETE_STACK'],
    ]);
    const last = probe.looks().at(-1)!;
    expect(operationsOf(last)).toEqual(['DELETE_STACK', 'UPDATE_STACK', 'UPDATE_STACK', 'CREATE_STACK']);
    expect(new Set(last.operations.map(({ OperationId }) => OperationId)).size).toBe(4);
    // An operation keeps its id for as long as it is at work.
    const [, , update, cleanUp, nextUpdate] = probe.looks().map(({ operations }) => operations[0]!.OperationId);
    expect(cleanUp).toBe(update);
    expect(nextUpdate).not.toBe(update);
  });

  test('an update that is rolled back: the rollback is an operation of its own', async () => {
    const { StackId } = await stacks.create('RolledBack', probed({ Thing: {} }));
    probe.answer({ 'Create Last': { fail: true } });
    probe.clear();
    const stack = await stacks.update('RolledBack', probed({ Thing: { size: 2 }, New: {}, Last: {} }));
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
    await stacks.delete(StackId!);
  });

  test.each([
    ['further resources', { Thing: { size: 2 }, New: {} }],
    ['nothing else', { Thing: { size: 2 } }],
  ])('an update that is cancelled, with %s to do', async (name, things) => {
    const stackName = name.replaceAll(' ', '-');
    const { StackId } = await stacks.create(stackName, probed({ Thing: {} }));
    probe.answer({ 'Update Thing': { slow: true } });
    probe.clear();
    const updated = stacks.update(stackName, probed(things));
    await probe.arrival('Update Thing');
    await stacks.cancelUpdate(stackName);
    const at = await stacks.describe(stackName);
    expect(at).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS' });
    expect(operationTypes(at!)).toEqual(['ROLLBACK', 'UPDATE_STACK', 'CREATE_STACK']);
    const stack = await updated;
    expect(stack).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE', LastOperations: at!.LastOperations });
    expect(seen()).toEqual([
      ['Update Thing', 'UPDATE_IN_PROGRESS', 'UPDATE_STACK'],
      ['Update Thing', 'UPDATE_ROLLBACK_IN_PROGRESS', 'ROLLBACK'],
    ]);
    await stacks.delete(StackId!);
  });

  test('a create that is rolled back', async () => {
    probe.answer({ 'Create Last': { fail: true } });
    const stack = await stacks.create('NeverWas', probed({ Thing: {}, Last: {} }));
    expect(seen()).toEqual([
      ['Create Thing', 'CREATE_IN_PROGRESS', 'CREATE_STACK'],
      ['Create Last', 'CREATE_IN_PROGRESS', 'CREATE_STACK'],
      ['Delete Last', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK'],
      ['Delete Thing', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK'],
    ]);
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(operationTypes(stack)).toEqual(['ROLLBACK', 'CREATE_STACK']);
    await stacks.delete(stack.StackId!);
  });

  test('a rollback that is continued', async () => {
    const { StackId } = await stacks.create('Continued', probed({ Thing: {} }));
    probe.answer({ 'Update Thing': { fail: true } });
    expect(await stacks.update('Continued', probed({ Thing: { size: 2 } }))).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_FAILED' });
    probe.answer({});
    probe.clear();
    const stack = await stacks.continueRollback('Continued');
    expect(seen()).toEqual([['Update Thing', 'UPDATE_ROLLBACK_IN_PROGRESS', 'CONTINUE_ROLLBACK']]);
    expect(operationTypes(stack)).toEqual(['CONTINUE_ROLLBACK', 'ROLLBACK', 'UPDATE_STACK', 'CREATE_STACK']);
    await stacks.delete(StackId!);
  });
});

describe('what CloudFormation says of a stack afterwards', () => {
  test('change sets are operations too, executed or not', async () => {
    const first = await stacks.createChangeSet('ChangeSets', probed({ Thing: {} }), 'CREATE');
    const id = first.stackId;
    expect(operationTypes((await stacks.describe(id))!)).toEqual(['CREATE_CHANGESET']);
    await stacks.executeChangeSet(first);
    const second = await stacks.createChangeSet('ChangeSets', probed({ Thing: { size: 2 } }), 'UPDATE');
    expect(operationTypes((await stacks.describe(id))!)).toEqual(['CREATE_CHANGESET', 'CREATE_STACK', 'CREATE_CHANGESET']);
    await stacks.executeChangeSet(second);
    expect(operationTypes(await stacks.delete(id)))
      .toEqual(['DELETE_STACK', 'UPDATE_STACK', 'CREATE_CHANGESET', 'CREATE_STACK', 'CREATE_CHANGESET']);
  });

  test('a deleted stack is known by its id, even when another has its name', async () => {
    const first = await stacks.create('Again', probed({}));
    await stacks.delete('Again');
    expect(await stacks.describe('Again')).toBeUndefined();
    const second = await stacks.create('Again', probed({}));
    expect(second.StackId).not.toBe(first.StackId);
    expect(await stacks.describe(first.StackId!)).toMatchObject({ StackStatus: 'DELETE_COMPLETE', StackName: 'Again' });
    expect(operationTypes((await stacks.describe(first.StackId!))!)).toEqual(['DELETE_STACK', 'CREATE_STACK']);
    expect(await stacks.describe('Again')).toMatchObject({ StackId: second.StackId, StackStatus: 'CREATE_COMPLETE' });
    await stacks.delete(second.StackId!);
  });
});
