import { poll, type Operation } from './operation';
import { ServiceError } from '../service/service-error';

/** How long a registration that was just made, or its tags, may be unknown to other calls. */
const VISIBLE_WITHIN_MS = 20_000;

/**
 * The first call on a registration that was just made: not found is not gone.
 * Nor is access denied a missing permission, as long as the tags on which it rests are not seen.
 */
export async function whenVisible<T>(operation: Pick<Operation, 'deadline'>, call: () => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  let refusal: unknown;
  await poll(operation, { atMost: VISIBLE_WITHIN_MS, minDelay: 1, maxDelay: 4 }, async () => {
    try {
      result = { value: await call() };
      return true;
    } catch (error) {
      if (error instanceof ServiceError && (error.isNotFound || error.isAccessDenied)) {
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
