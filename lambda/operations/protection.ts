import type { Refusal } from '../decisions/refusals';

/** Why a registration with deletion protection stays. CloudFormation updates no stack whose delete has failed, so the way out is another one. */
export const PROTECTED: Refusal = {
  problem: 'its deletion protection is on',
  advice: 'To delete it anyway, deploy it with deletionProtection: false first. CloudFormation cannot update a stack in DELETE_FAILED: '
    + 'delete such a stack with this resource retained (aws cloudformation delete-stack --retain-resources), then adopt the registration in a new stack or delete it manually.',
};
