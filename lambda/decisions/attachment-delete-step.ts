import { isDeleted } from './statuses';

/** What is known of an attachment that is being deleted. */
export interface AttachmentDeletionState {
  /** Its status; undefined when the service knows no such attachment. */
  readonly status?: string;
  /** How DeleteRegistrationAttachment went the last time. */
  readonly lastDelete?: 'accepted' | 'conflict' | 'not-found';
  /** It was seen before, or is missing for longer than a new attachment may be. */
  readonly surelyMissing: boolean;
}

export type AttachmentDeleteStep = 'done' | 'delete' | 'wait';

/** What to do next. A conflict is tried again: for half a minute after its registration is gone an attachment is still in use. */
export function nextAttachmentDeleteStep({ status, lastDelete, surelyMissing }: AttachmentDeletionState): AttachmentDeleteStep {
  if (isDeleted(status)) {
    return 'done';
  }
  if (status === undefined) {
    // Shortly after a create it may not be listed yet: the delete itself has to agree that it is gone, and not only for a moment.
    return lastDelete === 'accepted' || (lastDelete === 'not-found' && surelyMissing) ? 'done' : 'delete';
  }
  return lastDelete === 'accepted' ? 'wait' : 'delete';
}
