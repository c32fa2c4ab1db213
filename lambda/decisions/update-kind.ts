/** The update of a form that was sent last, as far as its tag tells. Hashes stand for the states between which it goes. */
export interface LastUpdate {
  readonly request: string;
  /** Epoch milliseconds. */
  readonly sent: number;
  /** Both undefined for what versions before this tag have made; the first one for a create. */
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
 * `rollback` takes back what another update did, `rollback-of-nothing` what another one had not begun; of `overtaken` nobody
 * waits for the end any more.
 */
export type UpdateKind = 'update' | 'rollback' | 'rollback-of-nothing' | 'overtaken';

/**
 * What an update is. CloudFormation's word counts where there is one: `inRollback` is undefined where it cannot be asked.
 * An event may also be delivered late, when CloudFormation is already taking it back: it looks like its own rollback then, but for the states.
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
    return takesBack(update, last) || !isBegun ? 'rollback' : 'update';
  }
  if (!inRollback) {
    return 'update';
  }
  if (!isBegun) {
    return 'rollback-of-nothing';
  }
  // It would leave the state that the form has for another one than that before.
  return last.to === update.from && !takesBack(update, last) ? 'overtaken' : 'rollback';
}

/**
 * Whether another update was sent after this one. Times are known to the second, in which CloudFormation can only have sent an update and its
 * rollback.
 */
export function isOvertakenBy(last: LastUpdate, { request, sent }: Pick<ThisUpdate, 'request' | 'sent'>): boolean {
  return last.request !== request && (last.sent > sent || (last.isRollback && last.sent === sent));
}

/** Another delivery of it has written the tag already. */
function ownRollback({ from, to }: ThisUpdate, last: LastUpdate): UpdateKind {
  return last.from === from && last.to === to ? 'rollback' : 'rollback-of-nothing';
}

/** Whether it has to be a rollback, or cannot be one, by the states alone; undefined where they do not tell. */
export function expectedRollback({ from, to, request }: ThisUpdate, last: LastUpdate | undefined): boolean | undefined {
  if (last === undefined || last.request === request || from === to) {
    return undefined;
  }
  if (takesBack({ from, to }, last) || last.to === to) {
    return true;
  }
  return last.to === from ? false : undefined;
}

/** A rollback is not taken back: whoever goes to the same state once more wants it. */
function takesBack({ from, to }: Pick<ThisUpdate, 'from' | 'to'>, last: LastUpdate): boolean {
  return !last.isRollback && last.from === to && last.to === from;
}
