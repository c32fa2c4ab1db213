import { broken } from './invariants';
import { newModel, type Model } from './model';
import { TYPES, declarationOf, resource, World } from './world';
import type { SentRequest } from '../../cloudformation';
import type { RegistrationView } from '../../simulator';

const STACK_ID = 'arn:aws:cloudformation:us-east-1:111122223333:stack/History/1';
const ID = 'registration-1';
const DECLARATION = declarationOf(resource('First', {
  type: TYPES[0],
  submit: false,
  updateApproved: false,
  deletionProtection: false,
  policy: 'Delete',
  number: false,
  adopts: false,
  continues: false,
  after: false,
}));

/** A registration that the stack holds as First. */
function ours(changes: Partial<RegistrationView> = {}): RegistrationView {
  const tags = { 'cdk-sms-registration:stack-id': STACK_ID, 'cdk-sms-registration:logical-id': 'First' };
  return { registrationId: ID, registrationType: TYPES[0], status: 'CREATED', versions: [version(1, 'DRAFT')], associations: [], tags, ...changes };
}

const theirs = (changes: Partial<RegistrationView> = {}) => ours({ registrationId: 'registration-0', tags: {}, ...changes });
const version = (number: number, status: RegistrationView['versions'][number]['status']): RegistrationView['versions'][number] => ({ number, status, fieldsWithValue: [] });

/** What a world shows; where nothing is said, all is well in it. */
interface Shown {
  readonly registrations?: readonly RegistrationView[];
  /** What the stack holds as First. */
  readonly held?: string | null;
  readonly calls?: readonly { readonly operation: string; readonly registrationId?: string; readonly outcome?: string; readonly time?: string }[];
  readonly history?: readonly { readonly cause: string; readonly versionNumber: number; readonly versionStatus: string }[];
  readonly answers?: readonly string[];
  readonly violations?: readonly string[];
  readonly requests?: readonly SentRequest[];
  readonly model?: Partial<Model>;
  /** How the operation on the stack has ended. */
  readonly status?: string;
  /** What was there before; default: what is there now. */
  readonly before?: readonly RegistrationView[];
  /** CloudFormation has stopped to wait for every request at the beginning of time. */
  readonly isClosed?: boolean;
}

function problemsIn({
  registrations = [theirs(), ours()], held = ID, calls = [], history = [], answers = [], violations = [], requests = [], model = {},
  status = 'UPDATE_COMPLETE', before = registrations, isClosed = false,
}: Shown): string[] {
  const world = Object.assign(Object.create(World.prototype) as World, {
    foreign: [theirs()],
    closed: new Map(isClosed ? requests.map((one) => [one, 0]) : []),
    releases: 0,
    stack: { stackId: STACK_ID, resource: (id: string) => id === 'First' && held !== null ? { physicalId: held, status: 'CREATE_COMPLETE' } : undefined },
    simulator: {
      control: {
        state: () => ({ registrations, phoneNumbers: [] }),
        journal: () => calls,
        history: ({ registrationId }: RegistrationView) => registrationId === ID ? history : [],
      },
    },
    cloud: { responses: { violations, puts: answers.map((body) => ({ body })) } },
  });
  const declared: Model['declared'] = new Map(held === null ? [] : [['First', DECLARATION]]);
  return broken(world, { ...newModel(), declared, ...model }, { requests, status }, { removed: [], before, isStill: true, mood: 'true' });
}

const ATTRIBUTES = { RegistrationId: ID, RegistrationArn: 'arn', RegistrationStatus: 'CREATED', RegistrationType: TYPES[0], VersionNumber: 1, PendingSteps: 'none' };

function request(
  RequestType: 'Create' | 'Update' | 'Delete', data?: Record<string, unknown>, properties: Record<string, unknown> = {}, refusal?: string,
): SentRequest {
  const event = {
    RequestType, LogicalResourceId: 'First', PhysicalResourceId: ID, ResourceType: 'Custom::SMSVoiceRegistration', ResourceProperties: properties,
  } as SentRequest['event'];
  return { event, reply: data && { outcome: 'answered', succeeded: refusal === undefined, reason: refusal, data, noEcho: false } };
}

