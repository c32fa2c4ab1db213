import { idOf, targetKindOf } from '../../../contract/ids';
import { isComplete, isSettled } from '../../decisions/statuses';
import type { Registration } from '../../service/types';
import type { Operation } from '../operation';

/** The steps of a deploy that have to wait for something else. */
export interface PendingSteps {
  /** The form must not be submitted yet. */
  readonly mustWait: boolean;
  /** IDs or ARNs of what could not be associated yet. */
  readonly unassociated: readonly string[];
  /** For the attribute and the log. */
  readonly text: string;
}

export const NOTHING_PENDING: PendingSteps = { mustWait: false, unassociated: [], text: 'none' };

export interface Pending {
  /** The form is about to be submitted. */
  readonly submit: boolean;
  /** IDs or ARNs of what the registration is associated with. */
  readonly associations: readonly string[];
  readonly submitAfter: readonly string[];
  /** IDs or ARNs of what could not be associated yet. */
  readonly unassociated: readonly string[];
  /** The handler goes on with them after the deploy. */
  readonly continues: boolean;
}

/**
 * Which steps have to wait. Carriers deny a form whose brand is not COMPLETE or is still being vetted, and a denial costs days.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registration-help-rejection-troubleshooting.html
 */
export async function pendingSteps(registration: Registration, pending: Pending, operation: Operation): Promise<PendingSteps> {
  const { unassociated, continues } = pending;
  const reasons = pending.submit ? await reasonsToWait(pending, async (id) => (await operation.registrations.find(id))?.RegistrationStatus) : [];
  const submit = reasons.length > 0 ? [`submit: waiting for ${reasons.join(', ')}`] : [];
  const text = reported(registration, [...unassociated.map(associateLater), ...submit], continues, operation);
  return { mustWait: reasons.length > 0, unassociated, text };
}

/** The pending steps of associations alone. */
export function pendingAssociations(registration: Registration, unassociated: readonly string[], continues: boolean, operation: Operation): string {
  return reported(registration, unassociated.map(associateLater), continues, operation);
}

/** The pending steps of a registration and of its associations in one text. */
export function joined(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== NOTHING_PENDING.text).join('; ') || NOTHING_PENDING.text;
}

export function associateLater(target: string): string {
  return `associate ${idOf(target)}: not possible yet`;
}

function reported({ RegistrationId: registrationId }: Registration, steps: readonly string[], continues: boolean, { log }: Operation): string {
  const text = joined(...steps);
  if (steps.length > 0) {
    const then = continues ? 'They are done as soon as that is possible' : 'The next deploy that changes it tries again';
    log.warn(`Registration ${registrationId} has pending steps: ${text}. ${then}`, { registrationId, step: text });
  }
  return text;
}

/**
 * What a form has to wait for before it may be submitted.
 *
 * @param statusOf the status of a registration, or undefined if the service does not know it
 */
export async function reasonsToWait(
  { associations, submitAfter }: Pick<Pending, 'associations' | 'submitAfter'>, statusOf: (id: string) => Promise<string | undefined>,
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
