import { broken } from './invariants';
import { newModel, type Model } from './model';
import { TYPES, wishOf, resource, World } from './world';
import type { SentRequest } from '../../cloudformation';
import type { RegistrationView } from '../../simulator';

const STACK_ID = 'arn:aws:cloudformation:us-east-1:111122223333:stack/History/1';
const ID = 'registration-1';
const WISH = wishOf(resource('First', { type: TYPES[0], submit: false, updateApproved: false, allowReplacement: false, deletionProtection: false }));

/** A registration that the stack holds as First. */
function ours(changes: Partial<RegistrationView> = {}): RegistrationView {
  const tags = { 'cdk-sms-registration:stack-id': STACK_ID, 'cdk-sms-registration:logical-id': 'First' };
  return { registrationId: ID, registrationType: TYPES[0], status: 'CREATED', versions: [version(1, 'DRAFT')], associations: [], tags, ...changes };
}

const theirs = (changes: Partial<RegistrationView> = {}) => ours({ registrationId: 'registration-0', tags: {}, ...changes });
const version = (number: number, status: 'DRAFT' | 'APPROVED'): RegistrationView['versions'][number] => ({ number, status, fieldsWithValue: [] });

/** What a world shows; where nothing is said, all is well in it. */
interface Shown {
  readonly registrations?: readonly RegistrationView[];
  /** What the stack holds as First. */
  readonly held?: string | null;
  readonly calls?: readonly { readonly operation: string; readonly registrationId?: string }[];
  readonly history?: readonly { readonly cause: string; readonly versionNumber: number; readonly versionStatus: string }[];
  readonly answers?: readonly string[];
  readonly violations?: readonly string[];
  readonly requests?: readonly SentRequest[];
  readonly model?: Partial<Model>;
}

function problemsIn({
  registrations = [theirs(), ours()], held = ID, calls = [], history = [], answers = [], violations = [], requests = [], model = {},
}: Shown): string[] {
  const world = Object.assign(Object.create(World.prototype) as World, {
    foreign: [theirs()],
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
  const declared: Model['declared'] = new Map(held === null ? [] : [['First', WISH]]);
  return broken(world, { ...newModel(), declared, ...model }, { requests }, { removed: [] });
}

const ATTRIBUTES = { RegistrationId: ID, RegistrationArn: 'arn', RegistrationStatus: 'CREATED', RegistrationType: TYPES[0], VersionNumber: 1 };

function request(RequestType: 'Create' | 'Delete', data?: Record<string, unknown>): SentRequest {
  const event = { RequestType, LogicalResourceId: 'First', PhysicalResourceId: ID, ResourceProperties: {} } as SentRequest['event'];
  return { event, reply: data && { outcome: 'answered', succeeded: true, data, noEcho: false } };
}

test('A world in which all is well breaks nothing', () => {
  expect(problemsIn({ requests: [request('Create', ATTRIBUTES)], answers: ['{}'] })).toEqual([]);
});

test.each<[string, Shown, string]>([
  ['a second registration of one resource', { registrations: [theirs(), ours(), ours({ registrationId: 'registration-2' })] },
    `registration-2 (CREATED, DRAFT) is there for First, which holds ${ID}`],
  ['a registration of a resource that is gone', { held: null }, `${ID} (CREATED, DRAFT) is there for First, which holds none`],
  ['a resource without its registration', { registrations: [theirs()] }, `First holds ${ID}, which is not there`],
  ['a delete that was none', { requests: [request('Delete', {})] }, `the delete of ${ID} (CREATED, DRAFT) was answered SUCCESS`],
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
  }, `${ID} version 2 was filed although version 1 was approved: ${ID} (CREATED, DRAFT)`],
  ['an answer against the protocol', { violations: ['no RequestId'] }, 'no RequestId'],
  ['an answer that is too long', { answers: ['x'.repeat(4_097)] }, 'an answer has more than 4096 bytes'],
  ['a request without an answer', { requests: [request('Create')] }, 'the Create of First was never answered'],
  ['an answer without an attribute', { requests: [request('Create', { ...ATTRIBUTES, VersionNumber: '' })] },
    'the answer to the Create of First has no VersionNumber'],
])('%s is the one thing that is broken', (_what, shown, expected) => {
  expect(problemsIn(shown)).toEqual([expected]);
});
