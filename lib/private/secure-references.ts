import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { assertValid } from './limits';

/**
 * CloudFormation resolves plain references to parameters in a custom resource, but none to a secret: that would arrive as it is written.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
const SECURE_REFERENCE = /\{\{resolve:(secretsmanager|ssm-secure):/;

/** The fields as the handler reads them; `where` is for the error about those with a secret that the handler would never see. */
export function renderFields<F extends { readonly FieldPath: string }>(where: string, scope: IConstruct, fields: readonly F[]): readonly F[] {
  assertValid(where, fields.flatMap((field) => {
    const [, service] = SECURE_REFERENCE.exec(JSON.stringify(Stack.of(scope).resolve(field))) ?? [];
    const instead = service === 'secretsmanager' ? 'FieldValue.fromSecret' : 'FieldValue.fromParameter';
    return service === undefined ? [] : [
      `fields["${field.FieldPath}"]: it has a dynamic reference to ${service} in it, which CloudFormation does not resolve in a custom resource; use ${instead}`,
    ];
  }));
  return fields;
}
