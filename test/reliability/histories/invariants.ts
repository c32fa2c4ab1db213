import { KNOWN } from './known';
import type { Model } from './model';
import type { World } from './world';
import type { OperationResult, SentRequest, StackApiMood } from '../../cloudformation';
import type { HistoryEntry, RegistrationView } from '../../simulator';

const ATTRIBUTES = ['RegistrationId', 'RegistrationArn', 'RegistrationStatus', 'RegistrationType', 'VersionNumber', 'PendingSteps'];
const MAX_ANSWER_BYTES = 4096;
const STACK_ID = 'cdk-sms-registration:stack-id';
const LOGICAL_ID = 'cdk-sms-registration:logical-id';
const UNFINISHED = 'cdk-sms-registration:unfinished';
const LAST_UPDATE = 'cdk-sms-registration:update';
/** Milliseconds in which a call that is on its way when CloudFormation goes on may still arrive, on a machine that is busy. */
const IN_FLIGHT_MS = 15_000;

/** What one step of a history was allowed to take away. */
export interface Allowed {
  /** Logical ids that leave the stack, or may get another registration. */
  readonly removed: readonly string[];
  /** What was there before the step. */
  readonly before: readonly RegistrationView[];
  /** Nothing has disturbed it. */
  readonly isStill: boolean;
  /** How CloudFormation has answered when it was asked about the stack. */
  readonly mood: StackApiMood;
  /** A rule has woken the handler: beside an operation of the stack, or alone. */
  readonly woken?: 'beside' | 'alone';
}

/** What must never be, whatever has happened. Each gives what is wrong, in a sentence. */
export function broken(world: World, model: Model, { requests, status }: Pick<OperationResult, 'requests' | 'status'>, allowed: Allowed): string[] {
  return [
    ...strayRegistrations(world, model),
    ...surplusRegistrations(world, requests, allowed),
    ...falseDeletes(world, requests, status, allowed),
    ...lostKept(world, model),
    ...falseRefusals(world, requests, allowed),
    ...submitsForNobody(world, model, requests, allowed),
    ...falseContinuations(world, model, allowed),
    ...foreignWrites(world),
    ...releasedNumbers(world, model),
    ...unprotectedNumbers(world, requests),
    ...lostApprovals(world, model, requests, allowed),
    ...stakedApprovals(world, model, requests, allowed),
    ...badAnswers(world, requests),
  ];
}

/** At most one registration for each resource; after a failed create and its rollback, none. */
function strayRegistrations(world: World, { declared, abandoned, kept }: Model): string[] {
  const ids = new Set([...declared.keys(), ...world.owned().map(({ tags }) => tags[LOGICAL_ID]!)]);
  return [...ids].flatMap((logicalId) => {
    const owned = world.owned(logicalId).filter(({ registrationId }) => !abandoned.has(registrationId) && !kept.has(registrationId));
    const held = world.held(logicalId);
    const strays = owned.filter(({ registrationId }) => registrationId !== held?.registrationId);
    const { physicalId: id, status } = world.stack.resource(logicalId) ?? {};
    // A create that never said its id, and whose delete has failed, may have made one: the next delete looks for it.
    const looksForOne = id !== undefined && !id.startsWith('registration-');
    return [
      ...strays.slice(looksForOne ? 1 : 0).map((one) => `${describe(one)} is there for ${logicalId}, which holds ${id ?? 'none'}`),
      ...declared.has(logicalId) && !held && !looksForOne && status !== 'DELETE_FAILED' ? [`${logicalId} holds ${id}, which is not there`] : [],
    ];
  });
}

/** However often a create is delivered, and whatever becomes of it. */
function surplusRegistrations({ registrations, stack }: World, requests: readonly SentRequest[], { before }: Allowed): string[] {
  const known = new Set(before.map(({ registrationId }) => registrationId));
  const made = registrations.filter(({ registrationId, tags }) => !known.has(registrationId) && tags[STACK_ID] === stack.stackId);
  return [...new Set(made.map(logicalIdOf))].flatMap((logicalId) => {
    const creates = requests.filter(({ event }) => event.RequestType === 'Create' && event.LogicalResourceId === logicalId).length;
    return made.filter((one) => logicalIdOf(one) === logicalId).slice(creates).map((one) => `${describe(one)} was made by none of ${creates} creates of ${logicalId}`);
  });
}

/** What was adopted may be given back instead, but only where it is a rollback, or where nobody can tell. */
function falseDeletes({ registrations, stack }: World, requests: readonly SentRequest[], status: string, { mood }: Allowed): string[] {
  const isDeleted = (one: RegistrationView): SentRequest | undefined => (
    requests.find(({ event, reply }) => event.RequestType === 'Delete' && reply?.succeeded && event.PhysicalResourceId === one.registrationId)
  );
  return registrations.filter((one) => one.status !== 'DELETED').flatMap((one) => {
    const request = isDeleted(one);
    const isGivenBack = request?.event.ResourceProperties.RegistrationId !== undefined
      && !(one.tags[STACK_ID] === stack.stackId && logicalIdOf(one) === request.event.LogicalResourceId)
      && (status.includes('ROLLBACK') || !['true', 'without operations'].includes(mood));
    return request === undefined || isGivenBack ? [] : [`the delete of ${describe(one)} was answered SUCCESS`];
  });
}

