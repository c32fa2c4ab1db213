import { setTimeout as sleep } from 'timers/promises';
import { scriptedCloud, until } from './fixtures';
import { Cloud, EVENT_TYPES, fromTemplate, SynthesizedTemplate } from './index';

const CHANGE = {
  'version': '0',
  'id': 'event-1',
  'source': 'aws.sms-voice',
  'detail-type': 'Registration Status Change',
  'time': '2026-11-29T12:00:00Z',
  'account': '111122223333',
  'region': 'us-east-1',
  'resources': ['arn:aws:sms-voice:us-east-1:111122223333:registration/registration-1'],
  'detail': { registrationDetails: { registrationId: 'registration-1', registrationVersionNumber: 2, currentStatus: 'COMPLETE' } },
};

const THING = { Type: 'Custom::Thing', Properties: { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] } } };
const HANDLER = { Type: 'AWS::Lambda::Function', Properties: { Code: { 'Fn::Sub': 'a' }, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } }, DependsOn: ['Role'] };
const TARGET = { Id: 'Target0', Arn: { 'Fn::GetAtt': ['Handler', 'Arn'] } };
const PATTERN = { 'source': ['aws.sms-voice'], 'detail-type': ['Registration Status Change'] };
const REQUEST = [
  '{"continuation":{"stackId":"', { Ref: 'AWS::StackId' }, '","registrationIds":["', { Ref: 'Thing' }, '"],"changed":<id>,"topic":"', { Ref: 'Topic' }, '"}}',
];

const template = (Resources: SynthesizedTemplate['Resources']) => (
  fromTemplate({ Resources: { Thing: THING, Handler: HANDLER, ...Resources } }, EVENT_TYPES)
);
const onChange = (target: object = {}, pattern: object = PATTERN) => ({
  Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern as never, State: 'ENABLED', Targets: [{ ...TARGET, ...target }] },
});
const schedule = (expression: string, Input = '{"swept":true}') => ({
  Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: expression, State: 'ENABLED', Targets: [{ ...TARGET, Input }] },
});

let cloud: Cloud;

afterEach(() => cloud.close());

/** A cloud whose stack has these resources, beside a custom resource and its function. */
async function deployed(resources: SynthesizedTemplate['Resources'], secondMs = 1): Promise<void> {
  cloud = await scriptedCloud({ secondMs });
  expect(await cloud.cloudFormation.deploy(template(resources))).toMatchObject({ status: 'CREATE_COMPLETE' });
}

/** What the function was invoked with by rules. */
const received = () => cloud.lambda.invocations.map(({ event }) => event).filter((event) => !('RequestType' in (event as object)));
const inputs = async () => {
  await cloud.eventBus.idle();
  await cloud.lambda.idle();
  return received();
};

describe('a rule', () => {
  test('sends the function what its input transformer makes of the event and of the stack', async () => {
    await deployed({
      Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
      OnChange: onChange({
        InputTransformer: {
          InputPathsMap: { id: '$.detail.registrationDetails.registrationId' },
          InputTemplate: { 'Fn::Join': ['', REQUEST] },
        },
      }),
    });
    const { stackId } = cloud.cloudFormation;
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([{
      continuation: { stackId, registrationIds: ['id-of-Thing'], changed: 'registration-1', topic: cloud.cloudFormation.ref('Topic') },
    }]);
    expect(cloud.cloudFormation.ref('Topic')).toMatch(/^arn:aws:sns:us-east-1:111122223333:/);
  });

  test('sends the whole event without one', async () => {
    await deployed({ OnChange: onChange() });
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([CHANGE]);
  });

  test.each([
    ['constant', { Input: '{"constant":1}' }, { constant: 1 }],
    ['path', { InputPath: '$.detail.registrationDetails.registrationVersionNumber' }, 2],
    ['element', { InputPath: '$.resources[0]' }, CHANGE.resources[0]],
    ['transformed', {
      InputTransformer: {
        InputPathsMap: { number: '$.detail.registrationDetails.registrationVersionNumber', all: '$.detail', none: '$.detail.absent' },
        InputTemplate: '{"n":<number>,"s":"version <number><none>","all":<all>,"quote":"\\"<number>\\""}',
      },
    }, { n: 2, s: 'version 2', all: CHANGE.detail, quote: '"2"' }],
  ])('sends its %s input', async (_, target, expected) => {
    await deployed({ OnChange: onChange(target) });
    cloud.eventBus.put(CHANGE);
    await cloud.eventBus.idle();
    expect(cloud.eventBus.sent.map(({ input }) => input)).toEqual([expected]);
  });

  test('sends nothing when its input is not JSON', async () => {
    await deployed({ OnChange: onChange({ InputTransformer: { InputPathsMap: { id: '$.detail.absent' }, InputTemplate: '{"id":<id>}' } }) });
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([]);
    expect(cloud.eventBus.failures).toEqual([expect.stringContaining('JSON')]);
  });

  test('knows what it is called', async () => {
    await deployed({ OnChange: onChange({ InputTransformer: { InputTemplate: '{"rule":<aws.events.rule-name>}' } }) });
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([{ rule: cloud.cloudFormation.ref('OnChange') }]);
  });
});

