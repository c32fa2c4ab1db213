import { Aws, CfnDeletionPolicy, CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Construct, Dependable, IConstruct, IDependable } from 'constructs';
import { KINDS, REGISTRATION_TYPE, sourceOf, Target } from './association-targets';
import { restsOn } from './protection';
import { references, renderedResource } from './template-graph';
import { SERVICE_TIMEOUT } from './timeouts';
import type { AssociationsAttributes, AssociationsResourceProperties, AssociationsResourceType } from '../../contract/associations-resource';
import type { RegistrationAttributes } from '../../contract/registration-resource';
import type { RegistrationHandler } from '../registration-handler';

const RESOURCE_TYPE: AssociationsResourceType = 'Custom::SMSVoiceRegistrationAssociations';
const ACTION = 'sms-voice:CreateRegistrationAssociation';
const VETTING = 'US_TEN_DLC_BRAND_VETTING';

/** How the registration is submitted and kept, which its associations have to know. Spelled out, because the contract with the handler is not part of the package. */
export type Conduct = { readonly [name in 'Submit' | 'AwsReview' | 'FailOnDenial' | 'DeletionProtection' | 'Adopted']?: boolean };

/** The attributes that both resources have. Spelled out for the same reason. */
type Attribute = 'PendingSteps' | 'RegistrationStatus';

/** Only their release ends the association, so in the same stack they are created after the registration and released before it. */
const RELEASED_FIRST = ['AWS::SMSVOICE::PhoneNumber', 'AWS::SMSVOICE::SenderId'];
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

  /** Adds a target that was checked before. */
  public add(target: Target): void {
    if (target.resource) {
      this.addResource(target.resource, target.idOrArn);
    } else {
      this.addElsewhere(target);
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
      return candidates.filter(({ registration }) => !waitsFor(registration, this.registration));
    } finally {
      Associations.isFollowing = false;
    }
  }

  private addResource(resource: CfnResource, id: string): void {
    const isHere = Stack.of(resource) === Stack.of(this.scope);
    const isLate = isHere && RELEASED_FIRST.includes(resource.cfnResourceType);
    this.targets.set(resource, { id, isLate });
    if (isLate) {
      resource.node.addDependency(this.registration);
      restsOn(this.registration, resource);
      this.lateResource ??= this.createLate();
    } else {
      // A registration is ready when everything is associated with it, and its form submitted.
      this.registration.node.addDependency(dependable(() => INSTANCES.get(resource)?.all ?? [resource]));
    }
    this.allow(resource, isHere, isLate);
  }

  private addElsewhere({ idOrArn, arn }: Target): void {
    this.targets.set(idOf(idOrArn), { id: idOrArn, isLate: false });
    (arn === undefined ? this.arnsOf(idOrArn) : [arn]).forEach((allowed) => {
      this.handler._allow(ACTION, allowed);
      if (allowed.includes(':phone-number/')) {
        this.handler._allow('sms-voice:DescribePhoneNumbers', allowed);
      }
    });
  }

  /** The role cannot name a resource that waits for the handler. Registrations of its own stack are recognized by their tag. */
  private allow(resource: CfnResource, isHere: boolean, isLate: boolean): void {
    const arn = sourceOf(resource)?.arn;
    if (arn === undefined || (isHere && resource.cfnResourceType === REGISTRATION_TYPE)) {
      return;
    }
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
    const late = new CfnResource(this.scope, 'Associations', {
      type: RESOURCE_TYPE,
      properties: { ServiceToken: this.handler.serviceToken, ServiceTimeout: SERVICE_TIMEOUT.toSeconds(), ...properties },
    });
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
}

/** Something to depend on whose resources are known only when the template is written. */
function dependable(resources: () => CfnResource[]): IDependable {
  const instance: IDependable = {};
  Dependable.implement(instance, { get dependencyRoots() { return resources(); } });
  return instance;
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
  if (!CfnResource.isCfnResource(resource) || !INSTANCES.has(resource)) {
    return [];
  }
  const { stack } = resource;
  const referred = references(renderedResource(resource));
  return BY_STACK.get(stack)!.flatMap(({ all }) => all).filter(({ logicalId }) => referred.includes(stack.resolve(logicalId) as string));
}

/** The same for the id and the ARN of one resource. */
function idOf(idOrArn: string): string {
  return !Token.isUnresolved(idOrArn) && idOrArn.startsWith('arn:') ? idOrArn.slice(idOrArn.indexOf('/') + 1) : idOrArn;
}
