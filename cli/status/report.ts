import type { Inspected, Inspection } from './inspect';
import { tagValue } from './inspect';
import { NEEDS_SOMEBODY, standingOf, STANDINGS, type Standing } from './standing';
import { idOf, targetKindOf } from '../../contract/ids';
import { OWN_TAGS } from '../../contract/tags';
import { describeDenial, isWaitDenial } from '../../lambda/decisions/denied-reasons';
import { pendingTexts, reasonsToWait, type PendingWork } from '../../lambda/decisions/pending-steps';
import { pendingAssociationsOf, pendingSubmitOf, targetsAt } from '../../lambda/decisions/pending-tags';
import { resubmissionOf } from '../../lambda/decisions/resubmission';
import { reviewTimeOf, type ReviewTime } from '../../lambda/decisions/review-times';
import { isDeleted, NO_VERSION } from '../../lambda/decisions/statuses';
import { submitStep, type SubmitStep } from '../../lambda/decisions/submit-step';
import { inStatusSince } from '../../lambda/decisions/version-history';
import { consoleLink } from '../../lambda/notifications/console';
import { expectation, wordsOf, type Registered, type Report } from '../../lambda/notifications/wording';
import type { Version } from '../../lambda/service/types';
import { counted, maskedNumber, wholeDays } from '../output/words';

/** A registration as people and programs read it. No value of its form is in it. */
export interface RegistrationReport {
  readonly id: string;
  readonly name?: string;
  readonly type: string;
  readonly status: string;
  readonly standing: Standing;
  /** The newest version. */
  readonly version: number;
  readonly versionStatus: string;
  readonly approvedVersion?: number;
  /** When the newest version reached its status. */
  readonly since?: string;
  readonly submitted?: string;
  /** Since the submit during a review, otherwise since the status changed. */
  readonly days?: number;
  readonly usualReview?: ReviewTime;
  readonly summary: string;
  readonly reasons: readonly string[];
  readonly nextSteps: readonly string[];
  readonly pending: readonly string[];
  readonly associations: readonly AssociationReport[];
  readonly versions: readonly { readonly version: number; readonly status: string; readonly since?: string }[];
  readonly stack?: { readonly name: string; readonly logicalId?: string };
  readonly console: string;
}

export interface AssociationReport {
  readonly id: string;
  readonly kind: string;
  readonly status?: string;
  /** The last digits of a phone number, unless values are shown. */
  readonly number?: string;
}

/** The steps of a submit that nothing is in the way of. */
const SUBMITS: readonly string[] = ['submit', 'reopen', 'fill'] satisfies SubmitStep[];

/** The most urgent ones first. */
export async function reportsOf({ inspected, statuses }: Inspection, now: number, showValues: boolean): Promise<RegistrationReport[]> {
  const pending = await Promise.all(inspected.map(async (one) => pendingWorkOf(one, newestVersion(one), statuses, now)));
  const heldBackBy = (id: string) => inspected.filter((_, index) => pending[index]!.submit?.waitsFor.some((reason) => reason.startsWith(`${id} `)));
  const reports = inspected.map((one, index) => (
    reportOf(one, { pending: pending[index]!, heldBack: heldBackBy(one.registration.RegistrationId).map(registeredOf), statuses, now, showValues })
  ));
  return reports.sort((one, other) => (
    STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing) || (one.name ?? one.id).localeCompare(other.name ?? other.id)
  ));
}

export function needsSomebody({ standing }: RegistrationReport): boolean {
  return NEEDS_SOMEBODY.includes(standing);
}

/** What a registration is reported with. */
interface Circumstances extends Pick<Inspection, 'statuses'> {
  readonly pending: PendingWork;
  /** What waits for it. */
  readonly heldBack: readonly Registered[];
  readonly now: number;
  readonly showValues: boolean;
}

function newestVersion({ versions, registration: { CurrentVersionNumber } }: Inspected): Version {
  return versions[0] ?? { VersionNumber: CurrentVersionNumber, RegistrationVersionStatus: NO_VERSION };
}

function registeredOf({ registration: { RegistrationId: id, RegistrationType: type }, tags }: Inspected): Registered {
  return { id, type, name: tagValue(tags, 'Name') };
}

function reportOf(one: Inspected, { pending, heldBack, statuses, now, showValues }: Circumstances): RegistrationReport {
  const { RegistrationId: id, RegistrationType: type, RegistrationStatus: status, RegistrationArn, ApprovedVersionNumber } = one.registration;
  const version = newestVersion(one);
  const versionStatus = version.RegistrationVersionStatus;
  const resubmission = resubmissionOf(pendingSubmitOf(one.tags), pending.submit?.step, version, now);
  const submittedAt = version.RegistrationVersionStatusHistory?.SubmittedTimestamp?.getTime();
  const goesOn = resubmission !== undefined || ['waiting', ...SUBMITS].includes(pending.submit?.step ?? '');
  const standing = standingOf({ registrationType: type, status, versionStatus, submittedAt, now, goesOn });
  const since = inStatusSince(version);
  const inReview = standing === 'review' || standing === 'overdue';
  const countedFrom = inReview ? submittedAt ?? since : since;
  const words = wordsFor(standing, {
    subject: 'done',
    registration: registeredOf(one),
    heldBack,
    version: version.VersionNumber,
    denial: one.fields.length > 0 || version.DeniedReasons !== undefined ? describeDenial(id, version, one.fields) : undefined,
    resubmission,
    submittedAt,
    reviewTime: reviewTimeOf(type),
    done: [],
    pending: pendingLines(pending),
    link: consoleLink(RegistrationArn),
    now,
  });
  return {
    id,
    name: tagValue(one.tags, 'Name'),
    type,
    status,
    standing,
    version: version.VersionNumber,
    versionStatus,
    approvedVersion: ApprovedVersionNumber,
    since: isoOf(since),
    submitted: isoOf(submittedAt),
    days: countedFrom === undefined ? undefined : wholeDays(countedFrom, now),
    usualReview: reviewTimeOf(type),
    ...words,
    pending: pendingLines(pending),
    associations: associationsOf(one, statuses, showValues),
    versions: one.versions.map((each) => (
      { version: each.VersionNumber, status: each.RegistrationVersionStatus, since: isoOf(inStatusSince(each)) }
    )),
    stack: stackOf(one),
    console: consoleLink(RegistrationArn),
  };
}

