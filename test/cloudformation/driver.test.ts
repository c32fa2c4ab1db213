import { resource, scriptedCloud, until } from './fixtures';
import { Cloud, CloudOptions, CustomResource, NativeResource, Properties, SentRequest } from './index';

let cloud: Cloud;

async function start(options: CloudOptions = {}): Promise<Cloud> {
  cloud = await scriptedCloud({ stackName: 'Stack', ...options });
  return cloud;
}

afterEach(async () => cloud.close());

const INVENTED = expect.stringMatching(/^Stack-Thing-[A-Z0-9]{12}$/);
const FAILED = { Answer: { Status: 'FAILED', Reason: 'no' } };
const failedWith = (id: string) => ({ Answer: { ...FAILED.Answer, PhysicalResourceId: id } });
const movesTo = (id: string) => ({ Answer: { PhysicalResourceId: id } });
const named = (logicalId: string, properties: Properties = {}, more: Partial<CustomResource> = {}) => resource(properties, { logicalId, ...more });

/** The requests as 'Create', 'Delete id-of-Thing' ... */
function told(requests: readonly SentRequest[] = cloud.cloudFormation.sent): string[] {
  return requests.map(({ event }) => event.RequestType === 'Create' ? 'Create' : `${event.RequestType} ${event.PhysicalResourceId}`);
}

/** The requests with the logical id in front, for stacks of several resources. */
function toldOf(requests: readonly SentRequest[]): string[] {
  return requests.map(({ event }) => `${event.LogicalResourceId} ${event.RequestType}`);
}

function lastEvent() {
  const sent = cloud.cloudFormation.sent.at(-1);
  if (!sent) throw new Error('nothing was sent');
  return sent.event;
}

describe('a request', () => {
  test('carries every scalar of the properties as a string, at any depth', async () => {
    const { cloudFormation, lambda } = await start();
    const properties = { yes: true, port: 42, list: [1, [false]], deep: { er: { pi: 3.14 } }, none: undefined };
    await cloudFormation.create(resource(properties, { serviceTimeout: 900 }));
    expect(lastEvent().ResourceProperties).toEqual({
      ServiceToken: lambda.functionArn, ServiceTimeout: '900', yes: 'true', port: '42', list: ['1', ['false']], deep: { er: { pi: '3.14' } },
    });
  });

  test('for a Create has no physical id, and names stack, resource and type', async () => {
    const { cloudFormation, lambda } = await start();
    await cloudFormation.create(resource());
    expect(lastEvent()).toEqual({
      RequestType: 'Create',
      RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ResponseURL: expect.stringContaining('X-Amz-Signature='),
      StackId: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:111122223333:stack\/Stack\/[0-9a-f-]{36}$/),
      LogicalResourceId: 'Thing',
      ResourceType: 'Custom::Thing',
      ServiceToken: lambda.functionArn,
      ResourceProperties: { ServiceToken: lambda.functionArn },
    });
  });

  test('for an Update carries the old properties too', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({ size: 1 }));
    await cloudFormation.update(resource({ size: 2 }));
    expect(lastEvent()).toMatchObject({
      RequestType: 'Update', PhysicalResourceId: 'id-of-Thing', ResourceProperties: { size: '2' }, OldResourceProperties: { size: '1' },
    });
  });

  test('is not sent for an update that changes nothing once all is strings', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({ size: 1 }));
    expect(await cloudFormation.update(resource({ size: '1' }))).toMatchObject({ succeeded: true, requests: [] });
  });
});

