import { associations } from './associations';
import { attachments } from './attachments';
import { registrations } from './registrations';
import { ASSOCIATIONS_RESOURCE } from '../../contract/associations-resource';
import { ATTACHMENT_RESOURCE } from '../../contract/attachment-resource';
import { REGISTRATION_RESOURCE } from '../../contract/registration-resource';
import type { Resource } from '../cloudformation/protocol';

/** The resource types that the function handles. */
export const RESOURCES: Record<string, Resource> = {
  [REGISTRATION_RESOURCE]: registrations,
  [ASSOCIATIONS_RESOURCE]: associations,
  [ATTACHMENT_RESOURCE]: attachments,
};
