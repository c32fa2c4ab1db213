/** The update of a form that was sent last, read from its tag. `from` and `to` are hashes of the declared form. */
export interface LastUpdate {
  readonly request: string;
  /** Epoch milliseconds. */
  readonly sent: number;
  /** `from` is undefined for a create, both are undefined if an earlier version of the library wrote the tag. */
  readonly from?: string;
  readonly to?: string;
  readonly isRollback: boolean;
}

export interface ThisUpdate {
  readonly request: string;
  readonly sent: number;
  readonly from?: string;
  readonly to: string;
}

/**
 * `rollback` undoes another update, `rollback-of-nothing` one that had not begun. `overtaken` means that CloudFormation no longer waits for
 * this update.
 */
export type UpdateKind = 'update' | 'rollback' | 'rollback-of-nothing' | 'overtaken';

/**
 * What an update is. The status of the stack decides if it is known: `inRollback` is undefined otherwise. An event may also be delivered late,
 * while CloudFormation is already rolling it back: then only the states distinguish it from its own rollback.
 */
export function updateKind(update: ThisUpdate, last: LastUpdate | undefined, inRollback: boolean | undefined): UpdateKind {
  if (!last) {
    return inRollback ? 'rollback' : 'update';
  }
  if (last.request === update.request) {
    return last.isRollback ? ownRollback(update, last) : inRollback ? 'overtaken' : 'update';
  }
  if (isOvertakenBy(last, update)) {
    return 'overtaken';
  }
  if (update.from === update.to) {
    return inRollback ? 'rollback-of-nothing' : 'update';
  }
  const isBegun = last.to !== update.to;
  if (inRollback === undefined) {
    return reverts(update, last) || !isBegun ? 'rollback' : 'update';
  }
  if (!inRollback) {
    return 'update';
  }
  if (!isBegun) {
    return 'rollback-of-nothing';
  }
  // It would go from the current state to one that was not the state before.
  return last.to === update.from && !reverts(update, last) ? 'overtaken' : 'rollback';
}

/**
 * Whether another update was sent after this one. Times are known to the second, and within a second CloudFormation can only have sent an
 * update and its rollback.
 */
export function isOvertakenBy(last: LastUpdate, { request, sent }: Pick<ThisUpdate, 'request' | 'sent'>): boolean {
  return last.request !== request && (last.sent > sent || (last.isRollback && last.sent === sent));
}

/** An earlier delivery of this update has already written the tag. */
function ownRollback({ from, to }: ThisUpdate, last: LastUpdate): UpdateKind {
  return last.from === from && last.to === to ? 'rollback' : 'rollback-of-nothing';
}

/** Whether it must be a rollback, or cannot be one, by the states alone; undefined if they do not tell. */
export function expectedRollback({ from, to, request }: ThisUpdate, last: LastUpdate | undefined): boolean | undefined {
  if (last === undefined || last.request === request || from === to) {
    return undefined;
  }
  if (reverts({ from, to }, last) || last.to === to) {
    return true;
  }
  return last.to === from ? false : undefined;
}

/** A rollback is never rolled back: going to the same state again is intended. */
function reverts({ from, to }: Pick<ThisUpdate, 'from' | 'to'>, last: LastUpdate): boolean {
  return !last.isRollback && last.from === to && last.to === from;
}
