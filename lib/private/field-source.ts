import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { IConstruct } from 'constructs';

/** Where the text of a field is kept, and what it takes to read it there. */
export interface FieldSource {
  readonly construct: IConstruct;
  readonly statements: readonly iam.PolicyStatement[];
}

export function secretSource(secret: secretsmanager.ISecret): FieldSource {
  // What Secrets Manager adds to a name is known only with the whole ARN.
  const resource = secret.secretFullArn ?? `${secret.secretArn}-??????`;
  return source(secret, 'secretsmanager', 'GetSecretValue', resource, secret.encryptionKey);
}

export function parameterSource(parameter: ssm.IParameter): FieldSource {
  // Secure strings have it, but not in their interface.
  const { encryptionKey } = parameter as { encryptionKey?: kms.IKey };
  return source(parameter, 'ssm', 'GetParameter', parameter.parameterArn, encryptionKey);
}

/** Not `grantRead`: that would also let the handler describe it, and tie the policy of its key to the handler. */
function source(construct: IConstruct, service: string, action: string, resource: string, key?: kms.IKey): FieldSource {
  return {
    construct,
    statements: [
      new iam.PolicyStatement({ actions: [`${service}:${action}`], resources: [resource] }),
      ...key ? [new iam.PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `${service}.${Stack.of(construct).region}.amazonaws.com` } },
      })] : [],
    ],
  };
}
