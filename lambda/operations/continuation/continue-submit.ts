import { assertPending, guarded, type Continuation } from './continuation';
import type { TagProperty } from '../../../contract/registration-resource';
import { carriedOver, fieldChanges } from '../../decisions/field-changes';
import { reasonsToWait } from '../../decisions/pending-steps';
import { pendingSubmitOf, submitTag, type PendingSubmit } from '../../decisions/pending-tags';
import { submitStep, type NewestVersion, type SubmitStep } from '../../decisions/submit-step';
import type { Registration, Version } from '../../service/types';
import { relatedRegistrations } from '../associations/associate';
import type { PresentTags } from '../own-tags';
import { wasDeniedToWait } from '../registrations/denials';
import { submit } from '../registrations/submission';

/** How the submit of a form went on. */
export interface ContinuedSubmit {
  readonly step: SubmitStep | 'waiting';
  /** What it waits for, as text. */
  readonly waitsFor: readonly string[];
  readonly version?: Version;
}

const SETTLE_MS = 2_000;

/**
 * Submits the form that the last deploy has left, or submits the same form again after a denial that asked to wait. It changes no field.
 *
 * @param unassociated IDs or ARNs of what it still has to be associated with
 * @param statusOf the status of any registration of the account
 */
export async function continueSubmit(
  registration: Registration, tags: PresentTags, unassociated: readonly string[], statusOf: (id: string) => Promise<string | undefined>,
  continuation: Continuation,
): Promise<ContinuedSubmit> {
  const pending = pendingSubmitOf(tags);
  // Nothing of an approved form can be pending, so its version need not be read.
  if (pending === undefined || (registration.ApprovedVersionNumber ?? 0) >= pending.version) {
    return { step: 'none', waitsFor: [] };
  }
  const { registrations, log } = continuation;
  const { RegistrationId: registrationId } = registration;
  const version = await registrations.newestVersion(registrationId);
  const step = version === undefined ? 'none' : submitStep(pending, await newestOf(version), Date.now());
  if (step !== 'submit' && step !== 'reopen' && step !== 'fill') {
    return { step, waitsFor: [], version };
  }
  const associations = [...await relatedRegistrations(registration, continuation), ...unassociated];
  const waitsFor = await reasonsToWait({ associations, submitAfter: pending.submitAfter }, statusOf);
  if (waitsFor.length > 0) {
    log.info(`${registrationId} still waits for ${waitsFor.join(', ')}`, { registrationId, step: 'submit' });
    return { step: 'waiting', waitsFor, version };
  }
  await (step === 'submit' ? submitDraft(registration, pending, continuation) : submitAgain(registration, pending, version!, continuation));
  return { step, waitsFor, version: await registrations.newestVersion(registrationId) };
}

async function submitDraft(registration: Registration, pending: PendingSubmit, continuation: Continuation): Promise<void> {
  const { RegistrationId: registrationId } = registration;
  await submit(registrationId, pending.awsReview, guarded(registration, submitTag(pending), continuation));
  continuation.log.info(`Version ${pending.version} of ${registrationId} was submitted: it no longer has to wait`, { registrationId, step: 'submit' });
}

/** The tag is written first, so that another run knows the new version as a copy of the denied one. */
async function submitAgain(registration: Registration, pending: PendingSubmit, newest: Version, continuation: Continuation): Promise<void> {
  const { RegistrationId: registrationId } = registration;
  const reopening = { ...pending, isReopening: true };
  if (!pending.isReopening) {
    await writeTag(registration, submitTag(pending), submitTag(reopening), continuation);
  }
  const reopened = guarded(registration, submitTag(reopening), continuation);
  const version = newest.VersionNumber === pending.version ? await reopened.registrations.createVersion(registrationId) : newest;
  if (!await fill(registration, pending.version, version.VersionNumber, reopened)) {
    return;
  }
  const filled = { ...pending, version: version.VersionNumber, again: pending.again + 1, isReopening: false };
  await writeTag(registration, submitTag(reopening), submitTag(filled), continuation);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  await submitDraft(registration, filled, continuation);
}

/** A deploy that has begun and ended meanwhile may have taken the tag off. */
async function writeTag(registration: Registration, former: TagProperty, tag: TagProperty, continuation: Continuation): Promise<void> {
  await continuation.registrations.tag(registration, [tag], () => assertPending(registration, former, continuation));
}

/** Copies the denied form, documents by their IDs. False if somebody else has changed the new version meanwhile. */
async function fill(
  { RegistrationId: registrationId }: Registration, from: number, to: number, { registrations, log }: Continuation,
): Promise<boolean> {
  const form = await registrations.fieldValues(registrationId, from);
  const present = await registrations.fieldValues(registrationId, to);
  // Whatever is there already has to be a copy.
  if (fieldChanges(present, form, []).put.length > 0) {
    log.warn(`Version ${to} of ${registrationId} is not submitted: somebody else has changed it. Deploy a change of the form, or submit it in the console`, { registrationId });
    return false;
  }
  for (const field of carriedOver(form, present, [])) {
    await registrations.putFieldValue(registrationId, field);
  }
  return true;
}

async function newestOf(version: Version): Promise<NewestVersion> {
  return {
    number: version.VersionNumber,
    status: version.RegistrationVersionStatus,
    hadToWait: await wasDeniedToWait(version),
    deniedAt: version.RegistrationVersionStatusHistory?.DeniedTimestamp?.getTime(),
  };
}
