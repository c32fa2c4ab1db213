import { createHash } from 'crypto';
import { readAssociationsWish, readFormerAssociations } from './associations-properties';
import { readAttachmentWish, readFormerAttachment } from './attachment-properties';
import type { AssociationsResourceType } from '../contract/associations-resource';
import type { AttachmentResourceType } from '../contract/attachment-resource';
import type { OwnershipTagKeys, RegistrationResourceType, TagProperty } from '../contract/registration-resource';
import {
  creatorOf, isInvented, isMarker, maybeCreatedBy, NOTHING_CREATED,
} from './cloudformation/physical-id';
import { customResources, type Request, type Resource, type Run } from './cloudformation/protocol';
import { Stack } from './cloudformation/stack';
import { failure } from './failure';
import { onCreate as onAssociationsCreate } from './operations/associations/on-create';
import { onDelete as onAssociationsDelete } from './operations/associations/on-delete';
import { onUpdate as onAssociationsUpdate } from './operations/associations/on-update';
import type { AttachmentOperation } from './operations/attachments/attachment-operation';
import { onCreate as onAttachmentCreate } from './operations/attachments/on-create';
import { onDelete as onAttachmentDelete } from './operations/attachments/on-delete';
import { onUpdate as onAttachmentUpdate } from './operations/attachments/on-update';
import { onAdopt, release } from './operations/on-adopt';
import { onCreate, type Outcome } from './operations/on-create';
import { deleteLeftOvers, onDelete } from './operations/on-delete';
import { onUpdate } from './operations/on-update';
import type { Change, Operation } from './operations/operation';
import { shortened } from './operations/own-tags';
import { formOf, readAdopted, readDeletionProtection, readDeletionTimeout, readFormer, readWish } from './properties';
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
    const made = registrationOperation(request, run);
    const declared = readWish(request.properties);
    if (declared.adopted === undefined) {
      // From the first moment: an earlier delivery of the same event may have made it.
      const known = outcome(request, run);
      known.maybeCreated();
      return onCreate(await resolveWish(declared, loadSecrets(run)), requestOf(request), made, known);
    }
    const attributes = await onAdopt(declared.adopted, await resolveWish(declared, loadSecrets(run)), made);
    // Only now: the rollback of an adoption that failed must not delete anything.
    run.identify(declared.adopted);
    return attributes;
  },
  onUpdate: async (request, run) => {
    const { wish, former } = await resolveUpdate(
      request.physicalId, readWish(request.properties), readFormer(request.oldProperties), loadSecrets(run), run.log,
    );
    return onUpdate(request.physicalId, wish, former, registrationOperation(request, run, request.oldProperties));
  },
  onDelete: async (request, run) => {
    const { physicalId, logicalId, properties } = request;
    const asked = registrationOperation(request, run);
    const adopted = readAdopted(properties);
    if (adopted !== undefined && (physicalId !== adopted || !await adoptionHasLasted(adopted, asked))) {
      return release(adopted, asked);
    }
    if (isMarker(physicalId) || isInvented(physicalId, logicalId)) {
      return deleteLeftOvers({ request: creatorOf(physicalId) }, asked);
    }
    const what = { isAdopted: adopted !== undefined, deletionProtection: readDeletionProtection(properties) };
    return onDelete(physicalId, what, registrationOperation(request, within(readDeletionTimeout(properties), run)));
  },
};

/** What was there before the stack must not go because a deploy failed. Where nobody can tell, it stays. */
async function adoptionHasLasted(registrationId: string, { deploy, log }: Operation): Promise<boolean> {
  const origin = await deploy.originOfDelete();
  if (origin === 'none') {
    throw failure('deleted', 'CloudFormation has gone on without this request', 'Nothing was changed.', { registrationId });
  }
  if (origin === 'unknown') {
    log.warn(`${registrationId} was adopted, and whether its adoption is rolled back cannot be told: it stays, without the tags of the stack. `
      + 'Delete it by hand if that is meant', { registrationId });
  }
  return origin === 'user';
}

const attachments: Resource = {
  onCreate: (request, run) => (
    onAttachmentCreate(readAttachmentWish(request.properties), requestOf(request), attachmentOperation(request, run), outcome(request, run))
  ),
  onUpdate: (request, run) => (
    onAttachmentUpdate(request.physicalId, readAttachmentWish(request.properties), readFormerAttachment(request.oldProperties),
      requestOf(request), attachmentOperation(request, run), outcome(request, run))
  ),
  onDelete: (request, run) => (
    onAttachmentDelete(request.physicalId, { request: creatorOf(request.physicalId) },
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

function operation(request: Request, { signal, deadline, log }: Run, change: Pick<Change, 'from' | 'to'> = { to: '' }): Operation {
  return {
    registrations: new Registrations(client, { signal, pace, log }),
    deadline,
    log,
    change: { ...change, request: requestOf(request), sent: request.sent },
    deploy: new Stack(request.stackId, request.sent, { signal, log }),
    ownership: ownership(request),
    arnOf: (registrationId) => arnOf(request.stackId, registrationId),
  };
}

/** The same, with what it does to the form. */
function registrationOperation(request: Request, run: Run, oldProperties?: Request['properties']): Operation {
  const hash = (properties: Request['properties']) => shortened(hashOf(request.stackId, request.logicalId, formOf(properties)));
  return operation(request, run, { from: oldProperties && hash(oldProperties), to: hash(request.properties) });
}

/** A registration is in the partition, Region and account of its stack. */
function arnOf(stackId: string, registrationId: string): string {
  const [, partition, , region, account] = stackId.split(':');
  return `arn:${partition}:sms-voice:${region}:${account}:registration/${registrationId}`;
}

function attachmentOperation(request: Request, run: Run): AttachmentOperation {
  const { signal, log } = run;
  return { ...operation(request, run), attachments: new Attachments(client, { signal, pace, log }) };
}

function ownership({ stackId, logicalId }: Request): TagProperty[] {
  return [{ Key: OWNERSHIP.stackId, Value: stackId }, { Key: OWNERSHIP.logicalId, Value: logicalId }];
}

/** Under which id CloudFormation has to know what a create made. */
function outcome(request: Request, run: Run): Outcome {
  return {
    maybeCreated: () => run.identify(maybeCreatedBy(shortened(requestOf(request)))),
    nothingCreated: () => run.identify(NOTHING_CREATED),
    created: (physicalId) => run.identify(physicalId),
  };
}

/** The same for all of them, so that only another registration is another resource. */
function associationsId({ registrationId }: { readonly registrationId: string }): string {
  return `${registrationId}/associations`;
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
function requestOf({ stackId, logicalId, requestId }: Request): string {
  return hashOf(stackId, logicalId, requestId);
}

function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