function lostKept({ registrations }: World, { kept }: Model): string[] {
  return registrations.filter(({ registrationId, status }) => kept.has(registrationId) && status === 'DELETED')
    .map((one) => `${describe(one)} was kept by its policy, and is deleted`);
}

/** Whoever reads "Nothing was changed" relies on it. */
function falseRefusals({ registrations }: World, requests: readonly SentRequest[], { before, isStill }: Allowed): string[] {
  const refused = requests.filter(({ event, reply }) => event.RequestType !== 'Create' && !reply?.succeeded && reply?.reason?.includes('Nothing was changed'));
  return !isStill ? [] : refused.flatMap(({ event }) => {
    const id = 'PhysicalResourceId' in event ? event.PhysicalResourceId : '';
    const [was, is] = [before, registrations].map((some) => some.find(({ registrationId }) => registrationId === id));
    return was && is && untouched(was) !== untouched(is) ? [`${describe(was)} has become ${describe(is)} although its ${event.RequestType} was refused`] : [];
  });
}

/** Without what reviewers have decided, and which request was the last one. */
function untouched({ versions, associations, tags }: RegistrationView): string {
  return JSON.stringify([
    versions.map(({ number, status, fieldsWithValue }) => [number, status === 'DENIED' ? 'SUBMITTED' : status, fieldsWithValue]),
    associations,
    { ...tags, [LAST_UPDATE]: undefined },
  ]);
}

/** Whatever is submitted is submitted for a request for which CloudFormation waits, or afterwards, where the stack lets the handler go on. */
function submitsForNobody(world: World, model: Model, requests: readonly SentRequest[], { mood, woken }: Allowed): string[] {
  const submits = world.control.journal().filter(({ operation, outcome }) => operation === 'SubmitRegistrationVersion' && outcome === 'ok');
  return submits.flatMap(({ registrationId, time }) => {
    const of = world.registrations.find((one) => one.registrationId === registrationId)!;
    const at = Date.parse(time);
    const own = requests.filter(({ event: { RequestType, LogicalResourceId, ResourceProperties } }) => (
      RequestType !== 'Delete' && (LogicalResourceId === logicalIdOf(of) || ResourceProperties.RegistrationId === registrationId)
    ));
    const isWaitedFor = own.some((request) => at <= (world.closed.get(request) ?? Infinity) + IN_FLIGHT_MS);
    const isAtRest = woken === 'alone' || (woken === 'beside' && at >= world.restingSince - IN_FLIGHT_MS);
    const isContinued = isAtRest && mayGoOn(world, model, of);
    return isWaitedFor || isContinued || own.some((request) => KNOWN.isCancelledUnasked(request, mood, false)) ? [] : [`${describe(of)} was submitted for nobody`];
  });
}

/** Whether the stack, as it is now, lets the handler submit the form of a registration after the deploy. */
function mayGoOn(world: World, { declared, isStuck }: Model, one: RegistrationView): boolean {
  const declaration = declared.get(logicalIdOf(one));
  return !isStuck && declaration?.continues === true && declaration.submit && world.held(logicalIdOf(one))?.registrationId === one.registrationId;
}

/** What a handler that was woken by a rule alone may do, and only to what the stack lets it go on with. */
const CONTINUATIONS = [
  'TagResource', 'UntagResource', 'CreateRegistrationAssociation', 'CreateRegistrationVersion', 'PutRegistrationFieldValue', 'SubmitRegistrationVersion',
];

function falseContinuations(world: World, model: Model, { woken, mood }: Allowed): string[] {
  const writes = world.control.journal().filter(({ operation, outcome }) => outcome === 'ok' && !/^(Describe|List|Release)/.test(operation));
  return woken !== 'alone' ? [] : writes.flatMap(({ operation, registrationId }) => {
    const of = world.registrations.find((one) => one.registrationId === registrationId);
    const isAsked = !['denied', 'throttled', 'slow'].includes(mood);
    const continues = of !== undefined && model.declared.get(logicalIdOf(of))?.continues === true
      && world.held(logicalIdOf(of))?.registrationId === registrationId;
    return CONTINUATIONS.includes(operation) && isAsked && continues && !model.isStuck ? [] : [`a continuation called ${operation} for ${of ? describe(of) : registrationId}`];
  });
}

function foreignWrites({ foreign, registrations, control }: World): string[] {
  const ids = foreign.map(({ registrationId }) => registrationId);
  const writes = control.journal().filter(({ operation, registrationId }) => ids.includes(registrationId!) && !/^(Describe|List)/.test(operation));
  const now = registrations.filter(({ registrationId }) => ids.includes(registrationId));
  return [
    ...writes.map(({ operation, registrationId }) => `${operation} was called for ${registrationId}, which is not the stack's`),
    ...JSON.stringify(now) === JSON.stringify(foreign) ? [] : ['a registration that is not the stack\'s has changed'],
  ];
}

