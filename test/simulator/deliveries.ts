import type { Clock } from './clock';
import type { RegistrationEvent } from './events';
import { putEvents } from './put-events';
import type { EventDelivery, Switches } from './switches';

/** How the next events are delivered. */
export interface Disturbance {
  readonly delivery: EventDelivery;
  /** Default: one event. */
  readonly times?: number;
}

/** What became of an event. One that is delivered twice has two entries. */
export interface Delivery {
  readonly eventId: string;
  readonly registrationId: string;
  readonly status: string;
  /** `pending`: the endpoint has not answered yet. */
  outcome: 'delivered' | 'pending' | 'failed' | 'lost';
  problem?: string;
}

/** An event that nothing overtakes is not held back for good. */
const HELD_AT_MOST_MS = 60_000;

/** Brings events to whoever listens, and to the endpoint if there is one: later, and as badly as the switches say. */
export class Deliveries {
  private readonly listeners = new Set<(event: RegistrationEvent) => void>();
  private readonly stopped = new AbortController();
  private readonly log: Delivery[] = [];
  private disturbances: EventDelivery[] = [];
  private endpoint?: { readonly url: string; readonly region: string };
  private held?: RegistrationEvent;
  private sending = Promise.resolve();

  constructor(private readonly clock: Clock, private readonly switches: () => Switches) {}

  public listen(listener: (event: RegistrationEvent) => void): () => void {
    this.listeners.add(listener);
    this.clock.run();
    return () => void this.listeners.delete(listener);
  }

  public sendTo(url: string, region: string): void {
    if (!/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\/?$/.test(url)) {
      throw new Error(`events are sent to this machine only, not to ${url}`);
    }
    this.endpoint = { url, region };
    this.clock.run();
  }

  public stopSending(url: string): void {
    if (this.endpoint?.url === url) this.endpoint = undefined;
  }

  public disturb({ delivery, times = 1 }: Disturbance): void {
    this.disturbances.push(...Array.from({ length: times }, () => delivery));
  }

  public list(): Delivery[] {
    return structuredClone(this.log);
  }

  public add(event: RegistrationEvent): void {
    const { eventDelayMs, eventDelivery } = this.switches();
    const delivery = this.disturbances.shift() ?? eventDelivery;
    if (delivery === 'lost') this.record(event, 'lost');
    else this.clock.schedule(eventDelayMs, () => this.arrive(event, delivery));
  }

  /** Forgets what is under way. */
  public clear(): void {
    this.log.length = 0;
    this.disturbances = [];
    this.held = undefined;
  }

  public async stop(): Promise<void> {
    this.listeners.clear();
    this.stopped.abort();
    await this.sending;
  }

  private arrive(event: RegistrationEvent, delivery: EventDelivery): void {
    if (delivery === 'reordered' && !this.held) {
      this.held = event;
      this.clock.schedule(HELD_AT_MOST_MS, () => this.release(event));
      return;
    }
    this.deliver(event);
    if (delivery === 'twice') this.deliver(event);
    this.release(this.held);
  }

  private release(event: RegistrationEvent | undefined): void {
    if (!event || this.held !== event) return;
    this.held = undefined;
    this.deliver(event);
  }

  private deliver(event: RegistrationEvent): void {
    const { endpoint } = this;
    const delivery = this.record(event, endpoint ? 'pending' : 'delivered');
    this.listeners.forEach((listener) => listener(structuredClone(event)));
    if (!endpoint) return;
    // One after the other: the network reorders nothing by chance.
    this.sending = this.sending.then(async () => {
      delivery.problem = await putEvents(endpoint, event, this.stopped.signal);
      delivery.outcome = delivery.problem === undefined ? 'delivered' : 'failed';
    });
  }

  private record(event: RegistrationEvent, outcome: Delivery['outcome']): Delivery {
    const { registrationId, currentStatus } = event.detail.registrationDetails;
    const delivery: Delivery = { eventId: event.id, registrationId, status: currentStatus, outcome };
    this.log.push(delivery);
    return delivery;
  }
}
