import { isDeleted, isInReview, isSubmitted } from './statuses';

/** What is known about a registration during its delete. */
export interface DeletionState {
  /** Undefined if the service does not know the registration. */
  readonly status?: string;
  /** The status of its newest version, if it was read. */
  readonly versionStatus?: string;
  /** The outcome of the last DeleteRegistration. */
  readonly lastDelete?: 'accepted' | 'conflict' | 'not-found';
  /** Something other than its own review prevents the delete: an association in either direction. */
  readonly isHeld: boolean;
  /** It was found before, or has been missing for longer than a new registration can be. */
  readonly surelyMissing: boolean;
  /** The service refused to discard the version. */
  readonly discardRefused: boolean;
  /** The stack protects it, and a deploy has completed it. */
  readonly isProtected: boolean;
  /** Whatever prevents the delete has had the time to end by itself. */
  readonly graceOver: boolean;
}

export type DeleteStep = 'done' | 'keep' | 'discard' | 'delete' | 'wait' | 'refuse';

/**
 * What to do next. An unknown status counts as still in progress. A submitted version is discarded only if nothing else prevents the
 * delete, because a refused delete must not have changed anything.
 */
export function nextDeleteStep(state: DeletionState): DeleteStep {
  if (isDeleted(state.status)) {
    return 'done';
  }
  if (state.status === undefined && state.isProtected) {
    return state.surelyMissing ? 'done' : 'wait';
  }
  if (state.status === undefined) {
    // Shortly after a create no call may find it yet, so the delete itself has to confirm that it is gone, and not just once.
    return state.lastDelete === 'accepted' || (state.lastDelete === 'not-found' && state.surelyMissing) ? 'done' : 'delete';
  }
  if (state.isProtected) {
    return 'keep';
  }
  if (state.lastDelete === 'accepted') {
    return 'wait';
  }
  if (state.lastDelete !== 'conflict') {
    return 'delete';
  }
  if (state.graceOver && (state.isHeld || isInReview(state))) {
    return 'refuse';
  }
  return isSubmitted(state.versionStatus) && !state.discardRefused && !state.isHeld ? 'discard' : 'delete';
}