describe('a create', () => {
  test('that succeeds gives the resource its id and attributes', async () => {
    const { cloudFormation, responses } = await start();
    const result = await cloudFormation.create(resource({ OnCreate: { Answer: { Data: { Status: 'CREATED' } } } }));
    expect(result).toMatchObject({ succeeded: true, status: 'CREATE_COMPLETE' });
    expect(cloudFormation.ref('Thing')).toBe('id-of-Thing');
    expect(cloudFormation.getAtt('Thing', 'Status')).toBe('CREATED');
    expect(responses.violations).toEqual([]);
  });

  test('whose answer lacks an attribute makes Fn::GetAtt fail', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource());
    expect(() => cloudFormation.getAtt('Thing', 'Version')).toThrow("Vendor response doesn't contain Version attribute");
  });

  test('that fails is followed by a Delete with the id that it answered, and the same properties', async () => {
    const { cloudFormation } = await start();
    const result = await cloudFormation.create(resource({ size: 1, OnCreate: failedWith('half-made') }));
    expect(result).toMatchObject({ succeeded: false, status: 'ROLLBACK_COMPLETE' });
    expect(result.reason).toBe(`Received response status [FAILED] from custom resource. Message returned: no (RequestId: ${result.requests[0]?.event.RequestId})`);
    expect(told()).toEqual(['Create', 'Delete half-made']);
    expect(lastEvent().ResourceProperties).toEqual(result.requests[0]?.event.ResourceProperties);
    expect(cloudFormation.resource('Thing')).toBeUndefined();
  });

  test('that fails without an id is followed by a Delete with an invented one', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({ OnCreate: failedWith('') }));
    expect(lastEvent()).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: INVENTED });
  });

  test('that never answers fails after ServiceTimeout, and is deleted by an invented id', async () => {
    const { cloudFormation } = await start({ secondMs: 50 });
    const result = await cloudFormation.create(resource({ OnCreate: { Then: 'silent' } }, { serviceTimeout: 40 }));
    expect(result.reason).toContain(`CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${result.requests[0]?.event.RequestId}]`);
    expect(result.requests[0]?.reply?.outcome).toBe('timed out');
    expect(lastEvent()).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: INVENTED });
  });

  test('that answers after ServiceTimeout is not heard', async () => {
    const { cloudFormation, lambda, responses } = await start({ secondMs: 100 });
    await cloudFormation.create(resource({ OnCreate: [{ Then: 'throw' }, {}] }, { serviceTimeout: 20 }));
    await lambda.idle();
    expect(responses.puts.map(({ outcome }) => outcome)).toEqual(['answer', 'late']);
    expect(told()).toEqual(['Create', expect.stringMatching(/^Delete Stack-Thing-/)]);
  });

  test('that is cancelled is deleted by an invented id while it still runs', async () => {
    const { cloudFormation, lambda } = await start();
    const cancel = new AbortController();
    const creating = cloudFormation.create(resource({ OnCreate: { Then: 'hang' } }), { cancel: cancel.signal });
    await until(() => lambda.logs.length > 0);
    cancel.abort();
    expect(await creating).toMatchObject({ succeeded: false, status: 'ROLLBACK_COMPLETE', reason: 'Resource creation cancelled' });
    expect(lastEvent()).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: INVENTED });
    expect(lambda.invocations[0]?.outcome).toBeUndefined();
  });

  test('whose rollback fails leaves the resource, to be deleted later', async () => {
    const { cloudFormation } = await start();
    const result = await cloudFormation.create(resource({ OnCreate: failedWith('stuck'), OnDelete: [FAILED, {}] }));
    expect(result.status).toBe('ROLLBACK_FAILED');
    expect(cloudFormation.resource('Thing')?.status).toBe('DELETE_FAILED');
    expect(await cloudFormation.delete('Thing')).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(told()).toEqual(['Create', 'Delete stuck', 'Delete stuck']);
  });
});

