import { attributesOf } from './attributes';
import type { RegistrationAttributes } from '../../../contract/registration-resource';
import { pendingAssociationsOf } from '../../decisions/pending-tags';
import { isDeleted } from '../../decisions/statuses';
import { isOwnTag, tagChanges, untagCommand } from '../../decisions/tag-changes';
import { failure, serviceFailure, type Failure } from '../../failure';
import type { DesiredState } from '../../properties/registration';
import { ServiceError } from '../../service/service-error';
import type { Operation, Outcome } from '../operation';
import {
  assertLatest, carries, formerLogicalIdTag, isPendingTag, tagsWhenGivenBack, lastUpdateTag, otherStackOf, overtaken, unfinishedBy, unfinishedTag,
  type PresentTags,
} from '../own-tags';
import { NOTHING_DECLARED } from './goal';
import { writePendingTags } from './pending-tags';
import { reconcile } from './reconcile';
import type { Registration } from '../../service/types';
import { changeTags } from '../tags';
import { whenPermitted } from '../when-visible';

/**
 * Adopts an existing registration: tags it as the stack's and brings it to the desired state. If that fails, the registration is given back to
 * its previous owner, here or by the delete of the rollback.
 */
export async function onAdopt(
  registrationId: string, desired: DesiredState, operation: Operation, outcome: Pick<Outcome, 'maybeCreated'>,
): Promise<RegistrationAttributes> {
  try {
    // The role may have been created in the same deploy.
    const registration = await whenPermitted(operation, () => operation.registrations.find(registrationId));
    if (!registration || isDeleted(registration.RegistrationStatus)) {
      throw failure('adopted', 'it does not exist in this account and Region', 'Correct the ID in the stack, then deploy again.',
        { registrationId });
    }
    if (registration.RegistrationType !== desired.registrationType) {
      throw failure('adopted', `its type is ${registration.RegistrationType}, and the stack declares ${desired.registrationType}`,
        'Correct the type in the stack, then deploy again. Nothing was changed.', { registrationId });
    }
    return await adopt(registration, desired, operation, outcome);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('adopted', error, { registrationId }) : error;
  }
}

async function adopt(
  registration: Registration, desired: DesiredState, operation: Operation, outcome: Pick<Outcome, 'maybeCreated'>,
): Promise<RegistrationAttributes> {
  const { registrations, ownership, change, deploy } = operation;
  const present = await whenPermitted(operation, () => registrations.tags(registration));
  if (otherStackOf(present, ownership) !== undefined) {
    throw belongsToAnother(registration, present);
  }
  const isTaken = carries(present, ownership);
  // The event may be delivered again after a later update.
  assertLatest(registration, present, operation, 'adopted');
  // The event may be delivered again after the adoption was rolled back.
  if (!isTaken && await deploy.isOvertaken()) {
    throw overtaken(registration, 'adopted');
  }
  try {
    // First, because the permission to change the registration depends on these tags.
    const own = [...ownership, ...isTaken ? [] : formerLogicalIdTag(present, ownership), lastUpdateTag({ ...change, isRollback: false })];
    await changeTags(registrations, registration, tagChanges(own, present, []));
    const beforeWrite = () => changeTags(registrations, registration, tagChanges(desired.tags, present, []));
    const reconciled = await reconcile(registration, { kind: 'adoption', desired, previous: NOTHING_DECLARED, beforeWrite }, operation);
    // What another construct has left pending is not pending any more.
    const former = { ...NOTHING_DECLARED, associations: isTaken ? [] : pendingAssociationsOf(present).map(({ target }) => target) };
    await writePendingTags(reconciled, desired, former, present, operation);
    // The rollback's delete may have run before the tags were set, and found nothing to remove.
    if (!isTaken && await operation.deploy.isCancelled()) {
      throw overtaken(registration, 'adopted');
    }
    if (unfinishedBy(present) !== undefined) {
      // It was left by a failed create and retained. From now on it belongs to the stack.
      await registrations.untag(registration, [unfinishedTag(operation).Key]);
    }
    return attributesOf(reconciled, operation);
  } catch (error) {
    // Another delivery of this event may have adopted it, and then the response of that one counts. Otherwise the rollback's delete gives it back.
    if (isTaken || !await giveBack(registration, operation)) {
      outcome.maybeCreated();
    }
    throw error;
  }
}

/** A registration that existed before the stack must not be deleted because a deploy failed. If that is unknown, it is kept. */
export async function adoptionHasLasted(registrationId: string, { deploy, log }: Operation): Promise<boolean> {
  const origin = await deploy.originOfDelete();
  if (origin === 'none') {
    throw failure('deleted', 'CloudFormation no longer waits for this request', 'Nothing was changed.', { registrationId });
  }
  if (origin === 'unknown') {
    log.warn(`${registrationId} was adopted, and it is unknown whether its adoption is being rolled back. It is kept, without the tags of the stack. `
      + 'Delete it manually if you no longer need it', { registrationId });
  }
  return origin === 'user';
}

/** Gives back a registration whose adoption was rolled back, with the tags that it had before. */
export async function release(registrationId: string, operation: Operation): Promise<void> {
  try {
    const registration = await operation.registrations.find(registrationId);
    if (registration && carries(await operation.registrations.tags(registration), operation.ownership)) {
      await giveBack(registration, operation);
    }
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('given back', error, { registrationId }) : error;
  }
}

/** Never fails: at worst, tags are left, and the result is false. */
async function giveBack(registration: Registration, { registrations, ownership, log }: Operation): Promise<boolean> {
  const { RegistrationId: registrationId } = registration;
  try {
    const changes = tagsWhenGivenBack(await registrations.tags(registration), ownership);
    await changeTags(registrations, registration, changes);
    if (changes.set.length > 0 && changes.remove.some(isPendingTag)) {
      log.warn(`${registrationId} has no pending steps any more, because its adoption was rolled back. The next deploy that changes it determines them again`, {
        registrationId,
      });
    }
    return true;
  } catch (error) {
    const outcome = error instanceof ServiceError ? error.message : undefined;
    log.warn(`The tags of the stack could not be removed from ${registrationId}, which the stack does not own: ${outcome}`, { registrationId, outcome });
    return false;
  }
}

function belongsToAnother({ RegistrationId: registrationId, RegistrationArn }: Registration, present: PresentTags): Failure {
  const ours = present.filter(isOwnTag);
  return failure('adopted', `it belongs to another stack (${ours.map(({ Key, Value }) => `${Key}: ${Value}`).join(', ')})`,
    'Remove it from that stack first, with removalPolicy: RemovalPolicy.RETAIN to keep it. Then remove its tags: '
    + `${untagCommand(RegistrationArn, present)}. Nothing was changed.`, { registrationId });
}
