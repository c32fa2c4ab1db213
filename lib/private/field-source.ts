import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { IConstruct } from 'constructs';

/** Where the text of a field is kept, and the permissions to read it. */
export interface FieldSource {
  readonly construct: IConstruct;
  readonly action: string;
  readonly resource: string;
  /** The customer managed key, if it is known, and the service that decrypts with it. */
  readonly decryption?: { readonly key: kms.IKey; readonly viaService: string };
}

export function secretSource(secret: secretsmanager.ISecret): FieldSource {
  // Only the full ARN contains the six characters that Secrets Manager adds to a name.
  const resource = secret.secretFullArn ?? `${secret.secretArn}-??????`;
  return source(secret, 'secretsmanager', 'GetSecretValue', resource, secret.encryptionKey);
}

/**
 * How the handler names a secret in its request: by the full ARN, or by the name if it is in the account and Region of the stack. A partial
 * ARN whose name ends in a hyphen and six characters looks like a full one, and would not be found.
 */
export function secretId(secret: secretsmanager.ISecret): string {
  if (secret.secretFullArn !== undefined) {
    return secret.secretFullArn;
  }
  const { account, region } = Stack.of(secret);
  if (!Token.isUnresolved(secret.secretArn)) {
    const [, , , itsRegion, itsAccount, , name] = secret.secretArn.split(':');
    return itsRegion === region && itsAccount === account ? name! : secret.secretArn;
  }
  return isOwnName(secret) ? secret.secretName : secret.secretArn;
}

/** Whether the ARN was made from the name, for the account and Region of the stack. */
function isOwnName(secret: secretsmanager.ISecret): boolean {
  const stack = Stack.of(secret);
  const ownArn = stack.formatArn({
    service: 'secretsmanager', resource: 'secret', resourceName: secret.secretName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return JSON.stringify(stack.resolve(ownArn)) === JSON.stringify(stack.resolve(secret.secretArn));
}

export function parameterSource(parameter: ssm.IParameter): FieldSource {
  // Imported secure strings have a key, but IParameter does not.
  const { encryptionKey } = parameter as { encryptionKey?: kms.IKey };
  return source(parameter, 'ssm', 'GetParameter', parameter.parameterArn, encryptionKey);
}

/** Not `grantRead`, which would also allow describing the secret, and put the handler in the policy of its key. */
function source(construct: IConstruct, service: string, action: string, resource: string, key?: kms.IKey): FieldSource {
  return {
    construct,
    action: `${service}:${action}`,
    resource,
    decryption: key && { key, viaService: `${service}.${Stack.of(construct).region}.amazonaws.com` },
  };
}

export function readStatement(action: string, resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [action], resources });
}

export function decryptStatement({ key, viaService }: NonNullable<FieldSource['decryption']>): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': viaService } },
  });
}
