import type {
  PinpointSMSVoiceV2Client, PinpointSMSVoiceV2ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Command } from '@smithy/types';
import { logCall, type Log } from '../log';
import type { RateLimiter } from './rate-limiter';
import { OUT_OF_TIME, serviceErrorOf, type ServiceError } from './service-error';

export interface CallOptions {
  /** Ends every call, including retries. */
  readonly signal: AbortSignal;
  /** Of one call. By default it is retried until the signal ends it. */
  readonly maxAttempts?: number;
  readonly rateLimiter: RateLimiter;
  readonly log: Log;
  /** Called before each attempt to change something. Fails if the request is no longer current. */
  readonly assertCurrent?: (operation: string) => Promise<void>;
}

type ServiceCommand<I extends ServiceInputTypes, O extends ServiceOutputTypes> =
  Command<ServiceInputTypes, I, ServiceOutputTypes, O, PinpointSMSVoiceV2ClientResolvedConfig>;

/** Pauses before retries grow from the first to the second, so that waiting calls leave the rate to those that make progress. */
const MIN_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 10_000;
/** After five minutes, go back to short pauses: an operation that always yields would run out of time. */
const PATIENT_FOR_MS = 300_000;

/** Not asserted: reads, and tags, because the assertion itself depends on them. */
const UNGUARDED = /^(Describe|List|Tag|Untag)/;

interface About {
  readonly registrationId?: string;
  readonly attachmentId?: string;
  readonly resourceId?: string;
  readonly fieldPath?: string;
}

/** Calls the service. Fails only with a ServiceError, or with the error of `assertCurrent`. */
export abstract class Calls {
  private readonly began = Date.now();

  constructor(protected readonly client: PinpointSMSVoiceV2Client, protected readonly options: CallOptions) {}

  /** Ends every call. */
  protected get signal(): AbortSignal {
    return this.options.signal;
  }

  protected async pages<P extends { NextToken?: string | undefined }, T>(
    send: (nextToken: string | undefined) => Promise<P>, itemsOf: (page: P) => T[] | undefined,
  ): Promise<T[]> {
    const items: T[] = [];
    let nextToken: string | undefined;
    do {
      const page = await send(nextToken);
      items.push(...itemsOf(page) ?? []);
      nextToken = page.NextToken;
    } while (nextToken);
    return items;
  }

  /**
   * Every call goes through here. It is retried until the run ends if the network, the rate or the service was at fault. The SDK's own
   * retries ignore that the rate is shared.
   *
   * @param assertCurrent called before each attempt
   */
  protected async call<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
    operation: string, command: ServiceCommand<I, O>, about: About = {}, signal = this.signal,
    assertCurrent = UNGUARDED.test(operation) ? undefined : this.options.assertCurrent,
  ): Promise<O> {
    let last: ServiceError | undefined;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await assertCurrent?.(operation);
        return await this.send(operation, command, about, signal, attempt);
      } catch (error) {
        // The earlier error says more than the timeout.
        last = (error as ServiceError).isOutOfTime && last ? last : error as ServiceError;
        if (!last.isTransient || signal.aborted || attempt === this.options.maxAttempts) {
          throw last;
        }
        await inTime(signal, pause(attempt, Date.now() - this.began)).catch(() => undefined);
      }
    }
  }

  /** Logs the call and ends it with the run. Fails only with a ServiceError. */
  private async send<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
    operation: string, command: ServiceCommand<I, O>, about: About, signal: AbortSignal, attempt: number,
  ): Promise<O> {
    const { rateLimiter, log } = this.options;
    const started = Date.now();
    const done = (level: keyof Log, outcome: string) => (
      logCall(log, level, { operation, ...about, outcome, attempt, duration: Date.now() - started })
    );
    try {
      const result = await inTime(signal, rateLimiter.acquire(operation).then(() => this.client.send(command, { abortSignal: signal })));
      rateLimiter.succeeded(operation);
      done('debug', 'ok');
      return result;
    } catch (cause) {
      const error = serviceErrorOf(operation, cause, { fieldPath: about.fieldPath, attempt });
      if (error.isThrottling) {
        rateLimiter.throttled(operation);
      }
      // Retries, conflicts and missing resources are part of normal operation.
      const isUsual = error.isTransient || error.isConflict || error.isNotFound;
      done(isUsual ? 'info' : 'warn', [error.code, error.reason].filter(Boolean).join(' '));
      throw error;
    }
  }
}

/** Random, so that calls that failed together are not retried together. */
async function pause(attempt: number, age: number): Promise<void> {
  const longest = age > PATIENT_FOR_MS ? MIN_PAUSE_MS : Math.min(MAX_PAUSE_MS, MIN_PAUSE_MS * 2 ** (attempt - 1));
  await new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
}

/** The pauses do not observe the signal themselves. */
async function inTime<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let onAbort!: () => void;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(Object.assign(new Error(), { name: OUT_OF_TIME }));
  });
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) {
    onAbort();
  }
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}
