import { spawn } from 'child_process';
import { once } from 'events';
import { setTimeout as sleep } from 'timers/promises';
import { PARENT, PROBE, until } from './fixtures';
import { jsonLines, LambdaHost, LambdaHostOptions } from './index';

let host: LambdaHost;

function start(options: LambdaHostOptions = {}): LambdaHost {
  host = new LambdaHost({ bundle: PROBE, secondMs: 0, ...options });
  return host;
}

const texts = () => host.logs.map(({ text }) => text);
const outcomes = () => host.invocations.map(({ outcome }) => outcome?.kind);

afterEach(async () => host.close());

describe('an instance', () => {
  test('gets a context like the real one, and an environment of its own', async () => {
    start({ env: { AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: 'http://127.0.0.1:1' }, timeoutMs: 60_000, functionName: 'fn' });
    const outcome = await host.invoke({ act: 'describe' }, 'request-1');
    expect(outcome).toMatchObject({
      kind: 'returned',
      value: {
        awsRequestId: 'request-1',
        functionName: 'fn',
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:fn',
        logGroupName: '/aws/lambda/fn',
        logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
        env: { AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: 'fn', AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: 'http://127.0.0.1:1' },
      },
    });
    const { remaining, env } = (outcome as unknown as { value: { remaining: number; env: object } }).value;
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(60_000);
    expect(env).not.toHaveProperty('JEST_WORKER_ID');
  });

  test('is used again for the next event', async () => {
    start();
    await host.invoke({ act: 'count' });
    expect(await host.invoke({ act: 'count' })).toMatchObject({ value: { calls: 2 } });
    expect(host.warmInstances).toBe(1);
  });

  test('handles one event at a time: a second one at once gets another instance', async () => {
    start();
    await Promise.all([host.invoke({ act: 'wait' }), host.invoke({ act: 'wait' })]);
    expect(new Set(host.invocations.map(({ logStreamName }) => logStreamName)).size).toBe(2);
    expect(host.warmInstances).toBe(2);
  });

  test('stands still between two events, so work left over goes on during the next one', async () => {
    start();
    await host.invoke({ act: 'dangle' }, 'first');
    await sleep(50);
    expect(await host.invoke({ act: 'count' }, 'second')).toMatchObject({ value: { ticks: 0 } });
    await host.invoke({ act: 'wait' }, 'third');
    const late = host.logs.filter(({ text }) => text === 'dangling work');
    expect(late.length).toBeGreaterThan(0);
    expect(late.map(({ awsRequestId }) => awsRequestId)).not.toContain('first');
  });

  test('survives an error of the handler', async () => {
    start();
    expect(await host.invoke({ act: 'fail' })).toEqual({ kind: 'failed', errorType: 'RangeError', errorMessage: 'on purpose' });
    expect(await host.invoke({ act: 'count' })).toMatchObject({ value: { calls: 2 } });
  });

  test('is killed at the function time-out, and Lambda says so', async () => {
    start({ timeoutMs: 300 });
    expect(await host.invoke({ act: 'hang' }, 'slow')).toEqual({ kind: 'timed out' });
    expect(texts()).toContain('slow Task timed out after 0.30 seconds');
    expect(host.warmInstances).toBe(0);
  });

  test('that exits, or whose promise can never settle, is a crash', async () => {
    start();
    expect(await host.invoke({ act: 'exit' })).toMatchObject({ kind: 'crashed' });
    expect(await host.invoke({ act: 'neverSettle' })).toMatchObject({ kind: 'crashed' });
    expect(await host.invoke({ act: 'count' })).toMatchObject({ value: { calls: 1 } });
  });

  test('that cannot load its bundle is a crash, with the error in its log', async () => {
    start({ bundle: '/nowhere/index.js' });
    expect(await host.invoke({})).toMatchObject({ kind: 'crashed' });
    expect(texts().join()).toContain('Cannot find module');
  });

  test('can be killed when warm: the next event starts cold', async () => {
    start();
    await host.invoke({ act: 'count' });
    host.killWarm();
    expect(await host.invoke({ act: 'count' })).toMatchObject({ value: { calls: 1 } });
  });
});

describe('logs', () => {
  test('hold every line of both streams with the request it belongs to', async () => {
    start();
    await host.invoke({ act: 'log' }, 'logging');
    expect(host.logs.filter(({ stream }) => stream === 'stdout').map(({ text }) => text)).toEqual(
      ['act log', '{"level":"INFO","message":"structured"}', 'plain', 'without a line end']);
    expect(host.logs.filter(({ stream }) => stream === 'stderr').map(({ text }) => text)).toEqual(['to stderr']);
    expect(host.logs.every(({ awsRequestId }) => awsRequestId === 'logging')).toBe(true);
  });

  test('that are JSON can be read as objects', async () => {
    start();
    await host.invoke({ act: 'log' });
    expect(jsonLines(host.logs)).toEqual([{ level: 'INFO', message: 'structured' }]);
  });
});

describe('asynchronous delivery', () => {
  test.each(['fail', 'exit'])('tries twice more with the same request id when the handler ends by: %s', async (act) => {
    start().accept({ act });
    await host.idle();
    expect(host.invocations).toHaveLength(3);
    expect(new Set(host.invocations.map(({ awsRequestId }) => awsRequestId)).size).toBe(1);
  });

  test('tries again after a time-out', async () => {
    start({ timeoutMs: 200 }).accept({ act: 'hang' });
    await host.idle();
    expect(outcomes()).toEqual(['timed out', 'timed out', 'timed out']);
  });

  test('stops trying after a success', async () => {
    start().accept({ act: 'failOnce' });
    await host.idle();
    expect(outcomes()).toEqual(['failed', 'returned']);
  });

  test('can deliver twice, one after the other, without any error', async () => {
    start().delivery = 'twice';
    host.accept({ act: 'count' });
    await host.idle();
    expect(outcomes()).toEqual(['returned', 'returned']);
    expect(new Set(host.invocations.map(({ logStreamName }) => logStreamName)).size).toBe(1);
  });

  test('can deliver twice at once, to two instances', async () => {
    start().delivery = 'concurrently';
    host.accept({ act: 'wait' });
    await host.idle();
    expect(new Set(host.invocations.map(({ logStreamName }) => logStreamName)).size).toBe(2);
  });

  test('goes on in a new instance when one is killed in the middle', async () => {
    start().accept({ act: 'hang' });
    await until(() => texts().includes('act hang'));
    expect(host.killBusy()).toBe(1);
    await until(() => texts().filter((text) => text === 'act hang').length === 2);
    expect(outcomes()).toEqual(['crashed', undefined]);
  });

  test('ends with close, also while an event waits for its retry', async () => {
    start({ secondMs: 1000 }).accept({ act: 'fail' });
    await until(() => outcomes()[0] === 'failed');
    await host.close();
    expect(host.invocations).toHaveLength(1);
    expect(host.warmInstances).toBe(0);
  });
});

describe('when the parent is killed', () => {
  beforeEach(() => start());

  test.each(['count', 'hang'])('an instance ends by itself, whether it waits or works: %s', async (act) => {
    const parent = spawn(process.execPath, [PARENT, act], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    // The instance holds the same stdout: it closes when both are gone.
    await once(parent, 'close');
    expect(parent.signalCode).toBe('SIGKILL');
  });
});
