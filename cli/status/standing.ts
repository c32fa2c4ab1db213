import { occasionOf } from '../../lambda/decisions/notification';
import { isOverdue } from '../../lambda/decisions/review-times';
import { isComplete, isDraft, isDiscarded } from '../../lambda/decisions/statuses';

/** What a registration means to the person who looks at it, most urgent first. */
export const STANDINGS = ['denied', 'revoked', 'authentication', 'closed', 'overdue', 'unclear', 'waiting', 'review', 'draft', 'complete'] as const;

export type Standing = typeof STANDINGS[number];

/** A person has to do something. */
export const NEEDS_SOMEBODY: readonly Standing[] = ['denied', 'revoked', 'authentication', 'closed', 'overdue'];

export interface Looked {
  readonly registrationType: string;
  readonly status: string;
  readonly versionStatus: string;
  /** Epoch milliseconds. */
  readonly submittedAt?: number;
  readonly now: number;
  /** The library goes on with the form by itself. */
  readonly goesOn: boolean;
}

export function standingOf({ registrationType, status, versionStatus, submittedAt, now, goesOn }: Looked): Standing {
  const occasion = occasionOf({ status, versionStatus });
  switch (occasion) {
    case 'denied': return goesOn ? 'waiting' : 'denied';
    case 'review': return isOverdue(registrationType, submittedAt, now) ? 'overdue' : 'review';
    case 'approved': return 'complete';
    case 'none': return standingAtRest(status, versionStatus, goesOn);
    default: return occasion;
  }
}

/** An approved registration stays in effect while a newer version is a draft. */
function standingAtRest(status: string, versionStatus: string, goesOn: boolean): Standing {
  if (isComplete(status)) {
    return 'complete';
  }
  if (!isDraft(versionStatus) && !isDiscarded(versionStatus)) {
    return 'unclear';
  }
  return goesOn ? 'waiting' : 'draft';
}
