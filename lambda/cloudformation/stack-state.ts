/** What CloudFormation says of a stack. */
export interface StackState {
  readonly status: string;
  /** Of the newest operation; older versions of the API do not tell. */
  readonly operationId?: string;
  readonly isNested: boolean;
}

/**
 * In these CloudFormation takes something back: an update that comes then is a rollback, and a delete belongs to one.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events-by-operation.html
 */
const ROLLBACK = ['ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'];

/** That it is none proves little: `--disable-rollback` restores resources in other statuses, and a nested stack may only show DELETE_IN_PROGRESS. */
export function isRollback({ status }: StackState): boolean {
  return ROLLBACK.includes(status);
}

export function hasEnded({ status }: StackState): boolean {
  return /_(COMPLETE|FAILED)$/.test(status);
}

/** Nobody waits any more for a create that was begun before. */
export function isCancelling(state: StackState): boolean {
  return isRollback(state) || state.status.startsWith('DELETE_');
}

/** The same, also when that has ended, or when nothing is rolled back. A good end may be the one that the create itself has led to. */
export function wasTakenBack({ status }: StackState): boolean {
  return status.includes('ROLLBACK') || status.startsWith('DELETE_') || status.endsWith('_FAILED');
}

/** Whether CloudFormation has gone on to something else since `began`, so that nobody waits for what began then. */
export function isOvertaken(began: StackState, now: StackState): boolean {
  const isAnother = began.operationId !== undefined && now.operationId !== undefined && began.operationId !== now.operationId;
  return isAnother || (isCancelling(now) && !isCancelling(began));
}

/** `none`: the operation that it was sent in has ended, so nobody waits for it. */
export type OriginOfDelete = 'rollback' | 'user' | 'unknown' | 'none';

/** Only in these a user's change deletes what was there before it. */
const REMOVAL = ['DELETE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'];

/** What a delete belongs to. Of a nested stack that is deleted nobody can tell whether its parent is rolled back. */
export function originOfDelete(state: StackState | undefined): OriginOfDelete {
  if (state && hasEnded(state)) {
    return 'none';
  }
  if (state === undefined || (state.isNested && state.status === 'DELETE_IN_PROGRESS')) {
    return 'unknown';
  }
  if (isRollback(state)) {
    return 'rollback';
  }
  return REMOVAL.includes(state.status) ? 'user' : 'unknown';
}
