import type { Refusal } from '../decisions/refusals';

/** Why a registration with deletion protection stays. CloudFormation updates no stack whose delete has failed, so the way out is another one. */
export const PROTECTED: Refusal = {
  problem: 'its deletion protection is on',
  advice: 'To delete it all the same, deploy it with deletionProtection: false first. CloudFormation updates no stack in DELETE_FAILED: '
    + 'delete that one again with this resource retained (aws cloudformation delete-stack --retain-resources), then adopt the registration in a new stack or delete it by hand.',
};
