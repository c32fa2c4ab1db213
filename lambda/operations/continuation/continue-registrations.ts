import { isOfStack, Superseded, type Continuation } from './continuation';
import { continueAssociations } from './continue-associations';
import { continueSubmit } from './continue-submit';
import type { ContinuationRequest } from '../../../contract/continuation';
import { isDeleted, isInReview } from '../../decisions/statuses';
import { Failure, serviceFailure } from '../../failure';
import { poll } from '../../poll';
import { ServiceError } from '../../service/service-error';
import type { Registration } from '../../service/types';

/** A deploy may take longer: then Lambda delivers the request again, and at last the sweep comes. */
const WAIT_FOR_DEPLOY = { atMost: 120_000, minDelay: 5, maxDelay: 15 };

/**
 * Goes on with whatever is pending and possible now. A request only says that something may have changed: the service is asked for everything,
 * so that lost, late, repeated and forged requests do no harm.
 */
export async function continueRegistrations(request: ContinuationRequest, continuation: Continuation): Promise<void> {
  const { registrations, log } = continuation;
  if (!await isAtRest(continuation)) {
    return;
  }
  const all = await registrations.list();
  const byId = new Map(all.map((one) => [one.RegistrationId, one]));
  const statusOf = async (id: string) => byId.get(id)?.RegistrationStatus;
  const candidates = request.registrationIds.flatMap((id) => byId.get(id) ?? []).filter(({ RegistrationStatus: status }) => (
    !isDeleted(status) && !isInReview({ status })
  ));
  const failures: unknown[] = [];
  for (const registration of candidates) {
    await continueOne(registration, statusOf, continuation).catch((error: unknown) => {
      failures.push(reported(registration, error, continuation));
    });
  }
  log.info(`Looked at ${candidates.length} of ${request.registrationIds.length} registrations of the stack: ${failures.length} failed`);
  const passing = failures.find((error) => error instanceof Superseded || !(error instanceof Failure));
  if (passing !== undefined) {
    throw passing;
  }
}

async function continueOne(registration: Registration, statusOf: (id: string) => Promise<string | undefined>, continuation: Continuation): Promise<void> {
  const tags = await continuation.registrations.tags(registration);
  if (!isOfStack(tags, continuation)) {
    return;
  }
  await continueAssociations(registration, tags, continuation);
  await continueSubmit(registration, tags, statusOf, continuation);
}

/** Waits for a deploy that is in progress, and leaves a stack that has failed half-way to its owner. */
async function isAtRest(continuation: Continuation): Promise<boolean> {
  let rest: Awaited<ReturnType<Continuation['rest']>>;
  const isKnown = await poll(continuation, WAIT_FOR_DEPLOY, async () => {
    rest = await continuation.rest();
    return rest !== 'busy' && rest !== undefined;
  });
  if (!isKnown) {
    throw new Failure(rest === 'busy'
      ? 'Nothing was continued: an operation of the stack is in progress'
      : 'Nothing was continued: the status of the stack cannot be read. Allow the handler to call cloudformation:DescribeStacks on it');
  }
  if (rest === 'stuck') {
    continuation.log.warn('Nothing was continued: the last operation of the stack has failed, or the stack is being deleted');
  }
  return rest === 'at-rest';
}

/** What failed, for the next attempt: a refusal would be the same again, anything else may pass. */
function reported({ RegistrationId: registrationId }: Registration, error: unknown, { log }: Continuation): unknown {
  if (error instanceof Superseded) {
    log.info(error.message, { registrationId });
    return error;
  }
  if (error instanceof ServiceError) {
    const problem = serviceFailure('continued', error, { registrationId });
    log.warn(problem.message, { registrationId, outcome: error.reason ?? error.code });
    return error.isTransient ? error : problem;
  }
  if (error instanceof Failure) {
    log.warn(error.message, { registrationId });
  }
  return error;
}
