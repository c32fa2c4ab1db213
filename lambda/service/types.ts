import type {
  RegistrationAssociationMetadata, RegistrationAttachmentsInformation, RegistrationFieldDefinition, RegistrationFieldValueInformation,
  RegistrationInformation, RegistrationVersionInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';

// The model requires these members; the SDK's types leave them open.
type Known<T, K extends keyof T> = { readonly [P in K]-?: NonNullable<T[P]> };

export type Registration = Known<RegistrationInformation, 'RegistrationId' | 'RegistrationArn' | 'RegistrationType' | 'CurrentVersionNumber' | 'CreatedTimestamp'>
  & Partial<Pick<RegistrationInformation, 'ApprovedVersionNumber' | 'LatestDeniedVersionNumber'>> & { readonly RegistrationStatus: string };
export type Version = Known<RegistrationVersionInformation, 'VersionNumber'>
  & Partial<Pick<RegistrationVersionInformation, 'RegistrationVersionStatusHistory' | 'DeniedReasons' | 'Feedback'>> & { readonly RegistrationVersionStatus: string };
export type FieldValue = Known<RegistrationFieldValueInformation, 'FieldPath'> & RegistrationFieldValueInformation;
export type FieldDefinition = Known<RegistrationFieldDefinition, 'FieldPath'> & Partial<RegistrationFieldDefinition>;
export type Association = Known<RegistrationAssociationMetadata, 'ResourceArn' | 'ResourceId' | 'ResourceType'> & RegistrationAssociationMetadata;
export type Attachment = Known<RegistrationAttachmentsInformation, 'RegistrationAttachmentId' | 'RegistrationAttachmentArn'>
  & Partial<Pick<RegistrationAttachmentsInformation, 'CreatedTimestamp'>> & { readonly AttachmentStatus: string };
