/** What is known of a form that shall say what the stack wants. */
export interface FormState {
  /** The status of the newest version. */
  readonly status: string;
  /** The newest version does not say what the stack wants. */
  readonly differs: boolean;
  /** The status of the approved version or of the one before the newest, when it says just what the stack wants. */
  readonly saidBefore?: string;
  readonly submit: boolean;
  /** The stack wanted it to be submitted until now. */
  readonly wasSubmit: boolean;
  readonly updateApproved: boolean;
  /** An approved version stands behind the newest one. */
  readonly isApproved: boolean;
  /** The newest version was opened or submitted shortly ago by what this update takes back: CloudFormation never says that it rolls back. */
  readonly isTakenBack: boolean;
  /** The denial of the newest version has failed a deploy, and this one asks for the same. */
  readonly failedThis: boolean;
}

export interface VersionPlan {
  /**
   * `edit` writes what differs, `renew` opens a version and writes all of it, `withdraw` discards the submitted version and nothing more,
   * `denied` reports once more what was denied before.
   */
  readonly step: 'keep' | 'edit' | 'renew' | 'discard-and-renew' | 'withdraw' | 'denied' | 'refuse';
  readonly submit: boolean;
  /** Whether the approval of an older version is why it is refused. */
  readonly isApproval?: boolean;
  /** A rollback has to end well: what cannot be brought back is only said in the log. */
  readonly lenient: boolean;
}

/** Nothing of these is filed again unchanged: it stands, or it would be denied again. */
const DECIDED = ['APPROVED', 'DENIED'];

/** What to do with the versions of a form, without putting an approval at stake that the stack has not given up. */
export function versionPlan(state: FormState): VersionPlan {
  const plan = newestVersionPlan(state);
  return state.isApproved && !state.updateApproved ? keepingApproval(plan, state) : plan;
}

/** The approved version stands as long as nothing newer is filed. */
function keepingApproval(plan: VersionPlan, { differs, isTakenBack }: FormState): VersionPlan {
  const opens = plan.step === 'renew' || plan.step === 'discard-and-renew';
  if (!opens && !plan.submit) {
    return plan;
  }
  if (differs && !isTakenBack) {
    return { ...plan, step: 'refuse', submit: false, isApproval: true };
  }
  const step = ({ 'renew': 'keep', 'discard-and-renew': 'withdraw' } as const)[plan.step as 'renew'] ?? plan.step;
  return { ...plan, step, submit: false };
}

/**
 * By the newest version alone. A denied or discarded version is left behind, a submitted one can be taken back, an approved
 * one only if the stack says so, and one under review is locked.
 */
function newestVersionPlan(state: FormState): VersionPlan {
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
