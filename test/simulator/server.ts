import { randomUUID } from 'crypto';
import * as http from 'http';
import { AddressInfo } from 'net';
import type { Control } from './control';
import { CONTROL_PATH, handleControl } from './control-http';
import { Answer, Dispatcher } from './dispatch';
import { model } from './model';

/** The wire: awsJson1_0 on `/`, the control below its own path, on the loopback interface only. */
export class Server {
  private readonly stopped = new AbortController();
  private readonly server: http.Server;

  constructor(private readonly dispatcher: Dispatcher, private readonly control: Control) {
    this.server = http.createServer((request, response) => {
      this.handle(request, response).catch(() => response.destroy());
    });
  }

  public async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Does not wait for anybody: open connections are destroyed. */
  public async close(): Promise<void> {
    this.stopped.abort();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (request.url?.startsWith(CONTROL_PATH)) return handleControl(this.control, request, response, body);
    if (request.method !== 'POST' || request.url !== '/') {
      response.writeHead(404).end();
      return;
    }
    send(response, await this.dispatcher.dispatch(operationOf(request), body, this.stopped.signal, accessKeyOf(request)));
  }
}

function operationOf(request: http.IncomingMessage): string {
  const target = String(request.headers['x-amz-target'] ?? '');
  const prefix = `${model.metadata.targetPrefix}.`;
  return target.startsWith(prefix) ? target.slice(prefix.length) : target;
}

/** Signatures are not checked; they only tell who calls. */
function accessKeyOf(request: http.IncomingMessage): string | undefined {
  return /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
}

function send(response: http.ServerResponse, answer: Answer): void {
  if (answer.broken === 'reset') {
    response.destroy();
    return;
  }
  const body = JSON.stringify(answer.body);
  response.writeHead(answer.statusCode, {
    'Content-Type': `application/x-amz-json-${model.metadata.jsonVersion}`,
    'x-amzn-RequestId': randomUUID(),
  });
  response.end(answer.broken === 'malformed' ? body.slice(0, Math.ceil(body.length / 2)) : body);
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
