import { attributesOf, type AttachmentOperation } from './attachment-operation';
import { findOwned } from './find-owned';
import { onCreate } from './on-create';
import { deleteAttachment } from './on-delete';
import { sourceTag } from './source';
import type { AttachmentAttributes } from '../../../contract/attachment-resource';
import type { AttachmentWish, FormerAttachment } from '../../attachment-properties';
import { tagChanges } from '../../decisions/tag-changes';
import { expected, serviceFailure } from '../../failure';
import type { Attachment } from '../../service/attachments';
import { ServiceError } from '../../service/service-error';
import { carries } from '../find-owned';
import type { Outcome } from '../on-create';

/** How long a rollback tries to delete what a cancelled update made. */
const LEFTOVERS_WITHIN_MS = 60_000;

/**
 * Another document is another attachment under another id: CloudFormation then updates the form that shows it, and deletes the old
 * one last. Anything else keeps the attachment, so that no deploy uploads what is there already.
 */
export async function onUpdate(
  attachmentId: string, wish: AttachmentWish, former: FormerAttachment, clientToken: string, operation: AttachmentOperation, outcome: Outcome,
): Promise<AttachmentAttributes> {
  try {
    const present = await operation.attachments.find(attachmentId);
    const tags = present && present.AttachmentStatus !== 'DELETED' ? await operation.attachments.tags(present) : [];
    if (!present || !carries(tags, [sourceTag(wish.url)])) {
      return await onCreate(wish, clientToken, operation, outcome);
    }
    await bringTags(present, tags, wish, former, operation);
    if (former.url !== undefined && former.url !== wish.url) {
      await deleteLeftovers(attachmentId, operation);
    }
    return attributesOf(present);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('updated', error, { subject: `Attachment ${attachmentId}` }) : error;
  }
}

async function bringTags(
  attachment: Attachment, present: Parameters<typeof tagChanges>[1], wish: AttachmentWish, former: FormerAttachment, operation: AttachmentOperation,
): Promise<void> {
  const { set, remove } = tagChanges([...wish.tags, ...operation.ownership], present, former.tags);
  if (set.length > 0) {
    await operation.attachments.tag(attachment, set);
  }
  if (remove.length > 0) {
    await operation.attachments.untag(attachment, remove);
  }
}

/** This is the rollback of an update that was cancelled: what that one made nobody else knows of. A rollback has to end well all the same. */
async function deleteLeftovers(attachmentId: string, operation: AttachmentOperation): Promise<void> {
  try {
    for (const leftover of await findOwned(operation, attachmentId)) {
      await deleteAttachment(leftover, operation, LEFTOVERS_WITHIN_MS);
    }
  } catch (error) {
    operation.log.warn('what a cancelled update made may still be there', { attachmentId, outcome: expected(error).message });
  }
}
