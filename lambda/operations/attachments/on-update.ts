import { attributesOf, type AttachmentOperation } from './attachment-operation';
import { forEachLeftOverAttachment } from './left-overs';
import { onCreate } from './on-create';
import { deleteAttachment } from './on-delete';
import { isMadeOf, isSameDocument, sourceTag } from './source';
import type { AttachmentAttributes } from '../../../contract/attachment-resource';
import { isDeleted } from '../../decisions/statuses';
import { tagChanges } from '../../decisions/tag-changes';
import { expected, serviceFailure } from '../../failure';
import type { DesiredAttachment, PreviousAttachment } from '../../properties/attachment';
import { ServiceError } from '../../service/service-error';
import type { Outcome } from '../operation';
import type { PresentTags } from '../own-tags';
import { changeTags } from '../tags';

/** How long a rollback tries to delete what a cancelled update has created. */
const LEFTOVERS_WITHIN_MS = 60_000;

/**
 * Another document becomes another attachment with another ID: CloudFormation then updates the form that refers to it, and deletes the old
 * one last. Any other change keeps the attachment, so that no deploy uploads the same document again.
 */
export async function onUpdate(
  attachmentId: string, desired: DesiredAttachment, previous: PreviousAttachment, clientToken: string,
  operation: AttachmentOperation, outcome: Outcome,
): Promise<AttachmentAttributes> {
  try {
    const present = await operation.attachments.find(attachmentId);
    const tags = present && !isDeleted(present.AttachmentStatus) ? await operation.attachments.tags(present) : [];
    if (!present || !shows(tags, desired, previous)) {
      return await onCreate(desired, clientToken, operation, outcome);
    }
    const desiredTags = [...desired.tags, ...operation.ownership, sourceTag(desired)];
    await changeTags(operation.attachments, present, tagChanges(desiredTags, tags, previous.tags));
    if (previous.url !== undefined && !isSameDocument({ ...previous, url: previous.url }, desired)) {
      await deleteLeftOvers(attachmentId, operation);
    }
    return attributesOf(present);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('updated', error, { subject: `Attachment ${attachmentId}` }) : error;
  }
}

/** The stack may have gained or lost the hash of an unchanged document. */
function shows(tags: PresentTags, desired: DesiredAttachment, { url, contentHash }: PreviousAttachment): boolean {
  const previous = url === undefined ? undefined : { url, contentHash };
  return isMadeOf(tags, desired) || (previous !== undefined && isSameDocument(previous, desired) && isMadeOf(tags, previous));
}

/** Only the rollback of a cancelled update can find what that update has created. The rollback itself must not fail. */
async function deleteLeftOvers(attachmentId: string, operation: AttachmentOperation): Promise<void> {
  try {
    await forEachLeftOverAttachment(operation, {}, (leftOver) => deleteAttachment(leftOver, operation, LEFTOVERS_WITHIN_MS));
  } catch (error) {
    const { message } = expected(error);
    operation.log.warn(`A new attachment that a cancelled update of ${attachmentId} created may still exist: ${message}`, { attachmentId, outcome: message });
  }
}
