import { isComplete, isSettled } from './statuses';
import type { SubmitStep } from './submit-step';
import { idOf, targetKindOf } from '../../contract/ids';

export interface SubmitConditions {
  /** IDs or ARNs of what the registration is associated with. */
  readonly associations: readonly string[];
  /** IDs or ARNs of registrations whose review has to end first. */
  readonly submitAfter: readonly string[];
}

/** What is left of a deploy. */
export interface PendingWork {
  /** IDs or ARNs of what could not be associated yet. */
  readonly unassociated: readonly string[];
  /** IDs or ARNs that are no longer tried. */
  readonly expired: readonly string[];
  readonly submit?: { readonly step: SubmitStep | 'waiting'; readonly waitsFor: readonly string[] };
}

/**
 * What a form has to wait for before it may be submitted.
 *
 * @param statusOf the status of a registration, or undefined if the service does not know it
 */
export async function reasonsToWait(
  { associations, submitAfter }: SubmitConditions, statusOf: (id: string) => Promise<string | undefined>,
): Promise<string[]> {
  const related = new Set(associations.filter((target) => targetKindOf(target) === 'registration').map(idOf));
  const reasons: string[] = [];
  for (const id of related) {
    const status = await statusOf(id);
    reasons.push(...isComplete(status) ? [] : [`${id} (${status ?? 'not found'})`]);
  }
  for (const id of submitAfter.map(idOf).filter((one) => !related.has(one))) {
    const status = await statusOf(id);
    reasons.push(...isSettled(status) ? [] : [`${id} (${status})`]);
  }
  return reasons;
}

const EXPIRED = 'left to the next deploy, since continueFor has ended';

/** The steps that wait for something, as text. */
export function pendingTexts({ unassociated, expired, submit }: PendingWork): string[] {
  return [
    ...unassociated.map(associateLater),
    ...expired.map((target) => `associate ${idOf(target)}: ${EXPIRED}`),
    ...submit?.step === 'waiting' ? [submitLater(submit.waitsFor)] : [],
    ...submit?.step === 'expired' ? [`submit: ${EXPIRED}`] : [],
  ];
}

export function associateLater(target: string): string {
  return `associate ${idOf(target)}: not possible yet`;
}

export function submitLater(waitsFor: readonly string[]): string {
  return `submit: waiting for ${waitsFor.join(', ')}`;
}
