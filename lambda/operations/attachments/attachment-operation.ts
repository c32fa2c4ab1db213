import type { AttachmentAttributes } from '../../../contract/attachment-resource';
import type { Attachments } from '../../service/attachments';
import type { Attachment } from '../../service/types';
import type { Operation } from '../operation';

/** What every operation on attachments works with. */
export interface AttachmentOperation extends Pick<Operation, 'change' | 'deadline' | 'deploy' | 'log' | 'ownership'> {
  readonly attachments: Attachments;
}

export function attributesOf({ RegistrationAttachmentId, RegistrationAttachmentArn }: Attachment): AttachmentAttributes {
  return { RegistrationAttachmentId, RegistrationAttachmentArn };
}
