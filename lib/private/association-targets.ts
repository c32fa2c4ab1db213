import { CfnResource, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { elsewhereProblems, otherStackProblems } from './limits';
import { kindOf } from './present';
import { pathOf } from './protection';
import { resourceReferredTo } from './referred-resource';
import { targetKindOf } from '../../contract/ids';
import { REGISTRATION_RESOURCE, RegistrationAttributes } from '../../contract/registration-resource';

/** A registration of this library or from elsewhere, as far as it matters here. */
interface RegistrationLike {
  readonly registrationId: string;
  readonly registrationArn: string;
}

/** Something that a registration can be associated with. */
export interface Target {
  readonly idOrArn: string;
  /** The ARN of an imported registration: its account and Region may differ from the stack's. */
  readonly arn?: string;
  /** The resource, if it is part of this app. */
  readonly resource?: CfnResource;
  /** What is wrong with it, without quoting it: it may be a phone number. */
  readonly problems: readonly string[];
}

/** Which attributes of a resource to read. Without `id` its Ref is the ID. */
interface Source {
  readonly id?: string;
  /** None if IAM has no such resource for the association. */
  readonly arn?: string;
}

/** The types of resources that can be associated. */
const SOURCES: ReadonlyMap<string, Source> = new Map<string, Source>([
  ['AWS::SMSVOICE::PhoneNumber', { id: 'PhoneNumberId', arn: 'Arn' }],
  ['AWS::SMSVOICE::RcsAgent', { id: 'RcsAgentId', arn: 'RcsAgentArn' }],
  ['AWS::SMSVOICE::Registration', { id: 'RegistrationId', arn: 'RegistrationArn' }],
  ['AWS::SMSVOICE::SenderId', { id: 'Arn' }],
  [REGISTRATION_RESOURCE, { arn: 'RegistrationArn' satisfies keyof RegistrationAttributes }],
]);

const RESOURCES = 'a CfnPhoneNumber, CfnSenderId, CfnRcsAgent or CfnRegistration of aws-cdk-lib/aws-smsvoice';
const IDS = 'the ID or ARN of a registration, a phone number or an RCS agent, or the ARN of a sender ID';

export function registrationTarget(registration: unknown): Target {
  const { registrationId, registrationArn } = (registration ?? {}) as Partial<RegistrationLike>;
  if (typeof registrationId !== 'string') {
    return invalid(`AssociationTarget.fromRegistration got ${nameOf(registration)}; a registration is expected`);
  }
  return ofApp(registrationId) ?? { idOrArn: registrationId, arn: registrationArn, problems: [] };
}

export function resourceTarget(resource: unknown): Target {
  // Older versions of the CDK ask this only of a construct.
  if (!isConstruct(resource) || !CfnResource.isCfnResource(resource)) {
    return invalid(`AssociationTarget.fromResource got ${nameOf(resource)}; ${RESOURCES} is expected`);
  }
  return ofResource(resource) ?? invalid(`AssociationTarget.fromResource got a resource of the type ${resource.cfnResourceType}; ${RESOURCES} is expected`);
}

export function idTarget(idOrArn: unknown): Target {
  if (typeof idOrArn !== 'string') {
    return invalid(`AssociationTarget.fromId got ${nameOf(idOrArn)}; ${IDS} is expected`);
  }
  return ofApp(idOrArn) ?? { idOrArn, problems: isIdOrArn(idOrArn) ? [] : [`AssociationTarget.fromId got a text that is not ${IDS}`] };
}

/** Why a registration cannot be associated with a target. Not every language checks types before this. */
export function targetProblems(scope: IConstruct, target: unknown, registration?: CfnResource): readonly string[] {
  if (!isTarget(target)) {
    return [`it is ${nameOf(target)}; an AssociationTarget is expected, such as AssociationTarget.fromRegistration(brand)`];
  }
  const { resource, arn, idOrArn, problems } = target._target();
  if (problems.length > 0) {
    return problems;
  }
  if (resource === undefined) {
    return elsewhereProblems(arn ?? idOrArn, scope);
  }
  return [
    ...resource === registration ? ['a registration cannot be associated with itself'] : [],
    ...otherStackProblems(resource, scope).map((problem) => `"${pathOf(resource)}" cannot be associated: ${problem}`),
  ];
}

/** The attributes to read of a resource that can be associated. */
export function sourceOf({ cfnResourceType }: CfnResource): Source | undefined {
  return SOURCES.get(cfnResourceType);
}

/** The target that an id or ARN refers to, if that is a resource of this app. */
function ofApp(idOrArn: string): Target | undefined {
  const resource = resourceReferredTo(idOrArn);
  return resource && ofResource(resource);
}

function ofResource(resource: CfnResource): Target | undefined {
  const source = sourceOf(resource);
  return source && { idOrArn: source.id === undefined ? resource.ref : Token.asString(resource.getAtt(source.id)), resource, problems: [] };
}

function invalid(problem: string): Target {
  return { idOrArn: '', problems: [problem] };
}

function isIdOrArn(text: string): boolean {
  return Token.isUnresolved(text) || targetKindOf(text) !== undefined;
}

/** Not by its class: an app may have more than one copy of the library. */
function isTarget(value: unknown): value is { _target(): Target } {
  return typeof (value as { readonly _target?: unknown } | null | undefined)?._target === 'function';
}

function nameOf(value: unknown): string {
  return isConstruct(value) ? `"${value.node.path}"` : kindOf(value);
}

function isConstruct(value: unknown): value is IConstruct {
  return typeof value === 'object' && value !== null && 'node' in value && typeof (value as IConstruct).node?.path === 'string';
}
