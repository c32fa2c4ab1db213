import type { Service } from '../service';
import { describeAccountAttributes, describeAccountLimits } from './account';
import { createRegistrationAssociation, listRegistrationAssociations } from './associations';
import { createRegistrationAttachment, deleteRegistrationAttachment, describeRegistrationAttachments } from './attachments';
import { describeRegistrationFieldDefinitions, describeRegistrationSectionDefinitions, describeRegistrationTypeDefinitions } from './definitions';
import { deleteRegistrationFieldValue, describeRegistrationFieldValues, putRegistrationFieldValue } from './fields';
import { describePhoneNumbers, releasePhoneNumber, requestPhoneNumber } from './phone-numbers';
import { createRegistration, deleteRegistration, describeRegistrations } from './registrations';
import { describeSenderIds, releaseSenderId, requestSenderId } from './sender-ids';
import { listTagsForResource, tagResource, untagResource } from './tags';
import { createRegistrationVersion, describeRegistrationVersions, discardRegistrationVersion, submitRegistrationVersion } from './versions';

/** What runs after validation: the input has the shape that the model demands. */
export type Operation = (service: Service, input: never) => object;

/** Every operation of the model, by its name on the wire. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateRegistration: createRegistration,
  CreateRegistrationAssociation: createRegistrationAssociation,
  CreateRegistrationAttachment: createRegistrationAttachment,
  CreateRegistrationVersion: createRegistrationVersion,
  DeleteRegistration: deleteRegistration,
  DeleteRegistrationAttachment: deleteRegistrationAttachment,
  DeleteRegistrationFieldValue: deleteRegistrationFieldValue,
  DescribeAccountAttributes: describeAccountAttributes,
  DescribeAccountLimits: describeAccountLimits,
  DescribePhoneNumbers: describePhoneNumbers,
  DescribeRegistrationAttachments: describeRegistrationAttachments,
  DescribeRegistrationFieldDefinitions: describeRegistrationFieldDefinitions,
  DescribeRegistrationFieldValues: describeRegistrationFieldValues,
  DescribeRegistrationSectionDefinitions: describeRegistrationSectionDefinitions,
  DescribeRegistrationTypeDefinitions: describeRegistrationTypeDefinitions,
  DescribeRegistrationVersions: describeRegistrationVersions,
  DescribeRegistrations: describeRegistrations,
  DescribeSenderIds: describeSenderIds,
  DiscardRegistrationVersion: discardRegistrationVersion,
  ListRegistrationAssociations: listRegistrationAssociations,
  ListTagsForResource: listTagsForResource,
  PutRegistrationFieldValue: putRegistrationFieldValue,
  ReleasePhoneNumber: releasePhoneNumber,
  ReleaseSenderId: releaseSenderId,
  RequestPhoneNumber: requestPhoneNumber,
  RequestSenderId: requestSenderId,
  SubmitRegistrationVersion: submitRegistrationVersion,
  TagResource: tagResource,
  UntagResource: untagResource,
};
