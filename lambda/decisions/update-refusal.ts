/** What an update would change, and what stands in its way. */
export interface UpdateState {
  readonly registrationType: string;
  readonly wantedType: string;
  /** The status of the newest version. */
  readonly versionStatus: string;
  readonly changedFields: number;
}

export interface Refusal {
  readonly problem: string;
  readonly advice: string;
}

const UNDO = 'or take the change of the fields back';

const CLOSED: Refusal = {
  problem: 'its newest version is closed',
  advice: `Open a new version (CreateRegistrationVersion), which starts empty, ${UNDO}, then deploy again.`,
};

/** Why the form cannot be edited now, and what to do, by the status of its newest version. */
const LOCKED: Record<string, Refusal> = {
  SUBMITTED: {
    problem: 'it is submitted, and a submitted form cannot be edited',
    advice: `Discard the submitted version in the console and open a new one, ${UNDO}, then deploy again.`,
  },
  REQUIRES_AUTHENTICATION: {
    problem: 'it waits for the e-mail authentication of the brand',
    advice: `Finish or discard that in the console, ${UNDO}, then deploy again.`,
  },
  DENIED: {
    problem: 'its newest version was denied, and a denied version cannot be edited',
    advice: `Open a new version (CreateRegistrationVersion), which starts empty, ${UNDO}, then deploy again.`,
  },
  APPROVED: {
    problem: 'it is approved, and a change would send it through the whole review again',
    advice: `Open a new version (CreateRegistrationVersion) if that is meant, ${UNDO}, then deploy again.`,
  },
  DISCARDED: CLOSED,
  REVOKED: CLOSED,
  ARCHIVED: CLOSED,
};

const IN_REVIEW: Refusal = {
  problem: 'it is under review, which locks it until the review has ended',
  advice: `Wait for the end of the review, ${UNDO}, then deploy again.`,
};

/** Undefined when the update may go on. A refused update changes nothing, so that its rollback has nothing to do. */
export function updateRefusal({ registrationType, wantedType, versionStatus, changedFields }: UpdateState): Refusal | undefined {
  if (wantedType !== registrationType) {
    return {
      problem: `its type is ${registrationType} and can never become ${wantedType}; a replacement would delete it, with its fees and its review`,
      advice: 'Take the change of the type back, or declare the new type under a new id in the stack.',
    };
  }
  if (changedFields === 0 || versionStatus === 'DRAFT') {
    return undefined;
  }
  return LOCKED[versionStatus] ?? IN_REVIEW;
}
