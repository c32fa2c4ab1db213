import { CfnResource } from 'aws-cdk-lib';
import { Dependable, IDependable } from 'constructs';

/** Something to depend on whose resources are known only at synth, after all Aspects. */
export function dependable(resources: () => CfnResource[]): IDependable {
  const instance: IDependable = {};
  Dependable.implement(instance, { get dependencyRoots() { return resources(); } });
  return instance;
}

/** The resources that a resource waits for because it, or a construct around it, was told to. */
export function constructDependencies(resource: CfnResource): CfnResource[] {
  return resource.node.scopes
    .flatMap((scope) => scope.node.dependencies)
    .flatMap((dependency) => dependency.node.findAll())
    .filter((one): one is CfnResource => CfnResource.isCfnResource(one) && one !== resource);
}
