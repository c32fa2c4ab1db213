import type { VersionStatusValue } from '../../contract/statuses';
import type { Version } from '../service/types';

type History = NonNullable<Version['RegistrationVersionStatusHistory']>;

/** The service records no time for REQUIRES_OFFLINE_REVIEW. */
const MEMBERS = new Map<string, keyof History>(Object.entries({
  DRAFT: 'DraftTimestamp',
  SUBMITTED: 'SubmittedTimestamp',
  AWS_REVIEWING: 'AwsReviewingTimestamp',
  REVIEWING: 'ReviewingTimestamp',
  REQUIRES_AUTHENTICATION: 'RequiresAuthenticationTimestamp',
  APPROVED: 'ApprovedTimestamp',
  DENIED: 'DeniedTimestamp',
  DISCARDED: 'DiscardedTimestamp',
  REVOKED: 'RevokedTimestamp',
  ARCHIVED: 'ArchivedTimestamp',
} satisfies Record<Exclude<VersionStatusValue, 'REQUIRES_OFFLINE_REVIEW'>, keyof History>));

type OfVersion = Pick<Version, 'RegistrationVersionStatus' | 'RegistrationVersionStatusHistory'>;

/** When a version reached its status, in epoch milliseconds. If the service does not say, when it last reached any. */
export function inStatusSince({ RegistrationVersionStatus: status, RegistrationVersionStatusHistory: history }: OfVersion): number | undefined {
  const since = history?.[MEMBERS.get(status) ?? 'DraftTimestamp'];
  if (MEMBERS.has(status) && since !== undefined) {
    return since.getTime();
  }
  const all = Object.values(history ?? {}).flatMap((one) => one instanceof Date ? [one.getTime()] : []);
  return all.length === 0 ? undefined : Math.max(...all);
}
