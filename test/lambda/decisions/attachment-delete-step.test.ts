import { nextAttachmentDeleteStep, type AttachmentDeletionState } from '../../../lambda/decisions/attachment-delete-step';

test.each<[string, Partial<AttachmentDeletionState>, string]>([
  ['a tombstone', { status: 'DELETED' }, 'done'],
  ['nothing found, the delete not asked yet', {}, 'delete'],
  ['nothing found, the delete says the same', { lastDelete: 'not-found' }, 'done'],
  ['nothing found, the delete says the same, only for a moment', { lastDelete: 'not-found', surelyMissing: false }, 'delete'],
  ['nothing found after an accepted delete', { lastDelete: 'accepted' }, 'done'],
  ['nothing found after a conflict', { lastDelete: 'conflict' }, 'delete'],
  ['uploaded', { status: 'UPLOAD_COMPLETE' }, 'delete'],
  ['still being uploaded', { status: 'UPLOAD_IN_PROGRESS' }, 'delete'],
  ['never uploaded', { status: 'UPLOAD_FAILED' }, 'delete'],
  ['in use', { status: 'UPLOAD_COMPLETE', lastDelete: 'conflict' }, 'delete'],
  ['listed, though the delete found nothing', { status: 'UPLOAD_COMPLETE', lastDelete: 'not-found' }, 'delete'],
  ['accepted, still listed', { status: 'UPLOAD_COMPLETE', lastDelete: 'accepted' }, 'wait'],
  ['accepted, in a status nobody knows', { status: 'DELETING', lastDelete: 'accepted' }, 'wait'],
])('the next step of the delete of an attachment: %s: %j -> %s', (_, state, step) => {
  expect(nextAttachmentDeleteStep({ surelyMissing: true, ...state })).toBe(step);
});
