import { canBeSubmitted, isApproved, isDenied, isDraft, isSubmitted, stageOf } from './statuses';

/** What is known of a form that is to say what the stack declares. */
export interface FormState {
  /** The status of the newest version. */
  readonly status: string;
  /** The newest version does not say what the stack declares. */
  readonly differs: boolean;
  /** The status of the approved version or of the one before the newest, when it says just what the stack declares. */
  readonly matchesEarlierVersion?: string;
  readonly submit: boolean;
  /** The stack wanted it to be submitted until now. */
  readonly wasSubmitted: boolean;
  readonly updateApproved: boolean;
  /** An approved version stands behind the newest one. */
  readonly isApproved: boolean;
  /** CloudFormation takes back what another update did. */
  readonly isRollback: boolean;
  /** This update changes what the stack declares of the form. */
  readonly isChanged: boolean;
  /** The user asks for the same form to be submitted once more. */
  readonly resubmit: boolean;
  /** The newest version was denied only for something that had to be waited for. */
  readonly hadToWait: boolean;
}

export interface VersionPlan {
  /**
   * `edit` writes what differs, `renew` opens a version and writes all of it, `withdraw` discards the submitted version and nothing more,
   * `denied` fails because the very same form was denied already, `refuse` because the service or the stack does not allow the change.
   */
  readonly step: 'keep' | 'edit' | 'renew' | 'discard-and-renew' | 'withdraw' | 'denied' | 'refuse';
  readonly submit: boolean;
  /** Where the service opens no new version the newest one is submitted as it is. */
  readonly mayReuse?: boolean;
  /** Whether the approval of an older version is why it is refused. */
  readonly isApproval?: boolean;
}

export function opensVersion({ step }: VersionPlan): boolean {
  return step === 'renew' || step === 'discard-and-renew';
}

export function discards({ step }: VersionPlan): boolean {
  return step === 'withdraw' || step === 'discard-and-renew';
}

/** A carrier sees something of it: a form is submitted, or withdrawn. */
export function isVisibleToCarriers(plan: VersionPlan): boolean {
  return plan.submit || discards(plan) || opensVersion(plan);
}

/** What to do with the versions of a form, without putting an approval at stake that the stack has not given up. */
export function versionPlan(state: FormState): VersionPlan {
  const plan = wasDeniedBefore(state) ? withoutSubmit(state) : newestVersionPlan(state);
  return state.isApproved && !state.updateApproved ? keepingApproval(plan, state) : plan;
}

/** The same form was denied, and neither the user asks for another try nor was it only a matter of time. */
function wasDeniedBefore({ status, differs, matchesEarlierVersion, resubmit, hadToWait }: FormState): boolean {
  const isNewest = isDenied(status) && !differs;
  return canBeSubmitted(status) && (isNewest || isDenied(matchesEarlierVersion)) && !resubmit && !(isNewest && hadToWait);
}

/** It would be denied again. Whoever goes back to such a form on purpose is told how it is submitted once more. */
function withoutSubmit({ status, differs, submit, wasSubmitted, isRollback, isChanged }: FormState): VersionPlan {
  if (submit && isChanged && !isRollback) {
    return { step: 'denied', submit: false };
  }
  const isOurs = submit || wasSubmitted;
  if (isSubmitted(status) && differs) {
    return { step: isOurs ? 'withdraw' : isRollback ? 'keep' : 'refuse', submit: false };
  }
  return { step: isDraft(status) && differs ? 'edit' : 'keep', submit: false };
}

/** The approved version stands as long as nothing newer is submitted. */
function keepingApproval(plan: VersionPlan, { differs, resubmit, isRollback }: FormState): VersionPlan {
  if (!opensVersion(plan) && !plan.submit) {
    return plan;
  }
  if ((differs || resubmit) && !isRollback) {
    return { step: 'refuse', submit: false, isApproval: true };
  }
  const step = ({ 'renew': 'keep', 'discard-and-renew': 'withdraw' } as const)[plan.step as 'renew'] ?? plan.step;
  return { step, submit: false };
}

/**
 * By the newest version alone. A denied, discarded or revoked version is left behind, a submitted one can be discarded, an approved
 * one is replaced only if the stack says so, and one under review is locked.
 */
function newestVersionPlan(state: FormState): VersionPlan {
  const { status, differs, submit, wasSubmitted, updateApproved, isRollback, resubmit, hadToWait } = state;
  const isApprovedForm = isApproved(state.matchesEarlierVersion);
  const plan = (step: VersionPlan['step']): VersionPlan => ({ step, submit: false });
  const renewed = { step: 'renew', submit } as const;
  const again = submit && resubmit;
  switch (stageOf(status)) {
    case 'draft':
      return { step: differs ? 'edit' : 'keep', submit: submit && !isApprovedForm };
    case 'submitted':
      if (!differs) {
        return plan('keep');
      }
      if (!submit && !wasSubmitted) {
        return plan(isRollback ? 'keep' : 'refuse');
      }
      return isApprovedForm ? plan('withdraw') : { step: 'discard-and-renew', submit };
    case 'denied':
      return isApprovedForm || !(differs || again || (submit && hadToWait)) ? plan('keep') : renewed;
    case 'discarded':
      return isApprovedForm || !(differs || submit) ? plan('keep') : renewed;
    case 'revoked':
      return differs ? renewed : again ? { ...renewed, mayReuse: true } : plan('keep');
    case 'approved':
      if (!differs || isRollback) {
        return plan('keep');
      }
      return updateApproved ? renewed : plan('refuse');
    default:
      // In review, or a status that does not tell.
      return plan(!differs || isRollback ? 'keep' : 'refuse');
  }
}
