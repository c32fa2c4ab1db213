import type { TagProperty } from '../../contract/registration-resource';
import type { Log } from '../log';
import type { Registrations } from '../service/registrations';

/** What a look may take. */
const LAST_LOOK_MS = 1_000;

/** What every operation works with; nothing of it belongs to CloudFormation. */
export interface Operation {
  readonly registrations: Registrations;
  readonly log: Log;
  /** Epoch milliseconds after which every call fails. */
  readonly deadline: number;
  readonly change: Change;
  readonly deploy: Deploy;
  readonly arnOf: (registrationId: string) => string;
  /** The tags by which the registration is known to belong to whoever asks: the first says to which stack. */
  readonly ownership: readonly TagProperty[];
}

/** The request that is worked on, and what it does to the form: hashes of the state before it and of the desired one. */
export interface Change {
  /** The same for every delivery of one request. */
  readonly request: string;
  /** Epoch milliseconds. Of two requests for one registration the one that was sent later counts. */
  readonly sent: number;
  /** Undefined for a create. */
  readonly from?: string;
  readonly to: string;
}

/** What is known of the deploy that the request belongs to. */
export interface Deploy {
  /** Whether an update takes back what another one did; undefined when nobody can tell. Another answer than expected is doubted. */
  isRollback(expected?: boolean): Promise<boolean | undefined>;
  /** Whether nobody waits any more for this create or update. That it is not known to be so does not mean that it is not. */
  isOvertaken(): Promise<boolean>;
  /** Whether CloudFormation is taking back the create that is at its end, or has done so. */
  isCancelled(): Promise<boolean>;
  /** Whether a delete belongs to a rollback, or is what the user asks for; `none` when nobody waits for it any more. */
  originOfDelete(): Promise<'rollback' | 'user' | 'unknown' | 'none'>;
}

export interface Patience {
  /** Milliseconds; the deadline of the operation ends it as well. */
  readonly atMost: number;
  /** Seconds between two looks, growing from the one to the other. */
  readonly minDelay: number;
  readonly maxDelay: number;
}

/**
 * Looks again and again until `look` says that it has seen enough. False when the time ran out first.
 * The pauses are half of the time that has passed, so that nobody waits much longer than what is waited for takes.
 */
export async function poll(
  { deadline }: Pick<Operation, 'deadline'>, { atMost, minDelay, maxDelay }: Patience, look: (attempt: number) => Promise<boolean>,
): Promise<boolean> {
  const started = Date.now();
  const lastLook = Math.min(started + atMost, deadline - LAST_LOOK_MS);
  for (let attempt = 1; ; attempt += 1) {
    if (await look(attempt)) {
      return true;
    }
    const left = lastLook - Date.now();
    if (left <= 0) {
      return false;
    }
    const pause = Math.min(Math.max((Date.now() - started) / 2, minDelay * 1_000), maxDelay * 1_000);
    await new Promise((resolve) => setTimeout(resolve, Math.min(pause, left)));
  }
}
