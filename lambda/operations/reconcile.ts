import { carriedOver, fieldChanges, keptFields, type FieldChanges } from '../decisions/field-changes';
import { lockedBy } from '../decisions/refusals';
import { versionPlan, type VersionPlan } from '../decisions/version-plan';
import { expected, Failure, failure, type Deed } from '../failure';
import { associate, missingAssociations } from './associations/associate';
import { checkForm } from './check-form';
import { writeFields } from './fields';
import type { PresentTags } from './find-owned';
import { areSame, readForm, wasDeniedAtOnce, type Form } from './form';
import { deleteOwned } from './on-delete';
import type { Operation } from './operation';
import { Denied, isUndecided, lookForDenial, reportDenial, submitForm } from './submission';
import { Turn } from './turn';
import { whenVisible } from './when-visible';
import type { Former, Wish } from '../properties';
import type { Registration, Version } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/** How often it looks again after a conflict: somebody else, or another delivery of the same event, was faster. */
const ATTEMPTS = 3;
const LOOK_AGAIN_AFTER_MS = 2_000;

export interface Reconciled {
  readonly registration: Registration;
  readonly versionNumber: number;
}

/** What to do besides, once it is sure that nothing stands in the way; `present` are the tags as they were. */
export type Besides = (present: PresentTags) => Promise<void>;

/** One registration on its way to one wish. */
interface Task {
  readonly registration: Registration;
  readonly wish: Wish;
  readonly former?: Former;
  readonly operation: Operation;
  readonly besides?: Besides;
  /** Not for a create: what CloudFormation cancels then, it deletes. */
  readonly turn?: Turn;
  readonly isLastAttempt: boolean;
}

/**
 * Brings the form of a registration to the wish, and submits it. Create, update and rollback are this, with other wishes;
 * a create is one without a former wish.
 *
 * It reads everything and decides before it changes anything, and it may be killed after any call: run again, it ends in the same place.
 */
export async function reconcile(
  registration: Registration, wish: Wish, former: Former | undefined, asked: Operation, besides?: Besides,
): Promise<Reconciled> {
  const turn = former && await Turn.take(registration, asked);
  const operation = turn?.guarded ?? asked;
  let deniedVersion: number | undefined;
  try {
    if (former?.wasToBeReplaced) {
      await turn?.stopUnseen();
    }
    if (turn?.replacedSince !== undefined) {
      await deleteReplacement(registration, turn.replacedSince, operation);
      await turn.begin('restoring');
    }
    return await tryAgain((isLastAttempt) => bring({ registration, wish, former, operation, besides, turn, isLastAttempt }), operation);
  } catch (error) {
    deniedVersion = error instanceof Denied ? error.versionNumber : undefined;
    throw error;
  } finally {
    await turn?.end(deniedVersion);
  }
}

/** A clock of CloudFormation's and the service's. */
const CLOCKS_DIFFER_BY_MS = 60_000;

/** What an update has made that CloudFormation took back, and of which nobody else knows. A rollback does not fail for it. */
async function deleteReplacement({ RegistrationId: registrationId }: Registration, since: number, operation: Operation): Promise<void> {
  try {
    await deleteOwned({ kept: registrationId, since: since - CLOCKS_DIFFER_BY_MS, mayStillRun: false }, false, operation);
  } catch (error) {
    operation.log.warn('another registration may be left behind', { registrationId, outcome: expected(error).message });
  }
}

async function tryAgain<T>(work: (isLastAttempt: boolean) => Promise<T>, { log }: Operation): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt === ATTEMPTS);
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof ServiceError && error.isConflict)) {
        throw error;
      }
      log.info('looking again after a conflict', { outcome: error.reason, attempt });
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
    }
  }
}

async function bring(task: Task): Promise<Reconciled> {
  const { registration, wish, former, operation, turn } = task;
  const { form, plan, changes } = await decide(task);
  if (!files(plan) && mayStillBeFiled(wish, former) && await turn?.stopUnseen()) {
    return bring(task);
  }
  const missing = await missingAssociations(registration, opensVersion(plan) ? 'DRAFT' : form.state.status, wish, former, operation);
  await task.besides?.(turn?.tags ?? []);
  const now = await leniently(plan, task, () => carryOut(plan, form.version, { ...changes, associate: missing }, task));
  return now ?? { registration, versionNumber: form.version.VersionNumber };
}

interface Decision {
  readonly form: Form;
  readonly plan: VersionPlan;
  readonly changes: FieldChanges;
}

