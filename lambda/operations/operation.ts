import { createWaiter, type WaiterState } from '@smithy/util-waiter';
import type { TagProperty } from '../../contract/registration-resource';
import type { Log } from '../log';
import type { Registrations } from '../service/registrations';

/** What every operation works with; nothing of it belongs to CloudFormation. */
export interface Operation {
  readonly registrations: Registrations;
  readonly log: Log;
  /** Epoch milliseconds after which every call fails. */
  readonly deadline: number;
  /** The same for every delivery of one request. */
  readonly request: string;
  /** Epoch milliseconds. */
  readonly started: number;
  /** The tags by which the registration is known to belong to whoever asks. */
  readonly ownership: readonly TagProperty[];
}

export interface Patience {
  /** Milliseconds; the deadline of the operation ends it as well. */
  readonly atMost: number;
  /** Seconds between two looks, growing from the one to the other. */
  readonly minDelay: number;
  readonly maxDelay: number;
}

/** Looks again and again, with growing pauses, until `look` says that it has seen enough. False when the time ran out first. */
export async function poll(
  { deadline }: Pick<Operation, 'deadline'>, { atMost, minDelay, maxDelay }: Patience, look: (attempt: number) => Promise<boolean>,
): Promise<boolean> {
  let attempt = 0;
  const maxWaitTime = Math.max(Math.min(atMost, deadline - Date.now()), 1) / 1_000;
  // The waiter ends where the next pause would not fit: short times get short pauses.
  const pauses = { minDelay: Math.min(minDelay, maxWaitTime / 10), maxDelay: Math.min(maxDelay, maxWaitTime / 5) };
  const { state } = await createWaiter({ client: undefined, maxWaitTime, ...pauses }, undefined, async () => {
    attempt += 1;
    return { state: (await look(attempt)) ? 'SUCCESS' as WaiterState : 'RETRY' as WaiterState };
  });
  return state === 'SUCCESS' as WaiterState;
}
