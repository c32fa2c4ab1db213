/** What is known of a form that shall say what the stack wants. */
export interface FormState {
  /** The status of the newest version. */
  readonly status: string;
  /** The newest version does not say what the stack wants. */
  readonly differs: boolean;
  /** The status of the version before the newest, when that one says just what the stack wants. */
  readonly saidBefore?: string;
  readonly submit: boolean;
  /** The stack wanted it to be submitted until now. */
  readonly wasSubmit: boolean;
  readonly updateApproved: boolean;
  /** The newest version was opened or submitted shortly ago by what this update takes back: CloudFormation never says that it rolls back. */
  readonly isTakenBack: boolean;
  /** The newest version was denied at once, which failed the deploy that submitted it, and this deploy asks for the same. */
  readonly failedThis: boolean;
}

export interface VersionPlan {
  /**
   * `edit` writes what differs, `renew` opens a version and writes all of it, `withdraw` discards the submitted version and nothing more,
   * `denied` reports once more what was denied before.
   */
  readonly step: 'keep' | 'edit' | 'renew' | 'discard-and-renew' | 'withdraw' | 'denied' | 'refuse';
  readonly submit: boolean;
  /** A rollback has to end well: what cannot be brought back is only said in the log. */
  readonly lenient: boolean;
}

/** Nothing of these is filed again unchanged: it stands, or it would be denied again. */
const DECIDED = ['APPROVED', 'DENIED'];

/**
 * What to do with the versions of a form. A denied or discarded version is left behind, a submitted one can be taken back, an approved
 * one only if the stack says so, and one under review is locked.
 */
export function versionPlan(state: FormState): VersionPlan {
  const { status, differs, submit, failedThis } = state;
  const isDecided = state.saidBefore !== undefined && DECIDED.includes(state.saidBefore);
  const plan = (step: VersionPlan['step'], filed = false): VersionPlan => ({
    step, submit: filed && submit && !isDecided, lenient: state.isTakenBack || (status === 'DISCARDED' && !differs),
  });
  switch (status) {
    case 'DRAFT':
      return plan(differs ? 'edit' : 'keep', true);
    case 'SUBMITTED':
      if (!differs || !(submit || state.wasSubmit)) {
        return plan(differs ? 'refuse' : 'keep');
      }
      return isDecided ? plan('withdraw') : plan('discard-and-renew', true);
    case 'DENIED':
      if (!differs) {
        return plan(failedThis ? 'denied' : 'keep');
      }
      return isDecided ? plan('keep') : plan('renew', true);
    case 'DISCARDED':
      return isDecided || !(differs || submit) ? plan('keep') : plan('renew', true);
    case 'REVOKED':
      return differs ? plan('renew', true) : plan('keep');
    case 'APPROVED':
      if (!differs || state.isTakenBack) {
        return plan('keep');
      }
      return state.updateApproved ? plan('renew', true) : plan('refuse');
    default:
      // Under review, or a status that nobody has heard of.
      return plan(!differs || state.isTakenBack ? 'keep' : 'refuse');
  }
}
