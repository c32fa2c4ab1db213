import { carriedOver, fieldChanges, type FieldChanges } from '../decisions/field-changes';
import { lockedBy } from '../decisions/refusals';
import { versionPlan, type VersionPlan } from '../decisions/version-plan';
import { Failure, failure } from '../failure';
import { associate, missingAssociations } from './associations/associate';
import { writeFields } from './fields';
import { readForm, type Form } from './form';
import type { Operation } from './operation';
import { reportDenial, submitForm } from './submission';
import { whenVisible } from './when-visible';
import type { Former, Wish } from '../properties';
import type { Registration, Version } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/** How often it looks again after a conflict: somebody else, or another delivery of the same event, was faster. */
const ATTEMPTS = 3;

export interface Reconciled {
  readonly registration: Registration;
  readonly versionNumber: number;
}

/** What to do besides, once it is sure that nothing stands in the way. */
export type Besides = () => Promise<void>;

/**
 * Brings the form of a registration to the wish, and submits it. Create, update and rollback are this, with other wishes;
 * a create is one without a former wish.
 *
 * It reads everything and decides before it changes anything, and it may be killed after any call: run again, it ends in the same place.
 */
export async function reconcile(
  registration: Registration, wish: Wish, former: Former | undefined, operation: Operation, besides: Besides = () => Promise.resolve(),
): Promise<Reconciled> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await bring(registration, wish, former, operation, besides);
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof ServiceError && error.isConflict)) {
        throw error;
      }
      operation.log.info('looking again after a conflict', { registrationId: registration.RegistrationId, outcome: error.reason, attempt });
    }
  }
}

async function bring(
  registration: Registration, wish: Wish, former: Former | undefined, operation: Operation, besides: Besides,
): Promise<Reconciled> {
  const { RegistrationId: registrationId } = registration;
  const form = await whenVisible(operation, () => readForm(registration, wish, former, operation));
  const plan = versionPlan(form.state);
  operation.log.info('decided', { registrationId, status: form.state.status, step: plan.step });
  if (plan.step === 'refuse') {
    throw refusal(registration, form.version);
  }
  if (plan.step === 'denied') {
    await reportDenial(registrationId, form.version, true, operation);
  }
  const missing = await missingAssociations(registration, statusAfter(plan, form.version), wish, former, operation);
  const version = await leniently(plan, registrationId, operation, () => open(plan, form.version, registrationId, operation)) ?? form.version;
  await besides();
  const isNew = version.VersionNumber !== form.version.VersionNumber;
  if (isNew || plan.step === 'edit') {
    await writeFields(registrationId, missingFields(form, isNew, wish, former?.fields ?? []), operation);
  }
  await associate(registration, missing, operation);
  // The first submit waits for the numbers that the stack associates later.
  const submits = plan.submit && !(wish.submitLater && !former?.submit);
  const failOnDenial = !plan.lenient && (former ? true : wish.failOnDenial);
  const submitted = submits
    ? await leniently(plan, registrationId, operation, () => submitForm(registration, { ...wish, failOnDenial }, operation))
    : undefined;
  const now = submitted ?? (version === form.version ? registration : await operation.registrations.find(registrationId));
  return { registration: now ?? registration, versionNumber: version.VersionNumber };
}

/** The status of the newest version when it was brought where the plan needs it. */
function statusAfter({ step }: VersionPlan, { RegistrationVersionStatus }: Version): string {
  return step === 'renew' || step === 'discard-and-renew' ? 'DRAFT' : RegistrationVersionStatus;
}

/** The version to work on, in the state that the plan needs. */
async function open(plan: VersionPlan, newest: Version, registrationId: string, { registrations }: Operation): Promise<Version> {
  if (plan.step === 'withdraw' || plan.step === 'discard-and-renew') {
    await registrations.discardVersion(registrationId);
  }
  if (plan.step === 'renew' || plan.step === 'discard-and-renew') {
    return registrations.createVersion(registrationId);
  }
  return newest;
}

/** A new version starts empty. What was carried over comes first: a draft that shows a field of the stack has got all of that already. */
function missingFields(form: Form, isNew: boolean, wish: Wish, former: Former['fields']): FieldChanges {
  if (isNew) {
    return { put: [...carriedOver(form.values, wish.fields, former), ...wish.fields], remove: [] };
  }
  const isBegun = wish.fields.some(({ FieldPath }) => form.values.some((value) => value.FieldPath === FieldPath));
  const carried = isBegun ? [] : carriedOver(form.valuesBefore, wish.fields, former);
  return { put: [...fieldChanges(carried, form.values, []).put, ...form.changes.put], remove: form.changes.remove };
}

/** What a rollback cannot bring back does not fail it: CloudFormation would leave the whole stack stuck. */
async function leniently<T>({ lenient }: VersionPlan, registrationId: string, { log }: Operation, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const isKnown = error instanceof ServiceError ? !error.isConflict : error instanceof Failure;
    if (!lenient || !isKnown) {
      throw error;
    }
    log.warn('the former form could not be brought back', { registrationId, outcome: (error as Error).message });
    return undefined;
  }
}

function refusal({ RegistrationId: registrationId, RegistrationStatus }: Registration, version: Version): Failure {
  const { problem, advice } = lockedBy(version.RegistrationVersionStatus);
  return failure('updated', problem, `${advice} Nothing was changed.`, {
    registrationId, status: `${RegistrationStatus}, version ${version.VersionNumber} ${version.RegistrationVersionStatus}`,
  });
}
