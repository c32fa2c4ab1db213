import type {
  DescribePhoneNumbersRequest,
  DescribePhoneNumbersResult,
  PhoneNumberInformation,
  ReleasePhoneNumberRequest,
  ReleasePhoneNumberResult,
  RequestPhoneNumberRequest,
  RequestPhoneNumberResult,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { conflict, notFound, Resource } from '../errors';
import { newId } from '../ids';
import { applyFilters, page } from '../paging';
import { isLive, Service, tagList } from '../service';
import { PhoneNumber } from '../state';
import { Checked } from '../types';
import { associate, checkReleasable, endAssociations, holders, ofNumber } from './associations';
import { newTags } from './new-tags';

export function requestPhoneNumber(service: Service, input: Checked<RequestPhoneNumberRequest>): Checked<RequestPhoneNumberResult> {
  return service.once('RequestPhoneNumber', input, () => {
    const number: PhoneNumber = {
      id: newId('phone'),
      phoneNumber: fictionalNumber(service.state.phoneNumbers.size, input.IsoCountryCode),
      isoCountryCode: input.IsoCountryCode,
      messageType: input.MessageType,
      numberCapabilities: input.NumberCapabilities,
      numberType: input.NumberType,
      optOutListName: input.OptOutListName ?? 'Default',
      poolId: input.PoolId || undefined,
      internationalSendingEnabled: input.InternationalSendingEnabled,
      // A toll-free number stays PENDING until its registration is COMPLETE.
      status: input.NumberType === 'TOLL_FREE' ? 'PENDING' : 'ACTIVE',
      deletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
      createdAt: service.clock.date(),
      tags: newTags(service, input.Tags),
    };
    if (input.RegistrationId) associate(service, service.registration(input.RegistrationId), ofNumber(service, number));
    service.state.phoneNumbers.set(number.id, number);
    return { ...information(service, number), NumberType: input.NumberType, Tags: tagList(number.tags) };
  });
}

/** Numbers that are reserved for fiction: 555-0100 to 555-0199 of one area code after the other. */
function fictionalNumber(index: number, isoCountryCode: string): string {
  if (isoCountryCode === 'GB') return `+4477009${String(index).padStart(5, '0')}`;
  return `+1${206 + Math.floor(index / 100)}5550${100 + index % 100}`;
}

export function describePhoneNumbers(service: Service, input: Checked<DescribePhoneNumbersRequest>): Checked<DescribePhoneNumbersResult> {
  const own = input.Owner === 'SHARED' ? [] : service.described(service.state.phoneNumbers.values());
  const ids = input.PhoneNumberIds?.map((id) => service.arns.id('phone-number', id)) ?? [];
  const candidates = ids.length > 0
    ? service.describedById(
      ids,
      (id) => service.state.phoneNumbers.get(id),
      (id) => notFound({ type: 'phone-number', id }),
    )
    : own;
  const rows = applyFilters(candidates.map((number) => information(service, number)), input.Filters, {
    'status': (row) => row.Status,
    'iso-country-code': (row) => row.IsoCountryCode,
    'message-type': (row) => row.MessageType,
    'number-capability': (row) => row.NumberCapabilities,
    'number-type': (row) => row.NumberType,
    'two-way-enabled': (row) => String(row.TwoWayEnabled),
    'self-managed-opt-outs-enabled': (row) => String(row.SelfManagedOptOutsEnabled),
    'opt-out-list-name': (row) => row.OptOutListName,
    'deletion-protection-enabled': (row) => String(row.DeletionProtectionEnabled),
    'two-way-channel-arn': (row) => row.TwoWayChannelArn,
  });
  const { items, NextToken } = page('DescribePhoneNumbers', rows, input, service.switches.pageSize, {
    key: ({ PhoneNumberId: id }) => id!,
    keys: ids.length > 0 ? ids : service.state.phoneNumbers.keys(),
  });
  return { PhoneNumbers: items, NextToken };
}

/** The number is lost for good, and its associations end. */
export function releasePhoneNumber(service: Service, input: Checked<ReleasePhoneNumberRequest>): Checked<ReleasePhoneNumberResult> {
  const number = phoneNumber(service, input.PhoneNumberId);
  const resource: Resource = { type: 'phone-number', id: number.id };
  if (number.deletionProtectionEnabled) throw conflict('DELETION_PROTECTION_ENABLED', resource, 'The phone number has deletion protection.');
  if (number.poolId) throw conflict('PHONE_NUMBER_ASSOCIATED_TO_POOL', resource, `The phone number is in the pool ${number.poolId}.`);
  checkReleasable(service, resource);
  const { DeletionProtectionEnabled: _, InternationalSendingEnabled: __, PoolId: ___, ...answer } = information(service, number);
  endAssociations(service, number.id, 'ReleasePhoneNumber');
  number.deletedAt = service.clock.date();
  return { ...answer, Status: 'DELETED' };
}

export function phoneNumber(service: Service, idOrArn: string): PhoneNumber {
  const id = service.arns.id('phone-number', idOrArn);
  const found = service.state.phoneNumbers.get(id);
  if (!found || !isLive(found)) throw notFound({ type: 'phone-number', id });
  return found;
}

function information(service: Service, number: PhoneNumber): Checked<PhoneNumberInformation> {
  return {
    PhoneNumberArn: service.arns.of('phone-number', number.id),
    PhoneNumberId: number.id,
    PhoneNumber: number.phoneNumber,
    Status: service.showsAsDeleted(number) ? 'DELETED' : number.status,
    IsoCountryCode: number.isoCountryCode,
    MessageType: number.messageType,
    NumberCapabilities: number.numberCapabilities,
    NumberType: number.numberType,
    MonthlyLeasingPrice: '2.00',
    TwoWayEnabled: false,
    SelfManagedOptOutsEnabled: false,
    OptOutListName: number.optOutListName,
    InternationalSendingEnabled: number.internationalSendingEnabled,
    DeletionProtectionEnabled: number.deletionProtectionEnabled,
    PoolId: number.poolId,
    RegistrationId: holders(service, number.id)[0]?.id,
    CreatedTimestamp: number.createdAt,
  };
}
