import type { Tag } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { ArnKind, Arns } from './ids';
import { isLive, Service, tagMap } from './service';
import { Tags } from './state';
import { Checked } from './types';

/** One question to IAM. A call may ask several; it is allowed when all of them are. */
export interface AccessRequest {
  readonly action: string;
  /** The ARN of one resource, or `*`. */
  readonly resource: string;
  /** The condition keys of the request and of the resource. */
  readonly context: Readonly<Record<string, string | string[]>>;
}

/** What the table reads of an input, after its shape was checked. */
interface Input {
  readonly RegistrationId?: string;
  readonly RegistrationIds?: string[];
  readonly RegistrationAttachmentId?: string;
  readonly RegistrationAttachmentIds?: string[];
  readonly PhoneNumberId?: string;
  readonly PhoneNumberIds?: string[];
  readonly PoolId?: string;
  readonly OptOutListName?: string;
  readonly SenderId?: string;
  readonly IsoCountryCode?: string;
  readonly SenderIds?: { readonly SenderId: string; readonly IsoCountryCode: string }[];
  readonly ResourceId?: string;
  readonly ResourceArn?: string;
  readonly Tags?: Checked<Tag>[];
  readonly TagKeys?: string[];
}

interface Named {
  readonly kind: ArnKind;
  readonly id: string;
}

interface Access {
  /** The resources that IAM is asked about, each by itself; for none it is asked about `*`. */
  readonly on?: (input: Input, arns: Arns) => Named[];
  /** What is made; made with tags, TagResource is asked for as well. */
  readonly makes?: Named;
}

const named = (kind: ArnKind) => (arns: Arns, ...ids: (string | undefined)[]): Named[] => (
  ids.flatMap((id) => (id === undefined ? [] : { kind, id: arns.id(kind, id) }))
);
const [registrations, attachments, phoneNumbers, senderIds] = [
  named('registration'), named('registration-attachment'), named('phone-number'), named('sender-id'),
];

const NO_RESOURCE: Access = {};
const REGISTRATION: Access = { on: ({ RegistrationId }, arns) => registrations(arns, RegistrationId) };
const TAGGED: Access = { on: ({ ResourceArn }, arns) => ofArn(arns, ResourceArn) };

/**
 * What IAM is asked for each operation, by the Service Authorization Reference; the action has the name of the operation.
 *
 * Inferred, because no source says it: TagResource of a create is asked about the resource to be made, with the tags of the request
 * and none of the resource; an operation that names several resources is asked about each; one that may name resources and names
 * none is asked about `*`; an associated sender ID is not asked about, since the reference lists no such resource for the action.
 */
const ACCESS: Readonly<Record<string, Access>> = {
  // The id is not known yet: any stands for it.
  CreateRegistration: { makes: { kind: 'registration', id: 'registration-new' } },
  CreateRegistrationAssociation: {
    on: ({ RegistrationId, ResourceId }, arns) => [...registrations(arns, RegistrationId), ...associable(arns, ResourceId)],
  },
  CreateRegistrationAttachment: { makes: { kind: 'registration-attachment', id: 'attachment-new' } },
  CreateRegistrationVersion: REGISTRATION,
  DeleteRegistration: REGISTRATION,
  DeleteRegistrationAttachment: { on: ({ RegistrationAttachmentId }, arns) => attachments(arns, RegistrationAttachmentId) },
  DeleteRegistrationFieldValue: REGISTRATION,
  DescribeAccountAttributes: NO_RESOURCE,
  DescribeAccountLimits: NO_RESOURCE,
  DescribePhoneNumbers: { on: ({ PhoneNumberIds = [] }, arns) => phoneNumbers(arns, ...PhoneNumberIds) },
  DescribeRegistrationAttachments: { on: ({ RegistrationAttachmentIds = [] }, arns) => attachments(arns, ...RegistrationAttachmentIds) },
  DescribeRegistrationFieldDefinitions: NO_RESOURCE,
  DescribeRegistrationFieldValues: REGISTRATION,
  DescribeRegistrationSectionDefinitions: NO_RESOURCE,
  DescribeRegistrationTypeDefinitions: NO_RESOURCE,
  DescribeRegistrationVersions: REGISTRATION,
  DescribeRegistrations: { on: ({ RegistrationIds = [] }, arns) => registrations(arns, ...RegistrationIds) },
  DescribeSenderIds: { on: ({ SenderIds = [] }, arns) => senderIds(arns, ...SenderIds.map((one) => senderIdKey(arns, one))) },
  DiscardRegistrationVersion: REGISTRATION,
  ListRegistrationAssociations: REGISTRATION,
  ListTagsForResource: TAGGED,
  PutRegistrationFieldValue: REGISTRATION,
  ReleasePhoneNumber: { on: ({ PhoneNumberId }, arns) => phoneNumbers(arns, PhoneNumberId) },
  ReleaseSenderId: { on: (input, arns) => senderIds(arns, senderIdKey(arns, input)) },
  RequestPhoneNumber: {
    on: ({ RegistrationId, PoolId, OptOutListName }, arns) => [
      ...registrations(arns, RegistrationId), ...named('pool')(arns, PoolId || undefined), ...named('opt-out-list')(arns, OptOutListName),
    ],
  },
  RequestSenderId: NO_RESOURCE,
  SubmitRegistrationVersion: REGISTRATION,
  TagResource: TAGGED,
  UntagResource: TAGGED,
};

