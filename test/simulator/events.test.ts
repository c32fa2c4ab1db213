import * as http from 'http';
import { AddressInfo } from 'net';
import { setTimeout as sleep } from 'timers/promises';
import { PinpointSMSVoiceV2 } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RegistrationEvent, remoteControl, Simulator, SwitchChanges } from './index';
import { client, submittedBrand } from './support';
import { Time } from '../time/time';

const SPEED = 100;
let simulator: Simulator;
let api: PinpointSMSVoiceV2;
let came: RegistrationEvent[];

const start = async (switches: SwitchChanges = {}) => {
  simulator = await Simulator.start({ switches, time: new Time(SPEED) });
  api = client(simulator.endpoint);
  came = [];
  simulator.onEvent((event) => came.push(event));
};
const create = async () => (await api.createRegistration({ RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' })).RegistrationId!;
const statuses = () => came.map(({ detail }) => detail.registrationDetails.currentStatus);
const ids = () => came.map(({ detail }) => detail.registrationDetails.registrationId);
const until = async (isSo: () => boolean) => {
  while (!isSo()) await sleep(5);
};

afterEach(async () => {
  api.destroy();
  await simulator.stop();
});

describe('a listener', () => {
  test('gets every documented change once, in order, without a look at the simulator', async () => {
    await start();
    const registrationId = await submittedBrand({ simulator, api });
    simulator.control.startAwsReview({ registrationId });
    simulator.control.startReview({ registrationId });
    simulator.control.deny({ registrationId });
    await until(() => came.length === 4);
    expect(statuses()).toEqual(['CREATED', 'SUBMITTED', 'REVIEWING', 'REQUIRES_UPDATES']);
    expect(came).toEqual(simulator.control.events());
  });

  test('gets an event two seconds after the change', async () => {
    await start();
    simulator.control.setSwitches({ eventDelayMs: 3_600_000 });
    await create();
    simulator.control.advance({ ms: 3_590_000 });
    expect(came).toEqual([]);
    simulator.control.advance({ ms: 20_000 });
    expect(statuses()).toEqual(['CREATED']);
  });

  test('is told of the automatic denial, which nobody has asked for', async () => {
    await start();
    const RegistrationId = await create();
    await api.submitRegistrationVersion({ RegistrationId });
    await until(() => came.length === 3);
    expect(statuses()).toEqual(['CREATED', 'SUBMITTED', 'REQUIRES_UPDATES']);
  });

  test('gets nothing when it does not listen any more', async () => {
    await start();
    const others: RegistrationEvent[] = [];
    simulator.onEvent((event) => others.push(event))();
    await create();
    await until(() => came.length === 1);
    expect(others).toEqual([]);
  });

  test('gets nothing after a reset of what happened before', async () => {
    await start();
    await create();
    simulator.control.reset();
    const id = await create();
    await until(() => came.length === 1);
    expect(ids()).toEqual([id]);
  });
});

describe('switch eventDelivery', () => {
  test('lost: nothing comes', async () => {
    await start({ eventDelivery: 'lost' });
    await create();
    simulator.control.advance({ ms: 3_600_000 });
    expect(came).toEqual([]);
    expect(simulator.control.deliveries()).toMatchObject([{ status: 'CREATED', outcome: 'lost' }]);
  });

  test('twice: the same event comes again', async () => {
    await start({ eventDelivery: 'twice' });
    await create();
    await until(() => came.length === 2);
    expect(came[1]).toEqual(came[0]);
  });

  test('reordered: an event comes after the one that follows', async () => {
    await start({ eventDelivery: 'reordered' });
    const [first, second, third, fourth] = [await create(), await create(), await create(), await create()];
    await until(() => came.length === 4);
    expect(ids()).toEqual([second, first, fourth, third]);
  });

  test('reordered: an event that none follows comes after a minute', async () => {
    await start({ eventDelivery: 'reordered' });
    const id = await create();
    simulator.control.advance({ ms: 2_000 });
    expect(came).toEqual([]);
    simulator.control.advance({ ms: 60_000 });
    expect(ids()).toEqual([id]);
  });
});

test('a control command disturbs the next events only', async () => {
  await start();
  simulator.control.disturbEvents({ delivery: 'lost', times: 2 });
  await create();
  await create();
  const third = await create();
  await until(() => came.length === 1);
  expect(ids()).toEqual([third]);
  expect(simulator.control.deliveries().map(({ outcome }) => outcome)).toEqual(['lost', 'lost', 'delivered']);
});

describe('an EventBridge endpoint', () => {
  interface Put { readonly target?: string; readonly body: { readonly Entries: Record<string, unknown>[] } }
  let bus: http.Server;
  let puts: Put[];
  let answer: { readonly status: number; readonly body: string };

  beforeEach(async () => {
    puts = [];
    answer = { status: 200, body: JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] }) };
    bus = http.createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => { body += chunk; }).on('end', () => {
        puts.push({ target: String(request.headers['x-amz-target']), body: JSON.parse(body) as Put['body'] });
        response.writeHead(answer.status).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => bus.listen(0, '127.0.0.1', resolve));
    await start();
  });

  afterEach(async () => {
    bus.closeAllConnections();
    await new Promise((resolve) => bus.close(resolve));
  });

  const url = () => `http://127.0.0.1:${(bus.address() as AddressInfo).port}`;
  const outcomes = () => simulator.control.deliveries().filter(({ outcome }) => outcome !== 'pending');

  test('gets events as PutEvents', async () => {
    await remoteControl(simulator.endpoint).sendEvents({ endpoint: url() });
    await create();
    await until(() => outcomes().length === 1);
    const [event] = simulator.control.events();
    expect(puts).toEqual([{
      target: 'AWSEvents.PutEvents',
      body: {
        Entries: [{
          Source: 'aws.sms-voice',
          DetailType: 'Registration Status Change',
          Detail: JSON.stringify(event!.detail),
          Resources: event!.resources,
          Time: Date.parse(event!.time) / 1000,
        }],
      },
    }]);
  });

  test.each([
    [{ status: 500, body: 'no' }, 'HTTP 500: no'],
    [{ status: 200, body: JSON.stringify({ FailedEntryCount: 1, Entries: [{ ErrorMessage: 'Not authorized for the source.' }] }) }, 'Not authorized for the source.'],
  ])('that refuses an event (%j) is not asked again', async (refusal, problem) => {
    answer = refusal;
    simulator.control.sendEvents({ endpoint: url() });
    await create();
    await until(() => outcomes().length === 1);
    expect(outcomes()).toMatchObject([{ outcome: 'failed', problem }]);
    expect(puts.length).toBe(1);
  });

  test('gets nothing any more when it is taken away', async () => {
    simulator.control.sendEvents({ endpoint: url() });
    simulator.control.stopEvents({ endpoint: 'http://127.0.0.1:9' });
    simulator.control.stopEvents({ endpoint: url() });
    await create();
    await until(() => outcomes().length === 1);
    expect(puts).toEqual([]);
  });

  test('is on this machine', () => {
    expect(() => simulator.control.sendEvents({ endpoint: 'https://events.us-east-1.amazonaws.com' })).toThrow('this machine only');
  });
});
