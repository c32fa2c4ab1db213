import type { TagProperty } from './registration-resource';

/** Can never change again: CloudFormation refuses another type for a resource that exists. */
export const ATTACHMENT_RESOURCE = 'Custom::SMSVoiceRegistrationAttachment';

export interface AttachmentResourceProperties {
  /** The document in S3, as `s3://bucket/key`. Another one makes another attachment. */
  readonly AttachmentUrl: string;
  /** Of the document, where it is known at synth: the same content under another URL is the same document. */
  readonly ContentHash?: string;
  readonly Tags: readonly TagProperty[];
  /** Seconds. */
  readonly DeletionTimeout: number;
}

/** Every name of a property: a compile error where one is missing. */
export const ATTACHMENT_PROPERTIES: Readonly<Record<keyof AttachmentResourceProperties, true>> = {
  AttachmentUrl: true,
  ContentHash: true,
  Tags: true,
  DeletionTimeout: true,
};

/** What Fn::GetAtt finds. */
export interface AttachmentAttributes {
  readonly RegistrationAttachmentId: string;
  readonly RegistrationAttachmentArn: string;
}
