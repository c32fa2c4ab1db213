import type { RegistrationAttributes } from '../../contract/registration-resource';
import { Failure, serviceFailure } from '../failure';
import type { Wish } from '../properties';
import { attributesOf } from './attributes';
import { checkForm } from './check-form';
import { CREATE_WITHIN_MS } from './find-owned';
import type { Operation } from './operation';
import { protect } from './protection';
import { reconcile, type Reconciled } from './reconcile';
import type { Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/** How sure it is that the service made a registration. */
export interface Outcome {
  /** A call is out whose answer may be lost. */
  maybeCreated(): void;
  nothingCreated(): void;
  created(registrationId: string): void;
}

/**
 * Makes a registration, fills its form and submits it.
 *
 * Making it is the one step that cannot be repeated, so it carries a token under which the service gives the same
 * registration again. All that follows reads first and writes only what differs.
 */
export async function onCreate(wish: Wish, clientToken: string, operation: Operation, outcome: Outcome): Promise<RegistrationAttributes> {
  outcome.maybeCreated();
  const registration = await create(wish, clientToken, operation).catch((error: unknown) => {
    if (error instanceof Failure || (error instanceof ServiceError && error.isRefusal)) {
      outcome.nothingCreated();
    }
    throw error instanceof ServiceError ? serviceFailure('created', error, { registrationType: wish.registrationType }) : error;
  });
  outcome.created(registration.RegistrationId);
  const reconciled = await fill(registration, wish, operation);
  if (wish.deletionProtection) {
    await protect(registration, operation);
  }
  return attributesOf(reconciled.registration, reconciled.versionNumber);
}

async function fill(registration: Registration, wish: Wish, operation: Operation): Promise<Reconciled> {
  const { RegistrationId: registrationId, RegistrationStatus: status } = registration;
  if (wish.fields.length === 0 && wish.associations.length === 0 && !wish.submit) {
    return { registration, versionNumber: registration.CurrentVersionNumber };
  }
  try {
    return await reconcile(registration, wish, undefined, operation);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('filled', error, { registrationId, status }) : error;
  }
}

/** Also the check counts as a create whose answer may be lost: an earlier delivery of the same event may have come further. */
async function create(wish: Wish, clientToken: string, operation: Operation) {
  const { registrations, ownership, started } = operation;
  await checkForm(wish.registrationType, { put: wish.fields, kept: [], complete: wish.submit }, operation);
  const tooLate = AbortSignal.timeout(Math.max(0, started + CREATE_WITHIN_MS - Date.now()));
  return registrations.create(wish.registrationType, [...wish.tags, ...ownership], clientToken, tooLate);
}
