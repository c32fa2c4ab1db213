import { randomBytes, randomUUID } from 'crypto';
import { setTimeout as sleep } from 'timers/promises';
import { inputOf } from './event-inputs';
import { compilePattern, Json } from './event-patterns';
import { WireProperties } from './events';
import { NativeResource, NativeResources, NativeState } from './native';

/** An event as EventBridge delivers it. */
export interface BusEvent {
  readonly 'version': string;
  readonly 'id': string;
  readonly 'source': string;
  readonly 'detail-type': string;
  readonly 'time': string;
  readonly 'account': string;
  readonly 'region': string;
  readonly 'resources': readonly string[];
  readonly 'detail': object;
}

/** EventBridge delivers at least once, and tries for up to a day; some sources send with best effort only. */
export type BusDelivery = 'once' | 'lost' | 'twice' | 'late';

/** What a target of a rule got, or should have got. */
export interface SentInput {
  readonly rule: string;
  readonly target: string;
  readonly input: Json;
}

export interface EventBusOptions {
  readonly target: { readonly functionArn: string; readonly functionName: string; accept(event: unknown): void };
  /** How many real milliseconds one second of EventBridge's own waits lasts. */
  readonly secondMs: number;
  /** Default: the real time. */
  readonly now?: () => number;
}

/** The resource types that a stack can hold by this bus: the rules, and what their targets refer to. */
export const EVENT_TYPES = ['AWS::Events::Rule', 'AWS::Lambda::Function', 'AWS::SNS::Topic', 'AWS::SQS::Queue'] as const;

interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  readonly scheduled: boolean;
  readonly matches: (event: BusEvent) => boolean;
  readonly targets: readonly WireProperties[];
  readonly timer?: NodeJS.Timeout;
}

const LATENCY_SECONDS = 0.5;
/** Of a target without a RetryPolicy. */
const MAX_AGE_SECONDS = 86_400;
/** A timer cannot wait longer, and no test does. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const UNIT_SECONDS = { minute: 60, hour: 3_600, day: 86_400 };

/** Plays the default event bus for the stacks of the driver, whose rules exist only while a stack holds them. */
export class EventBus {
  /** How the next inputs are delivered. */
  delivery: BusDelivery = 'once';
  /** For `late`. */
  lateSeconds = 3_600;
  /** What was delivered to functions and, without effect, to other targets. */
  readonly sent: SentInput[] = [];
  /** What was too late for its target. */
  readonly deadLetters: SentInput[] = [];
  /** Inputs that could not be made. */
  readonly failures: string[] = [];
  readonly resources: NativeResources;
  private readonly rules = new Map<string, Rule>();
  private readonly running = new Set<Promise<void>>();
  private readonly stop = new AbortController();

  constructor(private readonly options: EventBusOptions) {
    const { functionName, functionArn } = options.target;
    this.resources = {
      'AWS::Events::Rule': this.ruleResource(),
      'AWS::Lambda::Function': known({ physicalId: functionName, attributes: { Arn: functionArn } }),
      'AWS::SNS::Topic': named((name) => {
        const arn = this.arn('sns', name);
        return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
      }),
      'AWS::SQS::Queue': named((name) => ({ physicalId: `https://sqs/${name}`, attributes: { Arn: this.arn('sqs', name), QueueName: name } })),
    };
  }

  /** The names of the rules that exist now, which are their physical IDs. */
  get ruleNames(): string[] {
    return [...this.rules.keys()];
  }

  /** Takes an event from wherever: it goes to every rule that matches now. */
  put(event: BusEvent): void {
    for (const rule of this.rules.values()) {
      if (rule.enabled && rule.matches(event)) this.send(rule, event);
    }
  }

  /** An event about a registration that the service never sent, or sent with other details. */
  forge(details: { readonly registrationId: string; readonly currentStatus: string } & Record<string, unknown>): void {
    const arn = this.arn('sms-voice', `registration/${details.registrationId}`);
    this.put(this.event('aws.sms-voice', 'Registration Status Change', [arn], { registrationDetails: details, registrationArn: arn }));
  }

  /** It is time for a scheduled rule, or for all of them. */
  tick(name?: string): void {
    const due = [...this.rules.values()].filter((rule) => rule.scheduled && rule.enabled && (name === undefined || rule.name === name));
    if (due.length === 0) throw new Error(name === undefined ? 'No rule has a schedule' : `${name} is not a rule with a schedule`);
    due.forEach((rule) => this.runSchedule(rule));
  }

