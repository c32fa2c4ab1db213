import { isOfStack, Superseded, withShareOfTime, type Continuation } from './continuation';
import { continueOne, hasExpired, pendingOnly, versionOf, type Inspection } from './inspection';
import { notify, notifyOfDeletion, type Topic } from './notify';
import type { ContinuationRequest } from '../../../contract/continuation';
import { pendingTexts } from '../../decisions/pending-steps';
import { reviewsToRead } from '../../decisions/reviews-to-read';
import { isDeleted, isGone, isInReview, needsUpdates } from '../../decisions/statuses';
import { inStatusSince } from '../../decisions/version-history';
import { Failure, serviceFailure } from '../../failure';
import { putHandlerMetrics, putRegistrationMetrics } from '../../metrics';
import { poll } from '../../poll';
import { ServiceError } from '../../service/service-error';
import type { Registration, Version } from '../../service/types';
import type { PresentTags } from '../own-tags';

/** A deploy may take longer: then Lambda delivers the request again, and at last the sweep comes. */
const WAIT_FOR_DEPLOY = { atMost: 120_000, minDelay: 5, maxDelay: 15 };
/** As long as a delete checks whether a registration is really gone. */
const MISSING_MS = 20_000;
const DAY_MS = 24 * 3_600_000;

/** How the work for one registration ended that did not succeed. */
interface Outcome {
  readonly isFailure: boolean;
  /** Another attempt may succeed. */
  readonly mayPass: boolean;
}

/**
 * Goes on with whatever is pending and possible now, and notifies the topic. A request only says that something may have changed: the service is
 * asked for everything, so that lost, late, repeated and forged requests do no harm.
 */
export async function continueRegistrations(request: ContinuationRequest, continuation: Continuation, topic?: Topic): Promise<void> {
  const { log } = continuation;
  const activity = await settledActivity(continuation);
  if (activity === 'stuck' || (activity === 'failed' && topic === undefined)) {
    return;
  }
  const failures = new Map<string, Outcome>();
  const byId = new Map((await listed(continuation)).map((one) => [one.RegistrationId, one]));
  const candidates = request.registrationIds.flatMap((id) => byId.get(id) ?? []).filter(({ RegistrationStatus: status }) => (
    !isDeleted(status) && (topic !== undefined || isScheduled(request) || !isInReview({ status }))
  ));
  const statusOf = async (id: string) => byId.get(id)?.RegistrationStatus;
  const inspections = await lookAtAll(candidates, failures, continuation, (registration, tags, share) => (
    activity === 'failed' ? pendingOnly(registration, tags) : continueOne(registration, tags, statusOf, share)
  ));
  const due = request.changed === undefined ? reviewsToRead(candidates) : new Set([request.changed]);
  await informOfAll(inspections, due, topic && observed(topic, failures), failures, continuation);
  const failed = [...failures.values()].filter(({ isFailure }) => isFailure).length;
  const summary = `Looked at ${candidates.length} of ${request.registrationIds.length} registrations of the stack: ${failed} failed`;
  log.info(summary);
  putHandlerMetrics(summary, { continuationFailures: failed });
  if ([...failures.values()].some(({ mayPass }) => mayPass)) {
    throw new Failure(`${summary}. What failed is tried again`);
  }
  if (topic !== undefined && await isDeletedElsewhere(request, byId, continuation)) {
    await notifyOfDeletion(request.changed!, topic, continuation);
  }
}

async function listed({ registrations }: Continuation): Promise<Registration[]> {
  try {
    return await registrations.list();
  } catch (error) {
    putHandlerMetrics('The registrations cannot be listed', { continuationFailures: 1 });
    throw error instanceof ServiceError ? new Failure(`Nothing was continued: ${error.message}`) : error;
  }
}

/** Those of the stack, one after the other. */
async function lookAtAll(
  candidates: readonly Registration[], failures: Map<string, Outcome>, continuation: Continuation,
  inspect: (registration: Registration, tags: PresentTags, share: Continuation) => Inspection | Promise<Inspection>,
): Promise<Inspection[]> {
  const inspections: Inspection[] = [];
  for (const registration of candidates) {
    await collecting(failures, registration, continuation, async (share) => {
      const tags = await share.registrations.tags(registration);
      if (isOfStack(tags, share)) {
        const inspection = await inspect(registration, tags, share);
        inspections.push(inspection);
        warnIfExpired(inspection, share);
        if (inspection.failure !== undefined) {
          throw inspection.failure;
        }
      }
    });
  }
  return inspections;
}

/**
 * The topic, if there is one, and the metrics.
 *
 * @param due the IDs of those whose version is read in any case
 */
async function informOfAll(
  inspections: readonly Inspection[], due: ReadonlySet<string>, topic: Topic | undefined, failures: Map<string, Outcome>, continuation: Continuation,
): Promise<void> {
  for (const inspection of inspections) {
    const isDue = due.has(inspection.registration.RegistrationId);
    // Whoever it is left to sees more.
    if (inspection.failure instanceof Superseded) {
      continue;
    }
    await collecting(failures, inspection.registration, continuation, async (share) => {
      const version = topic && await notify(inspection, isDue, inspections, topic, share);
      putMetrics(inspection, version ?? (isDue ? await versionInReview(inspection, share) : versionOf(inspection)));
    });
  }
}