function releasedNumbers({ control, releases }: World, { numbers }: Model): string[] {
  const present = control.state().phoneNumbers.map(({ phoneNumberId }) => phoneNumberId);
  const released = control.journal().filter(({ operation }) => operation.startsWith('Release'));
  return [
    ...[...numbers].filter((id) => !present.includes(id)).map((id) => `the number ${id} is gone`),
    ...released.slice(releases).map(({ operation }) => `${operation} was called`),
  ];
}

/** Once the resource that has associated it is deleted, CloudFormation releases a number. */
function unprotectedNumbers({ registrations }: World, requests: readonly SentRequest[]): string[] {
  return requests.flatMap(({ event, reply }) => {
    const { RegistrationId, DeletionProtection, Associations } = event.ResourceProperties;
    const isGone = event.RequestType === 'Delete' && reply?.succeeded === true && Associations !== undefined && DeletionProtection === 'true';
    const one = registrations.find(({ registrationId, status }) => registrationId === RegistrationId && status !== 'DELETED');
    return isGone && one && one.tags[UNFINISHED] === undefined ? [`the numbers of ${describe(one)} were let go, which is protected`] : [];
  });
}

function lostApprovals(world: World, { approved }: Model, requests: readonly SentRequest[], { removed }: Allowed): string[] {
  const created = requests.filter(({ event }) => event.RequestType === 'Create').map(({ event }) => event.LogicalResourceId);
  return world.registrations.flatMap((one) => {
    const isLost = approved.has(one.registrationId) && one.status === 'DELETED' && ![...removed, ...created].includes(logicalIdOf(one));
    return isLost ? [`${describe(one)} was approved, and is deleted`] : [];
  });
}

/** Each request that opts in, be it of a deploy or of its rollback, may file one version over an approval, and no other may. */
function stakedApprovals(world: World, { judged, declared }: Model, requests: readonly SentRequest[], { woken }: Allowed): string[] {
  const optedIn = requests.filter(({ event }) => event.RequestType !== 'Delete' && event.ResourceProperties.UpdateApproved === 'true')
    .map(({ event }) => event.LogicalResourceId);
  const filings = submissionsOverApproval(world).filter(({ name }) => !judged.has(name));
  return [...new Set(filings.map(({ of }) => logicalIdOf(of)))].flatMap((logicalId) => {
    const later = woken !== undefined && declared.get(logicalId)?.updateApproved === true ? 1 : 0;
    const allowed = optedIn.filter((id) => id === logicalId).length + later;
    return filings.filter(({ of }) => logicalIdOf(of) === logicalId).slice(allowed)
      .map(({ name, of, approved }) => `${name} was submitted although version ${approved} was approved: ${describe(of)}`);
  });
}

export interface Submission {
  /** The same after every step. */
  readonly name: string;
  readonly of: RegistrationView;
  /** The version that was approved at that moment. */
  readonly approved: number;
}

/** Every version that was ever submitted while another one was approved, also if it was discarded since. */
export function submissionsOverApproval({ registrations, control }: World): Submission[] {
  return registrations.flatMap((of) => {
    const history = control.history(of);
    return history.flatMap(({ cause, versionNumber }, index) => {
      const approved = cause === 'SubmitRegistrationVersion' ? approvedIn(history.slice(0, index)) : undefined;
      return approved === undefined ? [] : [{ name: `${of.registrationId} version ${versionNumber}`, of, approved }];
    });
  });
}

/** The version that is approved at the end of this part of a history. */
function approvedIn(history: readonly HistoryEntry[]): number | undefined {
  const statuses = new Map(history.map(({ versionNumber, versionStatus }) => [versionNumber, versionStatus]));
  return [...statuses].filter(([, status]) => status === 'APPROVED').map(([number]) => number).at(-1);
}

function badAnswers({ cloud: { responses } }: World, requests: readonly SentRequest[]): string[] {
  return [
    ...responses.violations,
    ...responses.puts.filter(({ body }) => Buffer.byteLength(body) > MAX_ANSWER_BYTES).map(() => `an answer has more than ${MAX_ANSWER_BYTES} bytes`),
    ...requests.flatMap(({ event: { RequestType, LogicalResourceId, ResourceType }, reply }) => {
      const answered = reply !== undefined && reply.outcome !== 'timed out';
      const isRegistration = ResourceType === 'Custom::SMSVoiceRegistration';
      const missing = reply?.succeeded && RequestType !== 'Delete' && isRegistration ? ATTRIBUTES.filter((name) => [undefined, null, ''].includes(reply.data[name] as string)) : [];
      return [
        ...answered ? [] : [`the ${RequestType} of ${LogicalResourceId} was never answered`],
        ...missing.map((name) => `the answer to the ${RequestType} of ${LogicalResourceId} has no ${name}`),
      ];
    }),
  ];
}

function logicalIdOf({ tags }: RegistrationView): string {
  return tags[LOGICAL_ID]!;
}

function describe({ registrationId, status, versions }: RegistrationView): string {
  return `${registrationId} (${status}, ${versions.map((version) => version.status).join(', ')})`;
}
