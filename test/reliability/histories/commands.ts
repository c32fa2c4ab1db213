import * as fc from 'fast-check';
import { broken, submissionsOverApproval, type Allowed } from './invariants';
import { KNOWN } from './known';
import type { Model } from './model';
import {
  declarationOf, failing, LOGICAL_IDS, numberIdOf, numberOf, resource, REVIEW_STEPS, TYPES,
  type Declaration, type Disturbance, type ReviewStep, type World,
} from './world';
import type { CustomResource, Delivery, OperationResult, SentRequest, StackApiMood } from '../../cloudformation';
import type { FaultRule, RegistrationView } from '../../simulator';

export type Step = fc.AsyncCommand<Model, World>;

/** What a step can be. One that found nothing to do is none. */
export const KINDS = ['deploy', 'adopt', 'remove', 'destroy', ...REVIEW_STEPS, 'number', 'release', 'minutes', 'retain', 'late', 'wait', 'continue'] as const;
export type Kind = typeof KINDS[number];

const UNDISTURBED: Disturbance = { delivery: 'once' };

/** Something that the stack does: it is disturbed, and then nothing may be broken. */
abstract class Operation implements Step {
  protected abstract readonly kind: Kind;

  constructor(protected readonly disturbance: Disturbance) {}

  public abstract check(model: Readonly<Model>): boolean;

  public async run(model: Model, world: World): Promise<void> {
    world.ran(this.kind);
    await this.carryOut(model, world);
  }

  public async carryOut(model: Model, world: World): Promise<void> {
    const { disturbance } = this;
    const before = world.registrations;
    // The driver forgets what was never made when that is made anew, and the deploy fails once more.
    const unmade = LOGICAL_IDS.filter((logicalId) => world.stack.resource(logicalId)?.status === 'CREATE_FAILED').flatMap((logicalId) => world.owned(logicalId));
    const isStill = Object.keys(disturbance).length === 1 && disturbance.delivery === 'once';
    const result = await world.disturbed(disturbance, (cancel) => this.act(model, world, cancel));
    if (disturbance.late) world.ran('late');
    if (!result.succeeded) unmade.forEach(({ registrationId }) => model.abandoned.add(registrationId));
    learn(model, world, result, disturbance.mood ?? 'true');
    const woken = disturbance.wakeAfter === undefined ? undefined : 'beside';
    assertNothingBroken(world, model, result, { removed: this.removed(model), before, isStill, mood: disturbance.mood ?? 'true', woken });
    learnApprovals(model, world);
  }

  public abstract toString(): string;

  protected abstract act(model: Model, world: World, cancel: AbortSignal): Promise<OperationResult>;
  /** Logical ids whose registration may go. */
  protected abstract removed(model: Model): readonly string[];

  /** The stack as it is, with something else under some logical ids, and what fails beside it. */
  protected async deploy(world: World, cancel: AbortSignal, changes: ReadonlyMap<string, readonly CustomResource[]>): Promise<OperationResult> {
    const unchanged = LOGICAL_IDS.filter((logicalId) => !changes.has(logicalId)).flatMap((logicalId) => (
      [logicalId, numberIdOf(logicalId)].flatMap((id) => world.stack.resource(id)?.definition ?? [])
    ));
    const resources = [...unchanged, ...[...changes.values()].flat()];
    const { otherFails, disableRollback } = this.disturbance;
    const template = [...resources, ...otherFails ? [failing(otherFails === 'afterwards' ? resources.map(({ logicalId }) => logicalId) : [])] : []];
    return world.stack.deploy(template, { cancel, disableRollback });
  }
}

class Deploy extends Operation {
  protected readonly kind = 'deploy';

  constructor(private readonly logicalId: string, private readonly declaration: Declaration, disturbance: Disturbance) {
    super(disturbance);
  }

  public check({ isStuck }: Readonly<Model>): boolean {
    return !isStuck;
  }

  public toString(): string {
    return `deploy ${this.logicalId} ${written(this.declaration)}${disturbed(this.disturbance)}`;
  }

