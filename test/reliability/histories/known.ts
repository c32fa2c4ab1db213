import type { SentRequest, StackApiMood } from '../../cloudformation';

/** Milliseconds of a time that passes twenty times as fast as that of the machine. */
const ON_ITS_WAY_MS = 5_000;
const NOTHING_CREATED = 'cdk-sms-registration:nothing-created';

/** What these histories have found, and what is not mended yet. Each is forgiven until it is taken out here. */
export const KNOWN = {
  /**
   * A create whose first delivery was denied a call, perhaps for a role that is fresh, and that was delivered once more: what one delivery
   * makes, the answer of the other denies, and its delete makes no call.
   */
  isDeniedOnlyOnce: ({ event, reply }: SentRequest): boolean => (
    event.RequestType === 'Create' && reply?.physicalId === NOTHING_CREATED && reply.reason?.includes('AccessDeniedException') === true
  ),

  /**
   * A create in an update of the stack that CloudFormation has cancelled between the last look of its handler at the stack and its answer, which
   * came so much too late. Of a stack that was never updated, nothing is left.
   */
  isCancelledAtItsEnd: ({ event, reply }: SentRequest, successTooLateBy: number | undefined, wasUpdated: boolean): boolean => (
    wasUpdated && event.RequestType === 'Create' && reply?.outcome === 'cancelled' && successTooLateBy !== undefined && successTooLateBy <= ON_ITS_WAY_MS
  ),

  /**
   * A create that CloudFormation has cancelled where it cannot be asked, or gives a stale answer. Nothing else tells, since no other request is
   * about what is new: it may submit the form, and be finished before the search of the rollback finds it. With stale answers nothing is left
   * of a stack that was never updated.
   */
  isCancelledUnasked: ({ event, reply }: SentRequest, mood: StackApiMood, wasUpdated: boolean): boolean => (
    (['denied', 'throttled', 'slow'].includes(mood) || (mood === 'stale' && wasUpdated)) && event.RequestType === 'Create' && reply?.outcome === 'cancelled'
  ),
};
