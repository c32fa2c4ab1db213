import { stageOf, type VersionStage } from './statuses';

/** Why a deploy changes nothing, and what to do about it. */
export interface Refusal {
  readonly problem: string;
  readonly advice: string;
}

const UNDO = 'or undo the change to the fields';

const IN_REVIEW: Refusal = {
  problem: 'it is under review and locked until the review ends',
  advice: `Deploy again when its status is COMPLETE or REQUIRES_UPDATES (EventBridge event: "Registration Status Change"), ${UNDO}.`,
};

/** Why the form cannot be edited now, by what can be done with its newest version. */
const LOCKED: Partial<Record<VersionStage, Refusal>> = {
  'in-review': IN_REVIEW,
  'submitted': {
    problem: 'it was submitted outside of the stack, and a submitted form cannot be edited',
    advice: `Set submit: true to discard it and submit it again, ${UNDO}, then deploy again.`,
  },
  'in-authentication': {
    problem: 'it is waiting for the e-mail authentication of the brand',
    advice: `Complete or discard the authentication in the console, ${UNDO}, then deploy again.`,
  },
  'approved': {
    problem: 'it is approved, and a change would send it through the whole review again, with its fees',
    advice: `Set updateApproved: true to do that, ${UNDO}, then deploy again.`,
  },
};

export function lockedBy(versionStatus: string): Refusal {
  return LOCKED[stageOf(versionStatus)] ?? {
    problem: `its newest version is ${versionStatus}, and it is unknown whether the form can be changed in that status`,
    advice: `Deploy again when its status has changed, or with a newer version of this library, ${UNDO}.`,
  };
}

export function otherType(registrationType: string, desiredType: string): Refusal {
  return {
    problem: `its type is ${registrationType} and cannot be changed to ${desiredType}`,
    advice: 'Give the construct a new ID to create a registration of that type, or undo the change. A registration that is removed from the stack is deleted unless it is retained.',
  };
}

export function otherAdopted(adopted: string): Refusal {
  return {
    problem: `the stack now names another registration, ${adopted}, which would remove this one from the stack`,
    advice: 'Give the construct a new ID to adopt that one, or undo the change. A registration that is removed from the stack is deleted unless it is retained.',
  };
}

export const deniedBefore: Refusal = {
  problem: 'this exact form was denied before and would be denied again',
  advice: 'Correct the form and deploy again, or fix the cause outside of the form and change resubmit in the stack to submit the same form again. Nothing was changed.',
};
