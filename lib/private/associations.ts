import { Aws, CfnDeletionPolicy, CfnResource, Fn, Lazy, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { dependable } from './dependencies';
import { HandlerResource } from './handler-resource';
import { withoutLimits } from './limit-concurrency';
import { assertValid, elsewhereProblems, otherStackProblems } from './limits';
import { kindOf } from './present';
import { pathOf, protectFromDeletion, restsOn } from './protection';
import type { AssociationsAttributes, AssociationsResourceProperties, AssociationsResourceType } from '../../contract/associations-resource';
import type { RegistrationAttributes, RegistrationResourceType } from '../../contract/registration-resource';
import type { RegistrationHandler } from '../registration-handler';

const RESOURCE_TYPE: AssociationsResourceType = 'Custom::SMSVoiceRegistrationAssociations';
const REGISTRATION_TYPE: RegistrationResourceType = 'Custom::SMSVoiceRegistration';
const ACTION = 'sms-voice:CreateRegistrationAssociation';
const VETTING = 'US_TEN_DLC_BRAND_VETTING';

/** A registration of this library or from elsewhere, as far as it matters here. */
interface RegistrationTarget {
  readonly registrationId: string;
  readonly registrationArn: string;
}

export type AssociationTarget = RegistrationTarget | CfnResource | string;

/** How the registration is submitted and kept, which its associations have to know. Spelled out, because the contract with the handler is not part of the package. */
export type Conduct = { readonly [name in 'Submit' | 'AwsReview' | 'FailOnDenial' | 'DeletionProtection' | 'Adopted']?: boolean };

/** The attributes that both resources have. Spelled out for the same reason. */
type Attribute = 'PendingSteps' | 'RegistrationStatus';

/** Which attribute of a resource to read; undefined stands for its Ref. */
interface Source {
  readonly id?: string;
  /** None where IAM has no such resource for the association, or allows it by the tag of the stack. */
  readonly arn?: string;
}

/** The types of resources that can be associated. */
const SOURCES: ReadonlyMap<string, Source> = new Map<string, Source>([
  ['AWS::SMSVOICE::PhoneNumber', { id: 'PhoneNumberId', arn: 'Arn' }],
  ['AWS::SMSVOICE::RcsAgent', { id: 'RcsAgentId', arn: 'RcsAgentArn' }],
  ['AWS::SMSVOICE::Registration', { id: 'RegistrationId', arn: 'RegistrationArn' }],
  ['AWS::SMSVOICE::SenderId', { id: 'Arn' }],
  [REGISTRATION_TYPE, { arn: 'RegistrationArn' satisfies keyof RegistrationAttributes }],
]);
/** Only their release ends the association, so in the same stack they are created after the registration and released before it. */
const RELEASED_FIRST = ['AWS::SMSVOICE::PhoneNumber', 'AWS::SMSVOICE::SenderId'];
/** How an ARN names what can be associated, and how its ids begin. */
const KINDS = { 'registration': 'registration-', 'phone-number': 'phone-', 'rcs-agent': 'rcs-' };

const ACCEPTED = 'associate() takes a registration, an AWS::SMSVOICE resource of the type PhoneNumber, RcsAgent, Registration or SenderId, '
  + 'or the id or ARN of a registration, a phone number or an RCS agent, or the ARN of a sender ID';

const INSTANCES = new WeakMap<CfnResource, Associations>();
const BY_STACK = new WeakMap<Stack, Associations[]>();

/** What one registration is associated with, and the order in which all of that is created and deleted. */
export class Associations {
  /** While the dependencies of registrations are followed, none of them waits for a vetting. */
  private static isFollowing = false;

  /** Each target once, by the resource, or by its id if it is not in the app. */
  private readonly targets = new Map<CfnResource | string, { readonly id: string; readonly isLate: boolean }>();
  private readonly scope: Construct;
  private lateResource?: CfnResource;

  constructor(
    private readonly registration: CfnResource,
    private readonly registrationType: string,
    private readonly handler: RegistrationHandler,
    private readonly conduct: Conduct,
  ) {
    this.scope = registration.node.scope!;
    INSTANCES.set(registration, this);
    const stack = Stack.of(registration);
    BY_STACK.set(stack, [...BY_STACK.get(stack) ?? [], this]);
    if (registrationType !== VETTING) {
      // Nothing waits for a resource that a condition may leave out.
      const certain = () => this.vettings.filter((vetting) => !vetting.registration.cfnOptions.condition);
      registration.node.addDependency(dependable(() => certain().flatMap(({ all }) => all)));
    }
  }

  public add(target: AssociationTarget): void {
    assertValid(this.where, targetProblems(target));
    const resource = resourceOf(target);
    if (resource) {
      this.addResource(resource);
    } else {
      this.addElsewhere(target as RegistrationTarget | string);
    }
  }

  public get isEmpty(): boolean {
    return this.targets.size === 0;
  }

  /** What exists before the registration. */
  public get ids(): string[] {
    return this.idsOf(false);
  }

  /** The resources that are created after the registration. */
  public get later(): CfnResource[] {
    return [...this.targets].flatMap(([resource, { isLate }]) => isLate ? [resource as CfnResource] : []);
  }

  /** The form waits for what is associated after the registration was created. */
  public get submitsLater(): boolean {
    return this.lateResource !== undefined && this.conduct.Submit === true;
  }

  /** The ids of the registrations to be decided first: a campaign does not benefit from a vetting of its brand that comes later. */
  public get submitAfter(): string[] {
    return this.vettings.map(({ registration }) => {
      const { condition } = registration.cfnOptions;
      return condition ? Token.asString(Fn.conditionIf(condition.logicalId, registration.ref, Aws.NO_VALUE)) : registration.ref;
    });
  }

  /** An attribute after everything that the stack does with the registration. */
  public attribute(name: Attribute): string {
    const known: keyof AssociationsAttributes & keyof RegistrationAttributes = name;
    return Lazy.uncachedString({ produce: () => Token.asString(this.last.getAtt(known)) });
  }

  /** The resources of the registration. */
  public get all(): CfnResource[] {
    return [...new Set([this.registration, this.last])];
  }

  /** The last resource that changes the registration. */
  private get last(): CfnResource {
    return this.lateResource ?? this.registration;
  }

  /** The vettings that this stack submits for the same brand. Not those that wait for this registration themselves. */
  private get vettings(): Associations[] {
    if (this.registrationType === VETTING || !this.conduct.Submit || Associations.isFollowing) {
      return [];
    }
    const candidates = BY_STACK.get(Stack.of(this.registration))!.filter(({ registrationType, conduct, targets }) => (
      registrationType === VETTING && conduct.Submit && [...targets.keys()].some((target) => this.targets.has(target))
    ));
    Associations.isFollowing = true;
    try {
      return withoutLimits(() => candidates.filter(({ registration }) => !waitsFor(registration, this.registration)));
    } finally {
      Associations.isFollowing = false;
    }
  }

  private addResource(resource: CfnResource): void {
    const source = SOURCES.get(resource.cfnResourceType);
    assertValid(this.where, [
      ...source ? [] : [`it cannot be associated with a resource of the type ${resource.cfnResourceType}; ${ACCEPTED}`],
      ...resource === this.registration ? ['it cannot be associated with itself'] : [],
      ...otherStackProblems(resource, this.scope).map((problem) => `it cannot be associated with "${pathOf(resource)}": ${problem}`),
    ]);
    const isHere = Stack.of(resource) === Stack.of(this.scope);
    const isLate = isHere && RELEASED_FIRST.includes(resource.cfnResourceType);
    this.targets.set(resource, { id: source!.id ? Token.asString(resource.getAtt(source!.id)) : resource.ref, isLate });
    if (isLate) {
      resource.node.addDependency(this.registration);
      restsOn(this.registration, resource, 'deletionPolicy', 'updateReplacePolicy');
      if (this.conduct.DeletionProtection) {
        protectFromDeletion(resource);
      }
      this.lateResource ??= this.createLate();
    } else {
      // A registration is ready when everything is associated with it, and its form submitted.
      this.registration.node.addDependency(dependable(() => INSTANCES.get(resource)?.all ?? [resource]));
    }
    this.allow(resource, source!, isHere);
  }

  private addElsewhere(target: RegistrationTarget | string): void {
    const id = typeof target === 'string' ? target : target.registrationId;
    assertValid(this.where, typeof target === 'string' ? problemsOf(target) : []);
    const arns = typeof target === 'string' ? this.arnsOf(target) : [target.registrationArn];
    assertValid(this.where, [typeof target === 'string' ? target : target.registrationArn]
      .flatMap((idOrArn) => elsewhereProblems(idOrArn, this.scope))
      .map((problem) => `it cannot be associated with that: ${problem}`));
    this.targets.set(idOf(id), { id, isLate: false });
    arns.forEach((arn) => {
      this.handler._allow(ACTION, arn);
      if (arn.includes(':phone-number/')) {
        this.handler._allow('sms-voice:DescribePhoneNumbers', arn);
      }
    });
  }

  /** The role cannot name a resource that waits for the handler. Registrations of its own stack are recognized by their tag. */
  private allow(resource: CfnResource, { arn }: Source, isHere: boolean): void {
    if (arn === undefined || (isHere && resource.cfnResourceType === REGISTRATION_TYPE)) {
      return;
    }
    const isLate = isHere && RELEASED_FIRST.includes(resource.cfnResourceType);
    this.handler._allow(ACTION, isLate ? this.arn('phone-number', '*') : Token.asString(resource.getAtt(arn)));
  }

  /** An id that is not known at synth may be of any kind. IAM has no sender IDs here. */
  private arnsOf(idOrArn: string): string[] {
    if (idOrArn.startsWith('arn:')) {
      return idOrArn.includes(':sender-id/') ? [] : [idOrArn];
    }
    return Object.entries(KINDS)
      .filter(([, prefix]) => idOrArn.startsWith(prefix) || Token.isUnresolved(idOrArn))
      .map(([kind]) => this.arn(kind, idOrArn));
  }

  private arn(resource: string, resourceName: string): string {
    return Stack.of(this.scope).formatArn({ service: 'sms-voice', resource, resourceName });
  }

  /** Associates what is created after the registration. Created last, it is deleted first. */
  private createLate(): CfnResource {
    const { registration } = this;
    const left: keyof RegistrationAttributes = 'VersionToSubmit';
    const { Submit, ...conduct } = this.conduct;
    const properties: { [name in keyof AssociationsResourceProperties]: unknown } = {
      RegistrationId: registration.ref,
      Owner: registration.logicalId,
      VersionToSubmit: Submit ? registration.getAtt(left) : undefined,
      Associations: Lazy.list({ produce: () => this.idsOf(true) }),
      SubmitAfter: Lazy.list({ produce: () => this.submitAfter }, { omitEmpty: true }),
      ...conduct,
    };
    const late = new HandlerResource(this.scope, 'Associations', this.handler, RESOURCE_TYPE, properties);
    // The submitted form of a retained registration must not be taken back; its policy may still change.
    const policy = (name: 'deletionPolicy' | 'updateReplacePolicy') => (
      Lazy.uncachedString({ produce: () => registration.cfnOptions[name] }) as CfnDeletionPolicy
    );
    late.cfnOptions.deletionPolicy = policy('deletionPolicy');
    late.cfnOptions.updateReplacePolicy = policy('updateReplacePolicy');
    return late;
  }

  private idsOf(isLate: boolean): string[] {
    return [...this.targets.values()].flatMap((target) => target.isLate === isLate ? [target.id] : []);
  }

  private get where(): string {
    return `Registration "${this.scope.node.path}"`;
  }
}

/** The resource of this app that a target is, or that its id or ARN refers to. */
function resourceOf(target: AssociationTarget): CfnResource | undefined {
  if (typeof target !== 'string') {
    // Older versions of the CDK ask this only of a construct.
    const resource = target as CfnResource;
    return CfnResource.isCfnResource(resource) ? resource : resourceOf((target as RegistrationTarget).registrationId);
  }
  const referred = resourceReferredTo(target);
  return referred && SOURCES.has(referred.cfnResourceType) ? referred : undefined;
}

/** The resource of this app whose Ref or attribute a text is. */
export function resourceReferredTo(text: string): CfnResource | undefined {
  if (!Token.isUnresolved(text)) {
    return undefined;
  }
  const { firstToken, length } = Tokenization.reverseString(text);
  const referred = length === 1 && firstToken && Reference.isReference(firstToken) ? firstToken.target : undefined;
  return referred && CfnResource.isCfnResource(referred) ? referred : undefined;
}

/** Whether a resource depends on another one, directly or by way of other constructs and registrations. */
function waitsFor(resource: IConstruct, other: IConstruct, seen = new Set<IConstruct>()): boolean {
  if (seen.has(resource)) {
    return false;
  }
  seen.add(resource);
  return resource.node.scopes.flatMap((scope) => scope.node.dependencies)
    .flatMap((dependency) => dependency.node.findAll())
    .concat(referredRegistrations(resource))
    .some((dependency) => dependency === other || waitsFor(dependency, other, seen));
}

/** The registrations of its stack whose attributes a registration reads. */
function referredRegistrations(resource: IConstruct): CfnResource[] {
  if (!(resource instanceof HandlerResource) || !INSTANCES.has(resource)) {
    return [];
  }
  const { stack, references } = resource;
  return BY_STACK.get(stack)!.flatMap(({ all }) => all).filter(({ logicalId }) => references.includes(stack.resolve(logicalId) as string));
}

/** The same for the id and the ARN of one resource. */
function idOf(idOrArn: string): string {
  return !Token.isUnresolved(idOrArn) && idOrArn.startsWith('arn:') ? idOrArn.slice(idOrArn.indexOf('/') + 1) : idOrArn;
}

function problemsOf(idOrArn: string): string[] {
  const kinds = Object.keys(KINDS).concat('sender-id').join('|');
  const prefixes = Object.values(KINDS).join('|');
  const isKnown = new RegExp(`^(arn:[^:]+:sms-voice:[^:]*:[^:]*:(${kinds})/.+|(${prefixes})[0-9A-Za-z-]+)$`).test(idOrArn);
  return Token.isUnresolved(idOrArn) || isKnown ? [] : [`it cannot be associated with that; ${ACCEPTED}`];
}

/** Problems that only the compilers of some languages find. */
function targetProblems(target: unknown): string[] {
  const { registrationId } = (target ?? {}) as Partial<RegistrationTarget>;
  if (typeof target === 'string' || typeof registrationId === 'string' || isConstruct(target) && CfnResource.isCfnResource(target)) {
    return [];
  }
  return [`it cannot be associated with ${isConstruct(target) ? `"${target.node.path}"` : kindOf(target)}; ${ACCEPTED}`];
}

function isConstruct(value: unknown): value is IConstruct {
  return typeof value === 'object' && value !== null && 'node' in value && typeof (value as IConstruct).node?.path === 'string';
}
