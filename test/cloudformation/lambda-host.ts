import { randomBytes, randomUUID } from 'crypto';
import * as path from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { ContextFields, LambdaInstance, Outcome } from './lambda-instance';
import { LogLine } from './logs';
import { Time } from '../time/time';

/** Lambda delivers an event at least once: 'twice' is one after the other, 'concurrently' both at once. */
export type Delivery = 'once' | 'twice' | 'concurrently';

export interface LambdaHostOptions {
  /** A CommonJS file. Default: the built handler. */
  readonly bundle?: string;
  /** Default: 'handler'. */
  readonly exportName?: string;
  /** Added to what Lambda sets. Nothing of this process's own environment gets in. */
  readonly env?: Record<string, string>;
  /** Milliseconds of the function's own time. Default: 15 minutes, Lambda's longest. */
  readonly timeoutMs?: number;
  /** How many real milliseconds one second of Lambda's own waits lasts. Default: 20, or what `time` says. */
  readonly secondMs?: number;
  /** Lambda's waits before its retries. Default: 60 and 120, as Lambda's. */
  readonly retryAfterSeconds?: readonly number[];
  /** In which the function lives. Default: real time. */
  readonly time?: Time;
  readonly functionName?: string;
  readonly region?: string;
  readonly accountId?: string;
}

/** One attempt to handle an event. */
export interface Invocation {
  readonly event: unknown;
  /** The same in all attempts of one delivery. */
  readonly awsRequestId: string;
  readonly logStreamName: string;
  /** Undefined while it runs. */
  outcome?: Outcome;
}

/** How many real milliseconds one second of CloudFormation and Lambda lasts. */
export function secondMs({ secondMs: given, time }: Pick<LambdaHostOptions, 'secondMs' | 'time'>): number {
  return given ?? time?.real(1_000) ?? 20;
}

/** Unless somebody wants to know what the tests say to another one. */
export const BUILT_HANDLER = path.resolve(__dirname, process.env.HANDLER ?? '../../assets/handler/index.js');
/** Lambda's waits before the two retries of an asynchronous invocation. */
const RETRY_AFTER_SECONDS = [60, 120];

/** Runs a handler as Lambda runs it: in instances of its own, asynchronously, with retries and duplicates. */
export class LambdaHost {
  readonly functionName: string;
  readonly functionArn: string;
  readonly logs: LogLine[] = [];
  readonly invocations: Invocation[] = [];
  /** How the next events are delivered. */
  delivery: Delivery = 'once';
  private readonly region: string;
  private readonly instances = new Set<LambdaInstance>();
  private readonly running = new Set<Promise<unknown>>();
  private readonly stop = new AbortController();
  private readonly onExit: () => void;

  constructor(private readonly options: LambdaHostOptions = {}) {
    this.region = options.region ?? 'us-east-1';
    this.functionName = options.functionName ?? 'sms-registration-handler';
    this.functionArn = `arn:aws:lambda:${this.region}:${options.accountId ?? '111122223333'}:function:${this.functionName}`;
    this.onExit = () => this.killAll();
    process.once('exit', this.onExit);
  }

  /** The instances that wait for an event, frozen. */
  get warmInstances(): number {
    return [...this.instances].filter((instance) => instance.alive && !instance.busy).length;
  }

  /** Accepts an event as Lambda does: at once, to be delivered, and retried after a failure. */
  accept(event: unknown): void {
    this.track(this.deliver(event, this.delivery));
  }

  /** One attempt, without a retry. */
  async invoke(event: unknown, awsRequestId: string = randomUUID()): Promise<Outcome> {
    const instance = this.warmInstance() ?? this.startInstance();
    const invocation: Invocation = { event, awsRequestId, logStreamName: instance.logStreamName };
    this.invocations.push(invocation);
    invocation.outcome = await instance.run(event, this.context(invocation));
    return invocation.outcome;
  }

  /** Kills the instances that handle an event now, and says how many. Lambda retries their events. */
  killBusy(): number {
    const busy = [...this.instances].filter((instance) => instance.alive && instance.busy);
    busy.forEach((instance) => instance.kill());
    return busy.length;
  }

  /** Kills the instances that wait: the next event starts cold. */
  killWarm(): void {
    this.instances.forEach((instance) => { if (!instance.busy) instance.kill(); });
  }

  /** Settles when no event is handled or waits for a retry. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.killAll();
    await Promise.all([...this.instances].map((instance) => instance.closed));
    await this.idle();
    process.off('exit', this.onExit);
  }

  private killAll(): void {
    this.instances.forEach((instance) => instance.kill());
  }

  private async deliver(event: unknown, delivery: Delivery): Promise<void> {
    const awsRequestId = randomUUID();
    const first = this.attempts(event, awsRequestId);
    if (delivery === 'concurrently') await Promise.all([first, this.attempts(event, awsRequestId)]);
    await first;
    if (delivery === 'twice') await this.attempts(event, awsRequestId);
  }

  private async attempts(event: unknown, awsRequestId: string): Promise<void> {
    for (const wait of [0, ...this.options.retryAfterSeconds ?? RETRY_AFTER_SECONDS]) {
      await sleep(wait * secondMs(this.options), undefined, { signal: this.stop.signal }).catch(() => undefined);
      if (this.stop.signal.aborted) return;
      const outcome = await this.invoke(event, awsRequestId);
      if (outcome.kind === 'returned') return;
    }
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
  }

  private warmInstance(): LambdaInstance | undefined {
    return [...this.instances].find((instance) => instance.alive && !instance.busy);
  }

  private startInstance(): LambdaInstance {
    const { bundle = BUILT_HANDLER, exportName = 'handler', timeoutMs = 900_000, time = new Time() } = this.options;
    const logStreamName = `${new Date().toISOString().slice(0, 10).replace(/-/g, '/')}/[$LATEST]${randomBytes(16).toString('hex')}`;
    const log = (line: LogLine) => void this.logs.push(line);
    const instance = new LambdaInstance({ bundle, exportName, timeoutMs, logStreamName, log, time, env: this.environment(logStreamName) });
    this.instances.add(instance);
    void instance.closed.then(() => this.instances.delete(instance));
    return instance;
  }

  private environment(logStreamName: string): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      TZ: ':UTC',
      AWS_REGION: this.region,
      AWS_DEFAULT_REGION: this.region,
      AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 'session',
      AWS_LAMBDA_FUNCTION_NAME: this.functionName,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${this.functionName}`,
      AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
      ...this.options.env,
    };
  }

  private context({ awsRequestId, logStreamName }: Invocation): ContextFields {
    return {
      awsRequestId,
      logStreamName,
      functionName: this.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: this.functionArn,
      memoryLimitInMB: '256',
      logGroupName: `/aws/lambda/${this.functionName}`,
    };
  }
}
