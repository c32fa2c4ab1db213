import { randomBytes } from 'crypto';
import { isOfStack, Superseded, type Continuation } from './continuation';
import { hasExpired, versionOf, waitsFor, type Inspection } from './inspection';
import type { TagProperty } from '../../../contract/registration-resource';
import { OWN_TAGS } from '../../../contract/tags';
import { describeDenial } from '../../decisions/denied-reasons';
import { mayHaveNews, notificationOf, type News, type Notification } from '../../decisions/notification';
import { isBeingNotified, notifiedOf, notifiedTag } from '../../decisions/notified-tag';
import { pendingTexts } from '../../decisions/pending-steps';
import { pendingSubmitOf } from '../../decisions/pending-tags';
import { resubmissionOf } from '../../decisions/resubmission';
import { reviewTimeOf } from '../../decisions/review-times';
import { isDenied, isRevoked, NO_VERSION } from '../../decisions/statuses';
import { consoleLink } from '../../notifications/console';
import { messageOf, type Message } from '../../notifications/message';
import type { Done, Registered, Report } from '../../notifications/wording';
import { poll } from '../../poll';
import type { Registration, Version } from '../../service/types';
import { valueOf } from '../own-tags';

/** Who is told, and by what. */
export interface Topic {
  /** For messages of the log. */
  readonly topicArn: string;
  publish(message: Message): Promise<void>;
}

/** Another run that has read the same tag writes its own within this time. */
const SETTLE_MS = 2_500;
const UNTIL_OTHERS_HAVE_TOLD = { atMost: 30_000, minDelay: 3, maxDelay: 5 };
/** A message that could not be finished would never be told. */
const MIN_TIME_MS = 20_000;

/** Tells people what they do not know yet about a registration: once for each version and status. Returns the newest version, if it was read. */
export async function notify(
  inspection: Inspection, isDue: boolean, inspections: readonly Inspection[], topic: Topic, continuation: Continuation,
): Promise<Version | undefined> {
  const { registration, tags, done } = inspection;
  const notified = notifiedOf(valueOf(tags, OWN_TAGS.notified));
  const hasMore = done.length > 0 || (hasExpired(inspection) && !notified?.words.includes('expired'));
  if (!mayHaveNews(registration, notified, hasMore, isDue)) {
    return versionOf(inspection);
  }
  const version = versionOf(inspection) ?? await continuation.registrations.newestVersion(registration.RegistrationId);
  await poll(continuation, UNTIL_OTHERS_HAVE_TOLD, async (attempt) => {
    const current = attempt === 1 ? inspection : { ...inspection, tags: await continuation.registrations.tags(registration) };
    return await notifyNow(current, version ?? withoutVersion(registration), inspections, topic, continuation) !== 'another-run';
  });
  return version;
}

/** The news that was told, if any. Another run may be telling people, perhaps of something before that. */
async function notifyNow(
  inspection: Inspection, version: Version, inspections: readonly Inspection[], topic: Topic, continuation: Continuation,
): Promise<News | 'another-run' | undefined> {
  const { registration, tags, done } = inspection;
  const former = valueOf(tags, OWN_TAGS.notified);
  if (isBeingNotified(former, Date.now())) {
    return 'another-run';
  }
  const notification = notificationOf({
    registration, version, notified: notifiedOf(former), done: done.map(({ kind }) => kind), hasExpired: hasExpired(inspection), now: Date.now(),
  });
  if (notification === undefined) {
    return undefined;
  }
  if (notification.news === undefined) {
    return await writeNotified(registration, former, notifiedTag(notification.after), continuation) ? undefined : 'another-run';
  }
  const report = await reportOf(inspection, version, notification, inspections, continuation);
  return await notifyOnce(inspection, notification, report, topic, continuation) ? notification.news : 'another-run';
}

function withoutVersion({ CurrentVersionNumber }: Registration): Version {
  return { VersionNumber: CurrentVersionNumber, RegistrationVersionStatus: NO_VERSION };
}

/** Tells that a registration has been deleted by somebody else. No tag can say that it was told. */
export async function notifyOfDeletion(registrationId: string, topic: Topic, { stackId, log }: Pick<Continuation, 'stackId' | 'log'>): Promise<void> {
  const report: Report = {
    subject: 'deleted', registration: { id: registrationId }, done: [], pending: [], link: consoleLink(stackId), now: Date.now(),
  };
  await published(report, topic, log);
}

