import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { references } from './template-graph';

/**
 * CloudFormation does not resolve these in a custom resource: the handler would get the reference itself, as text.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
const SECURE_REFERENCE = /\{\{resolve:(secretsmanager|ssm-secure):/;

/** The service of a dynamic reference to a secret in this value. */
export function secureService(scope: IConstruct, value: unknown): string | undefined {
  return SECURE_REFERENCE.exec(JSON.stringify(Stack.of(scope).resolve(value)) ?? '')?.[1];
}

/** Which of these resources a value refers to. */
export function referredTo(scope: IConstruct, value: unknown, resources: readonly CfnResource[]): CfnResource[] {
  const stack = Stack.of(scope);
  const referred = resources.length === 0 ? [] : references(stack.resolve(value));
  return resources.filter((resource) => referred.includes(stack.resolve(resource.logicalId) as string));
}
