import * as http from 'http';
import type { AddressInfo } from 'net';
import { text } from 'stream/consumers';

const WAITER_STARTED = { executionArn: 'arn:aws:states:us-east-1:111122223333:execution:waiter:0123', startDate: 0 };

/** What the CDK's framework calls: Lambda, to invoke the function of its user, and Step Functions, to start its waiter. */
export class FrameworkApis {
  /** Until `close`, every Invoke is passed on to that function. */
  public static async start(invoke: (event: object) => Promise<unknown>): Promise<FrameworkApis> {
    const server = http.createServer((request, response) => {
      const isInvoke = request.url!.endsWith('/invocations');
      void text(request)
        .then((body) => isInvoke ? invoke(JSON.parse(body) as object) : WAITER_STARTED)
        .then((answer) => response.end(JSON.stringify(answer)), () => response.writeHead(500).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FrameworkApis(server);
  }

  private constructor(private readonly server: http.Server) {}

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The variables that lead the SDK here. */
  public get environment(): Record<string, string> {
    const endpoint = `http://127.0.0.1:${this.port}`;
    return { AWS_ENDPOINT_URL_LAMBDA: endpoint, AWS_ENDPOINT_URL_SFN: endpoint };
  }

  public close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
