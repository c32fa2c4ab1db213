import * as http from 'http';
import { AddressInfo } from 'net';

/** How a service refuses: the name of the exception, and its words where it has some. */
export interface Refusal {
  readonly status?: number;
  readonly code: string;
  readonly message?: string;
}

/** What somebody asked for. */
export interface Asked {
  readonly operation: string;
  readonly name: string;
}

export interface Parameter {
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly value: string;
}

type Json = Record<string, unknown>;

const OPERATIONS: Record<string, (stores: SecretStores, request: Json) => Json | Refusal> = {
  'secretsmanager.GetSecretValue': (stores, { SecretId }) => stores.secret(SecretId as string),
  'AmazonSSM.GetParameter': (stores, { Name, WithDecryption }) => stores.parameter(Name as string, WithDecryption === true),
};

/**
 * Plays AWS Secrets Manager and the Parameter Store as far as reading goes, by their JSON protocol, on this machine.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export class SecretStores {
  static async start(): Promise<SecretStores> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    return new SecretStores(server);
  }

  /** By ARN; binary ones are buffers. */
  readonly secrets = new Map<string, string | Buffer>();
  /** By name. */
  readonly parameters = new Map<string, Parameter>();
  /** Every text that was ever given away, with the members of those that are JSON objects. */
  readonly given = new Set<string>();
  /** In order of arrival. */
  readonly asked: Asked[] = [];
  private readonly refusals: Refusal[] = [];

  private constructor(private readonly server: http.Server) {
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => void this.receive(request, response));
  }

  /** By which the SDK finds it. */
  get env(): Record<string, string> {
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { AWS_ENDPOINT_URL_SECRETS_MANAGER: url, AWS_ENDPOINT_URL_SSM: url };
  }

  /** Refuses the next `times` requests. */
  refuse(refusal: Refusal, times = 1): void {
    this.refusals.push(...Array.from({ length: times }, () => refusal));
  }

  async stop(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await stopped;
  }

  /** By its ARN, or by that without the last six characters, if only one secret has it. */
  secret(id: string): Json | Refusal {
    const found = [...this.secrets.keys()].filter((arn) => arn === id || arn.replace(/-\w{6}$/, '') === id);
    const [ARN] = found;
    if (ARN === undefined || found.length > 1) {
      return { code: 'ResourceNotFoundException', message: 'Secrets Manager can\'t find the specified secret.' };
    }
    const value = this.secrets.get(ARN)!;
    this.give(value.toString());
    return {
      ARN,
      Name: ARN.split(':')[6]!.replace(/-\w{6}$/, ''),
      VersionId: '00000000-0000-4000-8000-000000000000',
      VersionStages: ['AWSCURRENT'],
      CreatedDate: 1_700_000_000,
      ...typeof value === 'string' ? { SecretString: value } : { SecretBinary: value.toString('base64') },
    };
  }

  /** A secure one is shown as it is stored unless its decryption is asked for. */
  parameter(name: string, decrypt: boolean): Json | Refusal {
    const parameter = this.parameters.get(name);
    if (parameter === undefined) {
      return { code: 'ParameterNotFound' };
    }
    this.give(parameter.value);
    const Value = parameter.type === 'SecureString' && !decrypt ? Buffer.from('encrypted').toString('base64') : parameter.value;
    return { Parameter: { Name: name, Type: parameter.type, Value, Version: 1, DataType: 'text', LastModifiedDate: 1_700_000_000 } };
  }

  private give(text: string): void {
    this.given.add(text);
    // With a reviver: it sees every member, at any depth.
    try {
      JSON.parse(text, (_name, member: unknown) => { if (typeof member === 'string') this.given.add(member); });
    } catch {
      // No JSON has no members.
    }
  }

  private async receive(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const target = String(request.headers['x-amz-target']);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Json;
    this.asked.push({ operation: target.split('.')[1]!, name: String(body.SecretId ?? body.Name) });
    const signed = /^AWS4-HMAC-SHA256 /.test(request.headers.authorization ?? '');
    const answer = signed ? this.refusals.shift() ?? OPERATIONS[target]?.(this, body) : { code: 'MissingAuthenticationTokenException' };
    const refusal = answer === undefined ? { code: 'UnknownOperationException' } : 'code' in answer ? answer as unknown as Refusal : undefined;
    response.writeHead(refusal ? refusal.status ?? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(refusal ? { __type: refusal.code, Message: refusal.message } : answer));
  }
}
