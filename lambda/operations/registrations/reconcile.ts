import { checkForm } from './check-form';
import { writeFields } from './fields';
import { readForm, wasDeniedAtOnce, wasSubmittedSince, type Form } from './form';
import { idOf } from '../../../contract/ids';
import { carriedOver, fieldChanges, keptFields, type FieldChanges } from '../../decisions/field-changes';
import { deniedBefore, lockedBy } from '../../decisions/refusals';
import { APPROVED_VERSION, isDenied, isDraft, isLeftBehind, isUndecided, NEW_VERSION } from '../../decisions/statuses';
import { versionPlan, type VersionPlan } from '../../decisions/version-plan';
import { Failure, failure, type Deed } from '../../failure';
import type { Former, Wish } from '../../properties/registration';
import { ServiceError } from '../../service/service-error';
import type { Registration, Version } from '../../service/types';
import { associate, missingAssociations, relatedRegistrations, type MissingAssociations } from '../associations/associate';
import { missingBeforeSubmit, unknownAssociations } from '../associations/association-problems';
import { guarded } from '../guard';
import type { Operation } from '../operation';
import { shortened } from '../own-tags';
import { NOTHING_PENDING, pendingSteps, type PendingSteps } from './pending-steps';
import { lookForDenial, reportDenial, submitForm } from './submission';
import { whenVisible } from '../when-visible';

/** How often it looks again after a conflict: somebody else, or another delivery of the same event, was faster. */
const ATTEMPTS = 3;
const LOOK_AGAIN_AFTER_MS = 2_000;

export interface Reconciled {
  readonly registration: Registration;
  readonly versionNumber: number;
  readonly pending: PendingSteps;
  /** Left to the associations: the number of the version, and by which request, so that each of them is another one. */
  readonly versionToSubmit?: string;
}

/** What to reach, and from where. A create has no previous state. */
export interface Goal {
  readonly wish: Wish;
  readonly former?: Former;
  /** It was just made, so no other request can be about it. */
  readonly isNew?: boolean;
  /** What cannot be given back then is only logged: a rollback that fails leaves the whole stack stuck. */
  readonly isRollback: boolean;
  /** Done once it is sure that nothing stands in the way, and before anything else is changed. */
  readonly beforeWrite?: () => Promise<void>;
}

interface Task extends Goal {
  readonly registration: Registration;
  readonly operation: Operation;
  readonly isLastAttempt: boolean;
}

/**
 * Brings the form of a registration to the desired state, and submits it. Create, update, adoption and rollback are this, with other goals.
 *
 * It reads everything and decides before it changes anything, and it may be killed after any call: run again, it ends in the same place.
 */
export async function reconcile(registration: Registration, goal: Goal, operation: Operation): Promise<Reconciled> {
  return tryAgain(registration.RegistrationId, (isLastAttempt) => bring({ ...goal, registration, operation, isLastAttempt }), operation);
}

async function tryAgain<T>(registrationId: string, work: (isLastAttempt: boolean) => Promise<T>, { log }: Operation): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt === ATTEMPTS);
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof ServiceError && error.isConflict)) {
        throw error;
      }
      log.info(`looking at ${registrationId} again after a conflict: ${error.reason ?? error.code}`, { registrationId, outcome: error.reason, attempt });
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
    }
  }
}

async function bring(task: Task): Promise<Reconciled> {
  const { registration, wish, former, operation } = task;
  const { form, plan, changes } = await decide(task);
  const versionStatus = opensVersion(plan) ? NEW_VERSION : form.state.status;
  // A rollback associates what it can.
  const missing = await missingAssociations(registration, versionStatus, wish, task.isRollback ? undefined : former, operation);
  await task.beforeWrite?.();
  if (opensVersion(plan) && plan.submit && !form.state.differs) {
    // The same form once more: what cannot be submitted yet is not opened either, or nobody would know any more that it is wanted.
    const pending = await pendingOf(plan, missing.later, task);
    if (pending.mustWait) {
      return { registration, versionNumber: form.version.VersionNumber, pending: form.state.resubmit ? onceMore(pending) : pending };
    }
  }
  const now = await bestEffort(task, () => carryOut(plan, form, { ...changes, missing }, task));
  return now ?? { registration, versionNumber: form.version.VersionNumber, pending: NOTHING_PENDING };
}

interface Decision {
  readonly form: Form;
  readonly plan: VersionPlan;
  readonly changes: FieldChanges;
}

