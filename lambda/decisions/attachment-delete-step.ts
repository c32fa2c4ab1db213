import { isDeleted } from './statuses';

/** What is known about an attachment during its delete. */
export interface AttachmentDeletionState {
  /** Undefined if the service does not know the attachment. */
  readonly status?: string;
  /** The outcome of the last DeleteRegistrationAttachment. */
  readonly lastDelete?: 'accepted' | 'conflict' | 'not-found';
  /** It was found before, or has been missing for longer than a new attachment can be. */
  readonly surelyMissing: boolean;
}

export type AttachmentDeleteStep = 'done' | 'delete' | 'wait';

/** What to do next. A conflict is retried: an attachment stays in use for half a minute after its registration is gone. */
export function nextAttachmentDeleteStep({ status, lastDelete, surelyMissing }: AttachmentDeletionState): AttachmentDeleteStep {
  if (isDeleted(status)) {
    return 'done';
  }
  if (status === undefined) {
    // Shortly after a create it may not be listed yet, so the delete itself has to confirm that it is gone, and not just once.
    return lastDelete === 'accepted' || (lastDelete === 'not-found' && surelyMissing) ? 'done' : 'delete';
  }
  return lastDelete === 'accepted' ? 'wait' : 'delete';
}
