import type { Continuation } from './continuation';
import { continueAssociations } from './continue-associations';
import { continueSubmit, type ContinuedSubmit } from './continue-submit';
import { pendingAssociationsOf, pendingSubmitOf, targetsAt } from '../../decisions/pending-tags';
import { isDraft, isInReview } from '../../decisions/statuses';
import type { Done } from '../../notifications/wording';
import type { Registration, Version } from '../../service/types';
import type { PresentTags } from '../own-tags';

/** What a run has seen of a registration, and done about it. */
export interface Inspection {
  readonly registration: Registration;
  /** At the beginning. */
  readonly tags: PresentTags;
  /** IDs or ARNs that still have to be associated. */
  readonly unassociated: readonly string[];
  /** IDs or ARNs that were not associated before the time of the stack for it was over. */
  readonly expired: readonly string[];
  readonly submit?: ContinuedSubmit;
  readonly done: readonly Done[];
  readonly failure?: unknown;
}

/** What is pending, without going on with it. */
export function pendingOnly(registration: Registration, tags: PresentTags): Inspection {
  return { registration, tags, ...targetsAt(Date.now(), pendingAssociationsOf(tags)), done: [] };
}

/** Goes on with what is pending. A failure is part of the result: people are told about the registration all the same. */
export async function continueOne(
  registration: Registration, tags: PresentTags, statusOf: (id: string) => Promise<string | undefined>, continuation: Continuation,
): Promise<Inspection> {
  const inspection = pendingOnly(registration, tags);
  if (isInReview({ status: registration.RegistrationStatus })) {
    return inspection;
  }
  const done: Done[] = [];
  try {
    const { associated, waiting, failure } = await continueAssociations(registration, tags, continuation);
    done.push(...associated.map((target) => ({ kind: 'associated' as const, target })));
    if (failure !== undefined) {
      return { ...inspection, unassociated: waiting, done, failure };
    }
    const submit = await continueSubmit(registration, tags, waiting, statusOf, continuation);
    return { ...inspection, unassociated: waiting, submit, done: [...done, ...submitted(submit, tags)] };
  } catch (failure) {
    return { ...inspection, done, failure };
  }
}

/** The newest version, if this run has read it. */
export function versionOf({ submit }: Inspection): Version | undefined {
  return submit?.version;
}

/** Whether the stack's time for something that is still pending is over. */
export function hasExpired({ submit, expired }: Inspection): boolean {
  return submit?.step === 'expired' || expired.length > 0;
}

/** Whether its submit waits for the registration with that ID. */
export function waitsFor({ submit }: Inspection, registrationId: string): boolean {
  return submit?.waitsFor.some((reason) => reason.startsWith(`${registrationId} `)) ?? false;
}

function submitted({ step, version }: ContinuedSubmit, tags: PresentTags): Done[] {
  if (step === 'submit') {
    return [{ kind: (pendingSubmitOf(tags)?.again ?? 0) > 0 ? 'submitted-again' : 'submitted' }];
  }
  // A version that somebody else has changed meanwhile stays a draft.
  return (step === 'reopen' || step === 'fill') && !isDraft(version?.RegistrationVersionStatus) ? [{ kind: 'submitted-again' }] : [];
}
