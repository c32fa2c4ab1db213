import { attachmentOperation, outcomeOf, requestOf, within } from './operation-of';
import { attachmentToDelete } from '../cloudformation/physical-id';
import type { Resource } from '../cloudformation/protocol';
import { onCreate } from '../operations/attachments/on-create';
import { onDelete } from '../operations/attachments/on-delete';
import { onUpdate } from '../operations/attachments/on-update';
import { readAttachmentWish, readFormerAttachment } from '../properties/attachment';
import { readDeletionTimeout } from '../properties/reading';

export const attachments: Resource = {
  onCreate: (request, run) => (
    onCreate(readAttachmentWish(request.properties), requestOf(request), attachmentOperation(request, run), outcomeOf(request, run))
  ),
  onUpdate: (request, run) => (
    onUpdate(request.physicalId, readAttachmentWish(request.properties), readFormerAttachment(request.oldProperties),
      requestOf(request), attachmentOperation(request, run), outcomeOf(request, run))
  ),
  onDelete: (request, run) => (
    onDelete(attachmentToDelete(request.physicalId), attachmentOperation(request, within(readDeletionTimeout(request.properties), run)))
  ),
};