const ADOPTED = { RegistrationId: ID };
const SUBMIT = { operation: 'SubmitRegistrationVersion', registrationId: ID, outcome: 'ok', time: '2026-11-28T12:00:00Z' };
const without = (...keys: string[]) => Object.fromEntries(Object.entries(ours().tags).filter(([key]) => !keys.includes(key)));

test('A world in which all is well breaks nothing', () => {
  expect(problemsIn({ requests: [request('Create', ATTRIBUTES)], answers: ['{}'] })).toEqual([]);
});

test.each<[string, Shown]>([
  ['what is made by a create', { before: [theirs()], requests: [request('Create', ATTRIBUTES)] }],
  ['what is submitted for a request that CloudFormation waits for', { calls: [SUBMIT], requests: [request('Update', ATTRIBUTES)] }],
  ['an adopted one that a rollback gives back', {
    registrations: [theirs(), ours({ tags: without('cdk-sms-registration:stack-id', 'cdk-sms-registration:logical-id') })],
    held: null,
    requests: [request('Delete', {}, ADOPTED)],
    status: 'UPDATE_ROLLBACK_COMPLETE',
  }],
  ['what a refused update leaves as it was, but that a reviewer has denied it', {
    before: [theirs(), ours({ versions: [version(1, 'SUBMITTED')] })],
    registrations: [theirs(), ours({ versions: [version(1, 'DENIED')] })],
    requests: [request('Update', {}, {}, 'Nothing was changed.')],
  }],
  ['the numbers of one that is not finished', {
    registrations: [theirs(), ours({ tags: { ...ours().tags, 'cdk-sms-registration:unfinished': '1' } })],
    requests: [request('Delete', {}, { RegistrationId: ID, Associations: [], DeletionProtection: 'true' })].map((one) => (
      { ...one, event: { ...one.event, PhysicalResourceId: `${ID}/associations` } as SentRequest['event'] }
    )),
  }],
  ['what was kept', { registrations: [theirs(), ours(), ours({ registrationId: 'registration-2' })], model: { kept: new Set(['registration-2']) } }],
])('%s breaks nothing', (_what, shown) => {
  expect(problemsIn(shown)).toEqual([]);
});

