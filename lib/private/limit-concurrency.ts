import { CfnResource, Stack } from 'aws-cdk-lib';
import { dependenciesFirst, renderedResources } from './template-graph';

/** The service takes one write a second for the whole account, so more at once only throttle each other. */
const AT_ONCE = 2;
/** Fewer get along without an order: it has a price, because a registration that cannot be deleted keeps those before it in its chain. */
const PAYS_FROM = 8;

/**
 * Lets CloudFormation work on a few resources of this type at a time: each waits for the one that is AT_ONCE places before it.
 * Called when everything else is known, so that the order never contradicts an existing dependency.
 */
export function limitConcurrency(stack: Stack, resourceType: string): void {
  const byId = new Map(ofType(stack, resourceType).map((resource) => [stack.resolve(resource.logicalId) as string, resource]));
  if (byId.size >= PAYS_FROM) {
    const inOrder = dependenciesFirst(renderedResources(stack)).flatMap((id) => byId.get(id) ?? []);
    // The one name of it that is deprecated in no version of the CDK.
    inOrder.slice(AT_ONCE).forEach((resource, index) => resource._addResourceDependency(inOrder[index]!));
  }
}

/** Nothing waits for a resource that a condition may leave out. */
function ofType(stack: Stack, resourceType: string): CfnResource[] {
  return stack.node.findAll().filter((one): one is CfnResource => (
    CfnResource.isCfnResource(one) && one.stack === stack && one.cfnResourceType === resourceType && !one.cfnOptions.condition
  ));
}
