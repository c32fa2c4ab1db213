import type { Model } from './model';
import type { World } from './world';
import type { OperationResult, SentRequest } from '../../cloudformation';
import type { HistoryEntry, RegistrationView } from '../../simulator';

const ATTRIBUTES = ['RegistrationId', 'RegistrationArn', 'RegistrationStatus', 'RegistrationType', 'VersionNumber'];
const MAX_ANSWER_BYTES = 4096;

/** What one step of a history was allowed to take away. */
export interface Allowed {
  /** Logical ids that leave the stack, or may get another registration. */
  readonly removed: readonly string[];
}

/** What must never be, whatever has happened. Each gives what is wrong, in a sentence. */
export function broken(world: World, model: Model, { requests }: Pick<OperationResult, 'requests'>, allowed: Allowed): string[] {
  return [
    ...strayRegistrations(world, model),
    ...falseDeletes(world, requests),
    ...foreignWrites(world),
    ...releasedNumbers(world, model),
    ...lostApprovals(world, model, requests, allowed),
    ...stakedApprovals(world, model, requests),
    ...badAnswers(world, requests),
  ];
}

/** At most one registration for each resource; after a failed create and its rollback, none. */
function strayRegistrations(world: World, { declared, abandoned }: Model): string[] {
  const ids = new Set([...declared.keys(), ...world.owned().map(({ tags }) => tags['cdk-sms-registration:logical-id']!)]);
  return [...ids].flatMap((logicalId) => {
    const owned = world.owned(logicalId).filter(({ registrationId }) => !abandoned.has(registrationId));
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

function falseDeletes(world: World, requests: readonly SentRequest[]): string[] {
  const gone = requests.flatMap(({ event, reply }) => event.RequestType === 'Delete' && reply?.succeeded ? [event.PhysicalResourceId] : []);
  return world.registrations
    .filter(({ registrationId, status }) => gone.includes(registrationId) && status !== 'DELETED')
    .map((one) => `the delete of ${describe(one)} was answered SUCCESS`);
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

function releasedNumbers({ control }: World, { numbers }: Model): string[] {
  const present = control.state().phoneNumbers.map(({ phoneNumberId }) => phoneNumberId);
  const released = control.journal().filter(({ operation }) => operation.startsWith('Release'));
  return [
    ...[...numbers].filter((id) => !present.includes(id)).map((id) => `the number ${id} is gone`),
    ...released.map(({ operation }) => `${operation} was called`),
  ];
}

function lostApprovals(world: World, { approved }: Model, requests: readonly SentRequest[], { removed }: Allowed): string[] {
  const created = requests.filter(({ event }) => event.RequestType === 'Create').map(({ event }) => event.LogicalResourceId);
  return world.registrations.flatMap((one) => {
    const isLost = approved.has(one.registrationId) && one.status === 'DELETED' && ![...removed, ...created].includes(logicalIdOf(one));
    return isLost ? [`${describe(one)} was approved, and is deleted`] : [];
  });
}

/** Each request that opts in, be it of a deploy or of its rollback, may file one version over an approval, and no other may. */
function stakedApprovals(world: World, { judged }: Model, requests: readonly SentRequest[]): string[] {
  const optedIn = requests.filter(({ event }) => event.RequestType !== 'Delete' && event.ResourceProperties.UpdateApproved === 'true')
    .map(({ event }) => event.LogicalResourceId);
  const filings = filingsOverApproval(world).filter(({ name }) => !judged.has(name));
  return [...new Set(filings.map(({ of }) => logicalIdOf(of)))].flatMap((logicalId) => {
    const allowed = optedIn.filter((id) => id === logicalId).length;
    return filings.filter(({ of }) => logicalIdOf(of) === logicalId).slice(allowed)
      .map(({ name, of, approved }) => `${name} was filed although version ${approved} was approved: ${describe(of)}`);
  });
}

export interface Filing {
  /** The same after every step. */
  readonly name: string;
  readonly of: RegistrationView;
  /** The version that was approved at that moment. */
  readonly approved: number;
}

/** Every version that was ever filed while another one was approved, also if it was discarded since. */
export function filingsOverApproval({ registrations, control }: World): Filing[] {
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
    ...requests.flatMap(({ event: { RequestType, LogicalResourceId }, reply }) => {
      const answered = reply !== undefined && reply.outcome !== 'timed out';
      const missing = reply?.succeeded && RequestType !== 'Delete' ? ATTRIBUTES.filter((name) => [undefined, null, ''].includes(reply.data[name] as string)) : [];
      return [
        ...answered ? [] : [`the ${RequestType} of ${LogicalResourceId} was never answered`],
        ...missing.map((name) => `the answer to the ${RequestType} of ${LogicalResourceId} has no ${name}`),
      ];
    }),
  ];
}

function logicalIdOf({ tags }: RegistrationView): string {
  return tags['cdk-sms-registration:logical-id']!;
}

function describe({ registrationId, status, versions }: RegistrationView): string {
  return `${registrationId} (${status}, ${versions.map((version) => version.status).join(', ')})`;
}
