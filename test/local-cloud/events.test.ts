import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { CloudEvents } from './events';
import { Inbox } from './inbox';
import { LocalCloud } from './local-cloud';
import { Operations } from './operations';
import { DeployedStack } from './stack';
import { Simulator } from '../simulator';

/** Writes down what it is sent; publishes or fails when that is what it is sent for. */
const HANDLER = `
const fs = require('fs');
exports.handler = async (event) => {
  fs.appendFileSync(process.env.RECEIVED, JSON.stringify(event) + '\\n');
  if (event.fail) throw new Error('on purpose');
  if (event.publish) {
    const response = await fetch(process.env.AWS_ENDPOINT_URL, {
      method: 'POST',
      headers: { Authorization: 'AWS4-HMAC-SHA256 Credential=test/20261129/us-east-1/sns/aws4_request' },
      body: new URLSearchParams({ Action: 'Publish', Version: '2010-03-31', ...event.publish }),
    });
    fs.appendFileSync(process.env.RECEIVED, JSON.stringify({ status: response.status, answer: await response.text() }) + '\\n');
  }
};`;

const ARN = { 'Fn::GetAtt': ['Handler', 'Arn'] };
const SERVICE_PATTERN = { 'source': ['aws.sms-voice'], 'detail-type': ['Registration Status Change'] };

/** Rules are resources of the stack, with their permissions. */
function rule(name: string, properties: object, target: object): Record<string, object> {
  return {
    [name]: { Type: 'AWS::Events::Rule', Properties: { ...properties, State: 'ENABLED', Targets: [{ Id: 'Target0', Arn: ARN, ...target }] } },
    [`${name}Permission`]: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction', FunctionName: ARN, Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': [name, 'Arn'] },
      },
    },
  };
}

function template(resources: object): string {
  return JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      Handler: {
        Type: 'AWS::Lambda::Function',
        Properties: { Code: { ZipFile: HANDLER }, Handler: 'index.handler', Runtime: 'nodejs24.x', Timeout: 20, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      },
      ...resources,
    },
  });
}

const onChange = (pattern: object = SERVICE_PATTERN) => rule('OnChange', { EventPattern: pattern }, {
  InputTransformer: {
    InputPathsMap: { id: '$.detail.registrationDetails.registrationId', status: '$.detail.registrationDetails.currentStatus' },
    InputTemplate: { 'Fn::Join': ['', ['{"stackId":"', { Ref: 'AWS::StackId' }, '","changed":<id>,"to":"status <status>"}']] },
  },
});

let simulator: Simulator;
let cloud: LocalCloud;
let stacks: Operations;
let events: CloudEvents;
let folder: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-cloud-events-'));
  simulator = await Simulator.start({ switches: { eventDelayMs: 0 } });
  cloud = await LocalCloud.start({
    simulatorEndpoint: simulator.endpoint,
    scheduleSpeed: 60,
    functionEnvironment: { RECEIVED: path.join(folder, 'received'), LAMBDA_ASYNC_RETRY_BASE_SECONDS: '0.1' },
  });
  stacks = new Operations(cloud);
  events = new CloudEvents(cloud);
});

