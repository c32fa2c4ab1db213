import { hasUploadFailed, isUploaded } from './statuses';

export type UploadStep = 'done' | 'fail' | 'wait';

/** The next step of an upload. Shortly after a create an attachment may not be listed yet, so no status means waiting. */
export function uploadStep(status?: string): UploadStep {
  if (isUploaded(status)) {
    return 'done';
  }
  return hasUploadFailed(status) ? 'fail' : 'wait';
}
