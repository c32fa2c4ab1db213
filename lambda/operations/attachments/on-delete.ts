import type { AttachmentOperation } from './attachment-operation';
import { findOwned } from './find-owned';
import { nextAttachmentDeleteStep, type AttachmentDeletionState } from '../../decisions/attachment-delete-step';
import { failure, formatDuration, serviceFailure } from '../../failure';
import { ServiceError } from '../../service/service-error';
import { poll } from '../operation';

/** Seconds between two looks. */
const PATIENCE = { minDelay: 1, maxDelay: 10 };
/** The ids that CloudFormation makes up hold dashes and capitals. */
const ATTACHMENT_ID = /^attachment-([0-9A-Za-z]+|[0-9a-z-]+)$/;

/**
 * Deletes an attachment and waits until the service says that it is gone.
 * For an id that is none of the service's, whatever carries our ownership tags is deleted, but for `kept`.
 */
export async function onDelete(id: string, kept: string | undefined, operation: AttachmentOperation): Promise<void> {
  const known = ATTACHMENT_ID.test(id);
  try {
    for (const attachmentId of known ? [id] : await findOwned(operation, kept)) {
      await deleteAttachment(attachmentId, operation);
    }
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('deleted', error, { subject: known ? `Attachment ${id}` : 'The attachment' }) : error;
  }
}

export async function deleteAttachment(attachmentId: string, operation: AttachmentOperation, atMost = Infinity): Promise<void> {
  const deletion = new Deletion(attachmentId, operation);
  if (!await poll(operation, { ...PATIENCE, atMost }, (attempt) => deletion.attempt(attempt))) {
    throw deletion.timedOut();
  }
}

/** One attachment on its way out: what was seen so far, and the steps that nextAttachmentDeleteStep chooses from it. */
class Deletion {
  private readonly started = Date.now();
  private status?: string;
  private lastDelete?: AttachmentDeletionState['lastDelete'];
  private refusal?: ServiceError;

  constructor(private readonly attachmentId: string, private readonly operation: AttachmentOperation) {}

  /** True when the attachment is gone. */
  public async attempt(attempt: number): Promise<boolean> {
    try {
      return await this.step(attempt);
    } catch (error) {
      // What the service said before tells more than that the time is up.
      throw error instanceof ServiceError && (error.isOutOfTime || error.isTransient) && this.refusal ? this.timedOut() : error;
    }
  }

  public timedOut() {
    const where = { subject: `Attachment ${this.attachmentId}`, status: this.status, waited: Date.now() - this.started };
    if (this.lastDelete === 'accepted') {
      return failure('deleted', `the service accepted the delete, but the attachment is not gone after ${formatDuration(where.waited)}`,
        'Run the delete again: it goes on from there.', where);
    }
    return failure('deleted', 'a version of a registration still shows it, and the service keeps it as long as that registration lives',
      'Delete that registration, or remove it from the stack, then run the delete again; or delete the attachment later by hand.', where, this.refusal);
  }

  private async step(attempt: number): Promise<boolean> {
    const { attachments, log } = this.operation;
    this.status = (await attachments.find(this.attachmentId))?.AttachmentStatus;
    const step = nextAttachmentDeleteStep(this.state());
    log.info('deleting', { attachmentId: this.attachmentId, status: this.status ?? 'GONE', step, attempt, duration: Date.now() - this.started });
    if (step === 'delete') {
      await this.delete();
    }
    return nextAttachmentDeleteStep(this.state()) === 'done';
  }

  /** Permissions rest on tags, and what is gone has none: access denied may mean just that. */
  private async isGone(): Promise<boolean> {
    this.status = (await this.operation.attachments.find(this.attachmentId))?.AttachmentStatus;
    return this.status === undefined || this.status === 'DELETED';
  }

  private state(): AttachmentDeletionState {
    return { status: this.status, lastDelete: this.lastDelete };
  }

  private async delete(): Promise<void> {
    try {
      await this.operation.attachments.delete(this.attachmentId);
      this.lastDelete = 'accepted';
    } catch (error) {
      if (!(error instanceof ServiceError && (error.isConflict || error.isNotFound || (error.isAccessDenied && await this.isGone())))) {
        throw error;
      }
      this.refusal = error;
      this.lastDelete = error.isConflict ? 'conflict' : 'not-found';
    }
  }
}
