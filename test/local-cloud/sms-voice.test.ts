import { Simulator } from '../simulator';
import { LocalCloud } from './local-cloud';
import { Operations } from './operations';
import { DeployedStack } from './stack';

let simulator: Simulator;
let cloud: LocalCloud;
let stacks: Operations;

beforeAll(async () => {
  simulator = await Simulator.start();
  cloud = await LocalCloud.start({ simulatorEndpoint: simulator.endpoint });
  stacks = new Operations(cloud);
});

afterAll(async () => {
  await cloud?.stop();
  await simulator?.stop();
});

afterEach(() => {
  simulator.control.reset();
  simulator.control.setSwitches({ rateLimit: false, uploadEnds: 'UPLOAD_COMPLETE' });
});

interface Resource {
  readonly Type: string;
  readonly Properties: object;
  readonly DeletionPolicy?: string;
}

const number = (properties: object = {}, attributes: Partial<Resource> = {}): Resource => ({
  Type: 'AWS::SMSVOICE::PhoneNumber',
  Properties: { IsoCountryCode: 'US', NumberType: 'TOLL_FREE', NumberCapabilities: ['SMS'], MandatoryKeywords: {}, ...properties },
  ...attributes,
});
const sender = (properties: object = {}): Resource => ({
  Type: 'AWS::SMSVOICE::SenderId', Properties: { SenderId: 'EXAMPLE', IsoCountryCode: 'FR', ...properties },
});
const registration = (properties: object = {}): Resource => ({
  Type: 'AWS::SMSVOICE::Registration', Properties: { RegistrationType: 'US_TOLL_FREE_REGISTRATION', ...properties },
});
const attachment = (properties: object = {}): Resource => ({
  Type: 'AWS::SMSVOICE::RegistrationAttachment', Properties: { AttachmentUrl: 's3://bucket/letter.pdf', ...properties },
});

/** With an output for what is named, `Ref` among it. */
const template = (Resources: Record<string, Resource>, outputs: Record<string, readonly string[]> = {}) => JSON.stringify({
  Resources,
  Outputs: Object.fromEntries(Object.entries(outputs).flatMap(([id, names]) => names.map((name) => (
    [`${id}${name}`, { Value: name === 'Ref' ? { Ref: id } : { 'Fn::GetAtt': [id, name] } }]
  )))),
});

const outputsOf = (stack: string) => new DeployedStack(cloud, stack).outputs();
const reasonsOf = async (id: string) => (await new DeployedStack(cloud, id).events())
  .filter(({ ResourceStatus, ResourceType }) => ResourceStatus!.endsWith('_FAILED') && ResourceType!.startsWith('AWS::SMSVOICE'))
  .map(({ ResourceStatusReason }) => ResourceStatusReason);
const state = () => simulator.control.state();
const living = () => state().registrations.filter(({ status }) => status !== 'DELETED');

