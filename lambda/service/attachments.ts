import {
  CreateRegistrationAttachmentCommand, DeleteRegistrationAttachmentCommand, DescribeRegistrationAttachmentsCommand, ListTagsForResourceCommand,
  TagResourceCommand, UntagResourceCommand, type Tag,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { Calls } from './calls';
import { ServiceError } from './service-error';
import type { Attachment } from './types';
import type { TagProperty } from '../../contract/registration-resource';
import { withTimeLimit } from '../time-limit';

/** The calls for attachments. */
export class Attachments extends Calls {
  /**
   * The service itself fetches the object, with the credentials of this call.
   *
   * @param withinMs after that nothing is created any more
   */
  public async create(url: string, tags: readonly TagProperty[], clientToken: string, withinMs: number): Promise<Attachment> {
    const result = await this.call('CreateRegistrationAttachment', new CreateRegistrationAttachmentCommand({
      AttachmentUrl: url, Tags: [...tags], ClientToken: clientToken,
    }), {}, withTimeLimit(this.signal, withinMs));
    if (!result.RegistrationAttachmentId) {
      throw new ServiceError('CreateRegistrationAttachment', 'IncompleteAnswer');
    }
    return result as Attachment;
  }

  /** Undefined if the service does not know it, however it says so. */
  public async find(attachmentId: string): Promise<Attachment | undefined> {
    try {
      const page = await this.call('DescribeRegistrationAttachments', new DescribeRegistrationAttachmentsCommand({
        RegistrationAttachmentIds: [attachmentId],
      }), { attachmentId });
      return page.RegistrationAttachments?.[0] as Attachment | undefined;
    } catch (error) {
      if (error instanceof ServiceError && error.isNotFound) {
        return undefined;
      }
      throw error;
    }
  }

  public async list(): Promise<Attachment[]> {
    const found = await this.pages(
      (NextToken) => this.call('DescribeRegistrationAttachments', new DescribeRegistrationAttachmentsCommand({ NextToken })),
      (page) => page.RegistrationAttachments,
    );
    return found as Attachment[];
  }

  public async delete(attachmentId: string): Promise<void> {
    await this.call('DeleteRegistrationAttachment', new DeleteRegistrationAttachmentCommand({ RegistrationAttachmentId: attachmentId }), { attachmentId });
  }

  public async tags({ RegistrationAttachmentArn, RegistrationAttachmentId: attachmentId }: Attachment): Promise<Tag[]> {
    const { Tags } = await this.call('ListTagsForResource', new ListTagsForResourceCommand({ ResourceArn: RegistrationAttachmentArn }), { attachmentId });
    return Tags ?? [];
  }

  public async tag({ RegistrationAttachmentArn, RegistrationAttachmentId: attachmentId }: Attachment, tags: readonly TagProperty[]): Promise<void> {
    await this.call('TagResource', new TagResourceCommand({ ResourceArn: RegistrationAttachmentArn, Tags: [...tags] }), { attachmentId });
  }

  public async untag({ RegistrationAttachmentArn, RegistrationAttachmentId: attachmentId }: Attachment, keys: readonly string[]): Promise<void> {
    await this.call('UntagResource', new UntagResourceCommand({ ResourceArn: RegistrationAttachmentArn, TagKeys: [...keys] }), { attachmentId });
  }
}
