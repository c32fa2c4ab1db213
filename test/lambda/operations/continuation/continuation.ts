import type { ContinuationEvent } from '../../../../contract/continuation';
import type { Stage } from '../../stage';

/** The part of a request that comes from an event of the service. */
export function eventFor(changed: string): Partial<ContinuationEvent['continuation']> {
  return { changed };
}

/** What the rules of the stack send: by default what the schedule sends. Settles when Lambda has ended all attempts. */
export async function continueNow(stage: Stage, logicalIds: readonly string[], more: Partial<ContinuationEvent['continuation']> = {}): Promise<void> {
  const registrationIds = logicalIds.map((logicalId) => stage.stack.ref(logicalId));
  const event: ContinuationEvent = { continuation: { stackId: stage.stack.stackId, registrationIds, ...more } };
  stage.cloud.lambda.accept(event);
  await stage.cloud.lambda.idle();
}