type Sentences = Pick<RegistrationReport, 'summary' | 'reasons' | 'nextSteps'>;

/** What people would be told by a message, where there is something to tell. */
function wordsFor(standing: Standing, report: Report): Sentences {
  switch (standing) {
    case 'denied': case 'revoked': case 'authentication': case 'closed': case 'overdue':
      return sentencesOf({ ...report, subject: standing });
    case 'complete':
      return { summary: 'It is approved and in effect.', reasons: [], nextSteps: [] };
    case 'waiting':
      return report.resubmission === undefined
        ? { summary: 'The form will be submitted as soon as it no longer has to wait.', reasons: [], nextSteps: [] }
        : sentencesOf({ ...report, subject: 'denied' });
    case 'review':
      return { summary: reviewSummary(report), reasons: [], nextSteps: [] };
    case 'draft':
      return { summary: 'The form is a draft. It will not be reviewed until it is submitted.', reasons: [], nextSteps: [] };
    case 'unclear':
      return {
        summary: 'This version of the library does not know this status.',
        reasons: [],
        nextSteps: ['Check the console, or update the library.'],
      };
  }
}

function sentencesOf(report: Report): Sentences {
  const { happened, reasons, nextSteps } = wordsOf(report);
  return { summary: happened, reasons, nextSteps };
}

function reviewSummary({ version, submittedAt, reviewTime, now }: Report): string {
  const since = submittedAt === undefined ? '' : ` for ${counted(wholeDays(submittedAt, now), 'day')}`;
  return `Version ${version} has been under review${since}.${reviewTime === undefined ? '' : ` ${expectation(reviewTime)}`}`;
}

/** What the last deploy has left to the handler, by the tags of the registration. */
async function pendingWorkOf(
  { tags, associations = [] }: Inspected, version: Version, statuses: Inspection['statuses'], now: number,
): Promise<PendingWork> {
  const associated = new Set(associations.map(({ ResourceId }) => idOf(ResourceId)));
  const { unassociated, expired } = targetsAt(now, pendingAssociationsOf(tags).filter(({ target }) => !associated.has(idOf(target))));
  const submit = pendingSubmitOf(tags);
  const step = submitStep(submit, {
    number: version.VersionNumber,
    status: version.RegistrationVersionStatus,
    hadToWait: isWaitDenial(version),
    deniedAt: version.RegistrationVersionStatusHistory?.DeniedTimestamp?.getTime(),
  }, now);
  if (submit === undefined || !SUBMITS.includes(step)) {
    return { unassociated, expired, submit: { step, waitsFor: [] } };
  }
  const conditions = { associations: [...associated, ...unassociated], submitAfter: submit.submitAfter };
  const waitsFor = await reasonsToWait(conditions, async (id) => statuses.get(id));
  return { unassociated, expired, submit: { step: waitsFor.length > 0 ? 'waiting' : step, waitsFor } };
}

function pendingLines(pending: PendingWork): string[] {
  const isReady = SUBMITS.includes(pending.submit?.step ?? '');
  return [...pendingTexts(pending), ...isReady ? ["submit: at the handler's next check"] : []];
}

function associationsOf({ associations = [], numbers, senderIds }: Inspected, statuses: Inspection['statuses'], showValues: boolean): AssociationReport[] {
  const known = [
    ...numbers.map(({ PhoneNumberId: id = '', NumberType: kind = '', Status: status, PhoneNumber: number = '' }) => (
      { id, kind, status, number: maskedNumber(number, showValues) }
    )),
    ...senderIds.map(({ SenderId = '', IsoCountryCode, Registered }) => (
      { id: `${SenderId}/${IsoCountryCode}`, kind: 'SENDER_ID', status: Registered ? 'REGISTERED' : undefined }
    )),
  ];
  const unknown = associations.filter(({ ResourceId }) => !known.some(({ id }) => id === idOf(ResourceId)));
  const others = unknown.map(({ ResourceId, ResourceType, PhoneNumber }) => ({
    id: idOf(ResourceId),
    kind: ResourceType,
    status: targetKindOf(ResourceId) === 'registration' ? statuses.get(idOf(ResourceId)) : undefined,
    number: PhoneNumber === undefined ? undefined : maskedNumber(PhoneNumber, showValues),
  }));
  return [...known, ...others].filter(({ status }) => !isDeleted(status));
}

function stackOf({ tags }: Inspected): RegistrationReport['stack'] {
  const stackId = tagValue(tags, OWN_TAGS.stackId);
  return stackId === undefined ? undefined : { name: stackId.split('/')[1] ?? stackId, logicalId: tagValue(tags, OWN_TAGS.logicalId) };
}

function isoOf(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
