import type { Refusal } from '../decisions/refusals';

/** Why a protected registration is not deleted, and the way out: CloudFormation cannot update a stack whose delete has failed. */
export const PROTECTED: Refusal = {
  problem: 'its deletion protection is on',
  advice: 'To delete it anyway, deploy it with deletionProtection: false first. CloudFormation cannot update a stack in DELETE_FAILED: '
    + 'delete such a stack with this resource retained (aws cloudformation delete-stack --retain-resources), then adopt the registration in a new stack or delete it manually.',
};
