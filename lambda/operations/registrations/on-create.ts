import { attributesOf } from './attributes';
import { checkForm } from './check-form';
import { NOTHING_DECLARED } from './goal';
import { NOTHING_PENDING } from './pending-steps';
import { writePendingTags } from './pending-tags';
import { reconcile, type Reconciled } from './reconcile';
import type { RegistrationAttributes } from '../../../contract/registration-resource';
import { Failure, serviceFailure } from '../../failure';
import type { DesiredState } from '../../properties/registration';
import { ServiceError } from '../../service/service-error';
import type { Registration } from '../../service/types';
import { associationProblems } from '../associations/association-problems';
import { finish } from '../finish';
import { timeLeftToCreate } from '../left-overs';
import type { Operation, Outcome } from '../operation';
import { assertLatest, lastUpdateTag, overtaken, unfinishedTag } from '../own-tags';
import { whenPermitted, whenVisible } from '../when-visible';

/**
 * Creates a registration, fills in its form and submits it.
 *
 * The create is the one step that cannot be repeated, so it has a token for which the service returns the same registration again.
 * Everything after it reads first and writes only differences. Until the end, a tag marks the registration as unfinished.
 */
export async function onCreate(desired: DesiredState, clientToken: string, operation: Operation, outcome: Outcome): Promise<RegistrationAttributes> {
  outcome.maybeCreated();
  const registration = await create(desired, clientToken, operation).catch((error: unknown) => {
    if (error instanceof Failure || (error instanceof ServiceError && error.isRefusal)) {
      outcome.nothingCreated();
    }
    throw error instanceof ServiceError ? serviceFailure('created', error, { registrationType: desired.registrationType }) : error;
  });
  outcome.created(registration.RegistrationId);
  const reconciled = await fill(registration, desired, operation);
  await finishCreate(reconciled, desired, operation);
  return attributesOf(reconciled, operation);
}

async function fill(registration: Registration, desired: DesiredState, operation: Operation): Promise<Reconciled> {
  const { RegistrationId: registrationId, RegistrationStatus: status } = registration;
  if (desired.fields.length === 0 && desired.associations.length === 0 && !desired.submit) {
    return { registration, versionNumber: registration.CurrentVersionNumber, pending: NOTHING_PENDING };
  }
  // An event that is delivered again after a later update must not restore the form of the create. A new registration may not show its tags yet.
  const beforeWrite = async () => (
    assertLatest(registration, await whenVisible(operation, () => operation.registrations.tags(registration)), operation, 'created')
  );
  try {
    return await reconcile(registration, { kind: 'create', desired, previous: NOTHING_DECLARED, beforeWrite }, operation);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('filled in', error, { registrationId, status }) : error;
  }
}

async function finishCreate(reconciled: Reconciled, desired: DesiredState, operation: Operation): Promise<void> {
  const { registration } = reconciled;
  try {
    await writePendingTags(reconciled, desired, NOTHING_DECLARED, [], operation);
    if (!await finish(operation.registrations, registration, operation)) {
      throw overtaken(registration, 'created');
    }
  } catch (error) {
    const { RegistrationId: registrationId, RegistrationStatus: status } = registration;
    throw error instanceof ServiceError ? serviceFailure('created', error, { registrationId, status }) : error;
  }
}

/** Even a failed check may leave something behind: an earlier delivery of the same event may have got further. */
async function create(desired: DesiredState, clientToken: string, operation: Operation) {
  const { registrations, ownership, change } = operation;
  // The role may have been created in the same deploy.
  await whenPermitted(operation, async () => {
    const others = await associationProblems(desired, operation);
    await checkForm(desired.registrationType, { put: desired.fields, kept: [], complete: desired.submit }, operation, { others });
  });
  // Sent at 0: the same token requires the same tags in every delivery, and every other request is later anyway.
  const own = [...ownership, unfinishedTag(operation), lastUpdateTag({ ...change, sent: 0, isRollback: false })];
  const tags = [...desired.tags, ...own];
  return whenPermitted(operation, () => registrations.create(desired.registrationType, tags, clientToken, timeLeftToCreate(operation)));
}
