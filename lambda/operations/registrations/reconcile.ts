import { decide } from './decide';
import type { Goal, Task } from './goal';
import { NOTHING_PENDING, type PendingSteps } from './pending-steps';
import { LOOK_AGAIN, writeForm } from './write-form';
import { isInReview } from '../../decisions/statuses';
import { Failure } from '../../failure';
import { ServiceError } from '../../service/service-error';
import type { Registration } from '../../service/types';
import type { Operation } from '../operation';

/** A conflict means that somebody else was faster, such as another delivery of the same event. */
const MAX_CONFLICTS = 3;
const LOOK_AGAIN_AFTER_MS = 2_000;

export interface Reconciled {
  readonly registration: Registration;
  readonly versionNumber: number;
  readonly pending: PendingSteps;
  /** The submit is left to the associations, which are created later. */
  readonly isLeft?: boolean;
  /** The newest version is submitted, or is to be submitted as it is. A rollback leaves a denied one `as-before`. */
  readonly maySubmitLater?: boolean | 'as-before';
}

/**
 * Brings the form of a registration to the desired state and submits it. Create, update, adoption and rollback differ only in their goal.
 *
 * Every attempt reads everything and decides before it changes anything, so it may be killed after any call and run again.
 */
export async function reconcile(registration: Registration, goal: Goal, operation: Operation): Promise<Reconciled> {
  const task = { ...goal, registration, operation };
  for (let conflicts = 0; ;) {
    try {
      const result = await attempt(task, conflicts + 1 < MAX_CONFLICTS);
      if (result !== LOOK_AGAIN) {
        return result;
      }
    } catch (error) {
      conflicts += 1;
      if (conflicts === MAX_CONFLICTS || !isConflict(error)) {
        throw error;
      }
      await waitAfter(error, conflicts, task);
    }
  }
}

async function attempt(task: Task, canRetry: boolean): Promise<Reconciled | typeof LOOK_AGAIN> {
  const decision = await decide(task);
  await task.beforeWrite?.();
  const unchanged = { registration: task.registration, versionNumber: decision.form.version.VersionNumber };
  if (decision.action === 'postpone') {
    return { ...unchanged, pending: decision.pending, maySubmitLater: decision.form.state.hadToWait };
  }
  if (task.kind !== 'rollback') {
    return writeForm(decision, task);
  }
  return await bestEffort(task, canRetry, () => writeForm(decision, task)) ?? unrestored(task, unchanged);
}

/** What a rollback leaves that could not be carried out. Another delivery of it may have submitted the form. */
async function unrestored({ registration, operation }: Task, unchanged: Pick<Reconciled, 'registration' | 'versionNumber'>): Promise<Reconciled> {
  const newest = await operation.registrations.newestVersion(registration.RegistrationId).catch(() => undefined);
  return {
    ...unchanged,
    versionNumber: newest?.VersionNumber ?? unchanged.versionNumber,
    pending: NOTHING_PENDING,
    maySubmitLater: isInReview({ versionStatus: newest?.RegistrationVersionStatus }),
  };
}

/** Logs what cannot be rolled back: a rollback that fails leaves the whole stack stuck. */
async function bestEffort<T>({ registration: { RegistrationId: registrationId }, operation }: Task, canRetry: boolean, work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    const isExpected = error instanceof Failure || error instanceof ServiceError;
    if (!isExpected || (canRetry && isConflict(error))) {
      throw error;
    }
    operation.log.warn(`The form of ${registrationId} could not be rolled back: ${error.message}`, { registrationId, outcome: error.message });
    return undefined;
  }
}

function isConflict(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.isConflict;
}

async function waitAfter({ code, reason }: ServiceError, attempted: number, { registration, operation }: Task): Promise<void> {
  const { RegistrationId: registrationId } = registration;
  operation.log.info(`Reading ${registrationId} again after a conflict: ${reason ?? code}`, { registrationId, outcome: reason, attempt: attempted });
  await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
}