describe('an update', () => {
  test('that succeeds with the same id is all there is', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource());
    const result = await cloudFormation.update(resource({ size: 2, OnUpdate: { Answer: { Data: { Size: '2' } } } }));
    expect(result).toMatchObject({ succeeded: true, status: 'UPDATE_COMPLETE' });
    expect(told(result.requests)).toEqual(['Update id-of-Thing']);
    expect(cloudFormation.getAtt('Thing', 'Size')).toBe('2');
  });

  test('that fails is followed by another Update, with the properties reversed and a new request id', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({ size: 1 }));
    const result = await cloudFormation.update(resource({ size: 2, OnUpdate: FAILED }));
    expect(result).toMatchObject({ succeeded: false, status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('Message returned: no') });
    const [first, back] = result.requests.map(({ event }) => event);
    expect(back).toMatchObject({
      RequestType: 'Update',
      PhysicalResourceId: 'id-of-Thing',
      ResourceProperties: { size: '1' },
      OldResourceProperties: { size: '2', OnUpdate: FAILED },
    });
    expect(back?.RequestId).not.toBe(first?.RequestId);
    expect(cloudFormation.resource('Thing')?.properties).toMatchObject({ size: '1' });
  });

  test('whose rollback fails too says so', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({ OnUpdate: FAILED }));
    expect(await cloudFormation.update(resource({ size: 2, OnUpdate: FAILED }))).toMatchObject({ status: 'UPDATE_ROLLBACK_FAILED' });
    expect(cloudFormation.resource('Thing')).toMatchObject({ status: 'UPDATE_FAILED', physicalId: 'id-of-Thing' });
  });

  test('whose rollback has failed can go on with it, and only then cleans up', async () => {
    const { cloudFormation } = await start();
    const stack = (size: number) => [
      resource({ size, OnUpdate: movesTo('new') }), named('Next', { size, OnUpdate: [FAILED, FAILED, {}] }, { dependsOn: ['Thing'] }),
    ];
    await cloudFormation.deploy(stack(1));
    const stuck = await cloudFormation.deploy(stack(2));
    expect({ status: stuck.status, told: toldOf(stuck.requests) }).toEqual({
      status: 'UPDATE_ROLLBACK_FAILED', told: ['Thing Update', 'Next Update', 'Next Update'],
    });
    const gone = await cloudFormation.continueRollback();
    expect({ status: gone.status, told: told(gone.requests) }).toEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE', told: ['Update id-of-Next', 'Delete new'],
    });
    expect(cloudFormation.ref('Thing')).toBe('id-of-Thing');
  });

  test('that changes the id is a replacement: the old id is deleted afterwards, with the old properties', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({ size: 1 }));
    const result = await cloudFormation.update(resource({ size: 2, OnUpdate: movesTo('new') }));
    expect(result.status).toBe('UPDATE_COMPLETE');
    expect(told(result.requests)).toEqual(['Update id-of-Thing', 'Delete id-of-Thing']);
    expect(lastEvent().ResourceProperties).toMatchObject({ size: '1' });
    expect(cloudFormation.ref('Thing')).toBe('new');
  });

  test('whose clean-up fails succeeds: the failure is reported and the old id abandoned', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({ OnDelete: FAILED }));
    const result = await cloudFormation.update(resource({ OnUpdate: movesTo('new') }));
    expect(result).toMatchObject({ succeeded: true, status: 'UPDATE_COMPLETE' });
    expect(result.events).toContainEqual({
      logicalId: 'Thing', status: 'DELETE_FAILED', physicalId: 'id-of-Thing', reason: expect.stringContaining('Message returned: no'),
    });
    expect(told((await cloudFormation.destroy()).requests)).toEqual(['Delete new']);
  });

  test('that fails with a new id is rolled back by deleting the new id only', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({ size: 1 }));
    const result = await cloudFormation.update(resource({ size: 2, OnUpdate: failedWith('half-made') }));
    expect(told(result.requests)).toEqual(['Update id-of-Thing', 'Delete half-made']);
    expect(lastEvent().ResourceProperties).toMatchObject({ size: '2' });
    expect(cloudFormation.ref('Thing')).toBe('id-of-Thing');
  });

  test('that never answers is rolled back with the id that is known', async () => {
    const { cloudFormation } = await start({ secondMs: 50 });
    await cloudFormation.create(resource());
    const result = await cloudFormation.update(resource({ OnUpdate: { Then: 'silent' } }, { serviceTimeout: 10 }));
    expect(result.reason).toContain('did not receive a response');
    expect(told(result.requests)).toEqual(['Update id-of-Thing', 'Update id-of-Thing']);
  });

  test('that is cancelled is updated back while it still runs', async () => {
    const { cloudFormation, lambda } = await start();
    await cloudFormation.create(resource());
    const cancel = new AbortController();
    const updating = cloudFormation.update(resource({ OnUpdate: { Then: 'hang' } }), { cancel: cancel.signal });
    await until(() => lambda.logs.some(({ text }) => text.includes('Update')));
    cancel.abort();
    expect(await updating).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'Resource update cancelled' });
    expect(told()).toEqual(['Create', 'Update id-of-Thing', 'Update id-of-Thing']);
  });

  test('cannot change the service token', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource());
    const result = await cloudFormation.update(resource({}, { serviceToken: 'arn:aws:lambda:us-east-1:111122223333:function:other' }));
    expect(result).toMatchObject({ succeeded: false, reason: 'Modifying service token is not allowed.', requests: [] });
  });

  test('cannot change the resource type', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource());
    await expect(cloudFormation.update(resource({}, { resourceType: 'Custom::Other' }))).rejects.toThrow('Update of resource type is not permitted');
  });
});

