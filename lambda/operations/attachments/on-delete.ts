import type { AttachmentOperation } from './attachment-operation';
import { forEachLeftOverAttachment } from './left-overs';
import { nextAttachmentDeleteStep, type AttachmentDeletionState } from '../../decisions/attachment-delete-step';
import { isGone } from '../../decisions/statuses';
import { failure, formatDuration, serviceFailure } from '../../failure';
import { deletionStep } from '../../log';
import { poll } from '../../poll';
import { ServiceError } from '../../service/service-error';
import type { LostCreate } from '../left-overs';

/** Seconds between two looks. */
const PATIENCE = { minDelay: 1, maxDelay: 10 };
/** AWS documents that an attachment stays in use for 20 to 30 seconds after the delete of its last registration. This is twice that. */
const HELD_MS = 60_000;
/** As long as a create waits for what it has created to become visible. */
const SURELY_MISSING_AFTER_MS = 20_000;
/** Either an attachment by its ID, or what a lost create has left; `unclear` if only the service can tell which. */
export type Target =
  | { readonly kind: 'existing' | 'unclear'; readonly id: string }
  | LostCreate & { readonly kind: 'left-overs' };

/** Deletes an attachment, or what a lost create has left, and waits until the service confirms that it is gone. */
export async function onDelete(target: Target, operation: AttachmentOperation): Promise<void> {
  let subject = 'The attachment';
  try {
    if (target.kind !== 'left-overs' && (target.kind === 'existing' || await operation.attachments.find(target.id) !== undefined)) {
      subject = `Attachment ${target.id}`;
      await deleteAttachment(target.id, operation);
    } else {
      const lost = target.kind === 'left-overs' ? target : {};
      await forEachLeftOverAttachment(operation, lost, (attachmentId) => deleteAttachment(attachmentId, operation));
    }
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('deleted', error, { subject }) : error;
  }
}

export async function deleteAttachment(attachmentId: string, operation: AttachmentOperation, atMost = Infinity): Promise<void> {
  const deletion = new Deletion(attachmentId, operation);
  if (!await poll(operation, { ...PATIENCE, atMost }, (attempt) => deletion.attempt(attempt))) {
    throw deletion.timedOut();
  }
}

/** The delete of one attachment: what is known so far, and the steps that nextAttachmentDeleteStep chooses. */
class Deletion {
  private readonly started = Date.now();
  private status?: string;
  private lastDelete?: AttachmentDeletionState['lastDelete'];
  private refusal?: ServiceError;
  private heldSince?: number;
  private wasSeen = false;
  private missingSince?: number;

  constructor(private readonly attachmentId: string, private readonly operation: AttachmentOperation) {}

  /** True when the attachment is gone. */
  public async attempt(attempt: number): Promise<boolean> {
    try {
      const isDone = await this.step(attempt);
      if (this.heldSince !== undefined && Date.now() - this.heldSince >= HELD_MS) {
        throw this.timedOut();
      }
      return isDone;
    } catch (error) {
      // The earlier refusal says more than the timeout.
      throw error instanceof ServiceError && (error.isOutOfTime || error.isTransient) && this.refusal ? this.timedOut() : error;
    }
  }

  public timedOut() {
    const where = { subject: `Attachment ${this.attachmentId}`, status: this.status, waited: Date.now() - this.started };
    if (this.lastDelete === 'accepted') {
      return failure('deleted', `the service accepted the delete, but the attachment is not gone after ${formatDuration(where.waited)}`,
        'Run the delete again to wait longer.', where);
    }
    return failure('deleted', 'a version of a registration still refers to it, and the service does not delete it before that registration',
      'Delete that registration, then run the delete again. To keep the registration, retain the attachment as well: removalPolicy: RemovalPolicy.RETAIN, '
      + 'or delete-stack --retain-resources.', where, this.refusal);
  }

  private async step(attempt: number): Promise<boolean> {
    const { attachments, log } = this.operation;
    this.status = (await attachments.find(this.attachmentId))?.AttachmentStatus;
    this.note();
    const step = nextAttachmentDeleteStep(this.state());
    const status = this.status ?? 'GONE';
    log.info(deletionStep(this.attachmentId, status, step), {
      event: 'deleting', attachmentId: this.attachmentId, status, step, attempt, duration: Date.now() - this.started,
    });
    if (step === 'delete') {
      await this.delete();
    }
    return nextAttachmentDeleteStep(this.state()) === 'done';
  }

  /** Permissions depend on tags, and a deleted attachment has none, so access denied may mean that it is gone. */
  private async isGone(): Promise<boolean> {
    this.status = (await this.operation.attachments.find(this.attachmentId))?.AttachmentStatus;
    return isGone(this.status);
  }

  private note(): void {
    this.wasSeen ||= this.status !== undefined;
    this.missingSince ??= this.status === undefined ? Date.now() : undefined;
  }

  private state(): AttachmentDeletionState {
    // At most half of the available time.
    const longEnough = Math.min(SURELY_MISSING_AFTER_MS, (this.operation.deadline - this.started) / 2);
    const surelyMissing = this.wasSeen || (this.missingSince !== undefined && Date.now() - this.missingSince >= longEnough);
    return { status: this.status, lastDelete: this.lastDelete, surelyMissing };
  }

  private async delete(): Promise<void> {
    try {
      await this.operation.attachments.delete(this.attachmentId);
      this.lastDelete = 'accepted';
      this.heldSince = undefined;
    } catch (error) {
      if (!(error instanceof ServiceError && (error.isConflict || error.isNotFound || (error.isAccessDenied && await this.isGone())))) {
        throw error;
      }
      this.refusal = error;
      this.lastDelete = error.isConflict ? 'conflict' : 'not-found';
      this.heldSince = error.isConflict ? this.heldSince ?? Date.now() : undefined;
    }
  }
}