  protected async act(model: Model, world: World, cancel: AbortSignal): Promise<OperationResult> {
    const { logicalId, declaration } = this;
    const takesOver = declaration.adopts ? [...model.kept].find((id) => isFree(id, world)) : undefined;
    const adopted = world.stack.resource(logicalId) ? adoptedBy(world, logicalId) : takesOver;
    if (adopted !== undefined) world.ran('adopt');
    const kept = adopted === undefined ? undefined : world.registrations.find(({ registrationId }) => registrationId === adopted);
    const type = (kept?.registrationType ?? declaration.type) as Declaration['type'];
    const declared = { ...declaration, type, number: declaration.number && type === TYPES[0] };
    const numbers = declared.number
      ? [numberOf(logicalId, declared, await world.numberOfStack(logicalId))]
      : [];
    const after = declared.after && logicalId === 'Second' ? world.held('First')?.registrationId : undefined;
    return this.deploy(world, cancel, new Map([[logicalId, [resource(logicalId, declared, adopted, after), ...numbers]]]));
  }

  protected removed(): readonly string[] {
    return [];
  }
}

/** Taken over by the stack already; otherwise a deploy would name another registration in its place. */
function adoptedBy(world: World, logicalId: string): string | undefined {
  return world.stack.resource(logicalId)?.definition.properties.RegistrationId as string | undefined;
}

/** It is still there, and no resource of the stack holds or adopts it. */
function isFree(id: string, world: World): boolean {
  return world.registrations.some(({ registrationId, status }) => registrationId === id && status !== 'DELETED')
    && LOGICAL_IDS.every((logicalId) => world.stack.resource(logicalId)?.physicalId !== id && adoptedBy(world, logicalId) !== id);
}

class Remove extends Operation {
  protected readonly kind = 'remove';

  constructor(private readonly logicalId: string, disturbance: Disturbance) {
    super(disturbance);
  }

  public check({ isStuck, declared }: Readonly<Model>): boolean {
    return !isStuck && declared.has(this.logicalId) && declared.size > 1;
  }

  public toString(): string {
    return `remove ${this.logicalId}${disturbed(this.disturbance)}`;
  }

  protected act(_: Model, world: World, cancel: AbortSignal): Promise<OperationResult> {
    return this.deploy(world, cancel, new Map([[this.logicalId, []]]));
  }

  protected removed(): readonly string[] {
    return [this.logicalId];
  }
}

class Destroy extends Operation {
  protected readonly kind = 'destroy';

  public check({ declared }: Readonly<Model>): boolean {
    return declared.size > 0;
  }

  public toString(): string {
    return `destroy${disturbed(this.disturbance)}`;
  }

  protected act(_: Model, world: World): Promise<OperationResult> {
    return world.stack.destroy();
  }

  protected removed(): readonly string[] {
    return LOGICAL_IDS;
  }
}

/** A rule wakes the handler while nothing happens to the stack. */
class Continue implements Step {
  constructor(private readonly disturbance: Disturbance) {}

  public check({ declared }: Readonly<Model>): boolean {
    return declared.size > 0;
  }

  public async run(model: Model, world: World): Promise<void> {
    const { mood = 'true' } = this.disturbance;
    const before = world.registrations;
    world.ran('continue');
    const result = await world.disturbed(this.disturbance, async () => {
      world.wake();
      await world.cloud.lambda.idle();
      return { succeeded: true, status: 'CONTINUED', requests: [], events: [] };
    });
    assertNothingBroken(world, model, result, { removed: [], before, isStill: false, mood, woken: 'alone' });
    learnApprovals(model, world);
  }

  public toString(): string {
    return `continue${disturbed(this.disturbance)}`;
  }
}

/** Something that happens outside of the stack. */
class Outside implements Step {
  constructor(private readonly name: string, private readonly act: (model: Model, world: World) => unknown) {}

  public check(): boolean {
    return true;
  }

  public async run(model: Model, world: World): Promise<void> {
    await this.act(model, world);
  }

  public toString(): string {
    return this.name;
  }
}

const reviews = (logicalId: string, step: ReviewStep) => new Outside(`${step} ${logicalId}`, (model, world) => {
  const held = world.held(logicalId);
  if (held && world.review(step, held)) {
    world.ran(step);
    learnApprovals(model, world);
  }
});