describe('a delete', () => {
  test('carries the id and the properties, and removes the resource', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({ size: 1 }));
    expect(await cloudFormation.delete('Thing')).toMatchObject({ succeeded: true, status: 'DELETE_COMPLETE' });
    expect(lastEvent()).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: 'id-of-Thing', ResourceProperties: { size: '1' } });
    expect(() => cloudFormation.ref('Thing')).toThrow('Thing is not in the stack');
  });

  test('that fails keeps the resource as DELETE_FAILED, and can be tried again', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({ OnDelete: [FAILED, {}] }));
    expect(await cloudFormation.delete('Thing')).toMatchObject({ status: 'DELETE_FAILED', reason: expect.stringContaining('Message returned: no') });
    expect(cloudFormation.resource('Thing')?.status).toBe('DELETE_FAILED');
    expect(await cloudFormation.delete('Thing')).toMatchObject({ status: 'DELETE_COMPLETE' });
  });

  test('that never answers is a failed delete', async () => {
    const { cloudFormation } = await start({ secondMs: 50 });
    await cloudFormation.create(resource({ OnDelete: { Then: 'silent' } }, { serviceTimeout: 40 }));
    expect(await cloudFormation.delete('Thing')).toMatchObject({ status: 'DELETE_FAILED', reason: expect.stringContaining('did not receive a response') });
  });

  test('of a retained resource sends nothing', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({}, { deletionPolicy: 'Retain' }));
    const result = await cloudFormation.delete('Thing');
    expect(result).toMatchObject({ succeeded: true, requests: [] });
    expect(result.events).toContainEqual({ logicalId: 'Thing', status: 'DELETE_SKIPPED', physicalId: 'id-of-Thing' });
  });

  test('is skipped in a rollback for Retain, but not for RetainExceptOnCreate', async () => {
    const { stack } = await start();
    const create = async (deletionPolicy: CustomResource['deletionPolicy']) => stack(`${deletionPolicy}`).create(resource({ OnCreate: FAILED }, { deletionPolicy }));
    expect(told((await create('Retain')).requests)).toEqual(['Create']);
    expect(told((await create('RetainExceptOnCreate')).requests)).toEqual(['Create', 'Delete id-of-Thing']);
  });

  test('of a replaced resource is skipped when its update replace policy is Retain', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({}, { updateReplacePolicy: 'Retain' }));
    expect(told((await cloudFormation.update(resource({ OnUpdate: movesTo('new') }))).requests)).toEqual(['Update id-of-Thing']);
  });
});