describe('a pattern', () => {
  const details = (pattern: object) => ({ detail: { registrationDetails: pattern } });
  test.each<[pattern: object, matches: boolean]>([
    [{ source: ['aws.sms-voice', 'other'] }, true],
    [{ source: ['other'] }, false],
    [{ absent: ['x'] }, false],
    [{ absent: [{ exists: false }] }, true],
    [{ source: [{ exists: true }] }, true],
    [{ resources: [{ suffix: 'registration/registration-1' }] }, true],
    [details({ currentStatus: [{ 'anything-but': 'DELETED' }] }), true],
    [details({ currentStatus: [{ 'anything-but': ['DELETED', 'COMPLETE'] }] }), false],
    [details({ currentStatus: [{ 'anything-but': { prefix: ['REQ', 'COMP'] } }] }), false],
    [details({ absent: [{ 'anything-but': 'DELETED' }] }), false],
    [details({ registrationId: [{ prefix: 'registration-' }] }), true],
    [details({ registrationId: [{ wildcard: 'reg*n-1' }] }), true],
    [details({ registrationId: [{ 'equals-ignore-case': 'REGISTRATION-1' }] }), true],
    [details({ registrationVersionNumber: [2] }), true],
    [details({ registrationVersionNumber: [{ numeric: ['>', 1, '<=', 2] }] }), true],
    [details({ registrationVersionNumber: [{ numeric: ['>', 2] }] }), false],
    [{ $or: [{ source: ['other'] }, { account: ['111122223333'] }] }, true],
  ])('%j: %s', async (pattern, matches) => {
    await deployed({ OnChange: onChange({}, pattern) });
    cloud.eventBus.put(CHANGE);
    await cloud.eventBus.idle();
    expect(cloud.eventBus.sent.length).toBe(matches ? 1 : 0);
  });

  test.each([{ source: 'aws.sms-voice' }, { source: [{ cidr: '10.0.0.0/8' }] }])('%j fails the rule', async (pattern) => {
    cloud = await scriptedCloud();
    const result = await cloud.cloudFormation.deploy(template({ OnChange: onChange({}, pattern) }));
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('vent pattern') });
    expect(cloud.eventBus.ruleNames).toEqual([]);
  });
});

describe('a schedule', () => {
  test('comes again and again on its clock', async () => {
    await deployed({ Sweep: schedule('rate(1 minute)') });
    await until(() => received().length >= 2);
    expect(received().slice(0, 2)).toEqual([{ swept: true }, { swept: true }]);
  });

  test('comes when it is told to', async () => {
    await deployed({ Sweep: schedule('rate(12 hours)'), Other: schedule('rate(1 day)', '{"other":true}') });
    cloud.eventBus.tick(cloud.cloudFormation.ref('Sweep'));
    expect(await inputs()).toEqual([{ swept: true }]);
    cloud.eventBus.tick();
    expect(await inputs()).toHaveLength(3);
    expect(() => cloud.eventBus.tick('another')).toThrow('another is not a rule with a schedule');
  });
});

