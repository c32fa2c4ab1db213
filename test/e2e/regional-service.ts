import * as http from 'http';
import * as net from 'net';
import { Simulator } from '../simulator';

const HOST = '127.0.0.1';

/** The service in several Regions, each a simulator of its own. A request goes to the Region that it was signed for. */
export class RegionalService {
  /** @param regions the first one gets what is not signed, such as the commands of the simulator */
  static async start(...regions: readonly string[]): Promise<RegionalService> {
    const start = async (region: string) => [region, await Simulator.start({ region, switches: { eventDelayMs: 0 } })] as const;
    const service = new RegionalService(new Map(await Promise.all(regions.map(start))));
    await new Promise<void>((resolve) => service.server.listen(0, HOST, resolve));
    return service;
  }

  private readonly server: http.Server;

  private constructor(private readonly simulators: ReadonlyMap<string, Simulator>) {
    this.server = http.createServer((request, response) => this.forward(request, response));
  }

  get endpoint(): string {
    return `http://${HOST}:${(this.server.address() as net.AddressInfo).port}`;
  }

  in(region: string): Simulator {
    return this.simulators.get(region)!;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await Promise.all([...this.simulators.values()].map((simulator) => simulator.stop()));
  }

  private forward(request: http.IncomingMessage, response: http.ServerResponse): void {
    const [, region] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    const simulator = region === undefined ? [...this.simulators.values()][0] : this.simulators.get(region);
    if (!simulator) {
      response.destroy(new Error(`No service in ${region}`));
      return;
    }
    const { method, headers, url } = request;
    const forwarded = http.request(`${simulator.endpoint}${url}`, { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    forwarded.once('error', (error) => response.destroy(error));
    request.pipe(forwarded);
  }
}
