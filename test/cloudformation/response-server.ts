import { createHash, randomBytes } from 'crypto';
import * as http from 'http';
import * as https from 'https';
import { AddressInfo } from 'net';
import { judge, Verdict } from './answers';
import { Certificate, selfSignedCertificate } from './certificate';
import { deferred } from './deferred';
import { CustomResourceEvent } from './events';

/**
 * What goes wrong with a PUT: an HTTP status, a connection reset, no answer at all,
 * or 'lost': stored, but the connection breaks before the handler knows.
 */
export type Failure = { readonly status: number } | 'reset' | 'hang' | 'lost';

/** Every attempt to answer, in order of arrival. */
export interface Put {
  readonly requestId?: string;
  readonly body: string;
  readonly headers: http.IncomingHttpHeaders;
  /** 'answer': the one that counts. 'duplicate': came after it. 'late': nobody waits any more. The others were not stored. */
  readonly outcome: 'answer' | 'duplicate' | 'late' | 'refused' | 'failed on purpose';
  readonly violations: string[];
  /** Epoch milliseconds of the cloud's time. */
  readonly at: number;
}

/** One request's pre-signed URL. */
export interface ResponseSlot {
  readonly url: string;
  readonly verdict: Promise<Verdict>;
  /** CloudFormation stops waiting: what comes from now on is late. */
  close(): void;
}

interface Waiting {
  readonly event: CustomResourceEvent;
  readonly settle: (verdict: Verdict) => void;
  answered: boolean;
  closed: boolean;
}

/** Plays the S3 bucket behind CloudFormation's pre-signed response URLs. */
export class ResponseServer {
  static async start(options: { tls?: boolean; now?: () => number } = {}): Promise<ResponseServer> {
    const certificate = options.tls ? selfSignedCertificate() : undefined;
    const server = certificate ? https.createServer(certificate) : http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ResponseServer(server, options.now ?? Date.now, certificate);
  }

  readonly puts: Put[] = [];
  private readonly slots = new Map<string, Waiting>();
  private readonly failures: Failure[] = [];

  private constructor(
    private readonly server: http.Server | https.Server, private readonly now: () => number, private readonly certificate?: Certificate,
  ) {
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => void this.receive(request, response));
  }

  /** For NODE_EXTRA_CA_CERTS of a function that has to trust the https variant. */
  get caFile(): string | undefined {
    return this.certificate?.file;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get violations(): string[] {
    return this.puts.flatMap((put) => put.violations);
  }

  /** Lets the next `times` PUTs go wrong. */
  failNext(failure: Failure, times = 1): void {
    this.failures.push(...Array.from({ length: times }, () => failure));
  }

  /** Nothing goes wrong any more. */
  recover(): void {
    this.failures.length = 0;
  }

  /** Signs a URL for one request. The event's own ResponseURL is not read. */
  open(event: CustomResourceEvent): ResponseSlot {
    const path = signedPath(event, this.now());
    const { promise, resolve } = deferred<Verdict>();
    const waiting: Waiting = { event, settle: resolve, answered: false, closed: false };
    this.slots.set(path, waiting);
    return { url: this.origin + path, verdict: promise, close: () => { waiting.closed = true; } };
  }

  async close(): Promise<void> {
    this.certificate?.remove();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private get origin(): string {
    const { port } = this.server.address() as AddressInfo;
    return `${this.certificate ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  private async receive(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (body === undefined) return;
    const waiting = this.slots.get(request.url ?? '');
    const refusal = refusalOf(request, waiting);
    if (refusal || !waiting) return this.refuse(request, response, body, refusal);
    const failure = this.failures.shift();
    if (failure === undefined || failure === 'lost') this.store(request, body, waiting);
    else this.record(request, body, 'failed on purpose', [], waiting);
    if (failure === undefined) response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end();
    else fail(request, response, failure);
  }

  private refuse(request: http.IncomingMessage, response: http.ServerResponse, body: string, refusal?: Refusal): void {
    const { status, code, violation } = refusal ?? UNKNOWN_URL;
    this.record(request, body, 'refused', [violation], this.slots.get(request.url ?? ''));
    response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
  }

  private store(request: http.IncomingMessage, body: string, waiting: Waiting): void {
    const verdict = judge(body, waiting.event);
    const outcome = waiting.answered ? 'duplicate' : waiting.closed ? 'late' : 'answer';
    this.record(request, body, outcome, verdict.violations, waiting);
    waiting.answered = true;
    if (outcome === 'answer') waiting.settle(verdict);
  }

  private record(request: http.IncomingMessage, body: string, outcome: Put['outcome'], violations: string[], waiting?: Waiting): void {
    const requestId = waiting?.event.RequestId;
    this.puts.push({ requestId, body, headers: request.headers, outcome, violations, at: this.now() });
  }
}

interface Refusal { readonly status: number; readonly code: string; readonly violation: string }

const UNKNOWN_URL: Refusal = { status: 403, code: 'SignatureDoesNotMatch', violation: 'the URL is not one that was signed' };

/** What S3 refuses, whatever the body says. */
function refusalOf(request: http.IncomingMessage, waiting?: Waiting): Refusal | undefined {
  if (!waiting) return UNKNOWN_URL;
  if (request.method !== 'PUT') return { ...UNKNOWN_URL, violation: `the method is ${request.method}, the URL is signed for PUT` };
  if (request.headers['content-type']) {
    return { ...UNKNOWN_URL, violation: `content-type is ${request.headers['content-type']}, the URL is signed for an empty one` };
  }
  if (request.headers['transfer-encoding']) {
    return { status: 501, code: 'NotImplemented', violation: 'the body is chunked: S3 wants a content-length' };
  }
  return undefined;
}

function fail(request: http.IncomingMessage, response: http.ServerResponse, failure: Failure): void {
  if (failure === 'hang') return;
  if (failure === 'reset' || failure === 'lost') request.socket.resetAndDestroy();
  else response.writeHead(failure.status, { 'content-type': 'application/xml' }).end('<Error><Code>InternalError</Code></Error>');
}

/** The form of CloudFormation's URLs: escaped path, and a credential whose escapes must survive. */
function signedPath(event: CustomResourceEvent, now: number): string {
  const key = encodeURIComponent(`${event.StackId}|${event.LogicalResourceId}|${event.RequestId}`);
  const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const credential = encodeURIComponent(`AKIAIOSFODNN7EXAMPLE/${date.slice(0, 8)}/us-east-1/s3/aws4_request`);
  return `/${key}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=${date}&X-Amz-SignedHeaders=host&X-Amz-Expires=7200`
    + `&X-Amz-Credential=${credential}&X-Amz-Signature=${randomBytes(32).toString('hex')}`;
}

/** Undefined when the sender died before the body was complete: S3 stores nothing then. */
async function bodyOf(request: http.IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  } catch {
    return undefined;
  }
}
