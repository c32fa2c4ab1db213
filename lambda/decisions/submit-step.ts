import type { PendingSubmit } from './pending-tags';
import { isDenied, isDraft } from './statuses';

/** The newest version of a form. */
export interface NewestVersion {
  readonly number: number;
  readonly status: string;
  /** It was denied only because something else had to finish first. */
  readonly hadToWait: boolean;
  /** Epoch milliseconds. */
  readonly deniedAt?: number;
}

/**
 * `submit` submits the newest version, `reopen` opens another one for the same form, `fill` goes on filling in that one. `too-soon` looks again
 * at the next sweep, and `expired` is left to the next deploy.
 */
export type SubmitStep = 'none' | 'submit' | 'reopen' | 'fill' | 'too-soon' | 'expired';

/** Each submission has its fees, so a reason that waiting does not resolve must not repeat it for months. */
export const MAX_AGAIN = 3;
/** What a denial waits for cannot always be seen, for example an authentication of the brand. */
export const AGAIN_AFTER_MS = 24 * 3_600_000;

/** What can be done about a form after a deploy, whatever it may still have to wait for. Without a tag, or with another version, nothing. */
export function submitStep(pending: PendingSubmit | undefined, newest: NewestVersion, now: number): SubmitStep {
  const step = pending === undefined ? 'none' : stepOf(pending, newest, now);
  return step === 'none' || pending!.until > now ? step : 'expired';
}

function stepOf({ version, again, isReopening }: PendingSubmit, newest: NewestVersion, now: number): SubmitStep {
  if (newest.number !== version) {
    return isReopening && newest.number > version && isDraft(newest.status) ? 'fill' : 'none';
  }
  if (isDraft(newest.status)) {
    return 'submit';
  }
  if (!isDenied(newest.status) || !newest.hadToWait) {
    return 'none';
  }
  if (isReopening) {
    return 'reopen';
  }
  if (again >= MAX_AGAIN) {
    return 'none';
  }
  return now - (newest.deniedAt ?? now) >= AGAIN_AFTER_MS ? 'reopen' : 'too-soon';
}
