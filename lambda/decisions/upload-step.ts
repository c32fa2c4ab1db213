export type UploadStep = 'done' | 'fail' | 'wait';

/** What the status of a new attachment means. None at all: shortly after a create it may not be listed yet. */
export function uploadStep(status?: string): UploadStep {
  if (status === 'UPLOAD_COMPLETE') {
    return 'done';
  }
  return status === 'UPLOAD_FAILED' || status === 'DELETED' ? 'fail' : 'wait';
}
