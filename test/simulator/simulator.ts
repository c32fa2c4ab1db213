import { Control } from './control';
import { Dispatcher } from './dispatch';
import { Server } from './server';
import { Service } from './service';
import { SwitchChanges, withChanges } from './switches';
import { Time } from '../time/time';

export interface SimulatorOptions {
  /** Default: a free port. */
  readonly port?: number;
  /** Default: us-east-1 */
  readonly region?: string;
  /** Default: 000000000000 */
  readonly account?: string;
  /** Default: see switches.ts */
  readonly switches?: SwitchChanges;
  /** Default: real time */
  readonly time?: Time;
}

/** A local PinpointSMSVoiceV2 service. It starts empty and forgets everything when it stops. */
export class Simulator {
  public static async start(options: SimulatorOptions = {}): Promise<Simulator> {
    const service = new Service(options.region ?? 'us-east-1', options.account ?? '000000000000', withChanges(options.switches ?? {}), options.time ?? new Time());
    const dispatcher = new Dispatcher(service);
    const control = new Control(service, dispatcher);
    const server = new Server(dispatcher, control);
    return new Simulator(await server.listen(options.port ?? 0), control, server, dispatcher);
  }

  public readonly endpoint: string;

  private constructor(
    public readonly port: number,
    public readonly control: Control,
    private readonly server: Server,
    private readonly dispatcher: Dispatcher,
  ) {
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  /** Every text and document (as base64) that a call ever brought. */
  public get received(): ReadonlySet<string> {
    return this.dispatcher.received;
  }

  /** What happens at the moment of every reset that is a fault, for instance the death of the caller. */
  public onReset(act: (() => void) | undefined): void {
    this.dispatcher.onReset = act;
  }

  /** Settles when the next call of that operation comes in, however long it takes then. */
  public arrival(operation: string): Promise<void> {
    return new Promise((resolve) => {
      this.dispatcher.onArrival = (arrived) => {
        if (arrived === operation) resolve();
      };
    });
  }

  /** Destroys open connections and calls that wait. */
  public async stop(): Promise<void> {
    await this.server.close();
  }
}
