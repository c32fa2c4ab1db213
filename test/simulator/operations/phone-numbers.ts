import type {
  DescribePhoneNumbersRequest,
  DescribePhoneNumbersResult,
  NumberStatus,
  PhoneNumberInformation,
  ReleasePhoneNumberRequest,
  ReleasePhoneNumberResult,
  RequestableNumberType as NumberType,
  RequestPhoneNumberRequest,
  RequestPhoneNumberResult,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { conflict, invalidMember, notFound, Resource } from '../errors';
import { CAMPAIGN } from '../forms';
import { newId } from '../ids';
import { applyFilters, page } from '../paging';
import { isLive, Service, tagList } from '../service';
import { PhoneNumber } from '../state';
import { Checked } from '../types';
import { associate, checkAssociable, checkReleasable, endAssociations, holders, ofNumber } from './associations';
import { newTags } from './new-tags';

export function requestPhoneNumber(service: Service, input: Checked<RequestPhoneNumberRequest>): Checked<RequestPhoneNumberResult> {
  return service.once('RequestPhoneNumber', input, () => {
    checkCountry(input);
    const registration = input.RegistrationId ? service.registration(input.RegistrationId) : undefined;
    const number: PhoneNumber = {
      id: newId('phone'),
      phoneNumber: fictionalNumber(service.state.phoneNumbers.size, input.IsoCountryCode),
      isoCountryCode: input.IsoCountryCode,
      messageType: input.MessageType,
      numberCapabilities: input.NumberCapabilities,
      numberType: input.NumberType,
      optOutListName: optOutListName(service, input.OptOutListName ?? 'Default'),
      poolId: input.PoolId ? poolId(service, input.PoolId) : undefined,
      internationalSendingEnabled: input.InternationalSendingEnabled,
      status: STATUS_AT_FIRST[input.NumberType],
      deletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
      createdAt: service.clock.date(),
      tags: newTags(service, input.Tags),
    };
    if (registration) checkAssociable(service, registration, ofNumber(service, number));
    else checkApproval(service, input);
    service.state.phoneNumbers.set(number.id, number);
    if (registration) associate(service, registration, ofNumber(service, number));
    return { ...information(service, number), NumberType: input.NumberType, Tags: tagList(number.tags) };
  });
}

/** What needs a registration stays PENDING until that is COMPLETE. */
const STATUS_AT_FIRST = { TOLL_FREE: 'PENDING', TEN_DLC: 'PENDING', LONG_CODE: 'ACTIVE', SIMULATOR: 'ACTIVE' } as const satisfies Record<NumberType, NumberStatus>;

/** Where the types exist that do not exist everywhere. That toll-free numbers are not to be had elsewhere is inferred. */
const COUNTRIES: Partial<Record<NumberType, string[]>> = { TEN_DLC: ['US'], TOLL_FREE: ['US', 'CA', 'PR'] };

function checkCountry({ IsoCountryCode: country, NumberType: type }: Checked<RequestPhoneNumberRequest>): void {
  const countries = COUNTRIES[type];
  if (countries && !countries.includes(country)) {
    throw invalidMember('INVALID_PARAMETER', 'IsoCountryCode', `There are no numbers of type ${type} for ${country}.`);
  }
}

/** The Reason is inferred from its name. */
function checkApproval(service: Service, { NumberType: type }: Checked<RequestPhoneNumberRequest>): void {
  if (type !== 'TEN_DLC' || service.switches.numberBeforeApproval === 'pending') return;
  const approved = service.liveRegistrations().some((registration) => registration.type === CAMPAIGN && registration.status === 'COMPLETE');
  if (!approved) throw conflict('REGISTRATION_NOT_COMPLETE', { type: 'account', id: service.account }, 'No campaign of the account is COMPLETE.');
}

function poolId(service: Service, idOrArn: string): string {
  const id = service.arns.id('pool', idOrArn);
  if (!service.state.pools.has(id)) throw notFound({ type: 'pool', id });
  return id;
}

function optOutListName(service: Service, nameOrArn: string): string {
  const name = service.arns.id('opt-out-list', nameOrArn);
  if (!service.state.optOutLists.has(name)) throw notFound({ type: 'opt-out-list', id: name });
  return name;
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
