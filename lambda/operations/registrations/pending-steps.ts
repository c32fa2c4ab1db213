import { listing } from '../../decisions/listing';
import { associateLater, reasonsToWait, submitLater, type SubmitConditions } from '../../decisions/pending-steps';
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

export interface Pending extends SubmitConditions {
  /** The form is about to be submitted. */
  readonly submit: boolean;
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
  const submit = reasons.length > 0 ? [submitLater(reasons)] : [];
  const text = reported(registration, [...unassociated.map(associateLater), ...submit], continues, operation);
  return { mustWait: reasons.length > 0, unassociated, text };
}

/** The pending steps of associations alone. */
export function pendingAssociations(registration: Registration, unassociated: readonly string[], continues: boolean, operation: Operation): string {
  return reported(registration, unassociated.map(associateLater), continues, operation);
}

/** A response to CloudFormation is limited to 4096 bytes, and that of associations contains the steps of two resources. */
const MAX_STEPS_BYTES = 1_200;

/** As many as fit. */
export function stepsText(steps: readonly string[]): string {
  return listing(steps, MAX_STEPS_BYTES) || NOTHING_PENDING.text;
}

/** The pending steps of a registration and of its associations in one text. */
export function joined(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== NOTHING_PENDING.text).join('; ') || NOTHING_PENDING.text;
}

function reported({ RegistrationId: registrationId }: Registration, steps: readonly string[], continues: boolean, { log }: Operation): string {
  const text = stepsText(steps);
  if (steps.length > 0) {
    const then = continues ? 'They are done as soon as that is possible' : 'The next deploy that changes it tries again';
    log.warn(`Registration ${registrationId} has pending steps: ${text}. ${then}`, { registrationId, step: text });
  }
  return text;
}
