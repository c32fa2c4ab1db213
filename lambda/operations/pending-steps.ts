import type { Operation } from './operation';
import { idOf, kindOf } from '../decisions/association-step';
import type { Registration } from '../service/registrations';

/** What a deploy leaves for later, because it has to wait for somebody. */
export interface PendingSteps {
  /** The form is not to be submitted yet. */
  readonly mustWait: boolean;
  /** In words, for the attribute and the log. */
  readonly text: string;
}

export const NOTHING_PENDING: PendingSteps = { mustWait: false, text: 'none' };

export interface Pending {
  /** The form is about to be submitted. */
  readonly submit: boolean;
  /** Ids or ARNs of what the registration is associated with. */
  readonly associations: readonly string[];
  readonly submitAfter: readonly string[];
  /** Ids or ARNs of what could not be associated yet. */
  readonly unassociated: readonly string[];
}

/**
 * Which steps have to wait. Carriers deny a form whose brand is not COMPLETE, or whose brand is still being vetted: that costs days, so it is not tried.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registration-help-rejection-troubleshooting.html
 */
export async function pendingSteps(registration: Registration, pending: Pending, operation: Operation): Promise<PendingSteps> {
  const reasons = pending.submit ? await reasonsToWait(pending, operation) : [];
  const submit = reasons.length > 0 ? [`submit: waits for ${reasons.join(', ')}`] : [];
  return { mustWait: reasons.length > 0, text: reported(registration, [...pending.unassociated.map(associateLater), ...submit], operation) };
}

/** The same of what only associates. */
export function pendingAssociations(registration: Registration, unassociated: readonly string[], operation: Operation): PendingSteps {
  return { mustWait: false, text: reported(registration, unassociated.map(associateLater), operation) };
}

/** The pending steps of a registration and of its associations. */
export function joined(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== NOTHING_PENDING.text).join('; ') || NOTHING_PENDING.text;
}

function associateLater(target: string): string {
  return `associate ${idOf(target)}: not possible yet`;
}

function reported({ RegistrationId: registrationId }: Registration, steps: readonly string[], { log }: Operation): string {
  const text = joined(...steps);
  if (steps.length > 0) {
    log.warn(`registration ${registrationId} has pending steps: ${text}. The next deploy that changes it tries again`, { registrationId, step: text });
  }
  return text;
}

/** A vetting that is denied or gone holds nobody up; an unknown status does. */
const SETTLED = ['COMPLETE', 'REQUIRES_UPDATES', 'CLOSED', 'DELETED', undefined];

async function reasonsToWait({ associations, submitAfter }: Pending, operation: Operation): Promise<string[]> {
  const related = new Set(associations.filter((target) => kindOf(target) === 'registration').map(idOf));
  const reasons: string[] = [];
  for (const id of related) {
    const status = await statusOf(id, operation);
    reasons.push(...status === 'COMPLETE' ? [] : [`${id} (${status ?? 'not found'})`]);
  }
  for (const id of submitAfter.map(idOf).filter((one) => !related.has(one))) {
    const status = await statusOf(id, operation);
    reasons.push(...SETTLED.includes(status) ? [] : [`${id} (${status})`]);
  }
  return reasons;
}

async function statusOf(id: string, { registrations }: Operation): Promise<string | undefined> {
  return (await registrations.find(id))?.RegistrationStatus;
}
