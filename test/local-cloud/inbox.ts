import * as http from 'http';
import { AddressInfo } from 'net';

/** What SNS posts to a subscriber by http. */
export interface Notification {
  readonly Type: 'Notification';
  readonly TopicArn: string;
  readonly Subject?: string;
  readonly Message: string;
}

interface Confirmation {
  readonly Type: 'SubscriptionConfirmation';
  readonly SubscribeURL: string;
}

/** A subscriber of SNS topics by http, on the loopback interface, which confirms every subscription. */
export class Inbox {
  static async open(): Promise<Inbox> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Inbox(server);
  }

  /** In order of arrival. */
  readonly messages: Notification[] = [];
  /** How many subscriptions were confirmed. */
  confirmed = 0;

  private constructor(private readonly server: http.Server) {
    server.unref();
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
      this.take(request).then(() => response.end(), () => response.writeHead(500).end());
    });
  }

  /** For the endpoint of a subscription. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async take(request: http.IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message = JSON.parse(Buffer.concat(chunks).toString()) as Notification | Confirmation;
    if (message.Type === 'Notification') {
      this.messages.push(message);
      return;
    }
    const { hostname } = new URL(message.SubscribeURL);
    if (hostname !== '127.0.0.1') throw new Error(`${hostname} is not this machine`);
    const { ok } = await fetch(message.SubscribeURL);
    this.confirmed += ok ? 1 : 0;
  }
}
