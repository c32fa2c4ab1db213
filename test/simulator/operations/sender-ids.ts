import type {
  DescribeSenderIdsRequest,
  DescribeSenderIdsResult,
  ReleaseSenderIdRequest,
  ReleaseSenderIdResult,
  RequestSenderIdRequest,
  RequestSenderIdResult,
  SenderIdInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { conflict, invalidMember, notFound, Resource } from '../errors';
import { applyFilters, page } from '../paging';
import { isLive, Service, tagList } from '../service';
import { Association, Registration, SenderId } from '../state';
import { Checked } from '../types';
import { addAssociation, checkReleasable, endAssociations } from './associations';
import { newTags } from './new-tags';

/** Not all of them: the ones with 10DLC and toll-free numbers instead. */
const WITHOUT_SENDER_IDS = ['US', 'CA', 'PR'];

/** For sender IDs that need no registration; the others appear when their registration is approved. */
export function requestSenderId(service: Service, input: Checked<RequestSenderIdRequest>): Checked<RequestSenderIdResult> {
  return service.once('RequestSenderId', input, () => {
    if (WITHOUT_SENDER_IDS.includes(input.IsoCountryCode)) {
      throw invalidMember('SENDER_ID_NOT_SUPPORTED', 'IsoCountryCode', `There are no sender IDs for ${input.IsoCountryCode}.`);
    }
    if (service.forms.has(`${input.IsoCountryCode}_SENDER_ID_REGISTRATION`)) {
      throw invalidMember('SENDER_ID_REQUIRES_REGISTRATION', 'IsoCountryCode', `A sender ID for ${input.IsoCountryCode} needs a registration.`);
    }
    const key = keyOf(input.SenderId, input.IsoCountryCode);
    const existing = service.state.senderIds.get(key);
    if (existing && isLive(existing)) throw conflict('RESOURCE_ALREADY_EXISTS', { type: 'sender-id', id: key }, 'The sender ID exists already.');
    const sender: SenderId = {
      senderId: input.SenderId,
      isoCountryCode: input.IsoCountryCode,
      messageTypes: input.MessageTypes ?? ['TRANSACTIONAL'],
      deletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
      createdAt: service.clock.date(),
      tags: newTags(service, input.Tags),
    };
    service.state.senderIds.set(key, sender);
    return { ...information(service, sender), Tags: tagList(sender.tags) };
  });
}

/** What an approval does for a type with ASSOCIATE_ON_APPROVAL. */
export function senderIdOnApproval(service: Service, registration: Registration, senderId: string): void {
  const isoCountryCode = registration.type.slice(0, 2);
  const key = keyOf(senderId, isoCountryCode);
  const existing = service.state.senderIds.get(key);
  if (existing && isLive(existing)) return;
  service.state.senderIds.set(key, {
    senderId,
    isoCountryCode,
    messageTypes: ['TRANSACTIONAL'],
    deletionProtectionEnabled: false,
    createdAt: service.clock.date(),
    tags: new Map(),
    registrationId: registration.id,
  });
  const association: Association = { resourceArn: service.arns.of('sender-id', key), resourceId: key, resourceType: 'SENDER_ID', isoCountryCode };
  addAssociation(registration, association);
}

export function describeSenderIds(service: Service, input: Checked<DescribeSenderIdsRequest>): Checked<DescribeSenderIdsResult> {
  const own = input.Owner === 'SHARED' ? [] : service.described(service.state.senderIds.values());
  const ids = input.SenderIds?.map(({ SenderId: id, IsoCountryCode: country }) => keyOf(service.arns.id('sender-id', id), country)) ?? [];
  const candidates = ids.length > 0
    ? service.describedById(
      ids,
      (key) => service.state.senderIds.get(key),
      (key) => notFound({ type: 'sender-id', id: key }),
    )
    : own;
  const rows = applyFilters(candidates.map((sender) => information(service, sender)), input.Filters, {
    'sender-id': (row) => row.SenderId,
    'iso-country-code': (row) => row.IsoCountryCode,
    'message-type': (row) => row.MessageTypes,
    'deletion-protection-enabled': (row) => String(row.DeletionProtectionEnabled),
    'registered': (row) => String(row.Registered),
  });
  const { items, NextToken } = page('DescribeSenderIds', rows, input, service.switches.pageSize, {
    key: (row) => keyOf(row.SenderId, row.IsoCountryCode),
    keys: ids.length > 0 ? ids : service.state.senderIds.keys(),
  });
  return { SenderIds: items, NextToken };
}

export function releaseSenderId(service: Service, input: Checked<ReleaseSenderIdRequest>): Checked<ReleaseSenderIdResult> {
  const sender = findSenderId(service, keyOf(service.arns.id('sender-id', input.SenderId), input.IsoCountryCode));
  const key = keyOf(sender.senderId, sender.isoCountryCode);
  const resource: Resource = { type: 'sender-id', id: key };
  if (sender.deletionProtectionEnabled) throw conflict('DELETION_PROTECTION_ENABLED', resource, 'The sender ID has deletion protection.');
  checkReleasable(service, resource);
  const { DeletionProtectionEnabled: _, ...answer } = information(service, sender);
  endAssociations(service, key, 'ReleaseSenderId');
  sender.deletedAt = service.clock.date();
  return answer;
}

export function findSenderId(service: Service, key: string): SenderId {
  const found = service.state.senderIds.get(key);
  if (!found || !isLive(found)) throw notFound({ type: 'sender-id', id: key });
  return found;
}

/** An ARN names the country already. */
function keyOf(senderId: string, isoCountryCode: string): string {
  return senderId.includes('/') ? senderId : `${senderId}/${isoCountryCode}`;
}

function information(service: Service, sender: SenderId): Checked<SenderIdInformation> {
  return {
    SenderIdArn: service.arns.of('sender-id', keyOf(sender.senderId, sender.isoCountryCode)),
    SenderId: sender.senderId,
    IsoCountryCode: sender.isoCountryCode,
    MessageTypes: sender.messageTypes,
    MonthlyLeasingPrice: '0.00',
    DeletionProtectionEnabled: sender.deletionProtectionEnabled,
    Registered: sender.registrationId !== undefined,
    RegistrationId: sender.registrationId,
  };
}
