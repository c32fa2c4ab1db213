import { checkForm } from './check-form';
import { readForm, type Form } from './form';
import type { Kind, Task } from './goal';
import { pendingSteps, type PendingSteps } from './pending-steps';
import { reportDenial } from './submission';
import { idOf } from '../../../contract/ids';
import { carriedOver, fieldChanges, keptFields, type FieldChanges } from '../../decisions/field-changes';
import { deniedBefore, lockedBy } from '../../decisions/refusals';
import { APPROVED_VERSION, isDenied, isLeftBehind, NEW_VERSION } from '../../decisions/statuses';
import { opensVersion, versionPlan, type VersionPlan } from '../../decisions/version-plan';
import { failure, type Action, type Failure } from '../../failure';
import type { Registration, Version } from '../../service/types';
import { missingAssociations, relatedRegistrations, type MissingAssociations } from '../associations/associate';
import { missingBeforeSubmit, unknownAssociations } from '../associations/association-problems';
import { whenVisible } from '../when-visible';

/** `write` follows the plan, which may be to do nothing. `postpone` changes nothing, because something else has to happen first. */
export type Decision = Write | Postpone;

export interface Write {
  readonly action: 'write';
  readonly form: Form;
  readonly plan: VersionPlan;
  readonly changes: FieldChanges;
  readonly missing: MissingAssociations;
}

interface Postpone {
  readonly action: 'postpone';
  readonly form: Form;
  readonly pending: PendingSteps;
}

/** What a refused plan could not do, by kind. */
const ACTIONS: Readonly<Record<Kind, Action>> = { create: 'filled in', adoption: 'updated', update: 'updated', rollback: 'updated' };

/** Decides what to do with a form, without changing anything. Fails if the service or the stack does not allow the desired state. */
export async function decide(task: Task): Promise<Decision> {
  const { registration, kind, operation } = task;
  const form = await whenVisible(operation, () => readForm(task));
  const plan = versionPlan(form.state);
  logDecision(form, plan, task);
  if (plan.step === 'refuse') {
    throw refusal(ACTIONS[kind], registration, form.version, plan);
  }
  if (plan.step === 'denied') {
    await failForDenial(form, task);
  }
  const changes = changesOf(plan, form, task);
  await checkChanges(plan, form, changes, task);
  const missing = await readMissing(plan, form, task);
  return await postponed(plan, form, missing, task) ?? { action: 'write', form, plan, changes, missing };
}

function logDecision({ state: { status } }: Form, { step }: VersionPlan, { registration, desired, operation: { log } }: Task): void {
  const { RegistrationId: registrationId } = registration;
  log.info(`The form of ${registrationId} is ${status}, next step: ${step}`, { event: 'decided', registrationId, status, step });
  if (step === 'keep' && desired.submit && isLeftBehind(status)) {
    log.warn(`The form of ${registrationId} stays ${status}: it has not changed, so it is not submitted again. `
      + 'Correct it, or change resubmit in the stack to submit the same form again', { registrationId, status });
  }
}

/** A new version starts empty. Values from elsewhere are written first, so a draft that has a field of the stack already has all of them. */
function changesOf(plan: VersionPlan, form: Form, { desired, previous }: Task): FieldChanges {
  const fromElsewhere = carriedOver(form.base, desired.fields, previous.fields);
  if (opensVersion(plan)) {
    return { put: [...fromElsewhere, ...desired.fields], remove: [] };
  }
  if (plan.step !== 'edit') {
    return { put: [], remove: [] };
  }
  const isBegun = desired.fields.some(({ FieldPath }) => form.values.some((value) => value.FieldPath === FieldPath));
  const carried = isBegun ? [] : fieldChanges(fromElsewhere, form.values, []).put;
  return { put: [...carried, ...form.changes.put], remove: form.changes.remove };
}

/** A create has checked its form before it created the registration, and a rollback restores a form that was there before. */
async function checkChanges(plan: VersionPlan, form: Form, changes: FieldChanges, task: Task): Promise<void> {
  const { kind, registration, desired, previous, operation } = task;
  if (kind === 'create' || kind === 'rollback') {
    return;
  }
  const { RegistrationId: registrationId, RegistrationType } = registration;
  const kept = opensVersion(plan) ? [] : keptFields(form.values, changes);
  const others = [
    ...await unknownAssociations(added(desired.associations, previous.associations), operation),
    ...await missingBeforeSubmit({ ...desired, submit: plan.submit }, operation, registrationId),
  ];
  await checkForm(RegistrationType, { put: changes.put, kept, complete: plan.submit }, operation, { registrationId, others });
}

/** Ids or ARNs that were not declared before. */
function added(targets: readonly string[], previous: readonly string[]): string[] {
  const previousIds = new Set(previous.map(idOf));
  return targets.filter((target) => !previousIds.has(idOf(target)));
}

/** Only an update or an adoption can add an association that has to be refused. A rollback associates what it can. */
async function readMissing(plan: VersionPlan, form: Form, { kind, registration, desired, previous, operation }: Task): Promise<MissingAssociations> {
  const versionStatus = opensVersion(plan) ? NEW_VERSION : form.state.status;
  const refuses = kind === 'update' || kind === 'adoption';
  return missingAssociations(registration, versionStatus, { desired, previous, refuses }, operation);
}

/** A new version with an unchanged form is opened only if it can be submitted: otherwise nothing would later indicate that the draft has to be. */
async function postponed(plan: VersionPlan, form: Form, missing: MissingAssociations, task: Task): Promise<Postpone | undefined> {
  if (!opensVersion(plan) || !plan.submit || form.state.differs) {
    return undefined;
  }
  // Only the form of a denied version is submitted again without a deploy.
  const pending = await pendingOf(plan.submit, missing.later, task, form.state.hadToWait);
  const text = form.state.resubmit ? `${pending.text}; change resubmit again after that` : pending.text;
  return pending.mustWait ? { action: 'postpone', form, pending: { ...pending, text } } : undefined;
}

/** Includes registrations that were associated outside of the stack, which a new registration does not have. */
export async function pendingOf(submit: boolean, unassociated: readonly string[], task: Task, isContinuable = true): Promise<PendingSteps> {
  const { kind, registration, desired, operation } = task;
  const related = submit && kind !== 'create' ? await relatedRegistrations(registration, operation) : [];
  const continues = desired.continueFor !== undefined && isContinuable;
  return pendingSteps(registration, { ...desired, associations: [...desired.associations, ...related], submit, unassociated, continues }, operation);
}

/** The newest version has the reasons; those of an older one are not read. */
async function failForDenial({ version, state }: Form, { registration, operation }: Task): Promise<never> {
  const { RegistrationId: registrationId, RegistrationStatus: status } = registration;
  if (isDenied(state.status) && !state.differs) {
    await reportDenial(registrationId, version, true, operation);
  }
  throw failure('submitted', deniedBefore.problem, deniedBefore.advice, { registrationId, status });
}

function refusal(
  action: Action, { RegistrationId: registrationId, RegistrationStatus }: Registration, version: Version, { isApproval }: VersionPlan,
): Failure {
  const { problem, advice } = lockedBy(isApproval ? APPROVED_VERSION : version.RegistrationVersionStatus);
  return failure(action, problem, `${advice} Nothing was changed.`, {
    registrationId, status: `${RegistrationStatus}, version ${version.VersionNumber} ${version.RegistrationVersionStatus}`,
  });
}
