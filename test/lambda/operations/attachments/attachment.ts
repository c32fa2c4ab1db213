import { ListTagsForResourceCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { TagProperty } from '../../../../contract/registration-resource';
import type { CustomResource, Properties } from '../../../cloudformation';
import { registration, type Stage } from '../../stage';

export const IMAGE_PATH = 'messagingUseCase.optInImage';

/** An attachment as lib/ declares it. */
export function attachment(overrides: Partial<Properties> = {}, logicalId = 'Image'): CustomResource {
  const tags: TagProperty[] = [{ Key: 'Name', Value: 'opt-in' }];
  return {
    logicalId,
    resourceType: 'Custom::SMSVoiceRegistrationAttachment',
    serviceTimeout: 1200,
    properties: { AttachmentUrl: 's3://example-bucket/first.png', Tags: tags as unknown as Properties[], DeletionTimeout: 600, ...overrides },
  };
}

/** The same with another document. */
export const changed = () => attachment({ AttachmentUrl: 's3://example-bucket/second.png' });

/** A registration whose form shows the attachment of the same stack. */
export function showing(overrides: Partial<Properties> = {}): CustomResource {
  return registration({ Fields: [{ FieldPath: IMAGE_PATH, RegistrationAttachmentId: { Ref: 'Image' } }], ...overrides });
}

/** The ids of the attachments that are not deleted. */
export function livingIds(stage: Stage): string[] {
  return stage.control.state().attachments.map(({ attachmentId }) => attachmentId);
}

export async function tagsOf(stage: Stage, attachmentId: string): Promise<Record<string, string>> {
  const { Tags } = await stage.client.send(new ListTagsForResourceCommand({
    ResourceArn: `arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/${attachmentId}`,
  }));
  return Object.fromEntries(Tags!.map(({ Key, Value }) => [Key!, Value!]));
}

/** Resolves when the service was called that way. */
export async function called(stage: Stage, operation: string): Promise<void> {
  while (!stage.calls.includes(operation)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
