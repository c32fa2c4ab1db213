import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { CreateRegistrationAttachmentCommand, PutRegistrationFieldValueCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { BUILT_HANDLER, type LogLine } from '../cloudformation';
import { SecretStores } from '../secret-stores';
import { Sns } from '../sns';
import { leaks } from './canaries';
import { brand, registration, Stage, withFields } from './stage';

// Every test that has a stage ends with the check that nothing secret was shown. That is worth something only if it can fail.

const PNG = Buffer.from('89504e470d0a1a0a0001020304', 'hex');
const SECRET_ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:company-a1b2c3';

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'leaky-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

/** The built handler, and something done before it, with the event at hand. */
function leaky(statement: string): string {
  const file = path.join(directory, `${statement.length}.js`);
  fs.writeFileSync(file, `const built = require(${JSON.stringify(BUILT_HANDLER)});
exports.handler = (event, context) => { ${statement}; return built.handler(event, context); };`);
  return file;
}

function write(stage: Stage, text: string): void {
  const line: LogLine = { stream: 'stdout', text, logStreamName: 'x' };
  stage.cloud.lambda.logs.push(line);
}

/** What the check says when the stage closes. */
async function finding(stage: Stage): Promise<string> {
  return stage.close().then(() => 'nothing', (error: Error) => error.message);
}

describe('A handler that shows', () => {
  test.each([
    ['its event', 'console.log(JSON.stringify(event))'],
    ['its event, escaped', 'console.log(JSON.stringify({ event: JSON.stringify(event) }))'],
    ['where it answers', 'console.error(event.ResponseURL)'],
    ['a part of that', 'console.log(new URL(event.ResponseURL).pathname)'],
    ['its credential, decoded', 'console.log(new URL(event.ResponseURL).searchParams.get("X-Amz-Credential"))'],
    ['its signature', 'console.log(new URL(event.ResponseURL).searchParams.get("X-Amz-Signature"))'],
    ['one text of the form', 'console.log("checking", event.ResourceProperties.Fields[0].TextValue)'],
    ['one text of the form as base64', 'console.log(Buffer.from(event.ResourceProperties.Fields[0].TextValue).toString("base64"))'],
  ])('%s is found out', async (_what, statement) => {
    const stage = await Stage.open({ bundle: leaky(statement) });
    await stage.stack.create(registration());
    expect(await finding(stage)).toContain('log: ');
  });
});

describe('What is found wherever it is shown', () => {
  const FORM = ['00-0000001', '+12065550100', '98101-2345', 'Any Town'];

  test.each(FORM)('is any text of a form, whatever it looks like: %s', async (value) => {
    const stage = await Stage.open();
    await stage.stack.create(brand({ 'companyInfo.taxId': '00-0000001' }, { Submit: undefined }));
    write(stage, `the service refused ${value}`);
    expect(await finding(stage)).toContain(`log: the service refused ${value}`);
  });

  test('is a text that was there before an update', async () => {
    const stage = await Stage.open();
    await stage.stack.create(withFields({ FieldPath: 'companyInfo.companyName', TextValue: 'Former Corp' }));
    await stage.stack.update(withFields());
    write(stage, 'Former Corp');
    expect(await finding(stage)).toContain('log: Former Corp');
  });

  test('is a text that somebody else wrote into the form, and a document', async () => {
    const stage = await Stage.open();
    await stage.stack.create(withFields());
    await stage.client.send(new PutRegistrationFieldValueCommand({
      RegistrationId: stage.registrationId, FieldPath: 'companyInfo.companyName', TextValue: 'Theirs Ltd',
    }));
    await stage.client.send(new CreateRegistrationAttachmentCommand({ AttachmentBody: PNG }));
    write(stage, 'was Theirs Ltd');
    write(stage, `uploaded ${PNG.toString('base64')}`);
    const found = await finding(stage);
    expect(found).toContain('log: was Theirs Ltd');
    expect(found).toContain('log: uploaded');
  });

  test('is a secret, as a whole and by its members, and a parameter', async () => {
    const stores = await SecretStores.start();
    stores.secrets.set(SECRET_ARN, JSON.stringify({ tax: { id: '00-0000002' }, name: 'Hidden Corp' }));
    stores.parameters.set('/city', { type: 'SecureString', value: 'Hidden Town' });
    const stage = await Stage.open({ stores });
    const TextFromSecret = { SecretArn: SECRET_ARN, JsonKey: 'name' };
    await stage.stack.create(registration({
      Fields: [
        { FieldPath: 'companyInfo.companyName', TextFromSecret }, { FieldPath: 'companyInfo.city', TextFromParameter: { ParameterName: '/city' } },
      ],
    }));
    ['00-0000002', 'Hidden Corp', 'Hidden Town'].forEach((text) => write(stage, text));
    const found = await finding(stage);
    ['00-0000002', 'Hidden Corp', 'Hidden Town'].forEach((text) => expect(found).toContain(`log: ${text}`));
    await stores.stop();
  });

  test('is found in a message to people', async () => {
    const sns = await Sns.start();
    const stage = await Stage.open({ sns });
    await stage.stack.create(brand({}, { Submit: undefined }));
    sns.published.push({ topicArn: 'x', subject: 'x', texts: { default: 'denied: 98101-2345 is no ZIP code' } });
    expect(await finding(stage)).toContain('message: ');
    await sns.stop();
  });

  test('is found in an answer and in a stack event as well', async () => {
    const stage = await Stage.open();
    await stage.stack.create(brand({}, { Submit: undefined }));
    const reason = 'not accepted: +12065550100';
    stage.cloud.responses.puts.push({ body: JSON.stringify({ Reason: reason }), headers: {}, outcome: 'answer', violations: [], at: 0 });
    stage.stack.events.push({ logicalId: 'Brand', status: 'CREATE_FAILED', reason });
    const found = await finding(stage);
    expect(found).toContain('answer: ');
    expect(found).toContain('stack event: ');
  });
});

describe('leaks', () => {
  test('finds nothing in what says nothing', () => {
    expect(leaks(['00-0000001', 'Example "Corp"'], { log: ['{"message":"started"}', ''], answer: [] })).toEqual([]);
  });

  test('knows a text by how JSON and URLs write it', () => {
    expect(leaks(['Example "Corp"'], { log: ['{"a":"Example \\"Corp\\""}', 'x=Example%20%22Corp%22'] })).toHaveLength(2);
  });

  test('leaves out what is too short to be a secret', () => {
    expect(leaks(['US', 'WA', 'true', ''], { log: ['US WA true'] })).toEqual([]);
  });
});
