import { CfnResource } from 'aws-cdk-lib';
import { Dependable, IDependable } from 'constructs';

/** Something to depend on whose resources are known only at synth, after all Aspects. */
export function dependable(resources: () => CfnResource[]): IDependable {
  const instance: IDependable = {};
  Dependable.implement(instance, { get dependencyRoots() { return resources(); } });
  return instance;
}

/** The dependencies that follow from others. Each kind follows from those before it, and must not see itself or those after it. */
const DERIVED = ['submit-after-vettings', 'limit-concurrency'] as const;
type Derived = typeof DERIVED[number];

/** How many of them can be seen. */
let visible: number = DERIVED.length;

/** Resources to depend on that follow from the dependencies of other resources. */
export function derivedDependable(kind: Derived, resources: () => CfnResource[]): IDependable {
  return dependable(() => DERIVED.indexOf(kind) < visible ? resources() : []);
}

/** Follows dependencies to find those of one kind. Empty while those of an earlier kind, or of the same one, are being found. */
export function derive<T>(kind: Derived, find: () => T[]): T[] {
  const before = visible;
  const rank = DERIVED.indexOf(kind);
  if (rank >= before) {
    return [];
  }
  visible = rank;
  try {
    return find();
  } finally {
    visible = before;
  }
}

/** The resources that a resource waits for because it, or a construct around it, was told to. */
export function constructDependencies(resource: CfnResource): CfnResource[] {
  return resource.node.scopes
    .flatMap((scope) => scope.node.dependencies)
    .flatMap((dependency) => dependency.node.findAll())
    .filter((one): one is CfnResource => CfnResource.isCfnResource(one) && one !== resource);
}

/** Whether a resource depends on one that matches, directly or by way of others. */
export function dependsOn(
  resource: CfnResource, matches: (one: CfnResource) => boolean, dependenciesOf: (one: CfnResource) => CfnResource[], seen = new Set<CfnResource>(),
): boolean {
  return dependenciesOf(resource).some((one) => (
    matches(one) || (!seen.has(one) && dependsOn(one, matches, dependenciesOf, seen.add(one)))
  ));
}
