import type {
  PinpointSMSVoiceV2Client, PinpointSMSVoiceV2ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Command } from '@smithy/types';
import { logCall, type Log } from '../log';
import type { RateLimiter } from './rate-limiter';
import { OUT_OF_TIME, serviceErrorOf, type ServiceError } from './service-error';

export interface CallOptions {
  /** Ends every call, also one that is being retried. */
  readonly signal: AbortSignal;
  readonly rateLimiter: RateLimiter;
  readonly log: Log;
  /** Asked before each attempt to change something; it fails if nobody wants that any more. */
  readonly assertCurrent?: (operation: string) => Promise<void>;
}

type ServiceCommand<I extends ServiceInputTypes, O extends ServiceOutputTypes> =
  Command<ServiceInputTypes, I, ServiceOutputTypes, O, PinpointSMSVoiceV2ClientResolvedConfig>;

/** Before a call is repeated, growing from the one to the other: whoever has to wait leaves the rate to who is working. */
const MIN_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 10_000;
/** Who has worked for so long pauses shortly again: one that always waits for others would run out of time. */
const PATIENT_FOR_MS = 300_000;

/** Tags say whose something is and whether it is wanted, so they do not wait for that. */
const UNGUARDED = /^(Describe|List|Tag|Untag)/;

interface About {
  readonly registrationId?: string;
  readonly attachmentId?: string;
  readonly resourceId?: string;
  readonly fieldPath?: string;
}

/** The way to the service: only a ServiceError comes back from a call that failed, or that which `assertWanted` fails with. */
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
   * Every call goes through here: it is repeated until the run ends when only the network, the rate or the service failed.
   * The SDK would repeat it without regard to the others that share the rate.
   */
  protected async call<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
    operation: string, command: ServiceCommand<I, O>, about: About = {}, signal = this.signal,
  ): Promise<O> {
    let last: ServiceError | undefined;
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (!UNGUARDED.test(operation)) {
          await this.options.assertCurrent?.(operation);
        }
        return await this.send(operation, command, about, signal, attempt);
      } catch (error) {
        // The cause tells more than that the time is up.
        last = (error as ServiceError).isOutOfTime && last ? last : error as ServiceError;
        if (!last.isTransient || signal.aborted) {
          throw last;
        }
        await inTime(signal, pause(attempt, Date.now() - this.began)).catch(() => undefined);
      }
    }
  }

  /** It is logged, it ends with the run, and it fails only with a ServiceError. */
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

/** Random, so that those who failed together do not come back together. */
async function pause(attempt: number, age: number): Promise<void> {
  const longest = age > PATIENT_FOR_MS ? MIN_PAUSE_MS : Math.min(MAX_PAUSE_MS, MIN_PAUSE_MS * 2 ** (attempt - 1));
  await new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
}

/** The waits look at no signal. */
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
