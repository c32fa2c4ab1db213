import * as fc from 'fast-check';
import { broken, filingsOverApproval, type Allowed } from './invariants';
import { KNOWN } from './known';
import type { Model } from './model';
import { failing, resource, REVIEW_STEPS, TYPES, wishOf, type Disturbance, type ReviewStep, type Wish, type World } from './world';
import type { CustomResource, Delivery, OperationResult, SentRequest } from '../../cloudformation';
import type { FaultRule, RegistrationView } from '../../simulator';

export type Step = fc.AsyncCommand<Model, World>;

/** What a step can be. One that found nothing to do is none. */
export const KINDS = ['deploy', 'remove', 'destroy', ...REVIEW_STEPS, 'number', 'release', 'minutes'] as const;
export type Kind = typeof KINDS[number];

const LOGICAL_IDS = ['First', 'Second'] as const;
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
    const result = await world.disturbed(this.disturbance, (cancel) => this.act(model, world, cancel));
    learn(model, world, result);
    assertNothingBroken(world, model, result, { removed: this.removed(model) });
    learnApprovals(model, world);
  }

  public abstract toString(): string;

  protected abstract act(model: Model, world: World, cancel: AbortSignal): Promise<OperationResult>;
  /** Logical ids whose registration may go. */
  protected abstract removed(model: Model): readonly string[];

  /** A template, and what fails beside it. */
  protected template(declared: ReadonlyMap<string, Wish>): CustomResource[] {
    const resources = [...declared].map(([logicalId, wish]) => resource(logicalId, wish));
    const { otherFails } = this.disturbance;
    return [...resources, ...otherFails ? [failing(otherFails === 'afterwards' ? [...declared.keys()] : [])] : []];
  }
}

class Deploy extends Operation {
  protected readonly kind = 'deploy';

  constructor(private readonly logicalId: string, private readonly wish: Wish, disturbance: Disturbance) {
    super(disturbance);
  }

  public check({ isStuck }: Readonly<Model>): boolean {
    return !isStuck;
  }

  public toString(): string {
    return `deploy ${this.logicalId} ${written(this.wish)}${disturbed(this.disturbance)}`;
  }

  protected act(model: Model, world: World, cancel: AbortSignal): Promise<OperationResult> {
    return world.stack.deploy(this.template(new Map(model.declared).set(this.logicalId, this.wish)), { cancel });
  }

  protected removed(): readonly string[] {
    return this.wish.allowReplacement ? [this.logicalId] : [];
  }
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

  protected act(model: Model, world: World, cancel: AbortSignal): Promise<OperationResult> {
    const rest = new Map(model.declared);
    rest.delete(this.logicalId);
    return world.stack.deploy(this.template(rest), { cancel });
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

const passes = (minutes: number) => new Outside(`${minutes} minutes`, (_, world) => {
  world.ran('minutes');
  world.letTimePass(minutes);
});

const logicalIds = fc.constantFrom(...LOGICAL_IDS);
const mostlyNot = fc.integer({ min: 0, max: 4 }).map((value) => value === 4);

const wishes: fc.Arbitrary<Wish> = fc.record({
  type: fc.constantFrom(TYPES[0], TYPES[0], TYPES[0], TYPES[1]),
  required: fc.constantFrom('a', 'b', 'c'),
  optional: fc.constantFrom('a', 'b'),
  submit: fc.constantFrom(true, true, false),
  updateApproved: mostlyNot,
  allowReplacement: mostlyNot,
  deletionProtection: mostlyNot,
}, { requiredKeys: ['type', 'submit', 'updateApproved', 'allowReplacement', 'deletionProtection'] });

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
  delivery: fc.constantFrom<Delivery>('once', 'twice', 'concurrently'),
  fault: faults,
  review: fc.constantFrom('startReview' as const, 'approve' as const, 'deny' as const),
}, { requiredKeys: ['delivery'] }));

const disturbedDeploys = fc.tuple(logicalIds, wishes, disturbances).map(([logicalId, wish, disturbance]) => new Deploy(logicalId, wish, disturbance));
const deploys = fc.tuple(logicalIds, wishes).map(([logicalId, wish]) => new Deploy(logicalId, wish, UNDISTURBED));
const decisions = fc.tuple(logicalIds, fc.constantFrom(...REVIEW_STEPS)).map(([logicalId, step]) => reviews(logicalId, step));

