import type { Refusal } from '../decisions/refusals';

/** Why a protected registration is not deleted, and the way out: first what is possible after this refusal, then what prevents it. */
export const PROTECTED: Refusal = {
  problem: 'its deletion protection is on',
  advice: 'A stack that is in DELETE_FAILED now cannot be updated: delete it with this resource retained (aws cloudformation delete-stack --retain-resources), '
    + 'then adopt the registration in a new stack or delete it manually. To have a stack delete it, deploy it with deletionProtection: false first.',
};
