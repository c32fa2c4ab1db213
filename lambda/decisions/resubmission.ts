import { isWaitDenial } from './denied-reasons';
import type { PendingSubmit } from './pending-tags';
import { AGAIN_AFTER_MS, MAX_AGAIN, type SubmitStep } from './submit-step';
import type { Version } from '../service/types';

/** A denial that only asks to wait, after which the library submits the same form again. */
export interface Resubmission {
  /** Epoch milliseconds. */
  readonly notBefore: number;
  readonly until: number;
  readonly attemptsLeft: number;
}

/** Undefined if the next submit of the form is left to people. */
export function resubmissionOf(
  pending: PendingSubmit | undefined, step: SubmitStep | 'waiting' | undefined, version: Version, now: number,
): Resubmission | undefined {
  if (pending === undefined || !isWaitDenial(version) || !['too-soon', 'waiting'].includes(step ?? '')) {
    return undefined;
  }
  const { until, again } = pending;
  const notBefore = (version.RegistrationVersionStatusHistory?.DeniedTimestamp?.getTime() ?? now) + AGAIN_AFTER_MS;
  return notBefore < until ? { notBefore, until, attemptsLeft: MAX_AGAIN - again } : undefined;
}