describe('a stack of several resources', () => {
  const waitsFor = (...dependsOn: string[]) => ({ dependsOn });

  test('is created along the dependencies and destroyed against them', async () => {
    const { cloudFormation } = await start();
    const template = [named('Campaign', {}, waitsFor('Brand')), named('Brand')];
    expect(toldOf((await cloudFormation.deploy(template)).requests)).toEqual(['Brand Create', 'Campaign Create']);
    expect(toldOf((await cloudFormation.destroy()).requests)).toEqual(['Campaign Delete', 'Brand Delete']);
  });

  test('gives a resource the id of another by Ref, which is a dependency as well', async () => {
    const { cloudFormation } = await start();
    const template = (size: number) => [named('Form', { shows: [{ id: { Ref: 'Image' } }] }), named('Image', { size, OnUpdate: movesTo('new') })];
    const created = await cloudFormation.deploy(template(1));
    expect(toldOf(created.requests)).toEqual(['Image Create', 'Form Create']);
    expect(created.requests[1]?.event.ResourceProperties).toMatchObject({ shows: [{ id: 'id-of-Image' }] });
    const replaced = await cloudFormation.deploy(template(2));
    expect(told(replaced.requests)).toEqual(['Update id-of-Image', 'Update id-of-Form', 'Delete id-of-Image']);
    expect(replaced.requests[1]?.event.ResourceProperties).toMatchObject({ shows: [{ id: 'new' }] });
    expect(toldOf((await cloudFormation.destroy()).requests)).toEqual(['Form Delete', 'Image Delete']);
  });

  test('refuses a Ref to what is not in the template', async () => {
    const { cloudFormation } = await start();
    await expect(cloudFormation.create(named('Form', { id: { Ref: 'Image' } }))).rejects.toThrow('Form depends on Image, which is not in the template');
  });

  test('creates what does not depend on each other side by side', async () => {
    const { cloudFormation, lambda } = await start();
    const cancel = new AbortController();
    const deploying = cloudFormation.deploy([named('A', { OnCreate: { Then: 'hang' } }), named('B', { OnCreate: { Then: 'hang' } })], { cancel: cancel.signal });
    await until(() => lambda.logs.length === 2);
    cancel.abort();
    expect((await deploying).status).toBe('ROLLBACK_COMPLETE');
  });

  test('cancels what still runs when one fails, and deletes all in reverse order', async () => {
    const { cloudFormation } = await start();
    const result = await cloudFormation.deploy([
      named('Base'),
      named('Slow', { OnCreate: { Then: 'hang' } }, waitsFor('Base')),
      named('Bad', { OnCreate: FAILED }, waitsFor('Base')),
      named('Never', {}, waitsFor('Bad')),
    ]);
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('Message returned: no') });
    const [creates, deletes] = [result.requests.slice(0, 3), result.requests.slice(3)].map(toldOf);
    expect(creates).toEqual(['Base Create', 'Slow Create', 'Bad Create']);
    expect(deletes?.slice(0, 2).sort()).toEqual(['Bad Delete', 'Slow Delete']);
    expect(deletes?.slice(2)).toEqual(['Base Delete']);
    expect(result.events).toContainEqual({
      logicalId: 'Slow', status: 'CREATE_FAILED', reason: 'Resource creation cancelled', physicalId: expect.stringMatching(/^Stack-Slow-[A-Z0-9]{12}$/),
    });
  });

  test('rolls back a completed update when another resource fails', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.deploy([named('Good', { size: 1 }), named('Bad', {}, waitsFor('Good'))]);
    const result = await cloudFormation.deploy([named('Good', { size: 2 }), named('Bad', { OnUpdate: FAILED }, waitsFor('Good'))]);
    expect(toldOf(result.requests)).toEqual(['Good Update', 'Bad Update', 'Good Update', 'Bad Update']);
    expect(result.requests[2]?.event).toMatchObject({ ResourceProperties: { size: '1' }, OldResourceProperties: { size: '2' } });
  });

  test('rolls back a replacement by deleting the new id, and the old one stays', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(named('Good', { size: 1 }));
    const result = await cloudFormation.deploy([named('Good', { size: 2, OnUpdate: movesTo('new') }), named('Bad', { OnCreate: FAILED }, waitsFor('Good'))]);
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(told(result.requests)).toEqual(['Update id-of-Good', 'Create', 'Delete new', 'Delete id-of-Bad']);
    expect(result.requests[2]?.event.ResourceProperties).toMatchObject({ size: '2' });
    expect(cloudFormation.resource('Good')).toMatchObject({ physicalId: 'id-of-Good', properties: { size: '1' } });
  });

  test('abandons a new resource that cannot be deleted in the rollback of an update', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(named('Good'));
    const result = await cloudFormation.create(named('Bad', { OnCreate: FAILED, OnDelete: FAILED }));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(cloudFormation.resource('Bad')).toBeUndefined();
  });

  test('removes what the template no longer holds, after everything else', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.deploy([named('Old'), named('Kept')]);
    const result = await cloudFormation.deploy([named('Kept', { size: 2 }), named('New', {}, waitsFor('Kept'))]);
    expect(toldOf(result.requests)).toEqual(['Kept Update', 'New Create', 'Old Delete']);
    expect(cloudFormation.resource('Old')).toBeUndefined();
  });

  test('keeps what a failed delete depends on', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.deploy([named('Brand'), named('Campaign', { OnDelete: FAILED }, waitsFor('Brand'))]);
    expect(toldOf((await cloudFormation.destroy()).requests)).toEqual(['Campaign Delete']);
    expect(cloudFormation.resource('Brand')?.status).toBe('CREATE_COMPLETE');
  });

  test.each([
    ['a circle', [named('A', {}, waitsFor('B')), named('B', {}, waitsFor('A'))], 'Circular dependency'],
    ['an unknown dependency', [named('A', {}, waitsFor('B'))], 'depends on B, which is not in the template'],
    ['one id twice', [named('A'), named('A')], 'used twice'],
    ['a type that is not custom', [named('A', {}, { resourceType: 'AWS::S3::Bucket' })], 'not the type of a custom resource'],
    ['a ServiceTimeout over an hour', [named('A', {}, { serviceTimeout: 3601 })], 'ServiceTimeout is not 1 to 3600'],
  ])('is refused with %s', async (_name, template, message) => {
    const { cloudFormation } = await start();
    await expect(cloudFormation.deploy(template)).rejects.toThrow(message);
    expect(cloudFormation.sent).toEqual([]);
  });
});

