import { poll, type Patience } from '../poll';
import type { Operation } from './operation';
import { ServiceError } from '../service/service-error';

/** How long a registration that was just made, or its tags, may be unknown to other calls. */
const VISIBLE_WITHIN: Patience = { atMost: 20_000, minDelay: 1, maxDelay: 4 };
/** A permission that was given in the same deploy takes seconds until it is known everywhere. */
const PERMITTED_WITHIN: Patience = { atMost: 30_000, minDelay: 1, maxDelay: 4 };

/**
 * The first call on a registration that was just made: not found is not gone.
 * Nor is access denied a missing permission, as long as the tags on which it rests are not seen.
 */
export async function whenVisible<T>(operation: Pick<Operation, 'deadline'>, call: () => Promise<T>): Promise<T> {
  return unlessRefused(operation, VISIBLE_WITHIN, call, (error) => error.isNotFound || error.isAccessDenied);
}

/** The first call of a role that was just made. */
export async function whenPermitted<T>(operation: Pick<Operation, 'deadline'>, call: () => Promise<T>): Promise<T> {
  return unlessRefused(operation, PERMITTED_WITHIN, call, isNotPermittedYet);
}

/** Not where the service refuses the account itself, which it says by a reason. */
export function isNotPermittedYet({ isAccessDenied, reason }: ServiceError): boolean {
  return isAccessDenied && reason === undefined;
}

/** Calls again while a refusal may still pass by itself, and fails with it when it does not. */
export async function unlessRefused<T>(
  operation: Pick<Operation, 'deadline'>, patience: Patience, call: () => Promise<T>, mayPass: (error: ServiceError) => boolean,
): Promise<T> {
  let result: { value: T } | undefined;
  let refusal: unknown;
  const atMost = Math.min(patience.atMost, (operation.deadline - Date.now()) / 2);
  await poll(operation, { ...patience, atMost }, async () => {
    try {
      result = { value: await call() };
      return true;
    } catch (error) {
      if (error instanceof ServiceError && mayPass(error)) {
        refusal = error;
        return false;
      }
      throw error;
    }
  });
  if (!result) {
    throw refusal;
  }
  return result.value;
}
