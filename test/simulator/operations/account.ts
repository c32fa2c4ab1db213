import type {
  AccountLimitName, DescribeAccountAttributesRequest, DescribeAccountAttributesResult, DescribeAccountLimitsRequest, DescribeAccountLimitsResult,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { page } from '../paging';
import { isLive, Service } from '../service';
import { Checked } from '../types';
import { countedRegistrations } from './registrations';

/** The quotas that the simulator keeps. */
export function describeAccountLimits(service: Service, input: Checked<DescribeAccountLimitsRequest>): Checked<DescribeAccountLimitsResult> {
  const { registrations, registrationAttachments } = service.switches.quotas;
  const limit = (Name: AccountLimitName, Used: number, Max: number) => ({ Name, Used, Max });
  const rows = [
    limit('REGISTRATIONS', countedRegistrations(service), registrations),
    limit('REGISTRATION_ATTACHMENTS', [...service.state.attachments.values()].filter(isLive).length, registrationAttachments),
  ];
  const { items, NextToken } = page('DescribeAccountLimits', rows, input, service.switches.pageSize, {
    key: ({ Name }) => Name, keys: rows.map(({ Name }) => Name),
  });
  return { AccountLimits: items, NextToken };
}

export function describeAccountAttributes(
  service: Service, input: Checked<DescribeAccountAttributesRequest>,
): Checked<DescribeAccountAttributesResult> {
  const rows = [{ Name: 'ACCOUNT_TIER' as const, Value: 'PRODUCTION' }];
  const { items, NextToken } = page('DescribeAccountAttributes', rows, input, service.switches.pageSize, {
    key: ({ Name }) => Name, keys: rows.map(({ Name }) => Name),
  });
  return { AccountAttributes: items, NextToken };
}
