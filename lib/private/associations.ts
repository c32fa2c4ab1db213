import { AspectPriority, Aspects, Aws, CfnDeletionPolicy, CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { sourceOf, Target } from './association-targets';
import { constructDependencies, dependable, dependsOn, derive, derivedDependable } from './dependencies';
import { HandlerResource, PropertiesOf } from './handler-resource';
import { isDeletedTogether, pathOf, protectFromDeletion, restsOn } from './protection';
import { MAX_SUBMIT_AFTER } from './submit-after';
import { ASSOCIATIONS_RESOURCE, AssociationsAttributes, AssociationsResourceProperties } from '../../contract/associations-resource';
import { ID_PREFIXES, idOf, targetKindOf } from '../../contract/ids';
import { REGISTRATION_RESOURCE, RegistrationAttributes, RegistrationResourceProperties } from '../../contract/registration-resource';
import type { RegistrationHandler } from '../registration-handler';

const ACTION = 'sms-voice:CreateRegistrationAssociation';
const VETTING = 'US_TEN_DLC_BRAND_VETTING';

/** The types that, by their definitions, allow an association with a number only once the registration is complete. */
export const NUMBERS_WHEN_COMPLETE = ['US_TEN_DLC_CAMPAIGN_REGISTRATION', 'GB_LONG_CODE_REGISTRATION'];

/** How the registration is submitted and kept, and for how long the handler goes on with it unless that is turned off. */
export type Lifecycle = Record<
  (keyof RegistrationResourceProperties & 'Submit') | (keyof AssociationsResourceProperties & ('AwsReview' | 'FailOnDenial' | 'DeletionProtection' | 'Adopted')),
  true | undefined
> & { readonly ContinueFor: AssociationsResourceProperties['ContinueFor'] };

/** The attributes that both resources have. */
type Attribute = keyof AssociationsAttributes & keyof RegistrationAttributes;

/** Only releasing them ends the association, so in the same stack they are created after the registration and deleted before it. */
const RELEASED_FIRST = ['AWS::SMSVOICE::PhoneNumber', 'AWS::SMSVOICE::SenderId'];
const INSTANCES = new WeakMap<CfnResource, Associations>();
const BY_STACK = new WeakMap<Stack, Associations[]>();

/** The targets of one registration, and the order in which they are created and deleted. */
export class Associations {
  /** Each target once, by its resource, or by its ID if it is not part of the app. */
  private readonly targets = new Map<CfnResource | string, { readonly id: string; readonly isCreatedAfter: boolean }>();
  /** The IDs of the registrations that the stack names in `submitAfter`, by the same keys. */
  private readonly declaredBefore = new Map<CfnResource | string, string>();
  private readonly scope: Construct;
  private associationsResource?: CfnResource;

  constructor(
    private readonly registration: CfnResource,
    private readonly registrationType: string,
    private readonly handler: RegistrationHandler,
    private readonly lifecycle: Lifecycle,
  ) {
    this.scope = registration.node.scope!;
    INSTANCES.set(registration, this);
    const stack = Stack.of(registration);
    BY_STACK.set(stack, [...BY_STACK.get(stack) ?? [], this]);
    if (registrationType !== VETTING) {
      // CloudFormation refuses a dependency on a resource that a condition leaves out.
      const certain = () => this.vettings.filter((vetting) => !vetting.registration.cfnOptions.condition);
      registration.node.addDependency(derivedDependable('submit-after-vettings', () => certain().flatMap(({ resources }) => resources)));
    }
    this.noteContinuation();
  }

  /** Adds a target that `targetProblems` has checked. */
  public add(target: Target): void {
    if (target.resource) {
      this.addResource(target.resource, target.idOrArn);
    } else {
      this.addElsewhere(target);
    }
    this.noteContinuation();
  }

  /** Has the form submitted after that of another registration, which `submitAfterProblems` has checked. */
  public addSubmitAfter({ resource, idOrArn }: Target): void {
    this.declaredBefore.set(resource ?? keyOf(idOrArn), idOrArn);
    if (resource && Stack.of(resource) === Stack.of(this.scope)) {
      this.registration.node.addDependency(dependable(() => mayBeLeftOut(resource, this.registration) ? [] : resourcesOf(resource)));
    }
  }

  /** How many targets there are. */
  public get size(): number {
    return this.targets.size;
  }

  /** The targets that are part of the app. */
  public get targetResources(): CfnResource[] {
    return [...this.targets.keys()].filter((target) => typeof target !== 'string');
  }

  /** For how many seconds the handler goes on with what a deploy cannot do yet, if there may be anything. */
  public get continueFor(): Lifecycle['ContinueFor'] {
    return this.lifecycle.Submit || this.hasNumberWhenComplete ? this.lifecycle.ContinueFor : undefined;
  }

  /** The IDs of the targets that exist before the registration. */
  public get idsBefore(): string[] {
    return this.idsOf(false);
  }

  /** The numbers and sender IDs of the app. */
  public get numbers(): CfnResource[] {
    return this.targetResources.filter(isNumber);
  }

  /** The numbers and sender IDs of the stack, which are created after the registration. */
  public get createdAfter(): CfnResource[] {
    return [...this.targets].flatMap(([resource, { isCreatedAfter }]) => isCreatedAfter ? [resource as CfnResource] : []);
  }

  /** Whether the associations may be deleted, but none of their numbers is released then. */
  private get numbersAreRetained(): boolean {
    const { stack, cfnOptions: { deletionPolicy } } = this.registration;
    return deletionPolicy !== CfnDeletionPolicy.RETAIN
      && this.createdAfter.every(({ cfnOptions }) => stack.resolve(cfnOptions.deletionPolicy) === CfnDeletionPolicy.RETAIN);
  }

  /** Whether the form is submitted only after those are associated. */
  public get submitsAfterwards(): boolean {
    return this.associationsResource !== undefined;
  }

  /** The IDs of the registrations that are reviewed first: a vetting that ends after the campaign was submitted comes too late for it. */
  public get submitAfter(): string[] {
    const vettings = this.vettings.filter(({ registration }) => !this.declaredBefore.has(registration));
    const before = [...this.declaredBefore, ...vettings.map(({ registration }) => [registration, registration.ref] as const)];
    return before.map(([one, id]) => this.ifIncluded(one, id));
  }

  /** What is wrong with them, once everything in the stack is declared. */
  public get submitAfterProblems(): string[] {
    const { length } = this.submitAfter;
    const circular = derive('submit-after-vettings', () => [...this.declaredBefore.keys()].filter((one): one is CfnResource => (
      typeof one !== 'string' && dependsOn(one, (other) => other === this.registration, dependenciesOf)
    )));
    return [
      ...length <= MAX_SUBMIT_AFTER ? [] : [
        `submitAfter and the vettings of the stack are ${length} registrations, but at most ${MAX_SUBMIT_AFTER} can be waited for`,
      ],
      ...circular.map((one) => `submitAfter: "${pathOf(one)}" itself depends on this registration`),
    ];
  }

  /** An attribute, read after everything that the stack does with the registration. */
  public attribute(name: Attribute): string {
    return Lazy.uncachedString({ produce: () => Token.asString(this.lastResource.getAtt(name)) });
  }

  /** The custom resources of the registration. */
  public get resources(): CfnResource[] {
    return [...new Set([this.registration, this.lastResource])];
  }

  /** The custom resource that changes the registration last. */
  private get lastResource(): CfnResource {
    return this.associationsResource ?? this.registration;
  }

  private get hasNumberWhenComplete(): boolean {
    return NUMBERS_WHEN_COMPLETE.includes(this.registrationType) && [...this.targets].some(([one, { id }]) => (
      typeof one === 'string' ? Token.isUnresolved(id) || targetKindOf(id) === 'phone-number' : isNumber(one)
    ));
  }

  /** The handler's rules name the registrations that it may go on with. */
  private noteContinuation(): void {
    if (this.continueFor !== undefined) {
      this.handler._continue(this.registration);
    }
  }

  /** The vettings that other stacks submit for the same brand, and for which the form does not wait. */
  public get vettingsElsewhere(): CfnResource[] {
    const { root } = this.registration.node;
    const stacks = root.node.findAll().filter((one): one is Stack => Stack.isStack(one) && one !== Stack.of(this.registration));
    return stacks.flatMap((stack) => this.vettingsIn(stack, ({ targets }) => [...targets.keys()].some((target) => this.targets.has(target))))
      .map(({ registration }) => registration)
      .filter((vetting) => !this.declaredBefore.has(vetting));
  }

  /** The vettings that this stack submits for the same brand, except for those that depend on this registration. */
  private get vettings(): Associations[] {
    const own = new Set(this.names);
    const candidates = this.vettingsIn(Stack.of(this.registration), ({ names }) => names.some((name) => own.has(name)));
    return derive('submit-after-vettings', () => candidates.filter(({ registration }) => (
      !dependsOn(registration, (one) => one === this.registration, dependenciesOf)
    )));
  }

  private vettingsIn(stack: Stack, isOfSameBrand: (vetting: Associations) => boolean): Associations[] {
    return this.registrationType === VETTING || !this.lifecycle.Submit ? [] : (BY_STACK.get(stack) ?? []).filter((one) => (
      one.registrationType === VETTING && one.lifecycle.Submit && isOfSameBrand(one)
    ));
  }

  /** What tells one target of the stack from another: two tokens may stand for the same ID, such as those of two calls of `Fn.importValue`. */
  private get names(): (CfnResource | string)[] {
    return [...this.targets.keys()].map((one) => typeof one === 'string' ? this.resolved(one) : one);
  }

  private resolved(id: string): string {
    return JSON.stringify(Stack.of(this.registration).resolve(id));
  }

  private addResource(resource: CfnResource, id: string): void {
    const isHere = Stack.of(resource) === Stack.of(this.scope);
    const isCreatedAfter = isHere && isNumber(resource);
    this.targets.set(resource, { id, isCreatedAfter });
    if (isNumber(resource) && isDeletedTogether(this.registration, resource)) {
      restsOn(this.registration, resource, 'deletionPolicy', 'updateReplacePolicy');
      if (this.lifecycle.DeletionProtection) {
        protectFromDeletion(resource);
      }
    }
    if (isCreatedAfter) {
      resource.node.addDependency(dependable(() => mayBeLeftOut(this.registration, resource) ? [] : [this.registration]));
      this.associationsResource ??= this.createAssociationsResource();
    } else {
      this.registration.node.addDependency(dependable(() => mayBeLeftOut(resource, this.registration) ? [] : resourcesOf(resource)));
    }
    this.allow(resource, isHere);
  }

  private addElsewhere({ idOrArn, arn }: Target): void {
    this.targets.set(keyOf(idOrArn), { id: idOrArn, isCreatedAfter: false });
    (arn === undefined ? this.arnsOf(idOrArn) : [arn]).forEach((allowed) => {
      this.handler._allow(ACTION, allowed);
      if (allowed.includes(':phone-number/')) {
        this.handler._allow('sms-voice:DescribePhoneNumbers', allowed);
      }
    });
  }

  /** The role cannot name a resource that may depend on the handler. Registrations of its own stack are allowed by their tag. */
  private allow(resource: CfnResource, isHere: boolean): void {
    const arn = sourceOf(resource)?.arn;
    if (arn === undefined || (isHere && resource.cfnResourceType === REGISTRATION_RESOURCE)) {
      return;
    }
    const mayDependOnHandler = isNumber(resource) && resource.stack.node.scopes.includes(Stack.of(this.scope));
    this.handler._allow(ACTION, mayDependOnHandler ? this.arn('phone-number', '*') : Token.asString(resource.getAtt(arn)));
  }

  /** An ID that is not known at synth may be of any kind. For this action IAM has no sender IDs as resources. */
  private arnsOf(idOrArn: string): string[] {
    if (idOrArn.startsWith('arn:')) {
      return idOrArn.includes(':sender-id/') ? [] : [idOrArn];
    }
    return Object.entries(ID_PREFIXES)
      .filter(([, prefix]) => prefix !== undefined && (idOrArn.startsWith(prefix) || Token.isUnresolved(idOrArn)))
      .map(([kind]) => this.arn(kind, idOrArn));
  }

  private arn(resource: string, resourceName: string): string {
    return Stack.of(this.scope).formatArn({ service: 'sms-voice', resource, resourceName });
  }

  /** The custom resource that associates numbers and sender IDs of the stack. It is created last and deleted first. */
  private createAssociationsResource(): CfnResource {
    const { registration } = this;
    const answered = (name: keyof RegistrationAttributes) => registration.getAtt(name);
    const { Submit: _, ...lifecycle } = this.lifecycle;
    const properties: PropertiesOf<AssociationsResourceProperties> = {
      RegistrationId: registration.ref,
      Owner: registration.logicalId,
      VersionToSubmit: answered('VersionToSubmit'),
      PendingSteps: answered('PendingSteps'),
      Associations: Lazy.list({ produce: () => this.idsOf(true) }),
      ...lifecycle,
      ContinueFor: Lazy.any({ produce: () => this.continueFor }),
      NumbersAreRetained: Lazy.any({ produce: () => this.numbersAreRetained || undefined }),
    };
    const resource = new HandlerResource(this.scope, 'Associations', this.handler, ASSOCIATIONS_RESOURCE, properties);
    // Deleting it would discard the submitted form, so it follows the policy of the registration, which may still change.
    const policy = (name: 'deletionPolicy' | 'updateReplacePolicy') => (
      Lazy.uncachedString({ produce: () => registration.cfnOptions[name] }) as CfnDeletionPolicy
    );
    const follow = () => {
      resource.cfnOptions.deletionPolicy = policy('deletionPolicy');
      resource.cfnOptions.updateReplacePolicy = policy('updateReplacePolicy');
      // So does its condition.
      resource.cfnOptions.condition ??= registration.cfnOptions.condition;
    };
    follow();
    // Others may set all of them until the last Aspect.
    Aspects.of(resource).add({ visit: (node) => node === resource && follow() }, { priority: AspectPriority.READONLY });
    return resource;
  }

  private idsOf(isCreatedAfter: boolean): string[] {
    const ids = [...this.targets].flatMap(([one, target]) => target.isCreatedAfter === isCreatedAfter ? [this.ifIncluded(one, target.id)] : []);
    return [...new Map(ids.map((id) => [this.resolved(id), id])).values()];
  }

  /** An ID that is left out together with its resource: CloudFormation refuses a reference to a resource that does not exist. */
  private ifIncluded(one: CfnResource | string, id: string): string {
    return typeof one !== 'string' && mayBeLeftOut(one, this.registration) ? Token.asString(Fn.conditionIf(one.cfnOptions.condition!.logicalId, id, Aws.NO_VALUE)) : id;
  }
}

function isNumber({ cfnResourceType }: CfnResource): boolean {
  return RELEASED_FIRST.includes(cfnResourceType);
}

/** Whether a condition may leave out a resource of a stack but not the other one, which then must not depend on it. */
function mayBeLeftOut({ stack, cfnOptions: { condition } }: CfnResource, other: CfnResource): boolean {
  return condition !== undefined && stack === other.stack && condition !== other.cfnOptions.condition;
}

/** Another registration is ready when all its targets are associated and its form is submitted. */
function resourcesOf(resource: CfnResource): CfnResource[] {
  return INSTANCES.get(resource)?.resources ?? [resource];
}

/** For a registration, includes those of its stack whose attributes it reads. */
function dependenciesOf(resource: CfnResource): CfnResource[] {
  return [...constructDependencies(resource), ...referredRegistrations(resource)];
}

function referredRegistrations(resource: CfnResource): CfnResource[] {
  if (!(resource instanceof HandlerResource) || !INSTANCES.has(resource)) {
    return [];
  }
  const { stack, references } = resource;
  const idOfResource = ({ logicalId }: CfnResource) => stack.resolve(logicalId) as string;
  return BY_STACK.get(stack)!.flatMap(({ resources }) => resources).filter((one) => references.includes(idOfResource(one)));
}

/** The same text for the ID and the ARN of one resource, if they are known at synth. */
function keyOf(idOrArn: string): string {
  return Token.isUnresolved(idOrArn) ? idOrArn : idOf(idOrArn);
}
