import type {
  ConflictExceptionReason,
  CreateRegistrationVersionRequest,
  CreateRegistrationVersionResult,
  DescribeRegistrationVersionsRequest,
  DescribeRegistrationVersionsResult,
  DiscardRegistrationVersionRequest,
  DiscardRegistrationVersionResult,
  RegistrationVersionInformation,
  RegistrationVersionStatusHistory,
  SubmitRegistrationVersionRequest,
  SubmitRegistrationVersionResult,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { deniedReason } from '../denial-codes';
import { conflict, invalidMember, quotaExceeded } from '../errors';
import { title } from '../forms';
import { applyFilters, page } from '../paging';
import { Fault, formFaults, missingFields, orderFaults } from '../review';
import { Service } from '../service';
import { existingVersions, newestVersion, Registration, Version } from '../state';
import { HISTORY_MEMBERS, VERSION_RULES } from '../transitions';
import { Checked } from '../types';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A new version is blank: nothing is inherited. */
export function newVersion(number: number, at: Date): Version {
  return { number, status: 'DRAFT', reachedAt: new Map([['DRAFT', at]]), values: new Map() };
}

/** Refuses an operation that the newest version's status does not allow. */
export function checkVersion(service: Service, registration: Registration, operation: keyof typeof VERSION_RULES): Version {
  const version = newestVersion(registration);
  if (registration.status === 'CLOSED' || !version || !allowed(service, operation).includes(version.status)) {
    const found = version ? `The newest version (${version.number}) is ${version.status}.` : 'There is no version.';
    throw refusal(registration, VERSION_RULES[operation].reason, found);
  }
  return version;
}

function allowed(service: Service, operation: keyof typeof VERSION_RULES): readonly string[] {
  const { discardAllowed, newVersionOfApproved, revoked, secondDraft } = service.switches;
  if (operation === 'DiscardRegistrationVersion') return discardAllowed;
  const revokedIf = (setting: typeof revoked) => revoked === setting ? ['REVOKED' as never] : [];
  if (operation === 'SubmitRegistrationVersion') return [...VERSION_RULES[operation].allowed, ...revokedIf('submitted-again')];
  if (operation !== 'CreateRegistrationVersion') return VERSION_RULES[operation].allowed;
  return VERSION_RULES[operation].allowed
    .filter((status) => status !== 'APPROVED' || newVersionOfApproved === 'accepted')
    .concat(secondDraft === 'accepted' ? ['DRAFT' as never] : [], revokedIf('new-version'));
}

function refusal(registration: Registration, reason: ConflictExceptionReason, message: string): Error {
  return conflict(reason, { type: 'registration', id: registration.id }, message);
}

export function createRegistrationVersion(
  service: Service, input: Checked<CreateRegistrationVersionRequest>,
): Checked<CreateRegistrationVersionResult> {
  const registration = service.registration(input.RegistrationId);
  if (newestVersion(registration) || registration.status === 'CLOSED') checkVersion(service, registration, 'CreateRegistrationVersion');
  checkDailyQuota(service, registration);
  const version = newVersion(registration.versions.at(-1)!.number + 1, service.clock.date());
  registration.versions.push(version);
  service.record(registration, 'CreateRegistrationVersion');
  return summary(service, registration, version);
}

function checkDailyQuota(service: Service, registration: Registration): void {
  const limit = service.switches.quotas.versionsPerDay ?? Infinity;
  const since = service.clock.now() - DAY_MS;
  if (registration.versions.filter((version) => version.reachedAt.get('DRAFT')!.getTime() > since).length >= limit) {
    throw quotaExceeded('REGISTRATION_VERSIONS_CREATED_PER_DAY', `The registration has got its ${limit} versions of today.`);
  }
}

export function submitRegistrationVersion(
  service: Service, input: Checked<SubmitRegistrationVersionRequest>,
): Checked<SubmitRegistrationVersionResult> {
  const registration = service.registration(input.RegistrationId);
  const version = checkVersion(service, registration, 'SubmitRegistrationVersion');
  checkAssociations(service, registration);
  if (service.switches.missingField === 'sync') checkFields(service, registration, version);
  const tooEarly = service.switches.earlySubmit === 'accepted' ? [] : orderFaults(service, registration);
  if (service.switches.earlySubmit === 'refused') checkOrder(registration, tooEarly);
  const faults = [...tooEarly, ...formFaults(service, registration, version)];
  registration.shownUntil = { time: service.clock.now() + service.switches.submittedStatusLagMs, status: registration.status };
  version.shownAsDraftUntil = service.clock.now() + service.switches.versionStatusLagMs;
  service.move(registration, { version: 'SUBMITTED', registration: 'SUBMITTED' }, 'SubmitRegistrationVersion');
  if (faults.length > 0) scheduleDenial(service, registration, version, faults);
  return { ...summary(service, registration, version), AwsReview: input.AwsReview ?? false };
}

function checkAssociations(service: Service, registration: Registration): void {
  const missing = service.forms.get(registration.type).associations
    .filter(({ associationBehavior }) => associationBehavior === 'ASSOCIATE_BEFORE_SUBMIT')
    .filter(({ resourceType }) => !registration.associations.some((association) => association.resourceType === resourceType));
  if (missing.length > 0) {
    const names = missing.map(({ resourceType }) => resourceType).join(', ');
    throw refusal(registration, 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED', `The registration must be associated with ${names} before it is submitted.`);
  }
}

function checkFields(service: Service, registration: Registration, version: Version): void {
  const missing = missingFields(service, registration, version);
  if (missing.length > 0) {
    throw refusal(registration, 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED', `Missing required field: ${missing.join(', ')}`);
  }
}

function checkOrder(registration: Registration, faults: Fault[]): void {
  if (faults.length > 0) {
    throw refusal(registration, 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED', faults.map(({ code }) => title(code)).join(', '));
  }
}

/** The automatic denial comes seconds later, unless somebody has moved the version along by then. */
function scheduleDenial(service: Service, registration: Registration, version: Version, faults: Fault[]): void {
  service.clock.schedule(service.switches.denialDelayMs, (at) => {
    if (registration.deletedAt || version.status !== 'SUBMITTED') return;
    const codes = new Set(faults.map(({ code }) => code));
    version.verdict = {
      deniedReasons: [...codes].map((code) => deniedReason(code, service.switches)),
      fields: new Map(faults.flatMap(({ code, path }) => (path ? [[path, { deniedReason: title(code) }]] : []))),
    };
    registration.latestDeniedVersion = version.number;
    service.move(registration, { version: 'DENIED', registration: 'REQUIRES_UPDATES' }, 'automatic denial', at, version);
  });
}

export function discardRegistrationVersion(
  service: Service, input: Checked<DiscardRegistrationVersionRequest>,
): Checked<DiscardRegistrationVersionResult> {
  const registration = service.registration(input.RegistrationId);
  const version = checkVersion(service, registration, 'DiscardRegistrationVersion');
  const after = registration.approvedVersion === undefined ? service.switches.afterDiscard : 'COMPLETE';
  service.move(registration, { version: 'DISCARDED', registration: after }, 'DiscardRegistrationVersion');
  version.removed = service.switches.discardRemoves;
  return summary(service, registration, version);
}

export function describeRegistrationVersions(
  service: Service, input: Checked<DescribeRegistrationVersionsRequest>,
): Checked<DescribeRegistrationVersionsResult> {
  const registration = service.registration(input.RegistrationId);
  const candidates = input.VersionNumbers?.length
    ? input.VersionNumbers.map((number) => findVersion(registration, number))
    : existingVersions(registration);
  const rows = applyFilters(candidates.map((version) => asDescribed(service, version)), input.Filters, { 'registration-version-status': (version) => version.status });
  const { items, NextToken } = page('DescribeRegistrationVersions', rows, input, service.switches.pageSize, {
    key: ({ number }) => String(number),
    keys: (input.VersionNumbers?.length ? input.VersionNumbers : registration.versions.map(({ number }) => number)).map(String),
  });
  return {
    RegistrationArn: service.arns.of('registration', registration.id),
    RegistrationId: registration.id,
    RegistrationVersions: items.map(versionInformation),
    NextToken,
  };
}

export function findVersion(registration: Registration, number: number): Version {
  const version = existingVersions(registration).find((candidate) => candidate.number === number);
  if (!version) throw invalidMember('UNKNOWN_REGISTRATION_VERSION', 'VersionNumber', `The registration has no version ${number}.`);
  return version;
}

/** A version as it is described, which right after the submit may still be the draft it was. */
export function asDescribed(service: Service, version: Version): Version {
  if (service.clock.now() >= (version.shownAsDraftUntil ?? 0)) return version;
  return { ...version, status: 'DRAFT', reachedAt: new Map([['DRAFT', version.reachedAt.get('DRAFT')!]]), verdict: undefined };
}

function summary(service: Service, registration: Registration, version: Version): Checked<CreateRegistrationVersionResult> {
  return {
    RegistrationArn: service.arns.of('registration', registration.id),
    RegistrationId: registration.id,
    VersionNumber: version.number,
    RegistrationVersionStatus: version.status,
    RegistrationVersionStatusHistory: statusHistory(version),
  };
}

function versionInformation(version: Version): Checked<RegistrationVersionInformation> {
  return {
    VersionNumber: version.number,
    RegistrationVersionStatus: version.status,
    RegistrationVersionStatusHistory: statusHistory(version),
    ...(version.verdict?.deniedReasons.length && { DeniedReasons: version.verdict.deniedReasons }),
    ...(version.verdict?.feedback && { Feedback: version.verdict.feedback }),
  };
}

function statusHistory(version: Version): Checked<RegistrationVersionStatusHistory> {
  const entries = [...version.reachedAt]
    .filter(([status]) => status in HISTORY_MEMBERS)
    .map(([status, at]) => [HISTORY_MEMBERS[status as keyof typeof HISTORY_MEMBERS], at]);
  return Object.fromEntries(entries) as Checked<RegistrationVersionStatusHistory>;
}
