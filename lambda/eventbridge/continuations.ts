import type { Context } from 'aws-lambda';
import type { ContinuationEvent, ContinuationRequest } from '../../contract/continuation';
import { REGISTRATION_ID } from '../../contract/ids';
import { Failure, formatDuration } from '../failure';
import { jsonLog, type Log } from '../log';

/** What a continuation can use while it runs. */
export interface ContinuationRun {
  /** Aborted before Lambda stops the function. */
  readonly signal: AbortSignal;
  /** The same moment in epoch milliseconds. */
  readonly deadline: number;
  readonly log: Log;
}

/** Time to log how it ended. */
const RESERVE_MS = 5_000;

/** A Lambda handler for the requests of EventBridge rules. A failure is thrown, so that Lambda delivers the request again. */
export function continuations(goOn: (request: ContinuationRequest, run: ContinuationRun) => Promise<void>) {
  return async ({ continuation }: ContinuationEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const started = Date.now();
    const remaining = context.getRemainingTimeInMillis();
    const timeout = Math.max(remaining - RESERVE_MS, remaining / 2);
    const log = jsonLog({ requestType: 'Continuation' });
    // Anybody who may put events on the bus can write anything here.
    const changed = REGISTRATION_ID.test(continuation.changed ?? '') ? continuation.changed : undefined;
    log.info(changed === undefined ? 'Continuation started' : `Continuation started: the status of ${changed} has changed`, {
      event: 'started', registrationId: changed,
    });
    try {
      await goOn(continuation, { signal: AbortSignal.timeout(timeout), deadline: started + timeout, log });
      log.info(`Continuation succeeded after ${formatDuration(Date.now() - started)}`, { event: 'finished', duration: Date.now() - started });
    } catch (error) {
      const shown = withoutDetails(error);
      log.warn(`Continuation failed after ${formatDuration(Date.now() - started)}: ${shown.message}`, { event: 'finished', duration: Date.now() - started });
      throw shown;
    }
  };
}

/** Lambda logs what is thrown, and only the message of our own errors is safe to show. */
function withoutDetails(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error();
  return new Error(error instanceof Failure ? message : `The handler failed unexpectedly (${name})`);
}
