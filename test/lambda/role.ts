import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Registration, RegistrationHandler } from '../../lib';
import { newApp } from '../lib/stacks';
import type { Caller } from '../simulator';
import type { Stage } from './stage';

/** The access key of the function on a stage: by it the simulated service knows who calls. */
export const FUNCTION_KEY = 'ASIAHANDLEREXAMPLE';

/** A role whose policies stand in the role itself, all in one. */
export interface Role extends Caller {
  readonly policies: readonly [{ readonly name: string; readonly document: Document }];
}

interface Document {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

/** The role of the handler as lib/ synthesizes it, and CloudFormation makes it in the stack with that id. */
export function handlerRole(stackId: string, declare: (stack: Stack) => void = RegistrationHandler.getOrCreate): Role {
  const stack = new Stack(newApp(), 'Stack');
  declare(stack);
  const template = Template.fromStack(stack);
  const { Properties } = Object.values(template.findResources('AWS::IAM::Role'))[0] as { Properties: { Policies: unknown } };
  // Nothing else gives the role a permission.
  template.resourceCountIs('AWS::IAM::Role', 1);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  expect(Properties).not.toHaveProperty('ManagedPolicyArns');
  const [policy] = resolve(Properties.Policies, stackId) as [{ PolicyName: string; PolicyDocument: Document }];
  expect(Properties.Policies).toHaveLength(1);
  return { principalArn: `arn:aws:iam::${accountOf(stackId)}:role/Handler`, policies: [{ name: policy.PolicyName, document: policy.PolicyDocument }] };
}

/** Somebody who was given `grantRead`, or another grant, on the registration with that ARN, and nothing else. */
export function reader(registrationArn: string, grant: 'grantRead' | 'grantManage' = 'grantRead'): Caller {
  const stack = new Stack(newApp(), 'Stack');
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  Registration.fromRegistrationArn(stack, 'Registration', registrationArn)[grant](role);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')) as [{ Properties: { PolicyDocument: object } }];
  return { principalArn: 'arn:aws:iam::111122223333:role/Reader', policies: [{ name: 'Read', document: policy.Properties.PolicyDocument }] };
}

/** Holds the function, and nobody else, to its role. */
export function enforceRole(stage: Stage): Role {
  const role = handlerRole(stage.stack.stackId);
  stage.control.setPolicies({ accessKeyId: FUNCTION_KEY, ...role });
  return role;
}

/** What CloudFormation makes of the intrinsic functions in a policy; one that is not known here is an error. */
function resolve(value: unknown, stackId: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, stackId));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [name, argument] = Object.entries(value)[0] as [string, unknown];
  switch (name) {
    case 'Ref':
      return parameter(argument as string, stackId);
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => resolve(part, stackId)).join(separator);
    }
    case 'Fn::GetAtt':
      return `arn:aws:logs:us-east-1:${accountOf(stackId)}:log-group:${(argument as string[]).join('-')}`;
  }
  expect(name).not.toMatch(/^Fn::/);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member, stackId)]));
}

function parameter(name: string, stackId: string): string {
  const parameters: Record<string, string> = {
    'AWS::StackId': stackId, 'AWS::Partition': 'aws', 'AWS::Region': 'us-east-1', 'AWS::AccountId': accountOf(stackId),
  };
  expect(Object.keys(parameters)).toContain(name);
  return parameters[name]!;
}

function accountOf(stackId: string): string {
  return stackId.split(':')[4]!;
}