/** What to do with the form. Fails where that is nothing that the service or the stack allows. */
async function decide({ registration, wish, former, isRollback, operation }: Task): Promise<Decision> {
  const { RegistrationId: registrationId, RegistrationType } = registration;
  const form = await whenVisible(operation, () => readForm(registration, wish, former, isRollback, operation));
  const plan = versionPlan(form.state);
  const { status } = form.state;
  operation.log.info(`The form of ${registrationId} is ${status}, next step: ${plan.step}`, { event: 'decided', registrationId, status, step: plan.step });
  if (plan.step === 'refuse') {
    throw refusal(former ? 'updated' : 'filled', registration, form.version, plan);
  }
  if (plan.step === 'denied') {
    await failForDenial(registration, form, operation);
  }
  if (plan.step === 'keep' && wish.submit && isLeftBehind(status)) {
    operation.log.warn(`the form of ${registrationId} stays ${status}: it did not change, so it is not submitted again. `
      + 'Correct it, or change resubmit in the stack to submit the same form once more', { registrationId, status });
  }
  const changes = changesOf(plan, form, wish, former?.fields ?? []);
  // The form of a create was checked before anything was made; that of a rollback is what it was.
  if (former && !isRollback) {
    const kept = opensVersion(plan) ? [] : keptFields(form.values, changes);
    const others = [
      ...await unknownAssociations(added(wish.associations, former.associations), operation),
      ...await missingBeforeSubmit({ ...wish, submit: plan.submit }, operation, registrationId),
    ];
    await checkForm(RegistrationType, { put: changes.put, kept, complete: plan.submit }, operation, { registrationId, others });
  }
  return { form, plan, changes };
}

/** Ids or ARNs that were not declared before. */
function added(targets: readonly string[], former: readonly string[]): string[] {
  const formerIds = new Set(former.map(idOf));
  return targets.filter((target) => !formerIds.has(idOf(target)));
}

/** The newest version says why; an older one is only named. */
async function failForDenial(registration: Registration, { version, state }: Form, operation: Operation): Promise<never> {
  const { RegistrationId: registrationId, RegistrationStatus: status } = registration;
  if (isDenied(state.status) && !state.differs) {
    await reportDenial(registrationId, version, true, operation);
  }
  throw failure('submitted', deniedBefore.problem, deniedBefore.advice, { registrationId, status });
}

interface Writes extends FieldChanges {
  readonly missing: MissingAssociations;
}

/** What a form that is submitted rests on may also have been associated elsewhere. */
async function pendingOf({ submit }: Pick<VersionPlan, 'submit'>, unassociated: readonly string[], task: Task): Promise<PendingSteps> {
  const { registration, wish, isNew, operation } = task;
  const related = submit && !isNew ? await relatedRegistrations(registration.RegistrationId, operation) : [];
  return pendingSteps(registration, { ...wish, associations: [...wish.associations, ...related], submit, unassociated }, operation);
}

function onceMore({ text, ...pending }: PendingSteps): PendingSteps {
  return { ...pending, text: `${text}; change resubmit once more then` };
}

/** The part that changes the form. */
async function carryOut(plan: VersionPlan, form: Form, writes: Writes, task: Task): Promise<Reconciled> {
  const { registration } = task;
  const { version: newest } = form;
  const operation = guarded(registration, task.operation, { everyWrite: submits(plan), isNew: task.isNew });
  const { RegistrationId: registrationId } = registration;
  if (discards(plan) && await isSubmittedAnew(newest, registrationId, operation)) {
    return bring(task);
  }
  const version = await open(plan, newest, registrationId, operation);
  if (!opensVersion(plan) || version !== newest) {
    await writeFields(registrationId, writes, operation);
  }
  const unassociated = [...writes.missing.later, ...await associate(registration, writes.missing.now, operation)];
  const isLeft = plan.submit && isLeftToAssociations(task);
  const pending = await pendingOf({ submit: plan.submit && !isLeft }, unassociated, task);
  const submitted = isLeft || pending.mustWait ? undefined : await submitIfDue(plan, newest, task, operation);
  // Another delivery of the same event may have submitted the form since the registration was read.
  const isStale = !isDraft(newest.RegistrationVersionStatus);
  const now = submitted ?? (isStale ? await operation.registrations.find(registrationId) : registration);
  const versionToSubmit = isLeft ? `${version.VersionNumber} ${shortened(operation.change.request)}` : undefined;
  return { registration: now ?? registration, versionNumber: version.VersionNumber, pending, versionToSubmit };
}

