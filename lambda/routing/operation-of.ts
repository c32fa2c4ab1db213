import { createHash } from 'crypto';
import { connection } from './connection';
import type { TagProperty } from '../../contract/registration-resource';
import { OWN_TAGS } from '../../contract/tags';
import { maybeCreatedBy, NOTHING_CREATED } from '../cloudformation/physical-id';
import type { Request, Run } from '../cloudformation/protocol';
import { Stack } from '../cloudformation/stack';
import type { AttachmentOperation } from '../operations/attachments/attachment-operation';
import type { Change, Operation, Outcome } from '../operations/operation';
import { shortened } from '../operations/own-tags';
import { formOf } from '../properties/registration';
import { Attachments } from '../service/attachments';
import { Registrations } from '../service/registrations';
import { withTimeLimit } from '../time-limit';

const { client, rateLimiter } = connection;

/** Everything an operation works with, for one request and its run. */
export function operationOf(request: Request, { signal, deadline, log }: Run, change: Pick<Change, 'from' | 'to'> = { to: '' }): Operation {
  return {
    registrations: new Registrations(client, { signal, rateLimiter, log }),
    deadline,
    log,
    change: { ...change, request: requestOf(request), sent: request.sent },
    deploy: new Stack(request, { signal, log }),
    ownership: ownership(request),
    arnOf: (registrationId) => arnOf(request.stackId, registrationId),
  };
}

/** The same, with hashes of the form before and after the request. */
export function registrationOperation(request: Request, run: Run, oldProperties?: Request['properties']): Operation {
  const hash = (properties: Request['properties']) => shortened(hashOf(request.stackId, request.logicalId, formOf(properties)));
  return operationOf(request, run, { from: oldProperties && hash(oldProperties), to: hash(request.properties) });
}

export function attachmentOperation(request: Request, run: Run): AttachmentOperation {
  const { signal, log } = run;
  return { ...operationOf(request, run), attachments: new Attachments(client, { signal, rateLimiter, log }) };
}

/** Reports the physical ID under which CloudFormation has to know what a create has created. */
export function outcomeOf(request: Request, run: Run): Outcome {
  return {
    maybeCreated: () => run.identify(maybeCreatedBy(shortened(requestOf(request)))),
    nothingCreated: () => run.identify(NOTHING_CREATED),
    created: (physicalId) => run.identify(physicalId),
  };
}

/** The same run, limited to that many milliseconds. */
export function within(timeout: number, run: Run): Run {
  return {
    ...run,
    signal: withTimeLimit(run.signal, timeout),
    deadline: Math.min(run.deadline, Date.now() + timeout),
  };
}

/** The same for every delivery of an event, so that a create that is delivered again finds what it has created. */
export function requestOf({ stackId, logicalId, requestId }: Request): string {
  return hashOf(stackId, logicalId, requestId);
}

function ownership({ stackId, logicalId }: Request): TagProperty[] {
  return [{ Key: OWN_TAGS.stackId, Value: stackId }, { Key: OWN_TAGS.logicalId, Value: logicalId }];
}

/** A registration is in the partition, Region and account of its stack. */
function arnOf(stackId: string, registrationId: string): string {
  const [, partition, , region, account] = stackId.split(':');
  return `arn:${partition}:sms-voice:${region}:${account}:registration/${registrationId}`;
}

function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