async function reportOf(
  inspection: Inspection, version: Version, { news, reminder }: Notification, inspections: readonly Inspection[], continuation: Continuation,
): Promise<Report> {
  const { registration: { RegistrationId: id, RegistrationType: type } } = inspection;
  const { VersionNumber, RegistrationVersionStatus: status } = version;
  const hasReasons = isDenied(status) || isRevoked(status);
  return {
    subject: news!,
    reminder,
    registration: registeredOf(inspection),
    version: VersionNumber,
    denial: hasReasons && news !== 'done' ? describeDenial(id, version, await continuation.registrations.fieldValues(id, VersionNumber)) : undefined,
    resubmission: resubmissionOf(pendingSubmitOf(inspection.tags), inspection.submit?.step, version, Date.now()),
    heldBack: inspections.filter((other) => waitsFor(other, id)).map(registeredOf),
    submittedAt: version.RegistrationVersionStatusHistory?.SubmittedTimestamp?.getTime(),
    reviewTime: reviewTimeOf(type),
    done: doneOf(inspection),
    pending: pendingTexts(inspection),
    link: consoleLink(continuation.stackId),
    now: Date.now(),
  };
}

function registeredOf({ registration: { RegistrationId: id, RegistrationType: type }, tags }: Inspection): Registered {
  return { id, type, name: valueOf(tags, 'Name') };
}

/** Also what an earlier run did, and could not tell. */
function doneOf({ tags, done }: Inspection): Done[] {
  const owed = notifiedOf(valueOf(tags, OWN_TAGS.notified))?.owed ?? [];
  return [...owed.filter((kind) => !done.some((one) => one.kind === kind)).map((kind) => ({ kind })), ...done];
}

/** False if another run tells it. */
async function notifyOnce(
  inspection: Inspection, { before, after }: Notification, report: Report, topic: Topic, continuation: Continuation,
): Promise<boolean> {
  const { registration, tags } = inspection;
  if (continuation.deadline - Date.now() < MIN_TIME_MS) {
    throw new Superseded(`Too little time is left to tell people about ${registration.RegistrationId}`, true);
  }
  const words = after.words.filter((word) => !before.words.includes(word));
  const claimed = notifiedTag(before, { words, at: Date.now(), token: randomBytes(4).toString('hex') });
  if (!await claim(registration, valueOf(tags, OWN_TAGS.notified), claimed, continuation)) {
    return false;
  }
  const isPublished = await published(report, topic, continuation.log);
  await writeNotified(registration, claimed.Value, notifiedTag(isPublished ? after : before), continuation);
  return true;
}

/** Of several runs at once the last to write the tag wins, and the others see that. */
async function claim(registration: Registration, former: string | undefined, tag: TagProperty, continuation: Continuation): Promise<boolean> {
  if (!await writeNotified(registration, former, tag, continuation)) {
    return false;
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return valueOf(await continuation.registrations.tags(registration), OWN_TAGS.notified) === tag.Value;
}

/** False if another run has written it meanwhile. */
async function writeNotified(registration: Registration, former: string | undefined, tag: TagProperty, continuation: Continuation): Promise<boolean> {
  try {
    await continuation.registrations.tag(registration, [tag], assertNotified(registration, [former, tag.Value], continuation));
    return true;
  } catch (error) {
    if (error instanceof Superseded) {
      return false;
    }
    throw error;
  }
}

/** Fails if the tag says anything else by now. */
function assertNotified(registration: Registration, expected: readonly (string | undefined)[], continuation: Continuation): () => Promise<void> {
  return async () => {
    const tags = await continuation.registrations.tags(registration);
    if (!isOfStack(tags, continuation) || !expected.includes(valueOf(tags, OWN_TAGS.notified))) {
      throw new Superseded(`Another run tells people about ${registration.RegistrationId}`, false);
    }
  };
}

/** False if that failed, which must not prevent anything else. */
async function published(report: Report, { publish, topicArn }: Topic, log: Continuation['log']): Promise<boolean> {
  const { registration: { id: registrationId }, subject } = report;
  try {
    await publish(messageOf(report));
    log.info(`People were notified about ${registrationId}: ${subject}`, { registrationId, step: 'notify', outcome: subject });
    return true;
  } catch (error) {
    const { name } = error as Error;
    log.warn(`Nobody was notified about registration ${registrationId} (${subject}): publishing to ${topicArn} failed (${name}). The handler's role needs `
      + 'sns:Publish on the topic and, if it is encrypted, kms:GenerateDataKey and kms:Decrypt on its key. The next run tries again.', {
      registrationId, step: 'notify', outcome: name,
    });
    return false;
  }
}
