import type { RegistrationStatus, RegistrationVersionStatus } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { canonical } from './canonical';
import { Clock } from './clock';
import { Deliveries } from './deliveries';
import { conflict, notFound } from './errors';
import { RegistrationEvent, statusChangeEvent } from './events';
import { Forms } from './forms';
import { Arns } from './ids';
import { currentVersion, Registration, Replay, State, Tags, Version } from './state';
import { Switches } from './switches';
import { ANNOUNCED } from './transitions';
import { Time } from '../time/time';

/** Everything an operation works with, and the few things that several operations do. */
export class Service {
  public readonly clock: Clock;
  public readonly arns: Arns;
  public readonly forms: Forms;
  public readonly events: RegistrationEvent[] = [];
  public readonly deliveries: Deliveries;
  public state = new State();

  constructor(public readonly region: string, public readonly account: string, public switches: Switches, time = new Time()) {
    this.clock = new Clock(time);
    this.arns = new Arns(region, account);
    this.forms = new Forms(region);
    this.deliveries = new Deliveries(this.clock, () => this.switches);
  }

  /** The live registration of that id or ARN. */
  public registration(idOrArn: string): Registration {
    const id = this.arns.id('registration', idOrArn);
    const found = this.state.registrations.get(id);
    if (!found || found.deletedAt || !this.isVisible(found)) throw notFound({ type: 'registration', id });
    return found;
  }

  /** Not to other operations, right after it was created. */
  public isVisible({ visibleFrom }: Registration): boolean {
    return visibleFrom <= this.clock.now();
  }

  public liveRegistrations(): Registration[] {
    return [...this.state.registrations.values()].filter(isLive);
  }

  /**
   * How a deleted record is described (switch `gone`): `old` as it was, `deleted` with status DELETED, `absent` not at all.
   * Asking for it by id can be an error as well.
   */
  public remains(deletedAt: Date): 'old' | 'deleted' | 'absent' | 'not-found' {
    switch (this.switches.gone) {
      case 'tombstone': return 'deleted';
      case 'not-found': return 'not-found';
      case 'lag': return this.clock.now() < deletedAt.getTime() + this.switches.deletionLagMs ? 'old' : 'absent';
      default: return 'absent';
    }
  }

  /** The records that a Describe without ids shows. */
  public described<T extends { deletedAt?: Date }>(records: Iterable<T>): T[] {
    return [...records].filter((record) => !record.deletedAt || ['old', 'deleted'].includes(this.remains(record.deletedAt)));
  }

  public showsAsDeleted(record: { deletedAt?: Date }): boolean {
    return record.deletedAt !== undefined && this.remains(record.deletedAt) === 'deleted';
  }

  /** The records that a Describe with ids shows (switch `gone`). */
  public describedById<T extends { deletedAt?: Date }>(ids: string[], find: (id: string) => T | undefined, missing: (id: string) => Error): T[] {
    const unknownIsError = ['tombstone', 'not-found'].includes(this.switches.gone);
    return this.described(ids.flatMap((id) => {
      const record = find(id);
      const isError = record?.deletedAt ? this.remains(record.deletedAt) === 'not-found' : !record && unknownIsError;
      if (isError) throw missing(id);
      return record ?? [];
    }));
  }

  /** Changes the status of a version, of its registration, or of both, and writes it down. */
  public move(
    registration: Registration,
    to: { registration?: RegistrationStatus; version?: RegistrationVersionStatus },
    cause: string,
    at = this.clock.date(),
    version = currentVersion(registration),
  ): void {
    if (to.version) this.setVersionStatus(version, to.version, at);
    const changed = to.registration !== undefined && to.registration !== registration.status;
    if (to.registration) registration.status = to.registration;
    this.record(registration, cause, at, version);
    if (changed) this.announce(registration, at);
  }

  public record(registration: Registration, cause: string, at = this.clock.date(), version = currentVersion(registration)): void {
    registration.history.push({
      time: at.toISOString(),
      registrationStatus: registration.status,
      versionNumber: version.number,
      versionStatus: version.status,
      cause,
    });
  }

  public announce(registration: Registration, at: Date): void {
    if (!ANNOUNCED.includes(registration.status)) return;
    const event = statusChangeEvent(this, registration, at);
    this.events.push(event);
    this.deliveries.add(event);
  }

  /** A call with a ClientToken that was seen before gets the same answer, or a Conflict when it asks for something else. */
  public once<T extends object>(operation: string, input: { ClientToken?: string }, act: () => T): T {
    const { ClientToken: token, ...rest } = input;
    if (token === undefined) return act();
    const key = `${operation}:${token}`;
    const parameters = canonical(rest);
    const replay: Replay | undefined = this.state.replays.get(key);
    if (replay && replay.parameters !== parameters) {
      throw conflict('RESOURCE_ALREADY_EXISTS', { type: 'account', id: this.account }, 'The ClientToken was used before with other parameters.');
    }
    if (replay) return replay.result as T;
    const result = act();
    this.state.replays.set(key, { parameters, result });
    return result;
  }

  private setVersionStatus(version: Version, status: RegistrationVersionStatus, at: Date): void {
    version.status = status;
    version.reachedAt.set(status, at);
  }
}

export function isLive(record: { deletedAt?: Date }): boolean {
  return record.deletedAt === undefined;
}

export function tagMap(tags: { Key: string; Value: string }[] | undefined): Tags {
  return new Map((tags ?? []).map(({ Key, Value }) => [Key, Value]));
}

export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
