import { createHash } from 'crypto';
import { readAssociationsWish, readFormerAssociations } from './associations-properties';
import { readAttachmentWish, readFormerAttachment } from './attachment-properties';
import type { AssociationsResourceType } from '../contract/associations-resource';
import type { AttachmentResourceType } from '../contract/attachment-resource';
import type { OwnershipTagKeys, RegistrationResourceType, TagProperty } from '../contract/registration-resource';
import { isMaybeCreated, keptBeside, MAYBE_CREATED, maybeCreatedBeside, NOTHING_CREATED } from './cloudformation/physical-id';
import { customResources, type ExistingRequest, type Request, type Resource, type Run } from './cloudformation/protocol';
import { onCreate as onAssociationsCreate } from './operations/associations/on-create';
import { onDelete as onAssociationsDelete } from './operations/associations/on-delete';
import { onUpdate as onAssociationsUpdate } from './operations/associations/on-update';
import type { AttachmentOperation } from './operations/attachments/attachment-operation';
import { onCreate as onAttachmentCreate } from './operations/attachments/on-create';
import { onDelete as onAttachmentDelete } from './operations/attachments/on-delete';
import { onUpdate as onAttachmentUpdate } from './operations/attachments/on-update';
import { onAdopt, release } from './operations/on-adopt';
import { onCreate, type Outcome } from './operations/on-create';
import { isRegistrationId, onDelete } from './operations/on-delete';
import { onUpdate } from './operations/on-update';
import type { Operation } from './operations/operation';
import { readAdopted, readDeletionProtection, readDeletionTimeout, readFormer, readWish } from './properties';
import { loadSecrets } from './secrets/load';
import { resolveUpdate, resolveWish } from './secrets/resolve';
import { Attachments } from './service/attachments';
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

const registrations: Resource = {
  onCreate: async (request, run) => {
    const made = operation(request, run);
    const declared = readWish(request.properties);
    if (declared.adopted === undefined) {
      // From the first moment: an earlier delivery of the same event may have made it.
      outcome(run).maybeCreated();
      return onCreate(await resolveWish(declared, loadSecrets(run)), clientToken(request), made, outcome(run));
    }
    const attributes = await onAdopt(declared.adopted, await resolveWish(declared, loadSecrets(run)), made);
    // Only now: the rollback of an adoption that failed must not delete anything.
    run.identify(declared.adopted);
    return attributes;
  },
  onUpdate: async (request, run) => {
    const declared = readWish(request.properties);
    const declaredFormerly = readFormer(request.oldProperties, declared);
    const { wish, former } = await resolveUpdate(request.physicalId, declared, declaredFormerly, loadSecrets(run), run.log);
    return onUpdate(request.physicalId, wish, former, clientToken(request),
      operation(request, run), outcome(run, maybeCreatedBeside(request.physicalId)));
  },
  onDelete: async (request, run) => {
    const adopted = readAdopted(request.properties);
    if (adopted !== undefined && !isRegistrationId(request.physicalId) && keptBeside(request.physicalId) === undefined) {
      // An adoption that was cancelled has made nothing that could be looked for.
      return release(adopted, operation(request, run));
    }
    const lost = { kept: keptBeside(request.physicalId), mayStillRun: !isMaybeCreated(request.physicalId) };
    return onDelete(request.physicalId, lost, readDeletionProtection(request.properties), operation(request, timeLimit(request, run)));
  },
};

const attachments: Resource = {
  onCreate: (request, run) => (
    onAttachmentCreate(readAttachmentWish(request.properties), clientToken(request), attachmentOperation(request, run), outcome(run))
  ),
  onUpdate: (request, run) => (
    onAttachmentUpdate(request.physicalId, readAttachmentWish(request.properties), readFormerAttachment(request.oldProperties),
      clientToken(request), attachmentOperation(request, run), outcome(run, maybeCreatedBeside(request.physicalId)))
  ),
  onDelete: (request, run) => (
    onAttachmentDelete(request.physicalId, keptBeside(request.physicalId),
      attachmentOperation(request, within(readDeletionTimeout(request.properties), run)))
  ),
};

const associations: Resource = {
  onCreate: (request, run) => {
    const wish = readAssociationsWish(request.properties);
    run.identify(associationsId(wish));
    return onAssociationsCreate(wish, operation(request, run));
  },
  onUpdate: (request, run) => {
    const wish = readAssociationsWish(request.properties);
    run.identify(associationsId(wish));
    return onAssociationsUpdate(wish, readFormerAssociations(request.oldProperties), operation(request, run));
  },
  onDelete: (request, run) => onAssociationsDelete(readFormerAssociations(request.properties), operation(request, run)),
};

export const handler = customResources({
  'Custom::SMSVoiceRegistration': registrations,
  'Custom::SMSVoiceRegistrationAssociations': associations,
  'Custom::SMSVoiceRegistrationAttachment': attachments,
} satisfies Record<RegistrationResourceType | AssociationsResourceType | AttachmentResourceType, Resource>);

function operation(request: Request, { signal, deadline, log }: Run): Operation {
  return {
    registrations: new Registrations(client, { signal, pace, log }),
    deadline,
    log,
    ownership: ownership(request),
    request: clientToken(request),
    started: Date.now(),
    sent: request.sent,
  };
}

function attachmentOperation(request: Request, { signal, deadline, log }: Run): AttachmentOperation {
  return { attachments: new Attachments(client, { signal, pace, log }), deadline, log, ownership: ownership(request) };
}

function ownership({ stackId, logicalId }: Request): TagProperty[] {
  return [{ Key: OWNERSHIP.stackId, Value: stackId }, { Key: OWNERSHIP.logicalId, Value: logicalId }];
}

/** Under which id CloudFormation has to know what a create made. */
function outcome(run: Run, maybeCreated = MAYBE_CREATED): Outcome {
  return {
    maybeCreated: () => run.identify(maybeCreated),
    nothingCreated: () => run.identify(NOTHING_CREATED),
    created: (physicalId) => run.identify(physicalId),
  };
}

/** The same for all of them, so that only another registration is another resource. */
function associationsId({ registrationId }: { readonly registrationId: string }): string {
  return `${registrationId}/associations`;
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