const asksToWait = (logicalId: string) => new Outside(`ask ${logicalId} to wait`, (model, world) => {
  const held = world.held(logicalId);
  if (held && world.askToWait(held)) {
    world.ran('wait');
    learnApprovals(model, world);
  }
});

const takes = (logicalId: string) => new Outside(`a number for ${logicalId}`, async (model, world) => {
  const held = world.held(logicalId);
  if (held?.registrationType === TYPES[0] && held.status === 'COMPLETE') {
    world.ran('number');
    model.numbers.add(await world.takeNumber(held));
  }
});

const releases = new Outside('release of a number', async ({ numbers }, world) => {
  const [number] = numbers;
  if (number && await world.releaseNumber(number)) {
    world.ran('release');
    numbers.delete(number);
  }
});

/** After that the same form may be submitted again. */
const DAY_MINUTES = 24 * 60 + 1;

const passes = (minutes: number) => new Outside(`${minutes} minutes`, (_, world) => {
  world.ran('minutes');
  world.letTimePass(minutes);
});

const logicalIds = fc.constantFrom(...LOGICAL_IDS);
const mostlyNot = fc.integer({ min: 0, max: 4 }).map((value) => value === 4);

const declarations: fc.Arbitrary<Declaration> = fc.record({
  type: fc.constantFrom(TYPES[0], TYPES[0], TYPES[0], TYPES[1]),
  required: fc.constantFrom('a', 'b', 'c'),
  optional: fc.constantFrom('a', 'b'),
  submit: fc.constantFrom(true, true, false),
  updateApproved: mostlyNot,
  deletionProtection: mostlyNot,
  policy: fc.constantFrom('Delete', 'Delete', 'Delete', 'Retain', 'RetainExceptOnCreate'),
  number: mostlyNot,
  adopts: fc.boolean(),
  continues: fc.constantFrom(true, true, true, false),
  after: fc.boolean(),
}, { requiredKeys: ['type', 'submit', 'updateApproved', 'deletionProtection', 'policy', 'number', 'adopts', 'continues', 'after'] });

