import { stageOf, type VersionStage } from './statuses';

/** Why a deploy changes nothing, and what to do about it. */
export interface Refusal {
  readonly problem: string;
  readonly advice: string;
}

const UNDO = 'or take the change of the fields back';

const IN_REVIEW: Refusal = {
  problem: 'it is under review, which locks it until the review has ended',
  advice: `Deploy again when its status is COMPLETE or REQUIRES_UPDATES (EventBridge tells: "Registration Status Change"), ${UNDO}.`,
};

/** Why the form cannot be edited now, by what can be done with its newest version. */
const LOCKED: Partial<Record<VersionStage, Refusal>> = {
  'in-review': IN_REVIEW,
  'submitted': {
    problem: 'it was submitted by somebody else, and a submitted form cannot be edited',
    advice: `Declare submit: true to have it discarded and submitted anew, ${UNDO}, then deploy again.`,
  },
  'in-authentication': {
    problem: 'it waits for the e-mail authentication of the brand',
    advice: `Finish or discard that in the console, ${UNDO}, then deploy again.`,
  },
  'approved': {
    problem: 'it is approved, and a change would send it through the whole review again, with its fees',
    advice: `Declare updateApproved: true if that is meant, ${UNDO}, then deploy again.`,
  },
};

export function lockedBy(versionStatus: string): Refusal {
  return LOCKED[stageOf(versionStatus)] ?? {
    problem: `its newest version is ${versionStatus}, and it is not known what that allows`,
    advice: `Deploy again when its status has changed or with a newer version of this library, ${UNDO}.`,
  };
}

export function otherType(registrationType: string, desiredType: string): Refusal {
  return {
    problem: `its type is ${registrationType} and can never become ${desiredType}`,
    advice: 'Give the construct a new ID to create a registration of that type, or take the change back. What leaves the stack is deleted, unless it is retained.',
  };
}

export function otherAdopted(adopted: string): Refusal {
  return {
    problem: `the stack names another registration in its place, ${adopted}, and this one would leave the stack`,
    advice: 'Give the construct a new ID to adopt that one, or take the change back. What leaves the stack is deleted, unless it is retained.',
  };
}

export const deniedBefore: Refusal = {
  problem: 'just this form was denied before, and would be denied again',
  advice: 'Correct the form, or change resubmit in the stack to submit the same form once more (after what was wrong outside of it is mended), then deploy again. Nothing was changed.',
};