/** A message that cannot be published is a failure, too, but no reason to deliver the request again. */
function observed(topic: Topic, failures: Map<string, Outcome>): Topic {
  const publish: Topic['publish'] = (message) => topic.publish(message).catch((error: unknown) => {
    failures.set(topic.topicArn, { isFailure: true, mayPass: false });
    throw error;
  });
  return { ...topic, publish };
}

function warnIfExpired(inspection: Inspection, { log }: Continuation): void {
  const { RegistrationId: registrationId } = inspection.registration;
  if (hasExpired(inspection)) {
    log.warn(`${registrationId} is no longer continued: ${pendingTexts(inspection).join('; ')}`, { registrationId });
  }
}

/** How long a review takes is known only by its version, which nothing else needs. */
async function versionInReview(inspection: Inspection, { registrations }: Continuation): Promise<Version | undefined> {
  const { RegistrationId, RegistrationStatus: status } = inspection.registration;
  return versionOf(inspection) ?? (isInReview({ status }) ? registrations.newestVersion(RegistrationId) : undefined);
}

function isScheduled({ changed }: ContinuationRequest): boolean {
  return changed === undefined;
}

function putMetrics(inspection: Inspection, version: Version | undefined): void {
  const { registration: { RegistrationId: registrationId, RegistrationStatus: status }, submit, failure } = inspection;
  const isDecided = !isInReview({ status }) && !needsUpdates(status);
  const since = isDecided ? Date.now() : version && inStatusSince(version);
  const isWaiting = ['waiting', 'too-soon', 'expired'].includes(submit?.step ?? '');
  putRegistrationMetrics(registrationId, `Looked at ${registrationId}: it is ${status}`, {
    daysInStatus: since === undefined ? undefined : Math.max(0, Date.now() - since) / DAY_MS,
    pendingSteps: failure === undefined ? inspection.unassociated.length + inspection.expired.length + (isWaiting ? 1 : 0) : undefined,
    denials: needsUpdates(status) ? 1 : 0,
  });
}

async function collecting(
  failures: Map<string, Outcome>, registration: Registration, continuation: Continuation, work: (share: Continuation) => Promise<void>,
): Promise<void> {
  try {
    await work(withShareOfTime(continuation));
  } catch (error) {
    failures.set(registration.RegistrationId, reported(registration, error, continuation));
  }
}

/** Only an event can say so: nothing is left that could say that people were told. */
async function isDeletedElsewhere(
  { changed = '', registrationIds }: ContinuationRequest, byId: ReadonlyMap<string, Registration>, continuation: Continuation,
): Promise<boolean> {
  if (!registrationIds.includes(changed) || !isGone(byId.get(changed)?.RegistrationStatus)) {
    return false;
  }
  // Shortly after a create no call may know the registration.
  await new Promise((resolve) => setTimeout(resolve, MISSING_MS));
  return isGone((await continuation.registrations.find(changed))?.RegistrationStatus) && await continuation.activity() === 'idle';
}

/** What the stack is doing, once no deploy is in progress. */
async function settledActivity(continuation: Continuation): ReturnType<Continuation['activity']> {
  let activity: Awaited<ReturnType<Continuation['activity']>>;
  let wasBusy = false;
  const isKnown = await poll(continuation, WAIT_FOR_DEPLOY, async () => {
    activity = await continuation.activity();
    wasBusy ||= activity === 'busy';
    return activity !== 'busy' && activity !== undefined;
  });
  if (!isKnown) {
    if (!wasBusy) {
      putHandlerMetrics('The status of the stack cannot be read', { continuationFailures: 1 });
    }
    throw new Failure(wasBusy
      ? 'Nothing was continued: an operation of the stack is in progress'
      : 'Nothing was continued: the status of the stack cannot be read. Allow the handler to call cloudformation:DescribeStacks on it');
  }
  if (activity === 'stuck' || activity === 'failed') {
    continuation.log.warn('Nothing was continued: the last operation of the stack has failed or was a continued rollback, or the stack is being deleted');
  }
  return activity;
}

/** A refusal would be the same again, anything else may pass. */
function reported({ RegistrationId: registrationId }: Registration, error: unknown, { log }: Continuation): Outcome {
  if (error instanceof Superseded) {
    log.info(error.message, { registrationId });
    return { isFailure: false, mayPass: error.isLeft };
  }
  if (error instanceof ServiceError) {
    log.warn(serviceFailure('continued', error, { registrationId }).message, { registrationId, outcome: error.reason ?? error.code });
    return { isFailure: true, mayPass: error.isTransient || error.isOutOfTime };
  }
  if (error instanceof Failure) {
    log.warn(error.message, { registrationId });
    return { isFailure: true, mayPass: false };
  }
  log.warn(`Registration ${registrationId} cannot be continued: the handler failed unexpectedly (${error instanceof Error ? error.name : typeof error})`, {
    registrationId,
  });
  return { isFailure: true, mayPass: true };
}
