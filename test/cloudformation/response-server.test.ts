import { resource, scriptedCloud } from './fixtures';
import { Cloud, CloudOptions, Failure, jsonLines } from './index';

let cloud: Cloud;

async function start(options: CloudOptions = {}): Promise<Cloud> {
  cloud = await scriptedCloud(options);
  return cloud;
}

const puts = () => cloud.responses.puts.map(({ outcome }) => outcome);

afterEach(async () => cloud.close());

describe('a response URL', () => {
  test('is unique for each request, and looks pre-signed', async () => {
    const { cloudFormation } = await start();
    await cloudFormation.create(resource());
    await cloudFormation.delete('Thing');
    const urls = cloudFormation.sent.map(({ event }) => event.ResponseURL);
    expect(new Set(urls).size).toBe(2);
    expect(urls[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/arn%3Aaws%3Acloudformation%3A.*%7CThing%7C.*\?X-Amz-Algorithm=.*&X-Amz-Date=\d{8}T\d{6}Z&.*&X-Amz-Credential=\w+%2F.*&X-Amz-Signature=[0-9a-f]{64}$/);
  });

  test('can be https', async () => {
    const { cloudFormation } = await start({ tls: true });
    expect(await cloudFormation.create(resource())).toMatchObject({ succeeded: true });
    expect(cloudFormation.sent[0]?.event.ResponseURL).toMatch(/^https:/);
  });

  test('is signed for PUT only, and for exactly its own path and query', async () => {
    const { responses, cloudFormation } = await start();
    await cloudFormation.create(resource());
    const url = cloudFormation.sent[0]?.event.ResponseURL ?? '';
    const answers = await Promise.all([fetch(url), fetch(`${url}x`, { method: 'PUT', body: '{}' })]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect(responses.violations).toEqual(expect.arrayContaining([
      'the method is GET, the URL is signed for PUT', 'the URL is not one that was signed',
    ]));
  });

  test('refuses a content-type, which the signature does not cover', async () => {
    const { responses, cloudFormation } = await start();
    const result = await cloudFormation.create(resource({ OnCreate: { Headers: { 'content-type': 'application/json' } } }, { serviceTimeout: 20 }));
    expect(result.reason).toContain('CloudFormation did not receive a response');
    expect(responses.violations).toEqual(['content-type is application/json, the URL is signed for an empty one']);
  });
});

describe('an answer', () => {
  test('counts when it is the first; a second one is a duplicate', async () => {
    const { cloudFormation, lambda, responses } = await start();
    lambda.delivery = 'twice';
    await cloudFormation.create(resource());
    await lambda.idle();
    expect(puts()).toEqual(['answer', 'duplicate']);
    expect(responses.violations).toEqual([]);
  });

  test.each<Failure>([{ status: 500 }, { status: 503 }, 'reset'])('fails as often as it is told to: %j', async (failure) => {
    const { cloudFormation, responses } = await start();
    responses.failNext(failure, 2);
    expect(await cloudFormation.create(resource())).toMatchObject({ succeeded: true });
    expect(puts()).toEqual(['failed on purpose', 'failed on purpose', 'answer']);
  });

  test('can be stored although the handler never hears of it', async () => {
    const { cloudFormation, lambda, responses } = await start();
    responses.failNext('lost');
    await cloudFormation.create(resource());
    await lambda.idle();
    expect(puts()).toEqual(['answer', 'duplicate']);
    expect(jsonLines(lambda.logs)).toContainEqual({ put: 'ECONNRESET' });
  });

  test('can meet a server that never answers: the function times out and Lambda tries again', async () => {
    const { cloudFormation, lambda, responses } = await start({ timeoutMs: 1000, secondMs: 5 });
    responses.failNext('hang');
    expect(await cloudFormation.create(resource())).toMatchObject({ succeeded: true });
    await lambda.idle();
    expect(lambda.invocations.map(({ outcome }) => outcome?.kind)).toEqual(['timed out', 'returned']);
  });

  test('of 4096 bytes is accepted, one byte more is not', async () => {
    const { cloudFormation, responses } = await start();
    const padded = (size: number) => ({ Answer: { Data: { Text: `é${'x'.repeat(size)}` } } });
    await cloudFormation.create(resource({ OnCreate: padded(0) }));
    const room = 4096 - Buffer.byteLength(responses.puts[0]?.body ?? '');
    expect(await cloudFormation.update(resource({ OnUpdate: padded(room) }))).toMatchObject({ succeeded: true });
    expect(await cloudFormation.update(resource({ OnUpdate: padded(room + 1) }))).toMatchObject({
      succeeded: false, reason: 'Response object is too long.',
    });
    expect(responses.violations).toEqual(['the body has 4097 bytes, more than 4096']);
  });

  test.each([
    ['that is not JSON', { Raw: 'SUCCESS' }, 'the body is not a JSON object', /^Invalid response object/],
    ['with an unknown Status', { Answer: { Status: 'OK' } }, 'Status is neither SUCCESS nor FAILED', /^Invalid response object/],
    ['for another request', { Answer: { RequestId: 'other' } }, 'RequestId is not the one of the request', /^Invalid response object/],
    ['without an id', { Answer: { PhysicalResourceId: '' } }, 'PhysicalResourceId is not a string of 1 to 1024 bytes', /^Invalid PhysicalResourceId$/],
    ['with a too long id', { Answer: { PhysicalResourceId: 'x'.repeat(1025) } }, 'PhysicalResourceId is not a string of 1 to 1024 bytes', /^Invalid PhysicalResourceId$/],
    ['that fails without a Reason', { Answer: { Status: 'FAILED' } }, 'Reason is required on FAILED', /^Received response status \[FAILED\]/],
  ])('%s is a failure and a violation', async (_name, plan, violation, reason) => {
    const { cloudFormation, responses } = await start();
    const result = await cloudFormation.create(resource({ OnCreate: plan }));
    expect(result).toMatchObject({ succeeded: false, reason: expect.stringMatching(reason) });
    expect(responses.violations).toEqual([violation]);
  });

  test('to a Delete with another id is a violation, but the resource is gone', async () => {
    const { cloudFormation, responses } = await start();
    await cloudFormation.create(resource({ OnDelete: { Answer: { PhysicalResourceId: 'another' } } }));
    expect(await cloudFormation.delete('Thing')).toMatchObject({ succeeded: true });
    expect(responses.violations).toEqual(['PhysicalResourceId changed in the answer to a Delete']);
  });
});
