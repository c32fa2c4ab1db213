import { attachmentOperation, outcomeOf, requestOf, within } from './operation-of';
import { attachmentToDelete } from '../cloudformation/physical-id';
import type { Resource } from '../cloudformation/protocol';
import { onCreate } from '../operations/attachments/on-create';
import { onDelete } from '../operations/attachments/on-delete';
import { onUpdate } from '../operations/attachments/on-update';
import { readDesiredAttachment, readPreviousAttachment } from '../properties/attachment';
import { readDeletionTimeout } from '../properties/reading';

export const attachments: Resource = {
  onCreate: (request, run) => (
    onCreate(readDesiredAttachment(request.properties), requestOf(request), attachmentOperation(request, run), outcomeOf(request, run))
  ),
  onUpdate: (request, run) => (
    onUpdate(request.physicalId, readDesiredAttachment(request.properties), readPreviousAttachment(request.oldProperties),
      requestOf(request), attachmentOperation(request, run), outcomeOf(request, run))
  ),
  onDelete: (request, run) => (
    onDelete(attachmentToDelete(request.physicalId), attachmentOperation(request, within(readDeletionTimeout(request.properties), run)))
  ),
};
