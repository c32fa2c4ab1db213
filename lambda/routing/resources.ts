import { associations } from './associations';
import { attachments } from './attachments';
import { registrations } from './registrations';
import type { AssociationsResourceType } from '../../contract/associations-resource';
import type { AttachmentResourceType } from '../../contract/attachment-resource';
import type { RegistrationResourceType } from '../../contract/registration-resource';
import type { Resource } from '../cloudformation/protocol';

/** The resource types of the one function. */
export const RESOURCES = {
  'Custom::SMSVoiceRegistration': registrations,
  'Custom::SMSVoiceRegistrationAssociations': associations,
  'Custom::SMSVoiceRegistrationAttachment': attachments,
} satisfies Record<RegistrationResourceType | AssociationsResourceType | AttachmentResourceType, Resource>;
