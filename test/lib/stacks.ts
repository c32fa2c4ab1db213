import * as fs from 'fs';
import { App, CfnResource, CfnWaitConditionHandle, Stack, StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CURRENT_VERSION_EXPIRED_FLAGS, FLAGS } from 'aws-cdk-lib/cx-api';
import { AssociationTarget, IRegistration, Registration } from '../../lib';

/** An account and a Region, so that ARNs are written out. */
export const ENV = { account: '111122223333', region: 'us-east-1' };

/** The feature flags of an app that is new with this version of the CDK. */
export const NEW_APP: Record<string, unknown> = Object.fromEntries(
  Object.entries(FLAGS)
    .filter(([flag]) => !CURRENT_VERSION_EXPIRED_FLAGS.includes(flag))
    .map(([flag, { recommendedValue }]): [string, unknown] => [flag, recommendedValue]),
);

const outputs: string[] = [];
afterAll(() => outputs.splice(0).forEach((directory) => fs.rmSync(directory, { recursive: true, force: true })));

/** An app whose output does not outlive the tests of its file. */
export function newApp(context = NEW_APP): App {
  const app = new App({ context });
  outputs.push(app.outdir);
  return app;
}

export function newStack(props: StackProps = { env: ENV }, app = newApp()): Stack {
  return new Stack(app, 'Stack', props);
}

/** The same with a resource that means nothing: CloudFormation takes no stack without any. */
export function newStackWithOther(): Stack {
  const stack = newStack();
  new CfnWaitConditionHandle(stack, 'Other');
  return stack;
}

/** A resource as it stands in a template. */
export interface Rendered {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The resources of one type, by logical id. */
export function resources(stack: Stack, type: string): Record<string, Rendered> {
  return Template.fromStack(stack).findResources(type) as Record<string, Rendered>;
}

/** The only resource of that type. */
export function only(stack: Stack, type: string): Rendered & { readonly logicalId: string } {
  const found = Object.entries(resources(stack, type));
  if (!found[0] || found.length > 1) {
    throw new Error(`${found.length} resources of the type ${type}`);
  }
  return { logicalId: found[0][0], ...found[0][1] };
}

/** How many resources of each type, without the one that means nothing. */
export function census(stack: Stack): Record<string, number> {
  const all = Template.fromStack(stack).toJSON().Resources as Record<string, Rendered>;
  const counts: Record<string, number> = {};
  Object.values(all).forEach(({ Type }) => { counts[Type] = (counts[Type] ?? 0) + 1; });
  delete counts['AWS::CloudFormation::WaitConditionHandle'];
  return counts;
}

/** The warnings of a stack, as the CDK CLI prints them; `Annotations` of aws-cdk-lib/assertions would print them here, too. */
export function warningsOf(stack: Stack): string[] {
  const print = jest.spyOn(console, 'error').mockReturnValue();
  (stack.node.root as App).synth();
  print.mockRestore();
  return stack.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data as string);
}

/** The message of the error that `action` throws. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

/** Associates a registration with whatever a test has. */
export function associate(registration: Registration, ...targets: (IRegistration | CfnResource | string)[]): Registration {
  targets.map(targetOf).forEach((target) => registration.addAssociation(target));
  return registration;
}

function targetOf(target: IRegistration | CfnResource | string): AssociationTarget {
  if (typeof target === 'string') {
    return AssociationTarget.fromId(target);
  }
  return CfnResource.isCfnResource(target) ? AssociationTarget.fromResource(target) : AssociationTarget.fromRegistration(target);
}
