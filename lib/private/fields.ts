import { Aws, CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { assertValid } from './limits';
import { pathOf } from './protection';
import { referredTo, secureService } from './secure-references';
import { DeclaredField } from '../../contract/registration-resource';

/**
 * The fields as the handler reads them: sorted by path, because in some languages a map has another order in each run, and without those
 * whose value is `AWS::NoValue`.
 *
 * @param where the construct, for errors
 * @param createdAfter the resources that no field can refer to
 * @param fieldName the field, for errors
 */
export function renderFields(
  where: string, scope: IConstruct, fields: readonly DeclaredField[], createdAfter: readonly CfnResource[], fieldName: (path: string) => string,
): readonly DeclaredField[] {
  const stack = Stack.of(scope);
  assertValid(where, fields.flatMap((field) => (
    [...secretProblems(scope, field), ...orderProblems(scope, field, createdAfter)].map((problem) => `${fieldName(field.FieldPath)}: ${problem}`)
  )));
  return fields
    .filter((field) => !isNothing(stack, field))
    .map((field) => ({ field, key: sortKey(stack, field) }))
    .sort((one, other) => one.key < other.key ? -1 : 1)
    .map(({ field }) => field);
}

function secretProblems(scope: IConstruct, field: DeclaredField): string[] {
  const service = secureService(scope, field);
  const instead = service === 'secretsmanager' ? 'FieldValue.fromSecretsManager' : 'FieldValue.fromSsmParameter';
  return service === undefined ? [] : [
    `it contains a dynamic reference to ${service}, which CloudFormation does not resolve in a custom resource; use ${instead}`,
  ];
}

function orderProblems(scope: IConstruct, field: DeclaredField, createdAfter: readonly CfnResource[]): string[] {
  return referredTo(scope, field, createdAfter).map((resource) => (
    `it refers to "${pathOf(resource)}", which is associated with this registration and therefore created after it; `
    + 'write the value as text, or create that resource in another stack'
  ));
}

function isNothing(stack: Stack, field: DeclaredField): boolean {
  const { FieldPath: _, ...value } = field;
  const nothing = JSON.stringify(stack.resolve(Aws.NO_VALUE));
  return Object.values(value).every((content) => [stack.resolve(content) as unknown].flat().every((one) => JSON.stringify(one) === nothing));
}

function sortKey(stack: Stack, { FieldPath }: DeclaredField): string {
  const path: unknown = stack.resolve(FieldPath);
  return typeof path === 'string' ? path : JSON.stringify(path);
}
