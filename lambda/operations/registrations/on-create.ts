import { attributesOf } from './attributes';
import { checkForm } from './check-form';
import { NOTHING_DECLARED } from './goal';
import type { RegistrationAttributes } from '../../../contract/registration-resource';
import { Failure, serviceFailure } from '../../failure';
import type { DesiredState } from '../../properties/registration';
import { ServiceError } from '../../service/service-error';
import type { Registration } from '../../service/types';
import { associationProblems } from '../associations/association-problems';
import { tooLateToCreate } from '../find-owned';
import { finish } from '../finish';
import type { Operation, Outcome } from '../operation';
import { lastUpdateTag, overtaken, unfinishedTag } from '../own-tags';
import { NOTHING_PENDING } from './pending-steps';
import { reconcile, type Reconciled } from './reconcile';
import { whenPermitted } from '../when-visible';

/**
 * Makes a registration, fills its form and submits it.
 *
 * Making it is the one step that cannot be repeated, so it carries a token under which the service gives the same
 * registration again. All that follows reads first and writes only what differs. A tag says until the end that nobody has finished it.
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
  await finishCreate(registration, operation);
  return attributesOf(reconciled);
}

async function fill(registration: Registration, desired: DesiredState, operation: Operation): Promise<Reconciled> {
  const { RegistrationId: registrationId, RegistrationStatus: status } = registration;
  if (desired.fields.length === 0 && desired.associations.length === 0 && !desired.submit) {
    return { registration, versionNumber: registration.CurrentVersionNumber, pending: NOTHING_PENDING };
  }
  try {
    return await reconcile(registration, { kind: 'create', desired, previous: NOTHING_DECLARED }, operation);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('filled', error, { registrationId, status }) : error;
  }
}

async function finishCreate(registration: Registration, operation: Operation): Promise<void> {
  try {
    if (!await finish(operation.registrations, registration, operation)) {
      throw overtaken(registration, 'created');
    }
  } catch (error) {
    const { RegistrationId: registrationId, RegistrationStatus: status } = registration;
    throw error instanceof ServiceError ? serviceFailure('created', error, { registrationId, status }) : error;
  }
}

/** Even the check counts as a create whose answer may be lost: an earlier delivery of the same event may have come further. */
async function create(desired: DesiredState, clientToken: string, operation: Operation) {
  const { registrations, ownership, change } = operation;
  // The role may be as new as the registration.
  await whenPermitted(operation, async () => {
    const others = await associationProblems(desired, operation);
    await checkForm(desired.registrationType, { put: desired.fields, kept: [], complete: desired.submit }, operation, { others });
  });
  // Without a time: the same token has to come with the same tags in every delivery, and everything else is later anyway.
  const own = [...ownership, unfinishedTag(operation), lastUpdateTag({ ...change, sent: 0, isRollback: false })];
  const tags = [...desired.tags, ...own];
  return whenPermitted(operation, () => registrations.create(desired.registrationType, tags, clientToken, tooLateToCreate(operation)));
}
