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

/** Why the form cannot be edited now, by the status of its newest version. */
const LOCKED: Record<string, Refusal> = {
  AWS_REVIEWING: IN_REVIEW,
  REVIEWING: IN_REVIEW,
  REQUIRES_OFFLINE_REVIEW: IN_REVIEW,
  SUBMITTED: {
    problem: 'it was submitted by somebody else, and a submitted form cannot be edited',
    advice: `Declare submit: true to have it discarded and submitted anew, ${UNDO}, then deploy again.`,
  },
  REQUIRES_AUTHENTICATION: {
    problem: 'it waits for the e-mail authentication of the brand',
    advice: `Finish or discard that in the console, ${UNDO}, then deploy again.`,
  },
  APPROVED: {
    problem: 'it is approved, and a change would send it through the whole review again, with its fees',
    advice: `Declare updateApproved: true if that is meant, ${UNDO}, then deploy again.`,
  },
};

export function lockedBy(versionStatus: string): Refusal {
  return LOCKED[versionStatus] ?? {
    problem: `its newest version is ${versionStatus}, and it is not known what that allows`,
    advice: `Deploy again when its status has changed or with a newer version of this library, ${UNDO}.`,
  };
}

export function otherType(registrationType: string, wantedType: string): Refusal {
  return {
    problem: `its type is ${registrationType} and can never become ${wantedType}; a replacement would delete it, with its fees and its review`,
    advice: 'Take the change of the type back, declare the new type under a new id in the stack, or declare allowReplacement: true.',
  };
}