test('a stack of all types has their attributes, and leaves nothing when it is deleted', async () => {
  await stacks.create('Types', template(
    { Number: number(), Sender: sender(), Registration: registration(), Attachment: attachment() },
    {
      Number: ['Ref', 'Arn', 'PhoneNumber', 'PhoneNumberId'],
      Sender: ['Ref', 'Arn'],
      Registration: ['Ref', 'RegistrationArn', 'RegistrationId', 'RegistrationStatus', 'CurrentVersionNumber', 'CreatedTimestamp'],
      Attachment: ['Ref', 'RegistrationAttachmentArn', 'RegistrationAttachmentId', 'AttachmentStatus', 'CreatedTimestamp', 'UploadedAttachmentUrl'],
    },
  ));
  const arn = 'arn:aws:sms-voice:us-east-1:000000000000';
  const { phoneNumberId, phoneNumber } = state().phoneNumbers[0]!;
  const { registrationId } = living()[0]!;
  const { attachmentId } = state().attachments[0]!;
  expect(await outputsOf('Types')).toEqual({
    NumberRef: phoneNumberId,
    NumberArn: `${arn}:phone-number/${phoneNumberId}`,
    NumberPhoneNumber: phoneNumber,
    NumberPhoneNumberId: phoneNumberId,
    SenderRef: 'FR|EXAMPLE',
    SenderArn: `${arn}:sender-id/EXAMPLE/FR`,
    RegistrationRef: `${arn}:registration/${registrationId}`,
    RegistrationRegistrationArn: `${arn}:registration/${registrationId}`,
    RegistrationRegistrationId: registrationId,
    RegistrationRegistrationStatus: 'CREATED',
    RegistrationCurrentVersionNumber: '1',
    RegistrationCreatedTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    AttachmentRef: `${arn}:registration-attachment/${attachmentId}`,
    AttachmentRegistrationAttachmentArn: `${arn}:registration-attachment/${attachmentId}`,
    AttachmentRegistrationAttachmentId: attachmentId,
    AttachmentAttachmentStatus: 'UPLOAD_COMPLETE',
    AttachmentCreatedTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    AttachmentUploadedAttachmentUrl: expect.stringMatching(/^https:/),
  });

  expect(await stacks.delete('Types')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  expect(living()).toEqual([]);
  expect(state()).toMatchObject({ phoneNumbers: [], senderIds: [], attachments: [] });
});

test('what is protected is not deleted, and the protection is taken off in place', async () => {
  const protectedTypes = (on: unknown) => template(
    { Number: number({ DeletionProtectionEnabled: on }), Sender: sender({ DeletionProtectionEnabled: on }) }, { Number: ['Ref'], Sender: ['Ref'] },
  );
  const { StackId } = await stacks.create('Protected', protectedTypes(true));
  const before = await outputsOf('Protected');
  await stacks.update('Protected', protectedTypes('false'));
  expect(await outputsOf('Protected')).toEqual(before);
  await stacks.update('Protected', protectedTypes('true'));
  expect(await stacks.delete('Protected')).toMatchObject({ StackStatus: 'DELETE_FAILED' });
  expect(await reasonsOf(StackId!)).toEqual([
    'Resource handler returned message: "The sender ID has deletion protection." (HandlerErrorCode: ResourceConflict)',
    'Resource handler returned message: "The phone number has deletion protection." (HandlerErrorCode: ResourceConflict)',
  ]);
  expect(state().phoneNumbers).toHaveLength(1);
  expect(state().senderIds).toHaveLength(1);

  const second = await stacks.create('Unprotected', template({ Number: number({ DeletionProtectionEnabled: true }) }));
  await stacks.update('Unprotected', template({ Number: number() }));
  expect(await stacks.delete('Unprotected')).toMatchObject({ StackId: second.StackId, StackStatus: 'DELETE_COMPLETE' });
  expect(state().phoneNumbers).toHaveLength(1);
});

test('what is retained is not released', async () => {
  await stacks.create('Retained', template({ Kept: number({}, { DeletionPolicy: 'Retain' }), Other: number() }));
  const [kept] = state().phoneNumbers;
  expect(await stacks.delete('Retained')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  expect(state().phoneNumbers).toEqual([kept]);
});

test('what was deleted by somebody else is no problem', async () => {
  await stacks.create('Gone', template({ Registration: registration() }));
  simulator.control.reset();
  expect(await stacks.delete('Gone')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  expect(simulator.control.journal()).toMatchObject([{ operation: 'DeleteRegistration', outcome: 'ResourceNotFoundException' }]);
});

test('a change that CloudFormation makes by replacement releases the old one afterwards', async () => {
  await stacks.create('Replaced', template({ Number: number(), Registration: registration() }, { Number: ['Ref'] }));
  const { NumberRef } = await outputsOf('Replaced');
  await stacks.update('Replaced', template({
    Number: number({ NumberType: 'TEN_DLC' }), Registration: registration({ RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' }),
  }, { Number: ['Ref'] }));
  expect(state().phoneNumbers).toMatchObject([{ numberType: 'TEN_DLC' }]);
  expect((await outputsOf('Replaced')).NumberRef).not.toBe(NumberRef);
  expect(living().map(({ registrationType }) => registrationType)).toEqual(['US_TEN_DLC_BRAND_REGISTRATION']);
  const changes = simulator.control.journal().map(({ operation }) => operation).filter((operation) => !operation.startsWith('Describe'));
  expect(changes.slice(2)).toEqual(['RequestPhoneNumber', 'CreateRegistration', 'DeleteRegistration', 'ReleasePhoneNumber']);
  await stacks.delete('Replaced');
});

test('tags are those of the template and of the stack, and change in place', async () => {
  const tagged = (tags: Record<string, string>) => template({
    Registration: registration({ Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
  });
  await stacks.create('Tagged', tagged({ Name: 'Example', old: 'yes' }), { Tags: [{ Key: 'team', Value: 'messaging' }] });
  const { registrationId, tags } = living()[0]!;
  expect(tags).toEqual({ Name: 'Example', old: 'yes', team: 'messaging' });
  await stacks.update('Tagged', tagged({ Name: 'Other' }));
  expect(living()).toMatchObject([{ registrationId, tags: { Name: 'Other', team: 'messaging' } }]);
  expect(living()[0]!.tags).not.toHaveProperty('old');
  await stacks.delete('Tagged');
});

test('a refusal is the reason of the resource, and nothing is left', async () => {
  const { StackId, StackStatus } = await stacks.create('Refused', template({ Good: registration(), Odd: registration({ RegistrationType: 'NO_SUCH_TYPE' }) }));
  expect(StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(await reasonsOf(StackId!)).toEqual([expect.stringMatching(/^Resource handler returned message: ".+" \(HandlerErrorCode: InvalidRequest\)$/)]);
  expect(living()).toEqual([]);
});

test('an upload that fails is a create that fails', async () => {
  simulator.control.setSwitches({ uploadEnds: 'UPLOAD_FAILED' });
  const { StackId } = await stacks.create('NotUploaded', template({ Attachment: attachment() }));
  expect(await reasonsOf(StackId!)).toEqual([
    'Resource handler returned message: "The attachment is UPLOAD_FAILED." (HandlerErrorCode: NotStabilized)',
  ]);
  expect(state().attachments).toEqual([]);
});

test('the rate limit is waited for, and a create whose answer was lost is not made twice', async () => {
  simulator.control.setSwitches({ rateLimit: true });
  simulator.control.injectFault({ kind: 'error500-after', operation: 'RequestPhoneNumber', nth: 2 });
  expect(await stacks.create('Throttled', template({ First: number(), Second: number() }))).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  expect(simulator.control.journal().map(({ outcome }) => outcome)).toContain('ThrottlingException');
  expect(state().phoneNumbers).toHaveLength(2);
  await stacks.delete('Throttled');
});

test('while the service takes its time, the cloud answers others', async () => {
  simulator.control.injectFault({ kind: 'delay', operation: 'RequestPhoneNumber', delayMs: 3_000 });
  const arrived = simulator.arrival('RequestPhoneNumber');
  const created = stacks.create('Slow', template({ Number: number() }));
  await arrived;
  const begun = Date.now();
  expect(await stacks.describe('Slow')).toMatchObject({ StackStatus: 'CREATE_IN_PROGRESS' });
  expect(Date.now() - begun).toBeLessThan(2_000);
  expect(await created).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  await stacks.delete('Slow');
});
