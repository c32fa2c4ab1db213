import { CfnDeletionPolicy, CfnResource, Lazy, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { Construct, Dependable, IDependable } from 'constructs';
import { assertValid, elsewhereProblems } from './limits';
import { SERVICE_TIMEOUT } from './timeouts';
import type { AssociationsAttributes, AssociationsResourceProperties, AssociationsResourceType } from '../../contract/associations-resource';
import type { RegistrationAttributes, RegistrationResourceType } from '../../contract/registration-resource';
import type { RegistrationHandler } from '../registration-handler';

const RESOURCE_TYPE: AssociationsResourceType = 'Custom::SMSVoiceRegistrationAssociations';
const REGISTRATION_TYPE: RegistrationResourceType = 'Custom::SMSVoiceRegistration';
const ACTION = 'sms-voice:CreateRegistrationAssociation';

/** A registration that was made elsewhere or by this library, as far as it matters here. */
interface RegistrationTarget {
  readonly registrationId: string;
  readonly registrationArn: string;
}

export type AssociationTarget = RegistrationTarget | CfnResource | string;

/** Spelled out, because the contract with the handler is not part of the package. */
export type Filing = { readonly [name in 'Submit' | 'AwsReview' | 'FailOnDenial']?: boolean };

/** What to read of a resource; undefined is what Ref gives. */
interface Source {
  readonly id?: string;
  /** None where IAM knows no such resource for the association, or allows it by the tag of the stack. */
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
/** The service ends their association by their release alone, so in the same stack they come after the registration and go before it. */
const RELEASED_FIRST = ['AWS::SMSVOICE::PhoneNumber', 'AWS::SMSVOICE::SenderId'];
/** How an ARN names what can be associated, and how its ids begin. */
const KINDS = { 'registration': 'registration-', 'phone-number': 'phone-', 'rcs-agent': 'rcs-' };

const ACCEPTED = 'associate() takes a registration, an AWS::SMSVOICE resource of the type PhoneNumber, RcsAgent, Registration or SenderId, '
  + 'or the id or ARN of a registration, a phone number or an RCS agent, or the ARN of a sender ID';

const INSTANCES = new WeakMap<CfnResource, Associations>();

/** What one registration is associated with, and the order in which all of that comes and goes. */
export class Associations {
  /** Each target once, by the resource, or by its id where that is elsewhere. */
  private readonly targets = new Map<CfnResource | string, { readonly id: string; readonly isLate: boolean }>();
  private readonly scope: Construct;
  private lateResource?: CfnResource;

  constructor(private readonly registration: CfnResource, private readonly handler: RegistrationHandler, private readonly filing: Filing) {
    this.scope = registration.node.scope!;
    INSTANCES.set(registration, this);
  }

  public add(target: AssociationTarget): void {
    const resource = resourceOf(target);
    if (resource) {
      this.addResource(resource);
    } else {
      this.addElsewhere(target as RegistrationTarget | string);
    }
  }

  /** What is there before the registration. */
  public get ids(): string[] {
    return this.idsOf(false);
  }

  /** The form waits for what is associated after the registration was made. */
  public get submitsLater(): boolean {
    return this.lateResource !== undefined && this.filing.Submit === true;
  }

  /** The last resource that changes the registration. */
  public get last(): CfnResource {
    return this.lateResource ?? this.registration;
  }

  /** The status after all of that. */
  public get status(): string {
    const status: keyof AssociationsAttributes & keyof RegistrationAttributes = 'RegistrationStatus';
    return Lazy.uncachedString({ produce: () => Token.asString(this.last.getAtt(status)) });
  }

  private addResource(resource: CfnResource): void {
    const source = SOURCES.get(resource.cfnResourceType);
    assertValid(this.where, [
      ...source ? [] : [`it cannot be associated with a resource of the type ${resource.cfnResourceType}; ${ACCEPTED}`],
      ...resource === this.registration ? ['it cannot be associated with itself'] : [],
    ]);
    const isHere = Stack.of(resource) === Stack.of(this.scope);
    const isLate = isHere && RELEASED_FIRST.includes(resource.cfnResourceType);
    this.targets.set(resource, { id: source!.id ? Token.asString(resource.getAtt(source!.id)) : resource.ref, isLate });
    if (isLate) {
      resource.node.addDependency(this.registration);
      this.lateResource ??= this.createLate();
    } else {
      this.registration.node.addDependency(everythingOf(resource));
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
    arns.forEach((arn) => this.handler._allow(ACTION, arn));
  }

  /** The handler's role cannot name a resource that waits for the handler. Its own registrations it knows by their tag. */
  private allow(resource: CfnResource, { arn }: Source, isHere: boolean): void {
    if (arn === undefined || (isHere && resource.cfnResourceType === REGISTRATION_TYPE)) {
      return;
    }
    const isLate = isHere && RELEASED_FIRST.includes(resource.cfnResourceType);
    this.handler._allow(ACTION, isLate ? this.arn('phone-number', '*') : Token.asString(resource.getAtt(arn)));
  }

  /** An id that is not known at synth may be of any kind. IAM knows no sender IDs here. */
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

  /** Names what was made after the registration; made once, it goes first when the stack is deleted. */
  private createLate(): CfnResource {
    const { registration } = this;
    const version: keyof RegistrationAttributes = 'VersionNumber';
    const properties: { [name in keyof AssociationsResourceProperties]: unknown } = {
      RegistrationId: registration.ref,
      VersionNumber: registration.getAtt(version),
      Associations: Lazy.list({ produce: () => this.idsOf(true) }),
      DeletionProtection: undefined,
      SubmitAfter: undefined,
      ...this.filing,
    };
    const late = new CfnResource(this.scope, 'Associations', {
      type: RESOURCE_TYPE,
      properties: { ServiceToken: this.handler.serviceToken, ServiceTimeout: SERVICE_TIMEOUT.toSeconds(), ...properties },
    });
    // A registration that is kept must not have its submitted form taken back; its policy may still change.
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

/** The resource of this app that a target is, or refers to: by its id one is as good as by itself. */
function resourceOf(target: AssociationTarget): CfnResource | undefined {
  if (typeof target !== 'string') {
    // Older versions of the CDK ask this only of a construct.
    const resource = target as CfnResource;
    return CfnResource.isCfnResource(resource) ? resource : resourceOf((target as RegistrationTarget).registrationId);
  }
  if (!Token.isUnresolved(target)) {
    return undefined;
  }
  const { firstToken, length } = Tokenization.reverseString(target);
  const referred = length === 1 && firstToken && Reference.isReference(firstToken) ? firstToken.target : undefined;
  return referred && CfnResource.isCfnResource(referred) && SOURCES.has(referred.cfnResourceType) ? referred : undefined;
}

/** A registration is ready when what is associated with it is, and its form submitted. */
function everythingOf(resource: CfnResource): IDependable {
  const everything: IDependable = {};
  Dependable.implement(everything, {
    get dependencyRoots() {
      return [...new Set([resource, INSTANCES.get(resource)?.last ?? resource])];
    },
  });
  return everything;
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
