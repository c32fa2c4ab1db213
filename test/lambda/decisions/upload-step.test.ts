import { uploadStep } from '../../../lambda/decisions/upload-step';

test.each([
  ['UPLOAD_COMPLETE', 'done'],
  ['UPLOAD_FAILED', 'fail'],
  ['DELETED', 'fail'],
  ['UPLOAD_IN_PROGRESS', 'wait'],
  ['A_STATUS_NOBODY_KNOWS', 'wait'],
  [undefined, 'wait'],
])('an upload in status %s: %s', (status, step) => {
  expect(uploadStep(status)).toBe(step);
});
