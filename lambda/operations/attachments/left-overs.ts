import type { AttachmentOperation } from './attachment-operation';
import { isDeleted } from '../../decisions/statuses';
import { forEachLeftOver, type Candidate, type LostCreate } from '../left-overs';

/** Calls `act` for every attachment that a lost create or update of this owner has left. */
export async function forEachLeftOverAttachment(
  operation: AttachmentOperation, lost: LostCreate, act: (attachmentId: string) => Promise<void>,
): Promise<void> {
  await forEachLeftOver(operation, lost, () => candidates(operation), act);
}

async function candidates({ attachments }: AttachmentOperation): Promise<Candidate[]> {
  const all = await attachments.list();
  return all.filter(({ AttachmentStatus }) => !isDeleted(AttachmentStatus)).map((attachment) => (
    { id: attachment.RegistrationAttachmentId, created: attachment.CreatedTimestamp, tags: () => attachments.tags(attachment) }
  ));
}
