import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

// Findings of cdk-nag's packs AwsSolutions and Serverless that do not apply to the library's resources, and why. What a company states about
// other packs, such as those of NIST, is its own to decide: docs/cdk-nag.md lists their findings.
// https://github.com/cdklabs/cdk-nag/blob/main/RULES.md

/** A rule, or one of several findings of a rule. */
interface Suppression {
  readonly id: string;
  readonly finding?: string;
  readonly reason: string;
}

/** As version 2 of cdk-nag reads it, from the metadata of a resource in the template. */
interface Rule {
  readonly id: string;
  readonly reason: string;
  readonly applies_to?: readonly string[];
}

const TEMPLATE_KEY = 'cdk_nag';

/** Version 3 reads the metadata of constructs. Not written by `Validations.acknowledge`, which in some versions throws at `::` in a finding. */
interface Validations {
  readonly ACKNOWLEDGED_RULES_METADATA_KEY: string;
}

/** Only the versions of the CDK that cdk-nag 3 works with have it. */
const { Validations } = cdk as { readonly Validations?: Validations };
const CONSTRUCT_KEY = Validations?.ACKNOWLEDGED_RULES_METADATA_KEY;

const OF_FUNCTION: readonly Suppression[] = [
  {
    id: 'Serverless-LambdaDLQ',
    reason: 'During a deployment, every failure is reported to CloudFormation, which also detects a missing response, and a queue would store form values. '
      + 'After a deployment, the next sweep repeats whatever failed.',
  },
  { id: 'Serverless-LambdaTracing', reason: 'It runs only during deployments and a few times a day, to continue pending steps. Its log records how each run ended.' },
];
const OF_RULE: readonly Suppression[] = [
  { id: 'Serverless-EventBusDLQ', reason: 'The next sweep covers any event that was not delivered. RegistrationHandlerProps.deadLetterQueue keeps such events.' },
];
const STAR_IN_ROLE: Suppression = {
  id: 'Serverless-LambdaStarPermissions',
  reason: 'Each wildcard is justified under AwsSolutions-IAM5.',
};

/** Why a permission is for more than one resource, by how its ARN ends. */
const STARS: readonly (readonly [end: string, reason: string])[] = [
  [':registration/*', "The service assigns the IDs. Every change requires the stack's tag (aws:ResourceTag)."],
  [':registration-attachment/*', "The service assigns the IDs. Every change requires the stack's tag (aws:ResourceTag)."],
  [':phone-number/*', "The stack's numbers are created after the handler, which can associate them only with the stack's own registrations."],
  ['*', "IAM defines no resource type for these actions, or the resource is not known in advance. Creating anything requires the stack's tag (aws:RequestTag)."],
];

export function suppressForFunction(lambdaFunction: IConstruct): void {
  suppress(lambdaFunction, OF_FUNCTION);
}

/** A rule without a queue for what could not be delivered. */
export function suppressForRule(rule: IConstruct): void {
  suppress(rule, OF_RULE);
}

/** `holder` is a role that contains these statements, or a policy of them. */
export function suppressForPolicy(holder: IConstruct, statements: readonly iam.PolicyStatement[]): void {
  const stars = [...new Set(statements.flatMap(({ resources }) => resources))].flatMap((resource) => starOf(holder, resource));
  suppress(holder, [...holder instanceof iam.Role && stars.length > 0 ? [STAR_IN_ROLE] : [], ...stars]);
}

function starOf(scope: IConstruct, resource: string): Suppression[] {
  const [, reason] = STARS.find(([end]) => resource.endsWith(end)) ?? [];
  return reason === undefined ? [] : [{ id: 'AwsSolutions-IAM5', finding: `Resource::${flat(cdk.Stack.of(scope).resolve(resource))}`, reason }];
}

/** How cdk-nag writes an ARN into the name of a finding. */
function flat(resolved: string | { readonly 'Ref'?: string; readonly 'Fn::Join'?: readonly [string, readonly string[]] }): string {
  if (typeof resolved === 'string') {
    return resolved;
  }
  const [separator, parts] = resolved['Fn::Join'] ?? ['', [`<${resolved.Ref}>`]];
  return parts.map(flat).join(separator);
}

/** Adds the suppressions that are missing, for both versions of cdk-nag. */
function suppress(construct: IConstruct, suppressions: readonly Suppression[]): void {
  const resource = construct.node.defaultChild;
  // A role that iam.Role.customizeRoles replaces is in no template.
  if (suppressions.length === 0 || resource === undefined || !cdk.CfnResource.isCfnResource(resource)) {
    return;
  }
  const { rules_to_suppress: present = [] } = (resource.getMetadata(TEMPLATE_KEY) ?? {}) as { readonly rules_to_suppress?: readonly Rule[] };
  const added = suppressions
    .map(({ id, finding, reason }): Rule => ({ id, reason, ...finding !== undefined && { applies_to: [finding] } }))
    .filter((rule) => !present.some((other) => JSON.stringify(other) === JSON.stringify(rule)));
  resource.addMetadata(TEMPLATE_KEY, { rules_to_suppress: [...present, ...added] });
  if (CONSTRUCT_KEY !== undefined) {
    added.forEach(({ id, reason, applies_to: [finding] = [] }) => (
      resource.node.addMetadata(CONSTRUCT_KEY, { [finding === undefined ? id : `${id}[${finding}]`]: reason })
    ));
  }
}
