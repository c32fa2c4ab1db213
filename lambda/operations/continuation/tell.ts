import { randomBytes } from 'crypto';
import type { TagProperty } from '../../../contract/registration-resource';
import { OWN_TAGS } from '../../../contract/tags';
import { describeDenial } from '../../decisions/denied-reasons';
import { mayHaveNews, notificationOf, type News, type Notification } from '../../decisions/notification';
import { pendingTexts } from '../../decisions/pending-steps';
import { pendingSubmitOf } from '../../decisions/pending-tags';
import { resubmissionOf } from '../../decisions/resubmission';
import { reviewTimeOf } from '../../decisions/review-times';
import { isDenied, isRevoked, NO_VERSION } from '../../decisions/statuses';
import { isBeingTold, toldOf, toldTag } from '../../decisions/told-tag';
import { consoleLink } from '../../notifications/console';
import { messageOf, type Message } from '../../notifications/message';
import type { Done, Registered, Report } from '../../notifications/wording';
import { poll } from '../../poll';
import type { Registration, Version } from '../../service/types';
import { valueOf } from '../own-tags';
import { isOfStack, Superseded, type Continuation } from './continuation';
import { versionOf, waitsFor, type Look } from './look';

/** Who is told, and by what. */
export interface Audience {
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
export async function tell(
  look: Look, isDue: boolean, looks: readonly Look[], audience: Audience, continuation: Continuation,
): Promise<Version | undefined> {
  const { registration, tags, done } = look;
  if (!mayHaveNews(registration, toldOf(valueOf(tags, OWN_TAGS.told)), done.length > 0, isDue)) {
    return versionOf(look);
  }
  const version = versionOf(look) ?? await continuation.registrations.newestVersion(registration.RegistrationId);
  await poll(continuation, UNTIL_OTHERS_HAVE_TOLD, async (attempt) => {
    const current = attempt === 1 ? look : { ...look, tags: await continuation.registrations.tags(registration) };
    return await tellNow(current, version ?? withoutVersion(registration), looks, audience, continuation) !== 'another-run';
  });
  return version;
}

/** The news that was told, if any. Another run may be telling people, perhaps of something before that. */
async function tellNow(
  look: Look, version: Version, looks: readonly Look[], audience: Audience, continuation: Continuation,
): Promise<News | 'another-run' | undefined> {
  const { registration, tags, done } = look;
  const former = valueOf(tags, OWN_TAGS.told);
  if (isBeingTold(former, Date.now())) {
    return 'another-run';
  }
  const notification = notificationOf({ registration, version, told: toldOf(former), done: done.map(({ kind }) => kind), now: Date.now() });
  if (notification === undefined) {
    return undefined;
  }
  if (notification.news === undefined) {
    return await writeTold(registration, former, toldTag(notification.after), continuation) ? undefined : 'another-run';
  }
  const report = await reportOf(look, version, notification, looks, continuation);
  return await tellOnce(look, notification, report, audience, continuation) ? notification.news : 'another-run';
}

function withoutVersion({ CurrentVersionNumber }: Registration): Version {
  return { VersionNumber: CurrentVersionNumber, RegistrationVersionStatus: NO_VERSION };
}

/** Tells that a registration has been deleted by somebody else. No tag can say that it was told. */
export async function tellDeleted(registrationId: string, audience: Audience, { stackId, log }: Pick<Continuation, 'stackId' | 'log'>): Promise<void> {
  const report: Report = {
    subject: 'deleted', registration: { id: registrationId }, done: [], pending: [], link: consoleLink(stackId), now: Date.now(),
  };
  await published(report, audience, log);
}

async function reportOf(
  look: Look, version: Version, { news, reminder }: Notification, looks: readonly Look[], continuation: Continuation,
): Promise<Report> {
  const { registration: { RegistrationId: id, RegistrationType: type } } = look;
  const { VersionNumber, RegistrationVersionStatus: status } = version;
  const hasReasons = isDenied(status) || isRevoked(status);
  return {
    subject: news!,
    reminder,
    registration: registeredOf(look),
    version: VersionNumber,
    denial: hasReasons && news !== 'done' ? describeDenial(id, version, await continuation.registrations.fieldValues(id, VersionNumber)) : undefined,
    resubmission: resubmissionOf(pendingSubmitOf(look.tags), look.submit?.step, version, Date.now()),
    heldBack: looks.filter((other) => waitsFor(other, id)).map(registeredOf),
    submittedAt: version.RegistrationVersionStatusHistory?.SubmittedTimestamp?.getTime(),
    reviewTime: reviewTimeOf(type),
    done: doneOf(look),
    pending: pendingTexts(look),
    link: consoleLink(continuation.stackId),
    now: Date.now(),
  };
}

function registeredOf({ registration: { RegistrationId: id, RegistrationType: type }, tags }: Look): Registered {
  return { id, type, name: valueOf(tags, 'Name') };
}

/** Also what an earlier run did, and could not tell. */
function doneOf({ tags, done }: Look): Done[] {
  const owed = toldOf(valueOf(tags, OWN_TAGS.told))?.owed ?? [];
  return [...owed.filter((kind) => !done.some((one) => one.kind === kind)).map((kind) => ({ kind })), ...done];
}

/** False if another run tells it. */
async function tellOnce(
  look: Look, { before, after }: Notification, report: Report, audience: Audience, continuation: Continuation,
): Promise<boolean> {
  const { registration, tags } = look;
  if (continuation.deadline - Date.now() < MIN_TIME_MS) {
    throw new Superseded(`Too little time is left to tell people about ${registration.RegistrationId}`, true);
  }
  const words = after.words.filter((word) => !before.words.includes(word));
  const claimed = toldTag(before, { words, at: Date.now(), token: randomBytes(4).toString('hex') });
  if (!await claim(registration, valueOf(tags, OWN_TAGS.told), claimed, continuation)) {
    return false;
  }
  const isPublished = await published(report, audience, continuation.log);
  await writeTold(registration, claimed.Value, toldTag(isPublished ? after : before), continuation);
  return true;
}

/** Of several runs at once the last to write the tag wins, and the others see that. */
async function claim(registration: Registration, former: string | undefined, tag: TagProperty, continuation: Continuation): Promise<boolean> {
  if (!await writeTold(registration, former, tag, continuation)) {
    return false;
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return valueOf(await continuation.registrations.tags(registration), OWN_TAGS.told) === tag.Value;
}

/** False if another run has written it meanwhile. */
async function writeTold(registration: Registration, former: string | undefined, tag: TagProperty, continuation: Continuation): Promise<boolean> {
  try {
    await continuation.registrations.tag(registration, [tag], assertTold(registration, [former, tag.Value], continuation));
    return true;
  } catch (error) {
    if (error instanceof Superseded) {
      return false;
    }
    throw error;
  }
}

/** Fails if the tag says anything else by now. */
function assertTold(registration: Registration, expected: readonly (string | undefined)[], continuation: Continuation): () => Promise<void> {
  return async () => {
    const tags = await continuation.registrations.tags(registration);
    if (!isOfStack(tags, continuation) || !expected.includes(valueOf(tags, OWN_TAGS.told))) {
      throw new Superseded(`Another run tells people about ${registration.RegistrationId}`, false);
    }
  };
}

/** False if that failed, which must not prevent anything else. */
async function published(report: Report, { publish, topicArn }: Audience, log: Continuation['log']): Promise<boolean> {
  const { registration: { id: registrationId }, subject } = report;
  try {
    await publish(messageOf(report));
    log.info(`People were told about ${registrationId}: ${subject}`, { registrationId, step: 'tell', outcome: subject });
    return true;
  } catch (error) {
    const { name } = error as Error;
    log.warn(`Nobody was told about registration ${registrationId} (${subject}): publishing to ${topicArn} failed (${name}). The handler's role needs `
      + 'sns:Publish on the topic and, if it is encrypted, kms:GenerateDataKey and kms:Decrypt on its key. The next run tries again.', {
      registrationId, step: 'tell', outcome: name,
    });
    return false;
  }
}
