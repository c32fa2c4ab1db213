import { execFileSync } from 'child_process';
import * as path from 'path';

// How the handler is bundled may not change where requests go, nor how they are signed.

const PARAMETER = { FieldPath: 'companyInfo.companyName', TextFromParameter: { ParameterName: '/company' } };
const SECRET = { FieldPath: 'companyInfo.taxId', TextFromSecret: { SecretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:tax' } };

const ID = 'registration-0123456789abcdef0123456789abcdef';

interface Request {
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The first request of a delete. */
function firstRequest(env: Record<string, string>): Request {
  return firstRequestOf({ RequestType: 'Delete', PhysicalResourceId: ID }, {}, env);
}

function firstRequestOf(request: object, properties: object, env: Record<string, string>): Request {
  const event = {
    ...request,
    RequestId: 'a-request',
    ResponseURL: 'http://127.0.0.1:9/answer',
    ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:handler',
    StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/Texts/0123',
    LogicalResourceId: 'TollFree',
    ResourceType: 'Custom::SMSVoiceRegistration',
    ResourceProperties: { RegistrationType: 'US_TOLL_FREE_REGISTRATION', Fields: [], Tags: [], DeletionTimeout: '600', ...properties },
  };
  const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'key', AWS_SESSION_TOKEN: 'token' };
  const output = execFileSync(process.execPath, ['--no-warnings', path.join(__dirname, 'first-request.js'), JSON.stringify(event)], {
    env: { ...credentials, ...env }, encoding: 'utf8', timeout: 10_000,
  });
  return JSON.parse(output.split('\n').at(-1)!) as Request;
}

describe('The bundled handler', () => {
  test.each([
    ['of the Region', { AWS_REGION: 'us-east-1' }, 'sms-voice.us-east-1.amazonaws.com'],
    ['of China', { AWS_REGION: 'cn-north-1' }, 'sms-voice.cn-north-1.amazonaws.com.cn'],
    ['of the European sovereign cloud', { AWS_REGION: 'eusc-de-east-1' }, 'sms-voice.eusc-de-east-1.amazonaws.eu'],
    ['of an isolated partition', { AWS_REGION: 'us-iso-east-1' }, 'sms-voice.us-iso-east-1.c2s.ic.gov'],
    ['of a Region that the SDK does not know yet', { AWS_REGION: 'eu-nowhere-9' }, 'sms-voice.eu-nowhere-9.amazonaws.com'],
    ['with FIPS', { AWS_REGION: 'us-gov-west-1', AWS_USE_FIPS_ENDPOINT: 'true' }, 'sms-voice-fips.us-gov-west-1.amazonaws.com'],
    ['with IPv6', { AWS_REGION: 'eu-west-1', AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'sms-voice.eu-west-1.api.aws'],
    ['that is configured for the service', {
      AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'https://any.example', AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: 'https://sms.example',
    }, 'sms.example'],
    ['that is configured for all services', { AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'https://any.example' }, 'any.example'],
  ])('calls the endpoint %s', (_, env, host) => {
    expect(firstRequest(env).host).toBe(host);
  });

  test.each([
    ['a secret', SECRET, { AWS_REGION: 'cn-north-1' }, 'secretsmanager.cn-north-1.amazonaws.com.cn'],
    ['a secret with FIPS', SECRET, { AWS_REGION: 'us-east-1', AWS_USE_FIPS_ENDPOINT: 'true' }, 'secretsmanager-fips.us-east-1.amazonaws.com'],
    ['a secret of a configured endpoint', SECRET, { AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'https://secrets.example' }, 'secrets.example'],
    ['a parameter', PARAMETER, { AWS_REGION: 'cn-north-1' }, 'ssm.cn-north-1.amazonaws.com.cn'],
    ['a parameter with FIPS', PARAMETER, { AWS_REGION: 'us-east-1', AWS_USE_FIPS_ENDPOINT: 'true' }, 'ssm-fips.us-east-1.amazonaws.com'],
    ['a parameter of a configured endpoint', PARAMETER, { AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_SSM: 'https://parameters.example' }, 'parameters.example'],
  ])('reads %s where the environment says', (_, field, env, host) => {
    expect(firstRequestOf({ RequestType: 'Create' }, { Fields: [field] }, env).host).toBe(host);
  });

  test.each([
    ['of the Region', { AWS_REGION: 'us-east-1' }, 'cloudformation.us-east-1.amazonaws.com'],
    ['of China', { AWS_REGION: 'cn-north-1' }, 'cloudformation.cn-north-1.amazonaws.com.cn'],
    ['with FIPS', { AWS_REGION: 'us-east-1', AWS_USE_FIPS_ENDPOINT: 'true' }, 'cloudformation-fips.us-east-1.amazonaws.com'],
    ['that is configured for it', {
      AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'https://any.example', AWS_ENDPOINT_URL_CLOUDFORMATION: 'https://stacks.example',
    }, 'stacks.example'],
  ])('asks CloudFormation for the status of the stack at the endpoint %s', (_, env, host) => {
    // The delete of an adopted registration begins with it: in a rollback that registration stays.
    expect(firstRequestOf({ RequestType: 'Delete', PhysicalResourceId: ID }, { RegistrationId: ID }, env).host).toBe(host);
  });

  test('signs with the credentials of the environment, and hands on the trace of the invocation', () => {
    const { headers } = firstRequest({ AWS_REGION: 'eu-west-1', AWS_LAMBDA_FUNCTION_NAME: 'handler', _X_AMZN_TRACE_ID: 'Root=1-2-3' });
    expect(headers['x-amz-security-token']).toBe('token');
    expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/sms-voice\/aws4_request, SignedHeaders=.*, Signature=[0-9a-f]{64}$/);
    expect(headers['X-Amzn-Trace-Id']).toBe('Root=1-2-3');
  });
});
