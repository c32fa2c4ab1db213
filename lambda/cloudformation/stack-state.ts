/** The state of a stack, as CloudFormation shows it. */
export interface StackState {
  readonly status: string;
  /** Of the newest operation. Older versions of the API do not return it. */
  readonly operationId?: string;
  /** The types of the last operations, newest first, without change sets. */
  readonly operationTypes: readonly string[];
  readonly isNested: boolean;
}

/**
 * During a rollback: an update that arrives then is part of it, and so is a delete.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events-by-operation.html
 */
const ROLLBACK = ['ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'];

/** False proves little: `--disable-rollback` restores resources in other statuses, and a nested stack may only show DELETE_IN_PROGRESS. */
export function isRollback({ status }: StackState): boolean {
  return ROLLBACK.includes(status);
}

export function hasEnded({ status }: StackState): boolean {
  return /_(COMPLETE|FAILED)$/.test(status);
}

/** The operations of a stack that is created and deleted without an update in between. */
const WITHOUT_UPDATE = ['CREATE_STACK', 'ROLLBACK', 'DELETE_STACK'];

/** Whether the stack is being created, rolled back or deleted, and was certainly never updated: it has had no other resource of the same name. */
export function isNeverUpdated({ status, operationTypes }: StackState): boolean {
  const isFirst = /^(CREATE_IN_PROGRESS|CREATE_FAILED|ROLLBACK_)/.test(status) || (status === 'DELETE_IN_PROGRESS' && operationTypes.includes('CREATE_STACK'));
  return isFirst && operationTypes.every((type) => WITHOUT_UPDATE.includes(type));
}

/** CloudFormation no longer waits for a create that began before. */
export function isCancelling(state: StackState): boolean {
  return isRollback(state) || state.status.startsWith('DELETE_');
}

/** The same, including ends and failures. A successful end may be the one that the create itself has led to. */
export function wasRolledBack({ status }: StackState): boolean {
  return status.includes('ROLLBACK') || status.startsWith('DELETE_') || status.endsWith('_FAILED');
}

/** Whether CloudFormation has started something else since `began`, so that it no longer waits for what began then. */
export function isOvertaken(began: StackState, now: StackState): boolean {
  const isAnother = began.operationId !== undefined && now.operationId !== undefined && began.operationId !== now.operationId;
  return isAnother || (isCancelling(now) && !isCancelling(began));
}

/**
 * An `idle` stack is as its last successful operation, or its rollback, has left it. A `failed` one waits for its owner, perhaps for weeks: half-way,
 * or after a continued rollback, which may have skipped resources that are not as the template says. A `stuck` one is being deleted, or was not
 * created.
 */
export type Activity = 'idle' | 'busy' | 'failed' | 'stuck';

const FAILED = ['CREATE_FAILED', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED', 'IMPORT_ROLLBACK_FAILED'];
const IDLE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'];

export function activityOf({ status, operationTypes: [newest] }: StackState): Activity {
  if (FAILED.includes(status) || (status === 'UPDATE_ROLLBACK_COMPLETE' && newest === 'CONTINUE_ROLLBACK')) {
    return 'failed';
  }
  if (IDLE.includes(status)) {
    return 'idle';
  }
  return status.endsWith('_IN_PROGRESS') && !/^(DELETE|ROLLBACK)_/.test(status) ? 'busy' : 'stuck';
}

/** `none`: the operation that the delete belongs to has ended, so nobody waits for it. */
export type OriginOfDelete = 'rollback' | 'user' | 'unknown' | 'none';

/** The statuses in which a user's change deletes resources. */
const REMOVAL = ['DELETE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'];

/** What a delete belongs to. When a nested stack is deleted, it is unknown whether its parent is being rolled back. */
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
