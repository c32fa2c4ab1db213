import type { AttachmentOperation } from './attachment-operation';
import { lookFor, tagsIfThere } from '../find-owned';
import { carries } from '../own-tags';

/** The ids of the attachments that carry our ownership tags, but for `except`. */
export async function findOwned(operation: AttachmentOperation, except?: string): Promise<string[]> {
  return lookFor(() => listOwned(operation, except), operation);
}

async function listOwned({ attachments, ownership }: AttachmentOperation, except?: string): Promise<string[]> {
  const owned: string[] = [];
  const candidates = (await attachments.list()).filter(({ RegistrationAttachmentId: id, AttachmentStatus }) => id !== except && AttachmentStatus !== 'DELETED');
  for (const attachment of candidates) {
    if (carries(await tagsIfThere(attachments.tags(attachment)), ownership)) {
      owned.push(attachment.RegistrationAttachmentId);
    }
  }
  return owned;
}
