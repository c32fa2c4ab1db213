import { Control } from './control';
import { Dispatcher } from './dispatch';
import type { RegistrationEvent } from './events';
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
  /** The EventBridge endpoint where events are put. Default: nowhere */
  readonly eventsTo?: string;
}

/** A local PinpointSMSVoiceV2 service. It starts empty and forgets everything when it stops. */
export class Simulator {
  public static async start(options: SimulatorOptions = {}): Promise<Simulator> {
    const service = new Service(options.region ?? 'us-east-1', options.account ?? '000000000000', withChanges(options.switches ?? {}), options.time ?? new Time());
    const dispatcher = new Dispatcher(service);
    const control = new Control(service, dispatcher);
    const server = new Server(dispatcher, control);
    if (options.eventsTo !== undefined) control.sendEvents({ endpoint: options.eventsTo });
    return new Simulator(await server.listen(options.port ?? 0), control, server, dispatcher, service);
  }

  public readonly endpoint: string;

  private constructor(
    public readonly port: number,
    public readonly control: Control,
    private readonly server: Server,
    private readonly dispatcher: Dispatcher,
    private readonly service: Service,
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

  /** Calls the listener with each event when it is delivered, until the function that is returned is called. */
  public onEvent(listener: (event: RegistrationEvent) => void): () => void {
    return this.service.deliveries.listen(listener);
  }

  /** Destroys open connections and calls that wait. No event comes any more. */
  public async stop(): Promise<void> {
    this.service.clock.stop();
    await this.service.deliveries.stop();
    await this.server.close();
  }
}