/** Everything that can happen to a stack of two registrations; most often what the rest needs to have anything to do. */
export const EVERYTHING: fc.Arbitrary<Step>[] = [
  ...Array<typeof deploys>(3).fill(disturbedDeploys),
  ...Array<typeof deploys>(3).fill(deploys),
  ...Array<typeof decisions>(5).fill(decisions),
  fc.tuple(logicalIds, disturbances).map(([logicalId, disturbance]) => new Remove(logicalId, disturbance)),
  disturbances.map((disturbance) => new Destroy(disturbance)),
  logicalIds.map((logicalId) => reviews(logicalId, 'approve')),
  logicalIds.map(takes),
  fc.constant(releases),
  fc.constantFrom(2, 70, 180).map(passes),
];

const SUBMITTED: Wish = { type: TYPES[0], required: 'a', submit: true, updateApproved: false, allowReplacement: false, deletionProtection: false };

/** A step of every kind, in an order in which each has something to do. */
export const ALL_KINDS: readonly Step[] = [
  new Deploy('First', SUBMITTED, UNDISTURBED),
  ...(['startAwsReview', 'startReview', 'requireAuthentication', 'provision', 'approve'] as const).map((step) => reviews('First', step)),
  takes('First'),
  reviews('First', 'revoke'),
  releases,
  new Deploy('Second', SUBMITTED, UNDISTURBED),
  reviews('Second', 'deny'),
  passes(2),
  new Remove('Second', UNDISTURBED),
  new Destroy(UNDISTURBED),
];

/** Whatever has happened: once nothing stands in the way, the stack can be deleted, and leaves nothing; and nothing was shown. */
export async function end(model: Model, world: World): Promise<void> {
  await world.letGo();
  for (const number of model.numbers) {
    await world.releaseNumber(number);
  }
  model.numbers.clear();
  if (model.declared.size > 0) {
    await new Destroy(UNDISTURBED).carryOut(model, world);
  }
  if (model.declared.size > 0) {
    throw new Error(`the stack cannot be deleted: ${world.stack.events.filter(({ reason }) => reason).at(-1)?.reason}`);
  }
  world.assertNothingLeaked();
}

function learn(model: Model, world: World, { status, requests }: OperationResult): void {
  model.isStuck = status.endsWith('_FAILED');
  for (const logicalId of LOGICAL_IDS) {
    const held = world.stack.resource(logicalId);
    if (held) {
      model.declared.set(logicalId, wishOf(held.definition));
    } else {
      model.declared.delete(logicalId);
    }
  }
  requests.forEach((request) => abandon(request, model, world));
}

/** What CloudFormation could not delete, it forgets, unless the stack still holds it. */
function abandon(request: SentRequest, { abandoned }: Model, world: World): void {
  const { event, reply } = request;
  const id = event.RequestType === 'Delete' && reply?.outcome === 'answered' ? event.PhysicalResourceId : undefined;
  const heldId = world.stack.resource(event.LogicalResourceId)?.physicalId;
  const isForgotten = (one: RegistrationView): boolean => {
    if (id === undefined || id === heldId) {
      return KNOWN.isDeniedOnlyOnce(request);
    }
    const isLost = !id.startsWith('registration-');
    return (isLost || id === one.registrationId) && (!reply?.succeeded || (isLost && KNOWN.outlivesItsSearch(one, world)));
  };
  world.owned(event.LogicalResourceId)
    .filter((one) => one.registrationId !== heldId && isForgotten(one))
    .forEach(({ registrationId }) => abandoned.add(registrationId));
}

/** After a step was judged by what was approved and filed before it. A revoked approval is none, and a deletion is judged once. */
function learnApprovals({ approved, judged }: Model, world: World): void {
  filingsOverApproval(world).forEach(({ name }) => judged.add(name));
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

function written(value: object): string {
  return JSON.stringify(value, (_, member: unknown) => member === false ? undefined : member);
}

function disturbed({ delivery, ...others }: Disturbance): string {
  const what = { ...others, ...delivery !== 'once' && { delivery } };
  return Object.keys(what).length > 0 ? `, disturbed by ${written(what)}` : '';
}
