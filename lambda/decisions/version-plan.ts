import { canBeSubmitted, isApproved, isDenied, isDraft, isSubmitted, stageOf } from './statuses';

/** What is known about a form and what the stack declares for it. */
export interface FormState {
  /** The status of the newest version. */
  readonly status: string;
  /** The newest version differs from what the stack declares. */
  readonly differs: boolean;
  /** The status of the approved version, or of the one before the newest, if it equals what the stack declares. */
  readonly matchesEarlierVersion?: string;
  readonly submit: boolean;
  /** The previous deploy declared `submit`. */
  readonly wasSubmitted: boolean;
  readonly updateApproved: boolean;
  /** There is an approved version behind the newest one. */
  readonly isApproved: boolean;
  /** CloudFormation is rolling back another update. */
  readonly isRollback: boolean;
  /** This update changes what the stack declares for the form. */
  readonly isChanged: boolean;
  /** The user wants the same form to be submitted again. */
  readonly resubmit: boolean;
  /** The newest version was denied only because something else had to finish first. */
  readonly hadToWait: boolean;
}

export interface VersionPlan {
  /**
   * `edit` writes what differs, `renew` opens a version and writes all of it, `withdraw` discards the submitted version and nothing more,
   * `denied` fails because this exact form was denied before, `refuse` because the service or the stack does not allow the change.
   */
  readonly step: 'keep' | 'edit' | 'renew' | 'discard-and-renew' | 'withdraw' | 'denied' | 'refuse';
  readonly submit: boolean;
  /** If the service does not open a new version, the newest one is submitted as it is. */
  readonly mayReuse?: boolean;
  /** The change is refused to protect the approval of an older version. */
  readonly isApproval?: boolean;
}

export function opensVersion({ step }: VersionPlan): boolean {
  return step === 'renew' || step === 'discard-and-renew';
}

export function discards({ step }: VersionPlan): boolean {
  return step === 'withdraw' || step === 'discard-and-renew';
}

/** Carriers notice the plan: a form is submitted or withdrawn. */
export function isVisibleToCarriers(plan: VersionPlan): boolean {
  return plan.submit || discards(plan) || opensVersion(plan);
}

/** What to do with the versions of a form, without risking an approval unless the stack allows it. */
export function versionPlan(state: FormState): VersionPlan {
  const plan = wasDeniedBefore(state) ? withoutSubmit(state) : newestVersionPlan(state);
  return state.isApproved && !state.updateApproved ? keepingApproval(plan, state) : plan;
}

/** This exact form was denied, the user does not ask for another attempt, and waiting would not have helped. */
function wasDeniedBefore({ status, differs, matchesEarlierVersion, resubmit, hadToWait }: FormState): boolean {
  const isNewest = isDenied(status) && !differs;
  return canBeSubmitted(status) && (isNewest || isDenied(matchesEarlierVersion)) && !resubmit && !(isNewest && hadToWait);
}

/** It would be denied again. If the stack returns to such a form on purpose, the failure says how to submit it again. */
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

/** An approved version stays in effect as long as nothing newer is submitted. */
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
 * The plan for the newest version alone. A denied, discarded or revoked version is left behind, a submitted one can be discarded, an approved
 * one is replaced only if the stack allows it, and one in review is locked.
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
      // In review, or unclear.
      return plan(!differs || isRollback ? 'keep' : 'refuse');
  }
}
