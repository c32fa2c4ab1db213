import { isDenied, isDraft, isUndecided, isUnsubmitted } from '../../decisions/statuses';
import { Failure, serviceFailure } from '../../failure';
import { putRegistrationMetrics } from '../../metrics';
import { poll } from '../../poll';
import type { DesiredState } from '../../properties/registration';
import { ServiceError } from '../../service/service-error';
import type { Registration, Version } from '../../service/types';
import type { Operation } from '../operation';
import { denialOf, wasDeniedToWait } from './denials';

/** A submit right after a write may not see it. */
const SETTLE_MS = 2_000;
/** An automatic denial comes within seconds, no matter how long the review takes. */
const LOOK_FOR_DENIAL = { atMost: 15_000, minDelay: 2, maxDelay: 4 };

/**
 * Submits the draft and waits for an immediate denial, which either fails the deploy or is only logged, in which case the attributes show it as
 * well.
 */
export async function submitForm(
  registration: Registration, desired: Pick<DesiredState, 'awsReview' | 'failOnDenial'>, operation: Operation,
): Promise<Registration> {
  const { RegistrationId: registrationId, RegistrationStatus: status } = registration;
  try {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await submit(registrationId, desired.awsReview, operation);
    return await lookForDenial(registration, desired.failOnDenial, operation);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('submitted', error, { registrationId, status }) : error;
  }
}

/** Waits for an immediate denial of a form that was submitted, here or by an earlier delivery of the same event. */
export async function lookForDenial(registration: Registration, fails: boolean, operation: Operation): Promise<Registration> {
  const { RegistrationId: registrationId } = registration;
  const version = await decidedAtOnce(registrationId, operation);
  if (version && isDenied(version.RegistrationVersionStatus)) {
    await reportDenial(registrationId, version, fails, operation);
  }
  return await operation.registrations.find(registrationId) ?? registration;
}

/** Reports why a version was denied and what to do, either as a failure or in the log. */
export async function reportDenial(registrationId: string, version: Version, fails: boolean, { registrations, log }: Operation): Promise<void> {
  const { VersionNumber, RegistrationVersionStatus: status } = version;
  putRegistrationMetrics(registrationId, `Version ${VersionNumber} of ${registrationId} is ${status}`, { denials: 1 });
  const { message, reasons } = await denialOf(registrationId, version, await registrations.fieldValues(registrationId, VersionNumber));
  // If something else only has to finish first, nothing is wrong with the form.
  if (fails && !await wasDeniedToWait(version)) {
    throw new Failure(message);
  }
  log.warn(message, { event: 'denied', registrationId, status, outcome: reasons.join('; ') });
}

export async function submit(registrationId: string, awsReview: boolean, { registrations }: Pick<Operation, 'registrations'>): Promise<void> {
  try {
    await registrations.submitVersion(registrationId, awsReview);
  } catch (error) {
    // It may already be submitted, by a call whose response was lost or by another delivery of the same event.
    const mayBeSubmitted = error instanceof ServiceError && error.isConflict;
    if (!mayBeSubmitted || isUnsubmitted((await registrations.newestVersion(registrationId))?.RegistrationVersionStatus)) {
      throw error;
    }
  }
}

async function decidedAtOnce(registrationId: string, operation: Operation): Promise<Version | undefined> {
  let version: Version | undefined;
  await poll(operation, LOOK_FOR_DENIAL, async () => {
    version = await operation.registrations.newestVersion(registrationId);
    // Right after the submit it may still be listed as a draft.
    return version !== undefined && !isDraft(version.RegistrationVersionStatus) && !isUndecided(version.RegistrationVersionStatus);
  });
  return version;
}