/** What to do with the form. Fails where that is nothing that the service or the stack allows. */
async function decide({ registration, wish, former, operation, turn }: Task): Promise<Decision> {
  const { RegistrationId: registrationId, RegistrationType } = registration;
  const hasFailedFor = (version: Version) => (
    turn ? turn.hasFailedFor(version.VersionNumber) : wish.failOnDenial && wasDeniedAtOnce(version)
  );
  const form = await whenVisible(operation, () => readForm(registration, wish, former, operation, hasFailedFor));
  const plan = versionPlan(form.state);
  operation.log.info('decided', { registrationId, status: form.state.status, step: plan.step });
  if (plan.step === 'refuse') {
    throw refusal(former ? 'updated' : 'filled', registration, form.version, plan);
  }
  if (plan.step === 'denied') {
    await reportDenial(registrationId, form.version, true, operation);
  }
  const changes = changesOf(plan, form, wish, former?.fields ?? []);
  // The form of a create was checked before anything was made; that of a rollback is what it was.
  if (former && !plan.lenient) {
    const kept = opensVersion(plan) ? [] : keptFields(form.values, changes);
    await checkForm(RegistrationType, { put: changes.put, kept, complete: plan.submit }, operation, registrationId);
  }
  return { form, plan, changes };
}

interface Writes extends FieldChanges {
  /** Ids or ARNs. */
  readonly associate: readonly string[];
}

/** The part that changes the form. */
async function carryOut(plan: VersionPlan, newest: Version, writes: Writes, task: Task): Promise<Reconciled> {
  const { registration, operation, turn } = task;
  const { RegistrationId: registrationId } = registration;
  if (files(plan) && await turn?.begin(plan.lenient ? 'restoring' : 'filing')) {
    return bring(task);
  }
  if (discards(plan) && await isFiledAnew(newest, registrationId, operation)) {
    return bring(task);
  }
  const version = await open(plan, newest, registrationId, operation);
  await writeFields(registrationId, writes, operation);
  await associate(registration, writes.associate, operation);
  const submitted = await submitIfDue(plan, newest, task);
  // Another delivery of the same event may have submitted the form since the registration was read.
  const isStale = newest.RegistrationVersionStatus !== 'DRAFT';
  const now = submitted ?? (isStale ? await operation.registrations.find(registrationId) : registration);
  return { registration: now ?? registration, versionNumber: version.VersionNumber };
}

async function submitIfDue(
  plan: VersionPlan, newest: Version, { registration, wish, former, operation, turn }: Task,
): Promise<Registration | undefined> {
  // The first submit waits for the numbers that the stack associates later.
  if (wish.submitLater && !former?.submit) {
    return undefined;
  }
  const failOnDenial = !plan.lenient && (former !== undefined || wish.failOnDenial);
  if (!plan.submit) {
    const wasSubmitted = plan.step === 'keep' && isUndecided(newest) && (turn ? await turn.hasFiled() : wish.submit);
    return wasSubmitted ? lookForDenial(registration, failOnDenial, operation) : undefined;
  }
  return submitForm(registration, { ...wish, failOnDenial }, operation);
}

/** Or takes back what was filed. */
function files(plan: VersionPlan): boolean {
  return plan.submit || plan.step === 'withdraw' || opensVersion(plan);
}

/** What the stack wanted until now may be what an update wants that is taken back, and still runs. */
function mayStillBeFiled(wish: Wish, former: Former | undefined): boolean {
  return former !== undefined && (wish.submit || former.submit) && !(wish.submit === former.submit && areSame(wish.fields, former.fields));
}

function discards({ step }: VersionPlan): boolean {
  return step === 'withdraw' || step === 'discard-and-renew';
}

/** By another delivery of the same event: that one is not to be discarded, and the call names no version. */
async function isFiledAnew(newest: Version, registrationId: string, { registrations }: Operation): Promise<boolean> {
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
  if (opensVersion(plan)) {
    return registrations.createVersion(registrationId);
  }
  return newest;
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

/** What a rollback cannot bring back does not fail it: CloudFormation would leave the whole stack stuck. */
async function leniently<T>(
  { lenient }: VersionPlan, { registration: { RegistrationId: registrationId }, operation, isLastAttempt }: Task, work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const isKnown = error instanceof ServiceError ? isLastAttempt || !error.isConflict : error instanceof Failure;
    if (!lenient || !isKnown) {
      throw error;
    }
    operation.log.warn('the former form could not be brought back', { registrationId, outcome: (error as Error).message });
    return undefined;
  }
}

function refusal(
  deed: Deed, { RegistrationId: registrationId, RegistrationStatus }: Registration, version: Version, { isApproval }: VersionPlan,
): Failure {
  const { problem, advice } = lockedBy(isApproval ? 'APPROVED' : version.RegistrationVersionStatus);
  return failure(deed, problem, `${advice} Nothing was changed.`, {
    registrationId, status: `${RegistrationStatus}, version ${version.VersionNumber} ${version.RegistrationVersionStatus}`,
  });
}