describe('the rules are those of the stack', () => {
  const Sweep = schedule('rate(12 hours)');

  test('and end with it', async () => {
    await deployed({ Sweep, OnChange: onChange() });
    await cloud.cloudFormation.destroy();
    cloud.eventBus.put(CHANGE);
    expect(() => cloud.eventBus.tick()).toThrow('No rule has a schedule');
    expect(await inputs()).toEqual([]);
  });

  test('as the last update left them', async () => {
    await deployed({ Sweep, OnChange: onChange() });
    const name = cloud.cloudFormation.ref('OnChange');
    await cloud.cloudFormation.deploy(template({ OnChange: onChange({ Input: '{"changed":true}' }) }));
    expect(cloud.eventBus.ruleNames).toEqual([name]);
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([{ changed: true }]);
  });

  test('also after a rollback', async () => {
    await deployed({ OnChange: onChange() });
    const failing = { ...THING, Properties: { ...THING.Properties, OnCreate: { Answer: { Status: 'FAILED', Reason: 'no' } } } };
    const result = await cloud.cloudFormation.deploy(template({ OnChange: onChange({ Input: '{}' }), Sweep, More: { ...failing, DependsOn: ['Sweep', 'OnChange'] } }));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(cloud.eventBus.ruleNames).toHaveLength(1);
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([CHANGE]);
  });

  test('and of every stack', async () => {
    await deployed({ OnChange: onChange() });
    await cloud.stack('Other').deploy(template({ OnChange: onChange() }));
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([CHANGE, CHANGE]);
  });

  test('unless they are disabled', async () => {
    const { Type, Properties } = onChange();
    await deployed({ OnChange: { Type, Properties: { ...Properties, State: 'DISABLED' } } });
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([]);
  });
});

describe('delivery', () => {
  beforeEach(() => deployed({ OnChange: onChange({ RetryPolicy: { MaximumEventAgeInSeconds: 7_200 } }) }));

  test('lost', async () => {
    cloud.eventBus.delivery = 'lost';
    cloud.eventBus.put(CHANGE);
    cloud.eventBus.delivery = 'once';
    cloud.eventBus.put({ ...CHANGE, id: 'event-2' });
    expect(await inputs()).toMatchObject([{ id: 'event-2' }]);
  });

  test('twice', async () => {
    cloud.eventBus.delivery = 'twice';
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([CHANGE, CHANGE]);
  });

  test('late, also when the rule is gone by then', async () => {
    cloud.eventBus.delivery = 'late';
    cloud.eventBus.lateSeconds = 300;
    cloud.eventBus.put(CHANGE);
    await sleep(20);
    expect(received()).toEqual([]);
    await cloud.cloudFormation.destroy();
    expect(await inputs()).toEqual([CHANGE]);
  });

  test('too late for the target', async () => {
    cloud.eventBus.delivery = 'late';
    cloud.eventBus.lateSeconds = 10_000;
    await cloud.cloudFormation.deploy(template({ OnChange: onChange({ RetryPolicy: { MaximumEventAgeInSeconds: 60 } }) }));
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([]);
    expect(cloud.eventBus.deadLetters).toMatchObject([{ input: CHANGE }]);
  });

  test('forged', async () => {
    cloud.eventBus.forge({ registrationId: 'registration-2', currentStatus: 'COMPLETE' });
    expect(await inputs()).toMatchObject([{
      'detail-type': 'Registration Status Change',
      'detail': { registrationDetails: { registrationId: 'registration-2', currentStatus: 'COMPLETE' } },
    }]);
  });

  test('to a queue is noted only', async () => {
    await cloud.cloudFormation.deploy(template({ Queue: { Type: 'AWS::SQS::Queue' }, OnChange: onChange({ Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }) }));
    cloud.eventBus.put(CHANGE);
    expect(await inputs()).toEqual([]);
    expect(cloud.eventBus.sent).toMatchObject([{ target: expect.stringMatching(/^arn:aws:sqs:/), input: CHANGE }]);
  });
});
