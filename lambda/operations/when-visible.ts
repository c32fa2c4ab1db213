import { poll, type Patience } from '../poll';
import type { Operation } from './operation';
import type { PresentTags } from './own-tags';
import { ServiceError } from '../service/service-error';

/** How long a new registration, or its tags, may be invisible to other calls. */
const VISIBLE_WITHIN: Patience = { atMost: 20_000, minDelay: 1, maxDelay: 4 };
/** A permission granted in the same deploy takes seconds to take effect everywhere. */
const PERMITTED_WITHIN: Patience = { atMost: 30_000, minDelay: 1, maxDelay: 4 };

/**
 * For the first call on a new registration: not found does not mean gone yet, and access denied does not mean that a permission is missing,
 * because the tags that it depends on may not be visible.
 */
export async function whenVisible<T>(operation: Pick<Operation, 'deadline'>, call: () => Promise<T>): Promise<T> {
  return unlessRefused(operation, VISIBLE_WITHIN, call, (error) => error.isNotFound || error.isAccessDenied);
}

/** The tags of a new resource, which may be visible later than the resource. Empty if they are not visible in time. */
export async function visibleTags(operation: Pick<Operation, 'deadline'>, read: () => Promise<PresentTags>): Promise<PresentTags> {
  let tags: PresentTags = [];
  await poll(operation, VISIBLE_WITHIN, async () => {
    tags = await whenVisible(operation, read);
    return tags.length > 0;
  });
  return tags;
}

/** For the first call of a new role. */
export async function whenPermitted<T>(operation: Pick<Operation, 'deadline'>, call: () => Promise<T>): Promise<T> {
  return unlessRefused(operation, PERMITTED_WITHIN, call, isNotPermittedYet);
}

/** With a reason, the service refuses the account itself. */
export function isNotPermittedYet({ isAccessDenied, reason }: ServiceError): boolean {
  return isAccessDenied && reason === undefined;
}

/** Retries while a refusal may pass by itself, and finally fails with it. */
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