afterAll(async () => {
  await cloud?.stop();
  await simulator?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => fs.writeFileSync(path.join(folder, 'received'), ''));
afterEach(async () => {
  if (await stacks.describe('Events')) await stacks.delete('Events');
});

/** In order. */
function received(): Record<string, unknown>[] {
  const lines = fs.readFileSync(path.join(folder, 'received'), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`it did not come true; received ${JSON.stringify(received())}\n${cloud.log().slice(-3000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const brand = async () => {
  const response = await fetch(simulator.endpoint, {
    method: 'POST',
    headers: { 'X-Amz-Target': 'PinpointSMSVoiceV2.CreateRegistration' },
    body: JSON.stringify({ RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' }),
  });
  return (await response.json() as { RegistrationId: string }).RegistrationId;
};

describe('an event of the service', () => {
  test('reaches the function of a rule, transformed', async () => {
    const { StackId } = await stacks.create('Events', template(onChange()));
    const changed = await brand();
    await until(() => received().length > 0);
    expect(received()).toEqual([{ stackId: StackId, changed, to: 'status CREATED' }]);
  });

  test('reaches no function when the pattern excludes it', async () => {
    const currentStatus = [{ 'anything-but': ['CREATED'] }];
    await stacks.create('Events', template(onChange({ ...SERVICE_PATTERN, detail: { registrationDetails: { currentStatus } } })));
    const registrationId = await brand();
    simulator.control.setStatus({ registrationId, registrationStatus: 'COMPLETE' });
    await until(() => received().length > 0);
    expect(received()).toMatchObject([{ to: 'status COMPLETE' }]);
  });

  test('gets lost when it should', async () => {
    await stacks.create('Events', template(onChange()));
    await events.loseNext();
    await brand();
    const second = await brand();
    await until(() => received().length > 0);
    expect(received()).toMatchObject([{ changed: second }]);
  });

  test('cannot be put by anybody else', async () => {
    const response = await fetch(cloud.endpoint, {
      method: 'POST',
      headers: { 'X-Amz-Target': 'AWSEvents.PutEvents', 'Authorization': 'AWS4-HMAC-SHA256 Credential=test/20261129/us-east-1/events/aws4_request' },
      body: JSON.stringify({ Entries: [{ Source: 'aws.sms-voice', DetailType: 'Registration Status Change', Detail: '{}' }] }),
    });
    expect(await response.json()).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'NotAuthorizedForSourceException' }] });
  });

  test('does not reach a function that the rule may not invoke, but the dead-letter queue', async () => {
    const { OnChange } = onChange() as { OnChange: { Type: string; Properties: { Targets: object[] } } };
    const DeadLetterConfig = { Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } };
    OnChange.Properties.Targets = OnChange.Properties.Targets.map((target) => ({ ...target, DeadLetterConfig }));
    await stacks.create('Events', template({ OnChange, Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } } }));
    const changed = await brand();
    await until(async () => (await events.queued('letters')).length > 0);
    expect((await events.queued('letters')).map((letter) => JSON.parse(letter) as object)).toMatchObject([{ detail: { registrationDetails: { registrationId: changed } } }]);
    expect(received()).toEqual([]);
  });
});

describe('a schedule', () => {
  const sweep = (Input: object) => template(rule('Sweep', { ScheduleExpression: 'rate(1 hour)' }, { Input: JSON.stringify(Input) }));

  test('comes when it is told to', async () => {
    await stacks.create('Events', sweep({ swept: true }));
    expect(await events.tick()).toEqual([expect.stringMatching(/^Events-Sweep-/)]);
    await until(() => received().length > 0);
    expect(received()).toEqual([{ swept: true }]);
    await expect(events.tick('another')).rejects.toThrow('another is not a rule with a schedule');
  });

  test('comes by itself, faster than on AWS', async () => {
    await stacks.create('Events', template(rule('Sweep', { ScheduleExpression: 'rate(1 minute)' }, { Input: '{"swept":true}' })));
    await until(() => received().length >= 2);
  });

  test('comes again when the function has failed, twice, and ends as a dead letter', async () => {
    await stacks.create('Events', template({
      ...rule('Sweep', { ScheduleExpression: 'rate(1 hour)' }, { Input: '{"fail":true}' }),
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
      OnFailure: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Handler' }, Qualifier: '$LATEST', DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
        },
      },
    }));
    await events.tick();
    await until(async () => (await events.queued('failures')).length > 0);
    expect(received()).toEqual([{ fail: true }, { fail: true }, { fail: true }]);
  });

  test('ends with its stack', async () => {
    await stacks.create('Events', sweep({ swept: true }));
    await stacks.delete('Events');
    await expect(events.tick()).rejects.toThrow('no rule has a schedule');
  });
});

test.each([
  [{ EventPattern: { source: 'aws.sms-voice' } }, 'vent pattern'],
  [{ ScheduleExpression: 'rate(12 ours)' }, 'ScheduleExpression is not valid'],
  [{}, 'must be specified'],
])('a rule with %j is refused', async (properties, reason) => {
  const { StackStatus } = await stacks.create('Events', template(rule('Invalid', properties, {})));
  expect(StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(await new DeployedStack(cloud, 'Events').events()).toContainEqual(expect.objectContaining({
    LogicalResourceId: 'Invalid', ResourceStatus: 'CREATE_FAILED', ResourceStatusReason: expect.stringContaining(reason),
  }));
});

describe('a message that a function publishes', () => {
  const texts = { default: 'plain', email: 'for people', https: '{"version":"1.0"}' };
  let inbox: Inbox;

  beforeEach(async () => {
    inbox = await Inbox.open();
  });

  afterEach(() => inbox.close());

  const publish = async (message: Record<string, string>) => {
    await stacks.create('Events', template({
      Topic: { Type: 'AWS::SNS::Topic' },
      Subscription: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'http', Endpoint: inbox.url } },
      ...rule('Sweep', { ScheduleExpression: 'rate(1 day)' }, {
        Input: { 'Fn::Join': ['', ['{"publish":{"TopicArn":"', { Ref: 'Topic' }, `",${JSON.stringify(message).slice(1)}}`]] },
      }),
    }));
    await until(() => inbox.confirmed === 1);
    await events.tick();
    return until(() => received()[1]);
  };

  test('arrives at each subscriber in the text of its protocol', async () => {
    const answer = await publish({ Subject: 'Approved', MessageStructure: 'json', Message: JSON.stringify(texts) });
    expect(answer).toMatchObject({ status: 200 });
    await until(() => inbox.messages.length > 0);
    expect(inbox.messages).toMatchObject([{ Subject: 'Approved', Message: 'plain' }]);
    const [published, ...others] = (await events.published()).slice(-1);
    expect(others).toEqual([]);
    expect(published).toMatchObject({ subject: 'Approved', texts: { ...texts, http: 'plain', sqs: 'plain' } });
    expect(await events.published(published!.topicArn)).toEqual([published]);
  });

  test.each([
    [{ MessageStructure: 'json', Message: 'text' }, 'failed to parse'],
    [{ MessageStructure: 'json', Message: '{"email":"text"}' }, 'No default entry'],
    [{ Message: 'text', Subject: 'x'.repeat(101) }, 'Invalid parameter: Subject'],
    [{ Message: 'text', Subject: 'two\nlines' }, 'Invalid parameter: Subject'],
  ])('is refused: %j', async (message, answer) => {
    expect(await publish(message)).toMatchObject({ status: 400, answer: expect.stringContaining(answer) });
    expect(inbox.messages).toEqual([]);
  });
});

test('events go to this cloud no longer when it has stopped', async () => {
  const other = await LocalCloud.start({ simulatorEndpoint: simulator.endpoint });
  await other.stop();
  simulator.control.clearJournal();
  const registrationId = await brand();
  await until(() => simulator.control.deliveries().some((delivery) => delivery.registrationId === registrationId && delivery.outcome === 'delivered'));
  simulator.control.sendEvents({ endpoint: cloud.endpoint });
});