  /** Settles when everything has reached its target. The function may still be busy with it. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.rules.forEach(({ timer }) => clearInterval(timer));
    this.rules.clear();
    await this.idle();
  }

  private send(rule: Rule, event: BusEvent): void {
    const { delivery } = this;
    if (delivery === 'lost') return;
    for (const target of rule.targets) {
      this.track(this.deliver(rule, target, event, delivery === 'late' ? this.lateSeconds : LATENCY_SECONDS));
      if (delivery === 'twice') this.track(this.deliver(rule, target, event, LATENCY_SECONDS));
    }
  }

  private async deliver(rule: Rule, target: WireProperties, event: BusEvent, afterSeconds: number): Promise<void> {
    const sent = this.input(rule, target, event);
    if (!sent) return;
    const maxAge = maxAgeSeconds(target);
    const waitMs = Math.min(afterSeconds, maxAge) * this.options.secondMs;
    await sleep(waitMs, undefined, { signal: this.stop.signal, ref: false }).catch(() => undefined);
    if (this.stop.signal.aborted) return;
    if (afterSeconds > maxAge) return void this.deadLetters.push(sent);
    this.sent.push(sent);
    if (sent.target === this.options.target.functionArn) this.options.target.accept(sent.input);
  }

  private input(rule: Rule, target: WireProperties, event: BusEvent): SentInput | undefined {
    try {
      return { rule: rule.name, target: String(target.Arn), input: inputOf(target, event, rule) };
    } catch (error) {
      this.failures.push(`${rule.name}: ${error instanceof Error ? error.message : error}`);
      return undefined;
    }
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
  }

  private ruleResource(): NativeResource {
    const put = (name: string, properties: WireProperties): Promise<NativeState> => {
      const rule = this.rule(name, properties);
      clearInterval(this.rules.get(name)?.timer);
      this.rules.set(name, { ...rule, timer: this.timer(rule, properties.ScheduleExpression) });
      return Promise.resolve({ physicalId: name, attributes: { Arn: rule.arn } });
    };
    return {
      create: async (properties) => put(text(properties.Name) ?? newName('rule'), properties),
      update: async (physicalId, properties) => put(text(properties.Name) ?? physicalId, properties),
      delete: async (physicalId) => {
        clearInterval(this.rules.get(physicalId)?.timer);
        this.rules.delete(physicalId);
      },
    };
  }

  private rule(name: string, properties: WireProperties): Rule {
    const { EventPattern: pattern, ScheduleExpression: schedule, State: state = 'ENABLED', Targets: targets = [] } = properties;
    if (pattern === undefined && schedule === undefined) throw new Error('Parameter(s) EventPattern and/or ScheduleExpression must be specified.');
    return {
      name,
      arn: this.arn('events', `rule/${name}`),
      enabled: state !== 'DISABLED',
      scheduled: schedule !== undefined,
      matches: pattern === undefined ? () => false : compilePattern(pattern as WireProperties),
      targets: targets as WireProperties[],
    };
  }

  private timer(rule: Rule, schedule: WireProperties[string] | undefined): NodeJS.Timeout | undefined {
    if (schedule === undefined) return undefined;
    const ms = rateSeconds(String(schedule)) * this.options.secondMs;
    return rule.enabled && ms <= LONGEST_TIMER_MS ? setInterval(() => this.runSchedule(rule), ms).unref() : undefined;
  }

  private runSchedule(rule: Rule): void {
    this.send(rule, this.event('aws.events', 'Scheduled Event', [rule.arn], {}));
  }

  private event(source: string, detailType: string, resources: string[], detail: object): BusEvent {
    const [, , , region = '', account = ''] = this.options.target.functionArn.split(':');
    const time = `${new Date((this.options.now ?? Date.now)()).toISOString().slice(0, 19)}Z`;
    return { 'version': '0', 'id': randomUUID(), source, 'detail-type': detailType, time, account, region, resources, detail };
  }

  private arn(service: string, name: string): string {
    const [, partition, , region, account] = this.options.target.functionArn.split(':');
    return ['arn', partition, service, region, account, name].join(':');
  }
}

function rateSeconds(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined) throw new Error(`The schedule ${expression} is not played`);
  return Number(count) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS];
}

function maxAgeSeconds({ RetryPolicy: policy = {} }: WireProperties): number {
  return Number((policy as WireProperties).MaximumEventAgeInSeconds ?? MAX_AGE_SECONDS);
}

/** One that exists already, and that nobody changes. */
function known(state: NativeState): NativeResource {
  return { create: async () => state, update: async () => state, delete: async () => undefined };
}

function named(state: (name: string) => NativeState): NativeResource {
  const states = new Map<string, NativeState>();
  return {
    create: async () => {
      const created = state(newName('thing'));
      states.set(created.physicalId, created);
      return created;
    },
    update: async (physicalId) => states.get(physicalId)!,
    delete: async (physicalId) => void states.delete(physicalId),
  };
}

function newName(kind: string): string {
  return `${kind}-${randomBytes(6).toString('hex')}`;
}

function text(value: WireProperties[string] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