describe('a native resource', () => {
  const TYPE = 'AWS::Phones::Number';
  let calls: string[];

  /** Keeps a list of what was done; refuses to make or delete what is called so. */
  function numbers({ update }: { readonly update?: boolean } = {}): NativeResource {
    let made = 0;
    const state = (physicalId: string) => ({ physicalId, attributes: { Arn: `arn:${physicalId}` } });
    return {
      create: async ({ name }) => {
        calls.push(`create ${String(name)}`);
        if (name === 'refused') throw new Error('no such number');
        return state(`number-${made += 1}`);
      },
      ...update && {
        update: async (physicalId, { name }) => {
          calls.push(`update ${physicalId} ${String(name)}`);
          return state(physicalId);
        },
      },
      delete: async (physicalId) => {
        calls.push(`delete ${physicalId}`);
        if (physicalId === 'number-3') throw new Error('it is protected');
      },
    };
  }

  const number = (name = 'one', more: Partial<CustomResource> = {}) => named('Number', { name }, { resourceType: TYPE, ...more });
  const startWith = (native = numbers()) => {
    calls = [];
    return start({ nativeResources: { [TYPE]: native } });
  };

  test('is made and deleted in the same order as custom resources, and gives them its id and attributes', async () => {
    const { cloudFormation } = await startWith();
    const created = await cloudFormation.deploy([
      named('Campaign', { ids: [{ Ref: 'Number' }, { 'Fn::GetAtt': ['Number', 'Arn'] }, { 'Fn::GetAtt': 'Number.Arn' }] }), number('one', { dependsOn: ['Brand'] }), named('Brand'),
    ]);
    expect(toldOf(created.requests)).toEqual(['Brand Create', 'Campaign Create']);
    expect(created.requests[1]?.event.ResourceProperties.ids).toEqual(['number-1', 'arn:number-1', 'arn:number-1']);
    const destroyed = await cloudFormation.destroy();
    expect(destroyed.events.map(({ logicalId, status }) => `${logicalId} ${status}`).filter((text) => text.endsWith('_COMPLETE'))).toEqual([
      'Campaign DELETE_COMPLETE', 'Number DELETE_COMPLETE', 'Brand DELETE_COMPLETE', 'Stack DELETE_COMPLETE',
    ]);
    expect(calls).toEqual(['create one', 'delete number-1']);
  });

  test('is rolled back when another resource fails after it', async () => {
    const { cloudFormation } = await startWith();
    expect((await cloudFormation.deploy([number(), named('Bad', { OnCreate: FAILED }, { dependsOn: ['Number'] })])).status).toBe('ROLLBACK_COMPLETE');
    expect(calls).toEqual(['create one', 'delete number-1']);
  });

  test('that could not be made rolls the others back, and is not deleted', async () => {
    const { cloudFormation } = await startWith();
    const result = await cloudFormation.deploy([named('Brand'), number('refused', { dependsOn: ['Brand'] })]);
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: 'no such number' });
    expect(calls).toEqual(['create refused']);
    expect(told()).toEqual(['Create', 'Delete id-of-Brand']);
  });

  test('that has no updates is replaced, and the old one deleted last', async () => {
    const { cloudFormation } = await startWith();
    await cloudFormation.create(number());
    expect((await cloudFormation.update(number('two'))).status).toBe('UPDATE_COMPLETE');
    expect(cloudFormation.ref('Number')).toBe('number-2');
    expect(calls).toEqual(['create one', 'create two', 'delete number-1']);
  });

  test('that has updates gets them, and the rollback of them', async () => {
    const { cloudFormation } = await startWith(numbers({ update: true }));
    await cloudFormation.create(number());
    expect((await cloudFormation.deploy([number('two'), named('Bad', { OnCreate: FAILED }, { dependsOn: ['Number'] })])).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(calls).toEqual(['create one', 'update number-1 two', 'update number-1 one']);
  });

  test('that cannot be deleted stays, and with it what it depends on', async () => {
    const { cloudFormation } = await startWith();
    await cloudFormation.deploy([named('Brand'), number('one', { dependsOn: ['Brand'] })]);
    await cloudFormation.update(number('two', { dependsOn: ['Brand'] }));
    await cloudFormation.update(number('three', { dependsOn: ['Brand'] }));
    expect(await cloudFormation.destroy()).toMatchObject({ status: 'DELETE_FAILED', reason: 'it is protected', requests: [] });
    expect(cloudFormation.resource('Number')?.status).toBe('DELETE_FAILED');
  });

  test.each<[CustomResource['deletionPolicy'], string[], string[]]>([
    ['Delete', ['delete number-1'], ['delete number-2']],
    ['Retain', [], []],
    ['RetainExceptOnCreate', ['delete number-1'], []],
  ])('with the policy %s is kept as custom resources are: when its create is rolled back, and in a destroy', async (deletionPolicy, inRollback, inDestroy) => {
    const { cloudFormation } = await startWith();
    const bad = named('Bad', { OnCreate: FAILED }, { dependsOn: ['Number'] });
    await cloudFormation.deploy([number('one', { deletionPolicy }), bad]);
    expect(calls.slice(1)).toEqual(inRollback);
    await cloudFormation.deploy([number('two', { deletionPolicy })]);
    calls = [];
    await cloudFormation.destroy();
    // What a rollback has retained is no longer in the stack.
    expect(calls).toEqual(inDestroy);
  });

  test('is unknown unless the driver is told how to play it', async () => {
    const { cloudFormation } = await start();
    await expect(cloudFormation.create(number())).rejects.toThrow('not the type of a custom resource');
  });
});

