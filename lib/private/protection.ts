import { Aspects, AspectPriority, CfnDeletionPolicy, CfnResource, Lazy, Stack, Token } from 'aws-cdk-lib';
import { renderedResource } from './template-graph';

/** The policies under which a resource outlives its stack, strongest first. */
const RETAINING = [CfnDeletionPolicy.RETAIN, CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE];

const ENABLED = 'DeletionProtectionEnabled';

/** The registrations whose approval rests on a resource. */
const REGISTRATIONS = new WeakMap<CfnResource, Set<CfnResource>>();

const POLICIES = ['deletionPolicy', 'updateReplacePolicy'] as const;
type Policy = typeof POLICIES[number];

/** Whether one delete includes both: a nested stack is deleted with the stack around it. */
export function isDeletedTogether(one: CfnResource, other: CfnResource): boolean {
  return outermost(one.stack) === outermost(other.stack);
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}

/** The approval of a registration rests on a number, a sender ID or a document that is deleted with it, which gets these policies from it. */
export function restsOn(registration: CfnResource, resource: CfnResource, ...policies: Policy[]): void {
  const registrations = REGISTRATIONS.get(resource);
  REGISTRATIONS.set(resource, (registrations ?? new Set()).add(registration));
  if (!registrations) {
    followRegistrations(resource, policies);
  }
}

/**
 * Gives a resource without policies of its own the strongest ones of the registrations that rest on it. Any other policy is the fallback.
 *
 * The last Aspect of the resource does it, because others may set a policy that is missing. The value is looked up even later, because
 * the policy of a registration may still change.
 */
export function followRegistrations(resource: CfnResource, followed: readonly Policy[], fallback?: CfnDeletionPolicy): void {
  atLast(resource, () => POLICIES.forEach((policy) => {
    const produce = () => strongest(policy, resource) ?? fallback;
    resource.cfnOptions[policy] ??= followed.includes(policy) ? Lazy.uncachedString({ produce }) as CfnDeletionPolicy : fallback;
  }));
}

/** What a retained registration loses because a resource that it rests on has a policy of its own. */
export function policyWarnings(registration: CfnResource, resource: CfnResource, what: string, loss: string, ...policies: Policy[]): string[] {
  const lost = policies.filter((policy) => isRetaining(registration.cfnOptions[policy]) && isDeleting(resource.cfnOptions[policy]));
  return lost.length === 0 ? [] : [
    `the registration is retained, but ${what} "${pathOf(resource)}" is not (${lost.map((policy) => `its ${nameOf(policy)} is ${resource.cfnOptions[policy]}`).join(', ')}): `
    + `${loss}. Remove that policy, or retain both`,
  ];
}

/** Protects a number or sender ID as its registration is, unless the stack says otherwise: CloudFormation would release it first. */
export function protectFromDeletion(resource: CfnResource): void {
  atLast(resource, () => {
    if (renderedResource(resource).Properties?.[ENABLED] === undefined) {
      resource.addPropertyOverride(ENABLED, true);
    }
  });
}

export function protectionWarnings(resource: CfnResource, what: string, loss: string): string[] {
  return renderedResource(resource).Properties?.[ENABLED] !== false ? [] : [
    `the registration has deletionProtection, but ${what} "${pathOf(resource)}" has ${ENABLED}: false: ${loss}. Remove that property, or protect both`,
  ];
}

function strongest(policy: Policy, resource: CfnResource): CfnDeletionPolicy | undefined {
  const policies = [...REGISTRATIONS.get(resource) ?? []].map(({ cfnOptions }) => cfnOptions[policy]);
  return RETAINING.find((retaining) => policies.includes(retaining));
}

function isRetaining(policy?: CfnDeletionPolicy): boolean {
  return policy !== undefined && RETAINING.includes(policy);
}

/** A policy that is not known yet follows the registrations. */
function isDeleting(policy?: CfnDeletionPolicy): boolean {
  return policy !== undefined && !Token.isUnresolved(policy) && !RETAINING.includes(policy);
}

/** After the Aspects that change a resource. */
function atLast(resource: CfnResource, change: () => void): void {
  Aspects.of(resource).add({ visit: (node) => node === resource && change() }, { priority: AspectPriority.READONLY });
}

function nameOf(policy: Policy): string {
  return `${policy[0]!.toUpperCase()}${policy.slice(1)}`;
}

/** As users know it: a construct names its resource "Resource" or "Default". */
export function pathOf(resource: CfnResource): string {
  const { scope, path, id } = resource.node;
  return scope && ['Resource', 'Default'].includes(id) ? scope.node.path : path;
}
