import { randomUUID } from 'crypto';
import * as http from 'http';
import { AddressInfo } from 'net';

/** One message, as its subscribers get it. */
export interface Published {
  readonly topicArn: string;
  readonly subject: string;
  /** By protocol; `default` is for all others. */
  readonly texts: Readonly<Record<string, string>>;
}

const MAX_BYTES = 262_144;

/**
 * Plays Publish of Amazon SNS, on this machine, with the rules for subjects and structured messages.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export class Sns {
  static async start(): Promise<Sns> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    return new Sns(server);
  }

  /** In order of arrival. */
  readonly published: Published[] = [];
  /** How many requests came, also those that were refused. */
  requests = 0;
  /** The code of the error with which every request is refused. */
  refusal?: string;

  private constructor(private readonly server: http.Server) {
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => void this.answer(request, response));
  }

  /** By which the SDK finds it. */
  get env(): Record<string, string> {
    return { AWS_ENDPOINT_URL_SNS: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}` };
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.requests += 1;
    const parameters = new URLSearchParams(Buffer.concat(chunks).toString());
    const problem = this.refusal === undefined ? problemOf(parameters) : { code: this.refusal, message: 'refused' };
    if (problem) return void response.writeHead(400, { 'content-type': 'text/xml' }).end(error(problem));
    this.published.push({
      topicArn: parameters.get('TopicArn')!,
      subject: parameters.get('Subject')!,
      texts: JSON.parse(parameters.get('Message')!) as Record<string, string>,
    });
    return void response.writeHead(200, { 'content-type': 'text/xml' }).end(ACCEPTED());
  }
}

interface Problem {
  readonly code: string;
  readonly message: string;
}

function problemOf(parameters: URLSearchParams): Problem | undefined {
  const invalid = (message: string) => ({ code: 'InvalidParameter', message });
  const message = parameters.get('Message') ?? '';
  const subject = parameters.get('Subject') ?? '';
  if (parameters.get('Action') !== 'Publish') return { code: 'InvalidAction', message: 'Only Publish is played' };
  if (!/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/.test(parameters.get('TopicArn') ?? '')) return invalid('Invalid parameter: TopicArn');
  if (!/^[!-~][ -~]{0,98}$/.test(subject)) return invalid('Invalid parameter: Subject');
  if (message === '' || Buffer.byteLength(message) > MAX_BYTES) return invalid('Invalid parameter: Message too long');
  return parameters.get('MessageStructure') === 'json' && !isStructured(message) ? invalid('Invalid parameter: Message Structure - JSON message body failed to parse') : undefined;
}

function isStructured(message: string): boolean {
  try {
    const texts = JSON.parse(message) as Record<string, unknown>;
    return typeof texts.default === 'string' && Object.values(texts).every((text) => typeof text === 'string');
  } catch {
    return false;
  }
}

const XMLNS = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';

const ACCEPTED = () => `<PublishResponse ${XMLNS}><PublishResult><MessageId>${randomUUID()}</MessageId></PublishResult>`
  + `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`;

function error({ code, message }: Problem): string {
  return `<ErrorResponse ${XMLNS}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
}