describe('a template', () => {
  test('may read an attribute that the other resource lacks: that fails the deploy, not the driver', async () => {
    const { cloudFormation } = await start();
    const result = await cloudFormation.deploy([named('Brand'), named('Campaign', { of: { 'Fn::GetAtt': ['Brand', 'Nothing'] } })]);
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining("doesn't contain Nothing attribute") });
    expect(told()).toEqual(['Create', 'Delete id-of-Brand']);
  });

  test('knows the stack by its pseudo parameters, joins texts, and leaves out what has no value', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource({
      arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }]] },
      stack: { Ref: 'AWS::StackId' },
      none: { Ref: 'AWS::NoValue' },
      list: [{ Ref: 'AWS::NoValue' }, 1],
    }));
    const { ServiceToken: _, ...properties } = lastEvent().ResourceProperties;
    expect(properties).toEqual({ arn: 'arn:aws:us-east-1:111122223333', stack: cloudFormation.stackId, list: ['1'] });
  });

  test('whose policies alone have changed is in force, until that update is rolled back', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(named('Thing'));
    const kept = named('Thing', {}, { deletionPolicy: 'Retain' });
    await cloudFormation.deploy([kept, named('Bad', { OnCreate: FAILED }, { dependsOn: ['Thing'] })]);
    expect(cloudFormation.resource('Thing')?.definition.deletionPolicy).toBeUndefined();
    await cloudFormation.deploy([kept]);
    expect((await cloudFormation.destroy()).requests).toEqual([]);
  });
});

describe('a function that fails without an answer', () => {
  test('is tried again by Lambda, and the answer of the retry counts', async () => {
    const { cloudFormation, lambda } = await start({ secondMs: 2 });
    expect(await cloudFormation.create(resource({ OnCreate: [{ Then: 'throw' }, {}] }))).toMatchObject({ succeeded: true });
    expect(told()).toEqual(['Create']);
    await lambda.idle();
    expect(lambda.invocations.map(({ outcome }) => outcome?.kind)).toEqual(['failed', 'returned']);
  });

  test('may be killed in the middle: the same event comes again', async () => {
    const { cloudFormation, lambda, responses } = await start({ secondMs: 2 });
    responses.failNext('hang');
    const creating = cloudFormation.create(resource());
    await until(() => responses.puts.length === 1);
    lambda.killBusy();
    expect(await creating).toMatchObject({ succeeded: true });
    await lambda.idle();
    const [first, second] = lambda.invocations;
    expect(first?.outcome?.kind).toBe('crashed');
    expect(second?.event).toEqual(first?.event);
  });
});
