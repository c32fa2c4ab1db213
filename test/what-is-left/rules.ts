import type { Combination, Hanging, Happening, Status } from './combinations';

/** What is left when everything has happened. */
export interface Outcome {
  /** Of the stack, as CloudFormation shows it. */
  readonly stack: string;
  /** The status of the registration, `gone`, or `never made`. */
  readonly registration: string;
  /** The newest version of its form, for example `1 SUBMITTED`. */
  readonly form: string;
  /** Whether a registration that is left carries the tags of the stack. */
  readonly isMarked: boolean;
  readonly number: 'kept' | 'released' | 'none';
  readonly document: 'kept' | 'deleted' | 'none';
  readonly campaign: 'kept' | 'deleted' | 'none';
  /** How many registrations were made beside it and are left: a successor, or what a rollback retains. */
  readonly others: number;
}

/** How a kept registration is found. */
const KEPT: Readonly<Record<Status, Pick<Outcome, 'registration' | 'form'>>> = {
  'draft': { registration: 'CREATED', form: '1 DRAFT' },
  'submitted': { registration: 'SUBMITTED', form: '1 SUBMITTED' },
  'in review': { registration: 'REVIEWING', form: '1 REVIEWING' },
  'denied': { registration: 'REQUIRES_UPDATES', form: '1 DENIED' },
  'approved': { registration: 'COMPLETE', form: '1 APPROVED' },
};
const KEPT_CORRECTION = { registration: 'SUBMITTED', form: '2 SUBMITTED' };
const GONE = { registration: 'gone', form: 'none', isMarked: false };

type Left = Omit<Outcome, 'stack' | 'others'>;

/** What has to be left. */
export function outcome(combination: Combination): Outcome {
  return RULES[combination.happening](combination);
}

const RULES: Readonly<Record<Happening, (combination: Combination) => Outcome>> = {
  'destroyed': (combination) => {
    const fate = fateOf(combination, isRetained(combination));
    return { stack: fate === 'refused' ? 'DELETE_FAILED' : 'DELETE_COMPLETE', ...left(combination, fate), others: 0 };
  },
  // CloudFormation abandons what it cannot delete after an update.
  'taken out': (combination) => ({ stack: 'UPDATE_COMPLETE', ...left(combination, fateOf(combination, isRetained(combination))), others: 0 }),
  'renamed': renamed,
  'create rolled back': (combination) => createRolledBack(combination, true),
  'create cancelled': createCancelled,
  'update rolled back': (combination) => ({ stack: 'UPDATE_ROLLBACK_COMPLETE', ...whole(combination), ...afterRollback(combination), others: 0 }),
  'put back': putBack,
};

/** Why the delete of the registration is refused, in words; undefined where it is not, or where nobody asks for one. */
export function reasonToRefuse(combination: Combination): string | undefined {
  const { deletionProtection, hanging, status, happening } = combination;
  const isCreate = happening === 'create rolled back' || happening === 'create cancelled';
  const isRefused = isCreate
    ? outcome(combination).stack === 'ROLLBACK_FAILED'
    : happening !== 'update rolled back' && !isKeptByRename(combination) && !isRetained(combination) && outcome(combination).registration !== 'gone';
  if (!isRefused) {
    return undefined;
  }
  if (happening === 'renamed' && hanging === 'campaign') {
    return 'the campaign is associated with it, and no call takes that back';
  }
  if (deletionProtection && !(happening === 'create cancelled' && hanging !== 'number')) {
    return 'it has deletionProtection';
  }
  return status === 'in review' ? 'it is under review' : 'the stack cannot release a number from elsewhere';
}

/** Nothing is deleted then: the deploy fails before, or adopts the same one. */
function isKeptByRename({ happening, hanging }: Combination): boolean {
  return happening === 'renamed' && ['adopted', 'foreign number', 'number'].includes(hanging);
}

/** `deleted`, or kept: by the policy, so that nobody asks, or because the delete is refused. */
type Fate = 'deleted' | 'retained' | 'refused';

/** Of a registration whose create has finished. What is refused is refused before anything else is lost. */
function fateOf(combination: Combination, retained: boolean): Fate {
  if (retained) {
    return 'retained';
  }
  return combination.deletionProtection || isHeldByService(combination) ? 'refused' : 'deleted';
}

/** The service refuses it: the review has to end first, or the number to be released, which is not the stack's. */
function isHeldByService({ hanging, status }: Combination): boolean {
  return status === 'in review' || hanging === 'foreign number';
}

/** By the policy, when it is taken out or the stack is deleted. */
function isRetained({ policy }: Combination): boolean {
  return policy !== 'DESTROY';
}

/** By the policy, when the deploy that makes it is rolled back. */
function isRetainedInRollback({ policy }: Combination): boolean {
  return policy === 'RETAIN';
}

