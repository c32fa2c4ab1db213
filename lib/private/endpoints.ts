import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { constructDependencies, dependable, dependsOn } from './dependencies';
import { HandlerResource } from './handler-resource';
import { references } from './template-graph';

type Rule = ec2.CfnSecurityGroupEgress | ec2.CfnSecurityGroupIngress;

/**
 * Keeps the VPC endpoints of the stack through which the function reaches AWS, and the rules of their security groups, until it has done
 * its last work: a function that cannot answer CloudFormation blocks the whole stack for an hour.
 */
export function keepEndpoints(lambdaFunction: lambda.CfnFunction, vpc?: ec2.IVpc): void {
  lambdaFunction.node.addDependency(dependable(() => (
    // Nothing waits for a resource that a condition may leave out.
    endpointsAndRules(lambdaFunction, vpc).filter((one) => !one.cfnOptions.condition && !waitsFor(one, lambdaFunction))
  )));
}

function endpointsAndRules({ stack, vpcConfig }: lambda.CfnFunction, vpc?: ec2.IVpc): CfnResource[] {
  const ids = new Set(references(stack.resolve(vpcConfig)));
  if (vpcConfig === undefined) {
    return [];
  }
  const resources = stack.node.findAll().filter((one): one is CfnResource => CfnResource.isCfnResource(one) && one.stack === stack);
  const inConfig = resources.filter(({ logicalId }) => ids.has(stack.resolve(logicalId) as string));
  const vpcs = new Set([vpc, ...inConfig.filter(isOfVpc)].flatMap((one) => one === undefined ? [] : [text(stack, one.vpcId)]));
  const endpoints = resources.filter((one): one is ec2.CfnVPCEndpoint => one instanceof ec2.CfnVPCEndpoint && vpcs.has(text(stack, one.vpcId)));
  const groups = endpoints.flatMap(({ securityGroupIds }) => references(stack.resolve(securityGroupIds)));
  const rules = resources.filter((one): one is Rule => isRule(one) && references(stack.resolve([one.groupId])).some((id) => groups.includes(id)));
  return [...endpoints, ...rules];
}

function isOfVpc(resource: CfnResource): resource is ec2.CfnSecurityGroup | ec2.CfnSubnet {
  return resource instanceof ec2.CfnSecurityGroup || resource instanceof ec2.CfnSubnet;
}

function isRule(resource: CfnResource): resource is Rule {
  return resource instanceof ec2.CfnSecurityGroupEgress || resource instanceof ec2.CfnSecurityGroupIngress;
}

/** As it can be compared: a value may be a token. */
function text(stack: Stack, value: unknown): string {
  return JSON.stringify(stack.resolve(value));
}

/** Whether a resource waits for the function, or for something that the function has to make. */
function waitsFor(resource: CfnResource, lambdaFunction: CfnResource): boolean {
  return dependsOn(resource, (one) => one === lambdaFunction || one instanceof HandlerResource, constructDependencies);
}
