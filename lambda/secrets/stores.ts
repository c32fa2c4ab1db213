import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

/** One attempt per call: the caller decides about retries. */
const CONFIGURATION = { maxAttempts: 1, requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } };

const secretsManager = new SecretsManagerClient(CONFIGURATION);
const parameterStore = new SSMClient(CONFIGURATION);

/** The text of a secret; undefined if it is binary. */
export async function getSecretValue(secretArn: string, abortSignal: AbortSignal): Promise<string | undefined> {
  const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: secretArn }), { abortSignal });
  return SecretString;
}

/** The value of a parameter of any type. */
export async function getParameter(parameterName: string, abortSignal: AbortSignal): Promise<string | undefined> {
  const { Parameter } = await parameterStore.send(new GetParameterCommand({ Name: parameterName, WithDecryption: true }), { abortSignal });
  return Parameter?.Value;
}