test.each<[string, Shown, string]>([
  ['a second registration of one resource', { registrations: [theirs(), ours(), ours({ registrationId: 'registration-2' })] },
    `registration-2 (CREATED, DRAFT) is there for First, which holds ${ID}`],
  ['a registration of a resource that is gone', { held: null }, `${ID} (CREATED, DRAFT) is there for First, which holds none`],
  ['a resource without its registration', { registrations: [theirs()] }, `First holds ${ID}, which is not there`],
  ['a delete that was none', { requests: [request('Delete', {})] }, `the delete of ${ID} (CREATED, DRAFT) was answered SUCCESS`],
  ['a second registration of one create', {
    before: [theirs()],
    registrations: [theirs(), ours(), ours({ registrationId: 'registration-2', status: 'DELETED' })],
    requests: [request('Create', ATTRIBUTES)],
  }, 'registration-2 (DELETED, DRAFT) was made by none of 1 creates of First'],
  ['an adopted one that a user deletes, and that is given back', {
    registrations: [theirs(), ours({ tags: {} })], held: null, requests: [request('Delete', {}, ADOPTED)],
  }, `the delete of ${ID} (CREATED, DRAFT) was answered SUCCESS`],
  ['an adopted one that a rollback neither deletes nor gives back', {
    held: null, requests: [request('Delete', {}, ADOPTED)], status: 'UPDATE_ROLLBACK_COMPLETE', model: { abandoned: new Set([ID]) },
  }, `the delete of ${ID} (CREATED, DRAFT) was answered SUCCESS`],
  ['what a policy has kept', {
    registrations: [theirs(), ours(), ours({ registrationId: 'registration-2', status: 'DELETED' })], model: { kept: new Set(['registration-2']) },
  }, 'registration-2 (DELETED, DRAFT) was kept by its policy, and is deleted'],
  ['a refusal that has opened a version', {
    before: [theirs(), ours({ versions: [version(1, 'APPROVED')] })],
    registrations: [theirs(), ours({ versions: [version(1, 'APPROVED'), version(2, 'DRAFT')] })],
    requests: [request('Update', {}, {}, 'Nothing was changed.')],
  }, `${ID} (CREATED, APPROVED) has become ${ID} (CREATED, APPROVED, DRAFT) although its Update was refused`],
  ['a refusal that has changed a tag', {
    before: [theirs(), ours({ tags: { ...ours().tags, Name: 'first' } })], requests: [request('Delete', {}, {}, 'Nothing was changed.')],
  }, `${ID} (CREATED, DRAFT) has become ${ID} (CREATED, DRAFT) although its Delete was refused`],
  ['a refusal that has associated something', {
    before: [theirs(), ours({ associations: [{ resourceId: 'phone-1', resourceType: 'TOLL_FREE' }] })],
    requests: [request('Update', {}, {}, 'Nothing was changed.')],
  }, `${ID} (CREATED, DRAFT) has become ${ID} (CREATED, DRAFT) although its Update was refused`],
  ['a submit after CloudFormation has gone on', { calls: [SUBMIT], requests: [request('Update', ATTRIBUTES)], isClosed: true },
    `${ID} (CREATED, DRAFT) was submitted for nobody`],
  ['a submit that no request asks for', { calls: [SUBMIT] }, `${ID} (CREATED, DRAFT) was submitted for nobody`],
  ['the numbers of a protected one', {
    requests: [request('Delete', {}, { RegistrationId: ID, Associations: [], DeletionProtection: 'true' })].map((one) => (
      { ...one, event: { ...one.event, PhysicalResourceId: `${ID}/associations` } as SentRequest['event'] }
    )),
  }, `the numbers of ${ID} (CREATED, DRAFT) were let go, which is protected`],
  ['a call for what is of others', { calls: [{ operation: 'TagResource', registrationId: 'registration-0' }] },
    'TagResource was called for registration-0, which is not the stack\'s'],
  ['a change of what is of others', { registrations: [theirs({ status: 'SUBMITTED' }), ours()] }, 'a registration that is not the stack\'s has changed'],
  ['a number that is gone', { model: { numbers: new Set(['phone-1']) } }, 'the number phone-1 is gone'],
  ['the release of a number', { calls: [{ operation: 'ReleasePhoneNumber' }] }, 'ReleasePhoneNumber was called'],
  ['an approval that is lost',
    { held: null, registrations: [theirs(), ours({ status: 'DELETED', versions: [version(1, 'APPROVED')] })], model: { approved: new Map([[ID, 1]]) } },
    `${ID} (DELETED, APPROVED) was approved, and is deleted`],
  ['an approval at stake', {
    history: [
      { cause: 'approve', versionNumber: 1, versionStatus: 'APPROVED' }, { cause: 'SubmitRegistrationVersion', versionNumber: 2, versionStatus: 'SUBMITTED' },
    ],
  }, `${ID} version 2 was submitted although version 1 was approved: ${ID} (CREATED, DRAFT)`],
  ['an answer against the protocol', { violations: ['no RequestId'] }, 'no RequestId'],
  ['an answer that is too long', { answers: ['x'.repeat(4_097)] }, 'an answer has more than 4096 bytes'],
  ['a request without an answer', { requests: [request('Create')] }, 'the Create of First was never answered'],
  ['an answer without an attribute', { requests: [request('Create', { ...ATTRIBUTES, VersionNumber: '' })] },
    'the answer to the Create of First has no VersionNumber'],
])('%s is the one thing that is broken', (_what, shown, expected) => {
  expect(problemsIn(shown)).toEqual([expected]);
});
