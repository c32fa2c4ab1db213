import { createHash } from 'crypto';
import type { OwnershipTagKeys } from '../contract/registration-resource';
import { MAYBE_CREATED, NOTHING_CREATED } from './cloudformation/physical-id';
import { customResource, type ExistingRequest, type Request, type Run } from './cloudformation/protocol';
import { onCreate } from './operations/on-create';
import { isRegistrationId, onDelete } from './operations/on-delete';
import { onUpdate } from './operations/on-update';
import type { Operation } from './operations/operation';
import { readDeletionProtection, readDeletionTimeout, readFormer, readWish } from './properties';
import { connect } from './service/client';
import { Pace } from './service/pace';
import { Registrations } from './service/registrations';

const OWNERSHIP: OwnershipTagKeys = {
  stackId: 'cdk-sms-registration:stack-id',
  logicalId: 'cdk-sms-registration:logical-id',
};

/** One client for as long as Lambda keeps the function warm. */
const client = connect();
const pace = new Pace();

export const handler = customResource({
  onCreate: (request, run) => onCreate(readWish(request.properties), clientToken(request), operation(request, run), {
    maybeCreated: () => run.identify(MAYBE_CREATED),
    nothingCreated: () => run.identify(NOTHING_CREATED),
    created: (registrationId) => run.identify(registrationId),
  }),
  onUpdate: (request, run) => (
    onUpdate(request.physicalId, readWish(request.properties), readFormer(request.oldProperties), operation(request, run))
  ),
  onDelete: (request, run) => (
    onDelete(request.physicalId, readDeletionProtection(request.properties), operation(request, timeLimit(request, run)))
  ),
});

function operation(request: Request, { signal, deadline, log }: Run): Operation {
  return {
    registrations: new Registrations(client, { signal, pace, log }),
    deadline,
    log,
    ownership: [
      { Key: OWNERSHIP.stackId, Value: request.stackId },
      { Key: OWNERSHIP.logicalId, Value: request.logicalId },
    ],
  };
}

/** The search for what a lost create has left is not a matter of the user's patience. */
function timeLimit(request: ExistingRequest, run: Run): Run {
  return isRegistrationId(request.physicalId) ? within(readDeletionTimeout(request.properties), run) : run;
}

/** The same run, ended after that many milliseconds at the latest. */
function within(timeout: number, run: Run): Run {
  return {
    ...run,
    signal: AbortSignal.any([run.signal, AbortSignal.timeout(timeout)]),
    deadline: Math.min(run.deadline, Date.now() + timeout),
  };
}

/** The same for every delivery of one event, so that a create that is delivered again finds what it made. */
function clientToken({ stackId, logicalId, requestId }: Request): string {
  return createHash('sha256').update([stackId, logicalId, requestId].join('\n')).digest('hex');
}
