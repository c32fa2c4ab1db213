import { customResource, type Resource } from '../../../lambda/cloudformation/protocol';
import { ResponseServer } from '../../cloudformation';
import { CANARY, Stage, registration, withFields } from '../stage';

let stage: Stage;

describe('the answer to CloudFormation', () => {
  afterEach(() => stage.close());

  test('reaches an https URL', async () => {
    stage = await Stage.open({ tls: true });
    expect((await stage.stack.create(withFields())).status).toBe('CREATE_COMPLETE');
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
  });

  test.each([
    ['is answered with 503', { status: 503 }],
    ['is answered with 403', { status: 403 }],
    ['is reset', 'reset'],
    ['hangs', 'hang'],
    ['loses its confirmation', 'lost'],
  ] as const)('is put again when the connection %s', async (_, failure) => {
    stage = await Stage.open();
    stage.cloud.responses.failNext(failure, 2);
    expect((await stage.stack.create(withFields())).status).toBe('CREATE_COMPLETE');
    await stage.cloud.lambda.idle();
    expect(stage.outcomes).toEqual(['returned']);
    expect(stage.cloud.responses.puts.length).toBeGreaterThanOrEqual(3);
  });

  test('fails the invocation when it cannot be delivered, so that Lambda delivers the event again', async () => {
    stage = await Stage.open({ timeoutMs: 3_000 });
    stage.cloud.responses.failNext({ status: 500 }, 1_000);
    const creating = stage.stack.create(withFields());
    while (stage.outcomes[0] === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    stage.cloud.responses.recover();
    const result = await creating;
    await stage.cloud.lambda.idle();
    expect(stage.outcomes).toEqual(['failed', 'returned']);
    expect(result.status).toBe('CREATE_COMPLETE');
    expect(stage.living).toHaveLength(1);
  });

  test('is sent once for each event', async () => {
    stage = await Stage.open();
    await stage.stack.create(withFields());
    await stage.stack.delete('TollFree');
    await stage.cloud.lambda.idle();
    expect(stage.cloud.responses.puts.map(({ outcome }) => outcome)).toEqual(['answer', 'answer']);
  });

  test('is sent in time, even with a fraction of a millisecond left', async () => {
    stage = await Stage.open({ timeoutMs: 3_331 });
    expect((await stage.stack.create(withFields())).status).toBe('CREATE_COMPLETE');
    await stage.cloud.lambda.idle();
    expect(stage.outcomes).toEqual(['returned']);
    expect(stage.cloud.responses.puts).toHaveLength(1);
  });

  test('fits 4096 bytes when everything in it is as long as it can be', async () => {
    stage = await Stage.open({ stackName: 'S'.repeat(128) });
    stage.control.injectFault({
      kind: 'error', operation: 'CreateRegistration', times: 1_000, error: { name: 'AccessDeniedException', message: '😀"\n'.repeat(3_000) },
    });
    const result = await stage.stack.create(registration({}, 'L'.repeat(255)));
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toContain('CreateRegistration failed');
    expect(Math.max(...stage.cloud.responses.puts.map(({ body }) => Buffer.byteLength(body)))).toBeGreaterThan(3_900);
  });
});

describe('the log', () => {
  afterEach(() => stage.close());

  test('is JSON lines with request type, registration id, status, attempt and duration', async () => {
    stage = await Stage.open();
    await stage.stack.create(registration());
    await stage.stack.delete('TollFree');
    await stage.cloud.lambda.idle();
    const id = stage.registrationId;
    expect(stage.logLines).toHaveLength(stage.cloud.lambda.logs.filter(({ stream }) => stream !== 'platform').length);
    expect(stage.logLines).toEqual(expect.arrayContaining([
      expect.objectContaining({ level: 'INFO', message: 'Create of TollFree started', event: 'started', requestType: 'Create' }),
      expect.objectContaining({ event: 'deleting', requestType: 'Delete', registrationId: id, status: 'GONE', attempt: 1, duration: expect.any(Number) }),
      expect.objectContaining({ level: 'INFO', message: expect.stringMatching(/^Delete of TollFree succeeded after \d+ m?s$/), event: 'finished', status: 'SUCCESS', duration: expect.any(Number) }),
      expect.objectContaining({ message: 'CloudFormation received SUCCESS for TollFree', event: 'answered', status: 'SUCCESS', attempt: 1 }),
    ]));
    expect(stage.logLines.filter(({ event }) => event === 'called')).toEqual([]);
  });

  test('has every call of the service if LOG_LEVEL says so, in messages that stand alone', async () => {
    stage = await Stage.open({ env: { LOG_LEVEL: 'DEBUG' } });
    await stage.stack.create(registration());
    const id = stage.registrationId;
    const messages = stage.logLines.filter(({ level, event }) => level === 'DEBUG' && event === 'called').map(({ message }) => message);
    expect(messages).toHaveLength(stage.calls.length);
    expect(messages).toContainEqual(expect.stringMatching(new RegExp(`^PutRegistrationFieldValue ${id} companyInfo\\.companyName: ok \\(\\d+ ms\\)$`)));
    expect(stage.logLines).toContainEqual(expect.objectContaining({
      operation: 'PutRegistrationFieldValue', registrationId: id, fieldPath: 'companyInfo.website', outcome: 'ok', attempt: 1, duration: expect.any(Number),
    }));
  });

  test('has every call that failed: those that are repeated as information, those that fail a deploy as a warning', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'throttle', operation: 'PutRegistrationFieldValue' });
    stage.control.injectFault({ kind: 'access-denied', operation: 'DeleteRegistration', times: 100 });
    await stage.stack.create(registration());
    await stage.stack.delete('TollFree');
    await stage.cloud.lambda.idle();
    const id = stage.registrationId;
    const { Reason } = JSON.parse(stage.cloud.responses.puts.at(-1)!.body) as { Reason: string };
    expect(stage.logLines).toEqual(expect.arrayContaining([
      expect.objectContaining({
        level: 'INFO', message: expect.stringMatching(new RegExp(`^PutRegistrationFieldValue ${id} companyInfo\\.companyName: ThrottlingException \\(\\d+ ms\\)$`)),
      }),
      expect.objectContaining({
        level: 'WARN', message: expect.stringMatching(new RegExp(`^DeleteRegistration ${id}: AccessDeniedException \\(\\d+ ms\\)$`)), event: 'called',
      }),
      expect.objectContaining({ level: 'WARN', message: expect.stringMatching(/^Delete of TollFree failed after \d+ m?s: Registration /), event: 'finished', outcome: Reason }),
    ]));
  });
});

