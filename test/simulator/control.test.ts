import { spawn } from 'child_process';
import { once } from 'events';
import { createInterface } from 'readline';
import { setTimeout as sleep } from 'timers/promises';
import { FaultRule, remoteControl } from './index';
import { client, refusal, submittedBrand, useSimulator } from './support';

const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
const setup = useSimulator();

const inject = (rule: FaultRule) => setup.simulator.control.injectFault(rule);
const create = () => setup.api.createRegistration({ RegistrationType: BRAND });
const count = () => setup.simulator.control.state().registrations.length;

describe('faults', () => {
  const REFUSALS: [rule: FaultRule, refused: object][] = [
    [{ kind: 'throttle' }, { name: 'ThrottlingException' }],
    [{ kind: 'access-denied' }, { name: 'AccessDeniedException' }],
    [{ kind: 'error500' }, { name: 'InternalServerException' }],
    [{ kind: 'error', error: { name: 'ConflictException', reason: 'RESOURCE_NOT_EMPTY' } }, { name: 'ConflictException', reason: 'RESOURCE_NOT_EMPTY' }],
  ];
  test.each(REFUSALS)('%j: refused, without effect', async (rule, refused) => {
    inject({ ...rule, operation: 'CreateRegistration' });
    expect(await refusal(create())).toEqual(refused);
    expect(count()).toBe(0);
    await create();
  });

  test('error500-after: refused, but it happened', async () => {
    inject({ kind: 'error500-after' });
    expect(await refusal(create())).toEqual({ name: 'InternalServerException' });
    expect(count()).toBe(1);
  });

  test.each([['reset-before', 0], ['reset-after', 1], ['malformed', 1]] as const)('%s: no usable answer; registrations made: %d', async (kind, made) => {
    inject({ kind });
    await expect(create()).rejects.toThrow();
    expect(count()).toBe(made);
  });

  test('a client that retries gets through, and its ClientToken prevents a second registration', async () => {
    inject({ kind: 'reset-after', operation: 'CreateRegistration' });
    const retrying = client(setup.simulator.endpoint, 3);
    const { RegistrationId } = await retrying.createRegistration({ RegistrationType: BRAND });
    retrying.destroy();
    expect(setup.simulator.control.state().registrations.map(({ registrationId }) => registrationId)).toEqual([RegistrationId]);
  });

  test('delay: the effect comes later, and stopping does not wait for it', async () => {
    inject({ kind: 'delay', delayMs: 10 });
    await create();
    inject({ kind: 'delay', delayMs: 1_000_000 });
    const waiting = expect(create()).rejects.toThrow();
    await sleep(50);
    await setup.simulator.stop();
    await waiting;
  });

  test('replace: a status that does not exist yet', async () => {
    await create();
    inject({ kind: 'replace', operation: 'DescribeRegistrations', member: 'RegistrationStatus', value: 'FUTURE_STATUS' });
    expect((await setup.api.describeRegistrations({})).Registrations![0]!.RegistrationStatus).toBe('FUTURE_STATUS');
    expect((await setup.api.describeRegistrations({})).Registrations![0]!.RegistrationStatus).toBe('CREATED');
  });

  test('nth and times choose the calls that are hit', async () => {
    inject({ kind: 'throttle', operation: 'DescribeRegistrations', nth: 2, times: 2 });
    const outcomes: string[] = [];
    for (let call = 1; call <= 4; call++) {
      outcomes.push(await setup.api.describeRegistrations({}).then(() => 'ok', (error: Error) => error.name));
    }
    expect(outcomes).toEqual(['ok', 'ThrottlingException', 'ThrottlingException', 'ok']);
  });

  test('a rule that cannot work is refused', () => {
    expect(() => inject({ kind: 'no-such-kind' as never })).toThrow('unknown kind of fault');
    expect(() => inject({ kind: 'error' })).toThrow('needs an error');
    expect(() => inject({ kind: 'replace' })).toThrow('needs a member');
  });
});

describe('the journal', () => {
  test('has every call in order, with its registration and its outcome', async () => {
    const { RegistrationId } = await create();
    await refusal(setup.api.discardRegistrationVersion({ RegistrationId }));
    inject({ kind: 'throttle' });
    await refusal(setup.api.describePhoneNumbers({}));
    expect(setup.simulator.control.journal()).toMatchObject([
      { number: 1, operation: 'CreateRegistration', registrationId: RegistrationId, outcome: 'ok' },
      { operation: 'DiscardRegistrationVersion', outcome: 'ConflictException', reason: 'DISCARD_REGISTRATION_VERSION_NOT_ALLOWED' },
      { operation: 'DescribePhoneNumbers', outcome: 'ThrottlingException', faults: ['throttle'] },
    ]);
  });

  test('and the state hold nothing of what a form holds', async () => {
    const { RegistrationId } = await create();
    await setup.api.putRegistrationFieldValue({ RegistrationId, FieldPath: 'companyInfo.taxId', TextValue: '00-0000000' });
    const { control } = setup.simulator;
    expect(control.state().registrations[0]!.versions[0]!.fieldsWithValue).toEqual(['companyInfo.taxId']);
    expect(JSON.stringify([control.journal(), control.state(), control.history({ registrationId: RegistrationId! })])).not.toContain('00-0000000');
  });
});

describe('the control over HTTP', () => {
  test('does what the methods do', async () => {
    const remote = remoteControl(setup.simulator.endpoint);
    const id = await submittedBrand(setup);
    expect(await remote.deny({ registrationId: id, reasons: [{ Reason: 'EXAMPLE', ShortDescription: 'Example' }] }))
      .toMatchObject({ status: 'REQUIRES_UPDATES', versions: [{ number: 1, status: 'DENIED' }] });
    expect((await remote.setSwitches({ gone: 'tombstone' })).gone).toBe('tombstone');
    await remote.injectFault({ kind: 'throttle' });
    expect(await remote.faults()).toEqual([{ kind: 'throttle' }]);
    await remote.clearFaults();
    expect(await remote.history({ registrationId: id })).toHaveLength(3);
    expect((await remote.events()).map((event) => event['detail-type'])).toContain('Registration Status Change');
    await remote.reset();
    expect((await remote.state()).registrations).toEqual([]);
  });

  test('says why a step is not possible', async () => {
    const { RegistrationId } = await create();
    await expect(remoteControl(setup.simulator.endpoint).approve({ registrationId: RegistrationId! })).rejects.toThrow('the newest version is DRAFT');
  });

  test('looks with GET, changes with POST only, and names what it knows', async () => {
    const get = async (path: string) => fetch(`${setup.simulator.endpoint}/_simulator/${path}`);
    expect((await get('journal')).status).toBe(200);
    expect((await get(`history?registrationId=${(await create()).RegistrationId}`)).status).toBe(200);
    expect((await get('reset')).status).toBe(404);
    expect(await (await get('nope')).json()).toMatchObject({ error: expect.stringContaining('approve') });
  });
});

describe('the simulator as a program', () => {
  const start = async (...args: string[]) => {
    const child = spawn(process.execPath, [require.resolve('tsx/cli'), require.resolve('./main.ts'), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [endpoint] = await once(createInterface(child.stdout), 'line') as [string];
    return { child, endpoint, exit: once(child, 'exit') };
  };

  test('prints its endpoint, serves, and stops on SIGTERM', async () => {
    const { child, endpoint, exit } = await start('--rate-limit');
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await remoteControl(endpoint).switches()).toMatchObject({ rateLimit: true });
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });

  test('stops when the process that started it is gone', async () => {
    const { child, exit } = await start();
    child.stdin.end();
    expect(await exit).toEqual([0, null]);
  });
});