/** What IAM is asked for one call, in the state that the service is in. */
export function accessRequests(service: Service, operation: string, input: Input): AccessRequest[] {
  const access = ACCESS[operation];
  if (!access) throw new Error(`no row for ${operation} in access.ts`);
  const ofRequest = requestKeys(input);
  const ask = (action: string, resource: string, context: AccessRequest['context']): AccessRequest => ({ action: `sms-voice:${action}`, resource, context });
  const resources = access.on?.(input, service.arns) ?? [];
  if (resources.length > 0) {
    return resources.flatMap(({ kind, id }) => {
      const tags = tagsOf(service, { kind, id });
      if (!tags && service.switches.absentResource === 'not-found') return [];
      return ask(operation, service.arns.of(kind, id), { ...ofRequest, ...prefixed('aws:ResourceTag/', tags) });
    });
  }
  const made = input.Tags?.length ? access.makes : undefined;
  return [ask(operation, '*', ofRequest), ...made ? [ask('TagResource', service.arns.of(made.kind, made.id), ofRequest)] : []];
}

function requestKeys({ Tags: tags, TagKeys: keys }: Input): AccessRequest['context'] {
  const tagKeys = keys ?? tags?.map(({ Key }) => Key) ?? [];
  return { ...prefixed('aws:RequestTag/', tagMap(tags)), ...tagKeys.length > 0 && { 'aws:TagKeys': tagKeys } };
}

function prefixed(prefix: string, tags: Tags | undefined): Record<string, string> {
  return Object.fromEntries([...tags ?? []].map(([key, value]) => [`${prefix}${key}`, value]));
}

interface Tagged {
  readonly tags: Tags;
  readonly deletedAt?: Date;
  readonly visibleFrom?: number;
}

/** Undefined for a resource that has no tags here, is not there, or is not yet known to other calls. */
function tagsOf({ state, clock }: Service, { kind, id }: Named): Tags | undefined {
  const records: Partial<Record<ArnKind, ReadonlyMap<string, Tagged>>> = {
    'registration': state.registrations,
    'registration-attachment': state.attachments,
    'phone-number': state.phoneNumbers,
    'sender-id': state.senderIds,
    'rcs-agent': state.rcsAgents,
  };
  const record = records[kind]?.get(id);
  const visible = record && isLive(record) && (record.visibleFrom ?? 0) <= clock.now();
  return visible ? record.tags : undefined;
}

function ofArn(arns: Arns, arn: string | undefined): Named[] {
  const found = arn === undefined ? undefined : arns.parse(arn);
  return found ? [{ kind: found.kind as ArnKind, id: found.id }] : [];
}

function associable(arns: Arns, idOrArn = ''): Named[] {
  const id = idOrArn.slice(idOrArn.lastIndexOf('/') + 1);
  if (id.startsWith('registration-')) return registrations(arns, idOrArn);
  if (id.startsWith('phone-')) return phoneNumbers(arns, idOrArn);
  return id.startsWith('rcs-') ? named('rcs-agent')(arns, idOrArn) : [];
}

function senderIdKey(arns: Arns, { SenderId: id, IsoCountryCode: country }: Input): string | undefined {
  return id === undefined ? undefined : `${arns.id('sender-id', id)}/${country}`;
}
