import type { World } from './world';
import type { SentRequest } from '../../cloudformation';
import type { RegistrationView } from '../../simulator';

const NOTHING_CREATED = 'cdk-sms-registration:nothing-created';

/** What these histories have found, and what is not mended yet. Each is forgiven until it is taken out here. */
export const KNOWN = {
  /**
   * A create that CloudFormation has cancelled, and that was under review when its rollback wanted to delete it: the delete fails, and says
   * that it be run again when the review has ended. By then the registration is approved or too old for the search.
   */
  outlivesItsSearch: ({ versions, status, ...one }: RegistrationView, world: World): boolean => (
    ['PROVISIONING', 'COMPLETE', 'CLOSED'].includes(status) || versions.length > 1 || world.minutesSinceCreation({ versions, status, ...one }) > 110
  ),

  /**
   * A create whose first delivery was denied a call, perhaps for a role that is fresh, and that was delivered once more: what one delivery
   * makes, the answer of the other denies, and its delete makes no call.
   */
  isDeniedOnlyOnce: ({ event, reply }: SentRequest): boolean => (
    event.RequestType === 'Create' && reply?.physicalId === NOTHING_CREATED && reply.reason?.includes('AccessDeniedException') === true
  ),
};