const calls = fc.integer({ min: 1, max: 12 });
const faults: fc.Arbitrary<FaultRule> = fc.oneof(
  fc.record({ kind: fc.constantFrom('throttle', 'error500', 'error500-after', 'reset-before', 'reset-after', 'access-denied'), nth: calls }),
  fc.constantFrom<FaultRule>(
    { kind: 'reset-after', operation: 'CreateRegistration' },
    { kind: 'reset-after', operation: 'SubmitRegistrationVersion' },
    { kind: 'error', operation: 'PutRegistrationFieldValue', error: { name: 'ValidationException', reason: 'INVALID_PARAMETER' } },
    { kind: 'error', operation: 'SubmitRegistrationVersion', error: { name: 'ConflictException', reason: 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED' }, times: 5 },
  ),
);
const disturbances: fc.Arbitrary<Disturbance> = fc.oneof(fc.constant(UNDISTURBED), fc.record({
  otherFails: fc.constantFrom('meanwhile' as const, 'afterwards' as const),
  cancelAfter: calls,
  killAfter: calls,
  wakeAfter: calls,
  delivery: fc.constantFrom<Delivery>('once', 'twice', 'concurrently'),
  fault: faults,
  review: fc.constantFrom('startReview' as const, 'approve' as const, 'deny' as const),
  mood: fc.constantFrom<StackApiMood>('denied', 'throttled', 'slow', 'stale', 'without operations'),
  disableRollback: fc.constant(true),
  late: fc.record({ minutes: fc.constantFrom(2, 30, 180), isFirst: fc.boolean() }),
}, { requiredKeys: ['delivery'] }));

const disturbedDeploys = fc.tuple(logicalIds, declarations, disturbances).map(([logicalId, declaration, disturbance]) =>
  new Deploy(logicalId, declaration, disturbance));
const deploys = fc.tuple(logicalIds, declarations).map(([logicalId, declaration]) => new Deploy(logicalId, declaration, UNDISTURBED));
const continuations = disturbances.map(({ killAfter, delivery, fault, review, mood }) => (
  new Continue(present({ killAfter, delivery, fault, review, mood }))
));
const decisions = fc.tuple(logicalIds, fc.constantFrom(...REVIEW_STEPS)).map(([logicalId, step]) => reviews(logicalId, step));

/** Everything that can happen to a stack of two registrations; most often what the rest needs to have anything to do. */
export const EVERYTHING: fc.Arbitrary<Step>[] = [
  ...Array<typeof deploys>(3).fill(disturbedDeploys),
  ...Array<typeof deploys>(3).fill(deploys),
  ...Array<typeof decisions>(5).fill(decisions),
  fc.tuple(logicalIds, disturbances).map(([logicalId, disturbance]) => new Remove(logicalId, disturbance)),
  disturbances.map((disturbance) => new Destroy(disturbance)),
  logicalIds.map((logicalId) => reviews(logicalId, 'approve')),
  logicalIds.map(asksToWait),
  ...Array<typeof continuations>(3).fill(continuations),
  logicalIds.map(takes),
  fc.constant(releases),
  fc.constantFrom(2, 70, 180, DAY_MINUTES).map(passes),
];

const SUBMITTED: Declaration = {
  type: TYPES[0],
  required: 'a',
  submit: true,
  updateApproved: false,
  deletionProtection: false,
  policy: 'Delete',
  number: false,
  adopts: false,
  continues: true,
  after: false,
};
const KEPT: Declaration = { ...SUBMITTED, type: TYPES[1], policy: 'Retain', adopts: true };

/** A step of every kind, in an order in which each has something to do. */
export const ALL_KINDS: readonly Step[] = [
  new Deploy('First', { ...SUBMITTED, number: true }, UNDISTURBED),
  ...(['startAwsReview', 'startReview', 'requireAuthentication', 'provision', 'approve'] as const).map((step) => reviews('First', step)),
  new Deploy('First', { ...SUBMITTED, number: true }, UNDISTURBED),
  takes('First'),
  reviews('First', 'revoke'),
  releases,
  new Deploy('Second', KEPT, UNDISTURBED),
  new Remove('Second', UNDISTURBED),
  new Deploy('Second', { ...KEPT, policy: 'Delete' }, { delivery: 'once', late: { minutes: 180, isFirst: false } }),
  reviews('Second', 'deny'),
  passes(2),
  new Deploy('Second', { ...KEPT, policy: 'Delete', required: 'b' }, { delivery: 'once', wakeAfter: 3 }),
  asksToWait('Second'),
  passes(DAY_MINUTES),
  new Continue(UNDISTURBED),
  new Remove('Second', UNDISTURBED),
  new Destroy(UNDISTURBED),
];

/**
 * Whatever has happened: once nothing stands in the way, the stack can be deleted, and leaves nothing but what is protected, which is
 * deleted by hand; and nothing was shown.
 */
export async function end(model: Model, world: World): Promise<void> {
  world.letGo();
  for (const number of model.numbers) {
    await world.releaseNumber(number);
  }
  model.numbers.clear();
  if (model.declared.size > 0) {
    await new Destroy(UNDISTURBED).carryOut(model, world);
  }
  const left = [...model.declared].filter(([, { deletionProtection }]) => !deletionProtection);
  if (left.length > 0) {
    throw new Error(`the stack cannot be deleted: ${world.stack.events.filter(({ reason }) => reason).at(-1)?.reason}`);
  }
  world.assertNothingLeaked();
}

function learn(model: Model, world: World, { status, requests, events }: OperationResult, mood: StackApiMood): void {
  model.isStuck = /ROLLBACK_FAILED|DELETE_FAILED/.test(status);
  for (const logicalId of LOGICAL_IDS) {
    const held = world.stack.resource(logicalId);
    if (held) {
      model.declared.set(logicalId, declarationOf(held.definition));
    } else {
      model.declared.delete(logicalId);
    }
  }
  requests.forEach(({ event, reply }) => {
    if (event.RequestType !== 'Delete' && reply?.succeeded && reply.physicalId) model.finished.add(reply.physicalId);
  });
  requests.forEach((request) => abandon(request, model, world, mood));
  learnKept(model, world, events);
}

/** What is skipped stays without the stack, until the stack takes it over again. */
function learnKept({ kept, finished, abandoned }: Model, world: World, events: OperationResult['events']): void {
  for (const { logicalId, status, physicalId } of events.filter(({ logicalId: id }) => LOGICAL_IDS.includes(id as 'First'))) {
    if (status !== 'DELETE_SKIPPED') continue;
    if (finished.has(physicalId!)) {
      world.ran('retain');
      kept.add(physicalId!);
    } else {
      const heldId = world.stack.resource(logicalId)?.physicalId;
      world.owned(logicalId).filter((one) => one.registrationId !== heldId && !finished.has(one.registrationId))
        .forEach(({ registrationId }) => abandoned.add(registrationId));
    }
  }
  LOGICAL_IDS.forEach((logicalId) => kept.delete(world.stack.resource(logicalId)?.physicalId ?? ''));
}

/** What CloudFormation could not delete, it forgets, unless the stack still holds it. */
function abandon(request: SentRequest, { abandoned }: Model, world: World, mood: StackApiMood): void {
  const { event, reply } = request;
  const id = event.RequestType === 'Delete' && reply?.outcome === 'answered' ? event.PhysicalResourceId : undefined;
  const heldId = world.stack.resource(event.LogicalResourceId)?.physicalId;
  const isForgotten = (one: RegistrationView): boolean => {
    if (id === undefined || id === heldId) {
      const { wasUpdated } = world.stack;
      return KNOWN.isDeniedOnlyOnce(request)
        || KNOWN.isCancelledAtItsEnd(request, world.successTooLateBy(request), wasUpdated)
        || KNOWN.isCancelledUnasked(request, mood, wasUpdated);
    }
    const isLost = !id.startsWith('registration-');
    return (isLost || id === one.registrationId) && !reply?.succeeded;
  };
  world.owned(event.LogicalResourceId)
    .filter((one) => one.registrationId !== heldId && isForgotten(one))
    .forEach(({ registrationId }) => abandoned.add(registrationId));
}

/** After a step was judged by what was approved and submitted before it. A revoked approval is none, and a deletion is judged once. */
function learnApprovals({ approved, judged }: Model, world: World): void {
  submissionsOverApproval(world).forEach(({ name }) => judged.add(name));
  for (const { registrationId, status, versions } of world.registrations) {
    const version = versions.filter((one) => one.status === 'APPROVED').at(-1);
    if (version && status !== 'DELETED') {
      approved.set(registrationId, version.number);
    } else {
      approved.delete(registrationId);
    }
  }
}

function assertNothingBroken(world: World, model: Model, result: OperationResult, allowed: Allowed): void {
  const problems = broken(world, model, result, allowed);
  if (problems.length > 0) {
    throw new Error([`${result.status}, and ${problems.join('; ')}`, ...trace(world, result)].join('\n'));
  }
}

/** What was asked, answered and called in the step that went wrong. */
function trace(world: World, { requests }: OperationResult): string[] {
  return [
    ...requests.map(({ event, reply }) => {
      const id = 'PhysicalResourceId' in event ? ` ${event.PhysicalResourceId}` : '';
      return `  ${event.RequestType} ${event.LogicalResourceId}${id}: ${reply?.outcome} ${reply?.succeeded ? 'SUCCESS' : 'FAILED'} ${reply?.physicalId ?? ''} ${reply?.reason ?? ''}`;
    }),
    ...world.control.journal().map(({ operation, registrationId = '', outcome, reason = '' }) => `    ${operation} ${registrationId} ${outcome} ${reason}`),
  ];
}

function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

function written(value: object): string {
  return JSON.stringify(value, (_, member: unknown) => member === false ? undefined : member);
}

function disturbed({ delivery, ...others }: Disturbance): string {
  const what = { ...others, ...delivery !== 'once' && { delivery } };
  return Object.keys(what).length > 0 ? `, disturbed by ${written(what)}` : '';
}
