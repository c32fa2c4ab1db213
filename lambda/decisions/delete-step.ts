import { isDeleted, isInReview, isSubmitted } from './statuses';

/** What is known of a registration that is being deleted. */
export interface DeletionState {
  /** Its status; undefined when the service knows no such registration. */
  readonly status?: string;
  /** The status of its newest version, once there was a reason to read it. */
  readonly versionStatus?: string;
  /** How DeleteRegistration went the last time. */
  readonly lastDelete?: 'accepted' | 'conflict' | 'not-found';
  /** Something else than its own review is in the way: what it is associated with, or what is associated with it. */
  readonly isHeld: boolean;
  /** It was seen before, or is missing for longer than a new registration may be. */
  readonly surelyMissing: boolean;
  /** The service did not let the version be discarded. */
  readonly discardRefused: boolean;
  /** The stack protects it, and a deploy has finished since it was made. */
  readonly isProtected: boolean;
  /** What is in the way was given the time in which that may end by itself. */
  readonly graceOver: boolean;
}

export type DeleteStep = 'done' | 'keep' | 'discard' | 'delete' | 'wait' | 'refuse';

/**
 * What to do next. An unknown status means that something is still going on. A submitted version is discarded only when nothing else is
 * in the way: a delete that ends refused has changed nothing.
 */
export function nextDeleteStep(state: DeletionState): DeleteStep {
  if (isDeleted(state.status)) {
    return 'done';
  }
  if (state.status === undefined && state.isProtected) {
    return state.surelyMissing ? 'done' : 'wait';
  }
  if (state.status === undefined) {
    // Shortly after a create no call may know it yet: the delete itself has to agree that it is gone, and not only for a moment.
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
