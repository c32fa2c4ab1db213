import { CfnDeletionPolicy, CfnResource } from 'aws-cdk-lib';
import { renderedResource } from './template-graph';

/** The policies under which a resource outlives its stack, strongest first. */
const RETAINING = [CfnDeletionPolicy.RETAIN, CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE];

const ENABLED = 'DeletionProtectionEnabled';

/** The registrations whose approval rests on a resource. */
const REGISTRATIONS = new WeakMap<CfnResource, Set<CfnResource>>();

type Policy = 'deletionPolicy' | 'updateReplacePolicy';

/** Notes that the approval of a registration rests on a number, a sender ID or a document of its stack. */
export function restsOn(registration: CfnResource, resource: CfnResource): void {
  REGISTRATIONS.set(resource, (REGISTRATIONS.get(resource) ?? new Set()).add(registration));
}

/**
 * Gives a resource without a policy of its own the strongest one of the registrations that rest on it. Called when the template is
 * written, because the policy of a registration may still change after its construction.
 */
export function followRegistrations(resource: CfnResource, ...policies: Policy[]): void {
  policies.filter((policy) => resource.cfnOptions[policy] === undefined).forEach((policy) => {
    const retaining = strongest(policy, resource);
    if (retaining !== undefined) {
      resource.cfnOptions[policy] = retaining;
    }
  });
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
  if (renderedResource(resource).Properties?.[ENABLED] === undefined) {
    resource.addPropertyOverride(ENABLED, true);
  }
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

function isDeleting(policy?: CfnDeletionPolicy): boolean {
  return policy !== undefined && !RETAINING.includes(policy);
}

function nameOf(policy: Policy): string {
  return `${policy[0]!.toUpperCase()}${policy.slice(1)}`;
}

/** As users know it: a construct names its resource "Resource" or "Default". */
export function pathOf(resource: CfnResource): string {
  const { scope, path, id } = resource.node;
  return scope && ['Resource', 'Default'].includes(id) ? scope.node.path : path;
}