describe('an operation that misbehaves', () => {
  const event = {
    RequestType: 'Create',
    RequestId: 'request',
    StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/S/1',
    LogicalResourceId: 'TollFree',
    ResourceType: 'Custom::SMSVoiceRegistration',
    ServiceToken: 'arn',
    ResourceProperties: { ServiceToken: 'arn' },
    ResponseURL: '',
  } as const;

  async function answerOf(onCreate: Resource['onCreate'], milliseconds = 10_000) {
    const responses = await ResponseServer.start();
    const log = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      const { url } = responses.open(event);
      const unused = () => Promise.reject(new Error());
      const handler = customResource({ onCreate, onUpdate: unused, onDelete: unused });
      await handler({ ...event, ResponseURL: url }, { getRemainingTimeInMillis: () => milliseconds });
      return { answer: JSON.parse(responses.puts[0]!.body), log: log.mock.calls.map(([line]) => String(line)).join('') };
    } finally {
      log.mockRestore();
      await responses.close();
    }
  }

  test('by an unexpected error: its message is never shown, its stack frames are logged', async () => {
    const { answer, log } = await answerOf(() => Promise.reject(new TypeError(CANARY)));
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('failed unexpectedly (TypeError)') });
    expect(log).toContain('protocol.test.ts');
    expect(JSON.stringify(answer) + log).not.toContain(CANARY);
  });

  test('by never ending: the answer leaves all the same, with the id that is known so far', async () => {
    const { answer } = await answerOf((_, run) => {
      run.identify('registration-1');
      return new Promise(() => undefined);
    }, 1_000);
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'registration-1', Reason: expect.stringContaining("did not finish within Lambda's time limit") });
  });
});
