import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { PutRegistrationFieldValueCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { DeclaredField } from '../../../contract/registration-resource';
import { BUILT_HANDLER, type CloudOptions, type CustomResource, type Properties } from '../../cloudformation';
import { SecretStores } from '../../secret-stores';
import { CANARY, FIELDS, registration, Stage } from '../stage';

const ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:company-a1b2c3';
const PATH = 'companyInfo.companyName';
const OPTIONAL = 'companyInfo.address2';

let stage: Stage;
let stores: SecretStores;

beforeEach(async () => { stores = await SecretStores.start(); });
afterEach(async () => {
  await stage.close();
  await stores.stop();
});

async function open(options: CloudOptions = {}): Promise<void> {
  stage = await Stage.open({ ...options, stores });
}

const text = (FieldPath: string, value: string) => ({ FieldPath, TextValue: `${CANARY} ${value}` });
const fromSecret = (FieldPath: string, JsonKey?: string, SecretArn = ARN): DeclaredField => (
  { FieldPath, TextFromSecret: { SecretArn, ...JsonKey && { JsonKey } } }
);
const fromParameter = (FieldPath: string, ParameterName = '/company/city'): DeclaredField => ({ FieldPath, TextFromParameter: { ParameterName } });

function declaring(...fields: DeclaredField[]): CustomResource {
  return registration({ Fields: fields as unknown as Properties[] });
}

const store = (members: Record<string, unknown>, arn = ARN) => stores.secrets.set(arn, JSON.stringify(members));
const DENIED = { code: 'AccessDeniedException', message: 'User: arn:aws:sts::111122223333:assumed-role/Handler/x is not authorized to perform: secretsmanager:GetSecretValue' };

async function created(...fields: DeclaredField[]): Promise<string> {
  await open();
  expect((await stage.stack.create(declaring(...fields)))).toMatchObject({ succeeded: true });
  stage.control.clearJournal();
  stores.asked.length = 0;
  return stage.registrationId;
}

describe('A create with secrets', () => {
  test('fills the form with what they say', async () => {
    store({ name: `${CANARY} Corp` });
    stores.parameters.set('/company/city', { type: 'SecureString', value: `${CANARY} Town` });
    stores.parameters.set('/company/street', { type: 'String', value: `${CANARY} Street` });
    await open();
    const result = await stage.stack.create(declaring(
      fromSecret(PATH, 'name'), fromParameter('companyInfo.city'), fromParameter('companyInfo.address1', '/company/street'), FIELDS[1]!,
    ));
    expect(result.status).toBe('CREATE_COMPLETE');
    expect(await stage.values(stage.registrationId)).toEqual({
      [PATH]: `${CANARY} Corp`,
      'companyInfo.city': `${CANARY} Town`,
      'companyInfo.address1': `${CANARY} Street`,
      [FIELDS[1]!.FieldPath]: FIELDS[1]!.TextValue,
    });
  });

  test('reads each secret once, however many fields take from it', async () => {
    store({ name: `${CANARY} Corp`, city: `${CANARY} Town` });
    await open();
    await stage.stack.create(declaring(fromSecret(PATH, 'name'), fromSecret('companyInfo.city', 'city')));
    expect(stores.asked).toEqual([{ operation: 'GetSecretValue', name: ARN }]);
  });

  test('finds a secret by an ARN without its end', async () => {
    stores.secrets.set(ARN, `${CANARY} Corp`);
    await open();
    await stage.stack.create(declaring(fromSecret(PATH, undefined, ARN.slice(0, -7))));
    expect(await stage.values(stage.registrationId)).toEqual({ [PATH]: `${CANARY} Corp` });
  });

  test('waits for a permission that has not taken effect everywhere yet, and for a service that fails', async () => {
    stores.secrets.set(ARN, `${CANARY} Corp`);
    stores.refuse(DENIED);
    stores.refuse({ code: 'InternalServiceError', status: 500 });
    stores.refuse({ code: 'ThrottlingException' });
    await open();
    expect((await stage.stack.create(declaring(fromSecret(PATH)))).status).toBe('CREATE_COMPLETE');
    expect(stores.asked).toHaveLength(4);
  });

  test('names everything that cannot be read at once, and makes nothing', async () => {
    store({ other: `${CANARY} Corp` });
    stores.secrets.set(`${ARN}2`, Buffer.from(CANARY));
    await open();
    const result = await stage.stack.create(declaring(
      fromSecret(PATH, 'name'), fromSecret('companyInfo.city', 'name'), fromParameter('companyInfo.zipCode', '/nosuch'),
      fromSecret('companyInfo.address1', undefined, `${ARN}2`), fromSecret('companyInfo.state', undefined, `${ARN}3`),
    ));
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toContain('Registration of type US_TOLL_FREE_REGISTRATION cannot be created: '
      + `the secret ${ARN} has no key "name", for the fields companyInfo.companyName, companyInfo.city; `);
    expect(result.reason).toContain('the parameter /nosuch cannot be read (GetParameter: ParameterNotFound), for the field companyInfo.zipCode');
    expect(result.reason).toContain(`the secret ${ARN}2 is binary, but a field needs text, for the field companyInfo.address1`);
    expect(result.reason).toContain(`the secret ${ARN}3 cannot be read (GetSecretValue: ResourceNotFoundException, Secrets Manager can't find the specified secret), for the field companyInfo.state`);
    expect(result.reason).toContain(
      'Add the key to the secret, or correct it in the stack. Create it first, in the Region of the stack. Store the value as text. Then deploy again. Nothing was changed.',
    );
    // The rollback looks whether an earlier delivery of the event has made anything.
    expect(new Set(stage.calls)).toEqual(new Set(['DescribeRegistrations']));
  });

  test('says so when the handler may not read one', async () => {
    stores.refuse(DENIED, 1_000);
    await open({ timeoutMs: 5_000 });
    const { reason } = await stage.stack.create(declaring(fromSecret(PATH)));
    expect(reason).toContain(`cannot be read (GetSecretValue: ${DENIED.code}, ${DENIED.message}), for the field ${PATH}. Allow the role of the handler to read it`);
  });

  test('says so when the store cannot be reached, in time', async () => {
    await open({ timeoutMs: 12_000, env: { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1' } });
    const { reason } = await stage.stack.create(declaring(fromSecret(PATH)));
    expect(reason).toMatch(/cannot be read \(GetSecretValue: ECONNREFUSED.*If the handler runs in a VPC, it needs access to Secrets Manager/);
    await stage.cloud.lambda.idle();
    expect(stage.outcomes).toEqual(['returned', 'returned']);
  });

  test('adopts nothing when one cannot be read', async () => {
    await open();
    const { properties, ...resource } = declaring(fromSecret(PATH));
    const { reason } = await stage.stack.create({ ...resource, properties: { ...properties, RegistrationId: 'registration-1' } });
    expect(reason).toContain(`Registration registration-1 cannot be adopted: the secret ${ARN} cannot be read`);
    expect(stage.calls).toEqual([]);
  });

  test.each([
    ['a member that is not known', { FieldPath: PATH, TextFromSecret: { SecretArn: ARN, Version: '1' } }],
    ['no ARN', { FieldPath: PATH, TextFromSecret: {} }],
    ['no name', { FieldPath: PATH, TextFromParameter: {} }],
    ['a text beside it', { ...fromSecret(PATH), TextValue: CANARY }],
  ])('refuses a source with %s', async (_, field) => {
    await open();
    const { reason } = await stage.stack.create(registration({ Fields: [field] as unknown as Properties[] }));
    expect(reason).toContain('entry 1 of Fields has an unknown format');
  });
});

describe('An update with secrets', () => {
  test('writes what has changed in the secret', async () => {
    stores.secrets.set(ARN, `${CANARY} Corp`);
    const id = await created(fromSecret(PATH));
    stores.secrets.set(ARN, `${CANARY} Ltd`);
    expect((await stage.stack.update(declaring(fromSecret(PATH), text('companyInfo.city', 'Town')))).status).toBe('UPDATE_COMPLETE');
    expect(await stage.values(id)).toEqual({ [PATH]: `${CANARY} Ltd`, 'companyInfo.city': `${CANARY} Town` });
  });

  test('that changes nothing but refreshSecrets writes what has changed in them', async () => {
    stores.secrets.set(ARN, `${CANARY} Corp`);
    const id = await created(fromSecret(PATH));
    stores.secrets.set(ARN, `${CANARY} Ltd`);
    const { properties, ...resource } = declaring(fromSecret(PATH));
    expect((await stage.stack.update({ ...resource, properties: { ...properties, RefreshSecrets: '2026-11-28' } })).status).toBe('UPDATE_COMPLETE');
    expect(await stage.values(id)).toEqual({ [PATH]: `${CANARY} Ltd` });
  });

  test('writes nothing when a text moves into a secret', async () => {
    stores.secrets.set(ARN, `${CANARY} Corp`);
    await created(text(PATH, 'Corp'));
    expect((await stage.stack.update(declaring(fromSecret(PATH)))).status).toBe('UPDATE_COMPLETE');
    expect(stage.calls).not.toContain('PutRegistrationFieldValue');
  });

  test('empties a field that left the stack and has still the value of its secret', async () => {
    store({ name: `${CANARY} Corp`, more: `${CANARY} Suite` });
    const id = await created(fromSecret(PATH, 'name'), fromSecret(OPTIONAL, 'more'));
    expect((await stage.stack.update(declaring(fromSecret(PATH, 'name')))).status).toBe('UPDATE_COMPLETE');
    expect(await stage.values(id)).toEqual({ [PATH]: `${CANARY} Corp` });
    expect(stores.asked).toHaveLength(1);
  });

  test('leaves a field that left the stack alone when somebody has changed it since', async () => {
    stores.secrets.set(ARN, `${CANARY} Suite`);
    const id = await created(fromSecret(OPTIONAL));
    await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId: id, FieldPath: OPTIONAL, TextValue: 'theirs' }));
    await stage.stack.update(declaring());
    expect(await stage.values(id)).toEqual({ [OPTIONAL]: 'theirs' });
  });

  test('leaves a field that left the stack alone when its secret is gone as well, and says so in the log', async () => {
    stores.secrets.set(ARN, `${CANARY} Suite`);
    const id = await created(fromSecret(OPTIONAL));
    stores.secrets.clear();
    expect((await stage.stack.update(declaring())).status).toBe('UPDATE_COMPLETE');
    expect(await stage.values(id)).toEqual({ [OPTIONAL]: `${CANARY} Suite` });
    expect(stage.logLines).toContainEqual(expect.objectContaining({
      level: 'WARN', fieldPath: OPTIONAL, outcome: expect.stringContaining('ResourceNotFoundException'),
    }));
  });

  test('goes on without a secret that was read before and is gone, and says so in the log', async () => {
    stores.secrets.set(ARN, `${CANARY} Corp`);
    const id = await created(fromSecret(PATH));
    stores.secrets.clear();
    expect((await stage.stack.update(declaring(fromSecret(PATH), text('companyInfo.city', 'Town')))).status).toBe('UPDATE_COMPLETE');
    expect(await stage.values(id)).toEqual({ [PATH]: `${CANARY} Corp`, 'companyInfo.city': `${CANARY} Town` });
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', fieldPath: PATH }));
  });

  test('fails when a new secret cannot be read, has changed nothing, and its rollback leaves alone what was filled in elsewhere', async () => {
    const id = await created(text(PATH, 'Corp'));
    await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId: id, FieldPath: OPTIONAL, TextValue: 'theirs' }));
    const result = await stage.stack.update(declaring(fromSecret(PATH), fromSecret(OPTIONAL)));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.reason).toContain(`Registration ${id} cannot be updated: the secret ${ARN} cannot be read`);
    expect(await stage.values(id)).toEqual({ [PATH]: `${CANARY} Corp`, [OPTIONAL]: 'theirs' });
  });

  test('opens a new version with what a field has whose secret is gone', async () => {
    stores.secrets.set(ARN, `${CANARY} Corp`);
    const id = await created(fromSecret(PATH));
    stage.control.setStatus({ registrationId: id, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    stores.secrets.clear();
    expect((await stage.stack.update(declaring(fromSecret(PATH), text('companyInfo.city', 'Town')))).status).toBe('UPDATE_COMPLETE');
    expect(await stage.values(id, 2)).toEqual({ [PATH]: `${CANARY} Corp`, 'companyInfo.city': `${CANARY} Town` });
  });

  test('takes no other secret into account where the form is locked and the stack has not changed the field', async () => {
    stores.secrets.set(ARN, `${CANARY} Corp`);
    const id = await created(fromSecret(PATH));
    stores.secrets.set(ARN, `${CANARY} Ltd`);
    stage.control.setStatus({ registrationId: id, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    expect((await stage.stack.update({ ...declaring(fromSecret(PATH)), properties: { ...declaring(fromSecret(PATH)).properties, Tags: [] } })).status).toBe('UPDATE_COMPLETE');
    expect(await stage.values(id)).toEqual({ [PATH]: `${CANARY} Corp` });
  });

  test('is refused where the form is locked and the stack takes the field from another secret', async () => {
    stores.secrets.set(ARN, `${CANARY} Corp`);
    stores.secrets.set(`${ARN}2`, `${CANARY} Ltd`);
    const id = await created(fromSecret(PATH));
    stage.control.setStatus({ registrationId: id, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    const result = await stage.stack.update(declaring(fromSecret(PATH, undefined, `${ARN}2`)));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.reason).toContain('it is approved');
  });
});

test('A delete reads no secret', async () => {
  stores.secrets.set(ARN, `${CANARY} Corp`);
  await created(fromSecret(PATH));
  stores.secrets.clear();
  expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
  expect(stores.asked).toEqual([]);
});

describe('The clients of the stores', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'handler-'));
  const bundle = path.join(directory, 'index.js');
  beforeAll(() => {
    fs.cpSync(path.dirname(BUILT_HANDLER), directory, { recursive: true });
    fs.rmSync(path.join(directory, 'secrets.js'));
  });
  afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

  test('are not there for a registration that takes no secret: it does without their file', async () => {
    await open({ bundle });
    expect((await stage.stack.create(registration())).status).toBe('CREATE_COMPLETE');
    expect((await stage.stack.update(registration({ Tags: [] }))).status).toBe('UPDATE_COMPLETE');
    expect((await stage.stack.delete('TollFree')).succeeded).toBe(true);
  });

  test('are in that file: a field that takes a secret needs it', async () => {
    await open({ bundle });
    expect((await stage.stack.create(declaring(fromSecret(PATH)))).reason).toContain('The handler failed unexpectedly');
    expect(fs.readdirSync(directory).map((file) => fs.readFileSync(path.join(directory, file), 'utf8')).join('')).not.toMatch(/secretsmanager\.GetSecretValue|secretsmanager-fips|AmazonSSM/);
  });
});
