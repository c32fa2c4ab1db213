import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { dependenciesOf, references, renderedResource, RenderedResource, renderedResources } from './template-graph';

const ENDPOINT = 'AWS::EC2::VPCEndpoint';
const RULES = ['AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress'];

interface VpcConfig {
  readonly SubnetIds?: unknown;
  readonly SecurityGroupIds?: unknown;
}

/** Whether the function runs in a VPC, whoever has put it there. */
export function isInVpc(lambdaFunction: CfnResource): boolean {
  return vpcConfigOf(lambdaFunction) !== undefined;
}

/**
 * Keeps the VPC endpoints of the stack through which the function reaches AWS, and the rules of their security groups, until it has done
 * its last work: a function that cannot answer CloudFormation holds the whole stack for an hour.
 */
export function keepEndpoints(lambdaFunction: CfnResource, vpc?: ec2.IVpc): void {
  const stack = Stack.of(lambdaFunction);
  const config = vpcConfigOf(lambdaFunction);
  if (config === undefined) {
    return;
  }
  const resources = renderedResources(stack);
  const vpcs = new Set([
    ...vpc === undefined ? [] : [JSON.stringify(stack.resolve(vpc.vpcId))],
    ...references(config).map((id) => JSON.stringify(resources.get(id)?.Properties?.VpcId)),
  ]);
  const endpoints = ofTypes(resources, [ENDPOINT]).filter(([, { Properties }]) => vpcs.has(JSON.stringify(Properties?.VpcId)));
  const groups = endpoints.flatMap(([, { Properties }]) => references(Properties?.SecurityGroupIds));
  const rules = ofTypes(resources, RULES).filter(([, { Properties }]) => references(Properties?.GroupId).some((group) => groups.includes(group)));
  const functionId = stack.resolve(lambdaFunction.logicalId) as string;
  const ids = [...endpoints, ...rules].map(([id]) => id).filter((id) => !dependenciesOf(id, resources).has(functionId));
  constructsOf(stack, ids).forEach((resource) => lambdaFunction._addResourceDependency(resource));
}

function vpcConfigOf(lambdaFunction: CfnResource): VpcConfig | undefined {
  return renderedResource(lambdaFunction).Properties?.VpcConfig as VpcConfig | undefined;
}

function ofTypes(resources: ReadonlyMap<string, RenderedResource>, types: readonly string[]): [string, RenderedResource][] {
  return [...resources].filter(([, { Type }]) => Type !== undefined && types.includes(Type));
}

/** Nothing waits for a resource that a condition may leave out. */
function constructsOf(stack: Stack, ids: readonly string[]): CfnResource[] {
  return stack.node.findAll().filter((one): one is CfnResource => (
    CfnResource.isCfnResource(one) && one.stack === stack && !one.cfnOptions.condition && ids.includes(stack.resolve(one.logicalId) as string)
  ));
}
