import { hasUploadFailed, isUploaded } from './statuses';

export type UploadStep = 'done' | 'fail' | 'wait';

/** What the status of a new attachment means. None at all: shortly after a create it may not be listed yet. */
export function uploadStep(status?: string): UploadStep {
  if (isUploaded(status)) {
    return 'done';
  }
  return hasUploadFailed(status) ? 'fail' : 'wait';
}