/** A kept registration keeps its number and its documents. A campaign has a policy of its own. */
function left(combination: Combination, fate: Fate): Left {
  const { hanging } = combination;
  const isKept = fate !== 'deleted';
  return {
    ...isKept ? { ...kept(combination), isMarked: true } : GONE,
    number: hanging === 'foreign number' || (hanging === 'number' && isKept) ? 'kept' : hanging === 'number' ? 'released' : 'none',
    document: hanging !== 'document' ? 'none' : isKept ? 'kept' : 'deleted',
    campaign: hanging === 'campaign' ? 'deleted' : 'none',
  };
}

/** All as it was. */
function whole(combination: Combination): Left {
  return { ...left(combination, 'refused'), campaign: has(combination.hanging, 'campaign') };
}

function has(hanging: Hanging, what: Hanging): 'kept' | 'none' {
  return hanging === what ? 'kept' : 'none';
}

function kept({ hanging, status }: Combination): Pick<Outcome, 'registration' | 'form'> {
  return hanging === 'correction' ? KEPT_CORRECTION : KEPT[status];
}

/** Another construct ID is another registration; the former one is taken out when the new one is made. */
function renamed(combination: Combination): Outcome {
  const { hanging, deletionProtection } = combination;
  if (hanging === 'adopted') {
    // The same one, adopted under its new ID: the former construct has nothing to delete.
    return { stack: 'UPDATE_COMPLETE', ...whole(combination), others: 0 };
  }
  if (hanging === 'number' || hanging === 'foreign number') {
    // A number belongs to one registration. What the failed deploy has made goes, unless it is retained, or finished and protected.
    const stays = isRetainedInRollback(combination) || (hanging === 'number' && deletionProtection);
    return { stack: 'UPDATE_ROLLBACK_COMPLETE', ...whole(combination), others: stays ? 1 : 0 };
  }
  // The campaign and the document stay in the stack. The service keeps a brand that has a campaign, and takes no association back.
  const fate = hanging === 'campaign' ? 'refused' : fateOf(combination, isRetained(combination));
  const stay = { document: has(hanging, 'document'), campaign: has(hanging, 'campaign') };
  return { stack: 'UPDATE_COMPLETE', ...left(combination, fate), ...stay, others: 1 };
}

/** `isFinished`: its own create has ended well, so that its protection counts. */
function createRolledBack(combination: Combination, isFinished: boolean): Outcome {
  if (combination.hanging === 'adopted') {
    // An adoption that did not last leaves everything as it was. CloudFormation tells nobody of what is retained, so that its tags stay,
    // unless the adoption still runs and notices.
    return { stack: 'ROLLBACK_COMPLETE', ...whole(combination), isMarked: isFinished && isRetainedInRollback(combination), others: 0 };
  }
  const protects = { ...combination, deletionProtection: combination.deletionProtection && isFinished };
  const fate = fateOf(protects, isRetainedInRollback(combination));
  return { stack: fate === 'refused' ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE', ...left(combination, fate), others: 0 };
}

/** A draft is cancelled while its form is filled, a submitted one just after the submit. */
function createCancelled(combination: Combination): Outcome {
  const { hanging, status } = combination;
  // With a number of the stack, the form is submitted when the registration itself is finished.
  const isFinished = hanging === 'number' && status === 'submitted';
  // Nothing is associated with a form that is being filled.
  const isHeld = hanging === 'foreign number' && status === 'submitted';
  const rolledBack = createRolledBack(hanging === 'foreign number' && !isHeld ? { ...combination, hanging: 'nothing' } : combination, isFinished);
  return {
    ...rolledBack,
    number: hanging === 'number' && status === 'draft' ? 'none' : hanging === 'foreign number' ? 'kept' : rolledBack.number,
    // It waits for the brand.
    campaign: 'none',
  };
}

/** The form that the stack had declared is submitted again; one that was denied is not. */
function afterRollback(combination: Combination): Pick<Outcome, 'registration' | 'form'> {
  const { hanging, status } = combination;
  if (hanging === 'correction') {
    return { registration: 'SUBMITTED', form: '4 SUBMITTED' };
  }
  if (status === 'submitted') {
    return { registration: 'SUBMITTED', form: '3 SUBMITTED' };
  }
  return status === 'denied' ? { registration: 'CREATED', form: '2 DISCARDED' } : kept(combination);
}

/** First it is taken out. A deploy that puts it back is cancelled, which is nothing to what is left; another one is not. */
function putBack(combination: Combination): Outcome {
  const { hanging } = combination;
  const after = left(combination, fateOf(combination, isRetained(combination)));
  const isGone = after.registration === 'gone';
  if (hanging === 'adopted') {
    return { stack: isGone ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE', ...after, others: 0 };
  }
  const ofCancelled = isRetainedInRollback(combination) ? 1 : 0;
  if (hanging === 'foreign number') {
    // The kept registration keeps the number, so no other one gets it: the second deploy fails like the first.
    return { stack: 'UPDATE_ROLLBACK_COMPLETE', ...after, others: ofCancelled * 2 };
  }
  return { stack: 'UPDATE_COMPLETE', ...after, others: ofCancelled + 1 };
}
