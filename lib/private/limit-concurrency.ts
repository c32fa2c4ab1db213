import { CfnElement, CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { constructDependencies, derive, derivedDependable } from './dependencies';
import { HandlerResource } from './handler-resource';
import { references } from './template-graph';

/** The service accepts one write per second for the whole account, so more at once would only throttle each other. */
const AT_ONCE = 2;
/** Fewer need no order. It has a price: a registration that cannot be deleted keeps those before it in its chain. */
const PAYS_FROM = 8;

type Predecessors = ReadonlyMap<CfnResource, HandlerResource>;

/** What each resource was last made to wait for: the next synth of the same app may need another order. */
const LAST = new WeakMap<CfnResource, CfnResource>();

/** What was found for a stack, handler and type, by the first resource of them. */
const FOUND = new WeakMap<CfnResource, Predecessors>();

/**
 * Makes CloudFormation work on a few resources of this type and handler at a time: each waits for the one that is AT_ONCE places before it.
 *
 * This never closes a circle. The order respects every dependency that can be seen: those of constructs, and what the library's own
 * resources refer to. What other resources refer to cannot be seen, so nothing is made to wait for a resource that depends on one of those.
 */
export function limitConcurrency(resource: HandlerResource): void {
  resource.node.addDependency(derivedDependable('limit-concurrency', () => updatePredecessor(resource)));
}

function updatePredecessor(resource: HandlerResource): CfnResource[] {
  const [predecessor] = derive('limit-concurrency', () => [predecessorsOf(resource).get(resource)]);
  const others = derive('limit-concurrency', () => constructDependencies(resource));
  const last = LAST.get(resource);
  if (last && last !== predecessor && !others.includes(last) && resource.obtainDependencies().includes(last)) {
    // It depends on the function in any case.
    resource.replaceDependency(last, resource.handler.lambdaFunction.node.defaultChild as CfnResource);
  }
  LAST.delete(resource);
  if (predecessor === undefined) {
    return [];
  }
  LAST.set(resource, predecessor);
  return [predecessor];
}

/** A synth asks in the order of the tree, so the first member finds them anew, and the others take what it has found. */
function predecessorsOf(resource: HandlerResource): Predecessors {
  const members = membersWith(resource);
  const [first] = members;
  if (first === undefined) {
    return new Map();
  }
  const found = (first === resource ? undefined : FOUND.get(first)) ?? findPredecessors(resource, members);
  FOUND.set(first, found);
  return found;
}

/** All of this type and handler in the stack, in the order of the tree. */
function membersWith({ stack, handler, cfnResourceType }: HandlerResource): HandlerResource[] {
  // Nothing waits for a resource that a condition may leave out.
  return stack.node.findAll().filter((one): one is HandlerResource => (
    one instanceof HandlerResource && one.handler === handler && one.cfnResourceType === cfnResourceType && !one.cfnOptions.condition
  ));
}

function findPredecessors({ stack, handler }: HandlerResource, members: readonly HandlerResource[]): Predecessors {
  const predecessors = new Map<CfnResource, HandlerResource>();
  if (members.length < PAYS_FROM) {
    return predecessors;
  }
  const graph = new Graph(stack, handler);
  const chain: HandlerResource[] = [];
  inOrder(members, graph).forEach((member) => {
    const predecessor = chain[chain.length - AT_ONCE];
    if (predecessor) {
      predecessors.set(member, predecessor);
    }
    if (!graph.dependsOnUnknown(member)) {
      chain.push(member);
    }
  });
  return predecessors;
}

/**
 * Each after everything that it depends on, and otherwise as declared. Those likely to refuse their delete come first, so that they hold back
 * only each other.
 */
function inOrder(members: readonly HandlerResource[], graph: Graph): HandlerResource[] {
  const sorted = [...members].sort((one, other) => rank(one) - rank(other));
  const ordered: HandlerResource[] = [];
  const seen = new Set<HandlerResource>();
  const visit = (member: HandlerResource): void => {
    if (!seen.has(member)) {
      seen.add(member);
      sorted.filter((other) => graph.dependenciesOf(member).has(other)).forEach(visit);
      ordered.push(member);
    }
  };
  sorted.forEach(visit);
  return ordered;
}

function rank({ declared: { DeletionProtection, Submit } }: HandlerResource): number {
  return DeletionProtection ? 0 : Submit ? 1 : 2;
}

/** What depends on what in a stack, as far as it can be seen. */
class Graph {
  private readonly elements: ReadonlyMap<string, CfnElement>;
  private readonly direct = new Map<CfnResource, readonly CfnResource[] | undefined>();
  private readonly all = new Map<CfnResource, ReadonlySet<CfnResource>>();

  constructor(private readonly stack: Stack, private readonly handler: IConstruct) {
    const elements = stack.node.findAll().filter((one): one is CfnElement => CfnElement.isCfnElement(one) && one.stack === stack);
    this.elements = new Map(elements.map((element) => [stack.resolve(element.logicalId) as string, element]));
  }

  /** What a resource depends on, directly or by way of others. */
  public dependenciesOf(resource: CfnResource): ReadonlySet<CfnResource> {
    const known = this.all.get(resource);
    if (known) {
      return known;
    }
    const found = new Set<CfnResource>();
    const visit = (one: CfnResource): void => this.directOf(one)?.filter((dependency) => !found.has(dependency)).forEach((dependency) => {
      found.add(dependency);
      visit(dependency);
    });
    visit(resource);
    this.all.set(resource, found);
    return found;
  }

  /** Whether it depends on a resource whose own dependencies are unknown. */
  public dependsOnUnknown(resource: CfnResource): boolean {
    return [resource, ...this.dependenciesOf(resource)].some((one) => this.directOf(one) === undefined);
  }

  private directOf(resource: CfnResource): readonly CfnResource[] | undefined {
    if (!this.direct.has(resource)) {
      this.direct.set(resource, this.lookUp(resource));
    }
    return this.direct.get(resource);
  }

  private lookUp(resource: CfnResource): readonly CfnResource[] | undefined {
    const { stack } = resource;
    if (stack !== this.stack) {
      // Stacks do not depend on each other in circles, but a nested one gets values of this one.
      return stack.node.scopes.includes(this.stack) ? undefined : [];
    }
    if (resource instanceof HandlerResource) {
      const told = resource.obtainDependencies().filter((one): one is CfnResource => CfnResource.isCfnResource(one) && one !== LAST.get(resource));
      return this.with(resource.references, [...constructDependencies(resource), ...told]);
    }
    if (!resource.node.scopes.includes(this.handler)) {
      return undefined;
    }
    // The rest of the handler exists before all of its registrations, but the permission to read a secret names that secret.
    return resource instanceof iam.CfnPolicy ? this.with(references(stack.resolve(resource.policyDocument)), constructDependencies(resource)) : [];
  }

  private with(ids: readonly string[], dependencies: readonly CfnResource[]): readonly CfnResource[] | undefined {
    const local = ids.filter((id) => !id.startsWith('AWS::')).map((id) => this.elements.get(id));
    return local.includes(undefined) ? undefined : [...dependencies, ...local.filter(CfnResource.isCfnResource)];
  }
}