/** Numbers of the stack are associated later, and may come with this very form. In a rollback nobody does that. */
function isLeftToAssociations({ wish, isRollback }: Task): boolean {
  return wish.submitLater && !isRollback;
}

async function submitIfDue(plan: VersionPlan, newest: Version, task: Task, operation: Operation): Promise<Registration | undefined> {
  const { registration, wish, former, isRollback } = task;
  const failOnDenial = !isRollback && (former !== undefined || wish.failOnDenial);
  if (plan.submit) {
    return submitForm(registration, { ...wish, failOnDenial }, operation);
  }
  return wasJustSubmitted(plan, newest, task) ? lookForDenial(registration, failOnDenial, operation) : undefined;
}

/** By an earlier delivery of the same event, which did not live to see what became of it. */
function wasJustSubmitted({ step }: VersionPlan, newest: Version, { wish, former, isRollback, operation }: Task): boolean {
  if (isRollback || step !== 'keep' || !wish.submit || !(isUndecided(newest.RegistrationVersionStatus) || wasDeniedAtOnce(newest))) {
    return false;
  }
  return former ? wasSubmittedSince(newest, operation.change.sent) : isUndecided(newest.RegistrationVersionStatus) || wish.failOnDenial;
}

/** Something that a carrier would see: it is submitted, or taken back. */
function submits(plan: VersionPlan): boolean {
  return plan.submit || discards(plan) || opensVersion(plan);
}

function discards({ step }: VersionPlan): boolean {
  return step === 'withdraw' || step === 'discard-and-renew';
}

/** By another delivery of the same event: that one is not to be discarded, and the call names no version. */
async function isSubmittedAnew(newest: Version, registrationId: string, { registrations }: Operation): Promise<boolean> {
  const now = await registrations.newestVersion(registrationId);
  return now !== undefined && now.VersionNumber !== newest.VersionNumber;
}

function opensVersion({ step }: VersionPlan): boolean {
  return step === 'renew' || step === 'discard-and-renew';
}

/** The version to work on, in the state that the plan needs. */
async function open(plan: VersionPlan, newest: Version, registrationId: string, { registrations }: Operation): Promise<Version> {
  if (discards(plan)) {
    await registrations.discardVersion(registrationId);
  }
  if (!opensVersion(plan)) {
    return newest;
  }
  try {
    return await registrations.createVersion(registrationId);
  } catch (error) {
    if (plan.mayReuse && error instanceof ServiceError && error.reason === 'CREATE_REGISTRATION_VERSION_NOT_ALLOWED') {
      return newest;
    }
    throw error;
  }
}

/** A new version starts empty. What was carried over comes first: a draft that shows a field of the stack has got all of that already. */
function changesOf(plan: VersionPlan, form: Form, wish: Wish, former: Former['fields']): FieldChanges {
  if (opensVersion(plan)) {
    return { put: [...carriedOver(form.base, wish.fields, former), ...wish.fields], remove: [] };
  }
  if (plan.step !== 'edit') {
    return { put: [], remove: [] };
  }
  const isBegun = wish.fields.some(({ FieldPath }) => form.values.some((value) => value.FieldPath === FieldPath));
  const carried = isBegun ? [] : carriedOver(form.base, wish.fields, former);
  return { put: [...fieldChanges(carried, form.values, []).put, ...form.changes.put], remove: form.changes.remove };
}

async function bestEffort<T>(
  { isRollback, registration: { RegistrationId: registrationId }, operation, isLastAttempt }: Task, work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const isKnown = error instanceof ServiceError ? isLastAttempt || !error.isConflict : error instanceof Failure;
    if (!isRollback || !isKnown) {
      throw error;
    }
    operation.log.warn(`the form of ${registrationId} could not be rolled back: ${(error as Error).message}`, {
      registrationId, outcome: (error as Error).message,
    });
    return undefined;
  }
}

function refusal(
  deed: Deed, { RegistrationId: registrationId, RegistrationStatus }: Registration, version: Version, { isApproval }: VersionPlan,
): Failure {
  const { problem, advice } = lockedBy(isApproval ? APPROVED_VERSION : version.RegistrationVersionStatus);
  return failure(deed, problem, `${advice} Nothing was changed.`, {
    registrationId, status: `${RegistrationStatus}, version ${version.VersionNumber} ${version.RegistrationVersionStatus}`,
  });
}
