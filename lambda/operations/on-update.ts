import { otherType } from '../decisions/refusals';
import { failure, serviceFailure } from '../failure';
import { attributesOf } from './attributes';
import type { PresentTags } from './find-owned';
import { onAdopt } from './on-adopt';
import { onCreate, type Outcome } from './on-create';
import type { Operation } from './operation';
import { PROTECTION } from './protection';
import { reconcile } from './reconcile';
import { Turn } from './turn';
import type { RegistrationAttributes } from '../../contract/registration-resource';
import { tagChanges } from '../decisions/tag-changes';
import type { Former, Wish } from '../properties';
import type { Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/**
 * Brings a registration to the wish: its form, its tags, its protection.
 * An update that is refused has changed nothing. Another type is another registration, if the stack allows that one is replaced.
 */
export async function onUpdate(
  registrationId: string, wish: Wish, former: Former, clientToken: string, operation: Operation, replacement: Outcome,
): Promise<RegistrationAttributes> {
  try {
    const registration = await operation.registrations.find(registrationId);
    if (!registration || registration.RegistrationStatus === 'DELETED') {
      throw failure('updated', 'the service knows no such registration (any more)',
        'Declare it under a new id in the stack to have it made anew. A rollback that stops here goes on if it skips this resource.', { registrationId });
    }
    if (wish.adopted !== undefined && wish.adopted !== registrationId) {
      return await replaceByAdopted(registration, wish.adopted, wish, operation, replacement);
    }
    if (registration.RegistrationType !== wish.registrationType) {
      return await replace(registration, wish, clientToken, operation, replacement);
    }
    const reconciled = await reconcile(registration, wish, former, operation,
      (present) => bringTags(registration, present, wish, former, operation));
    return attributesOf(reconciled.registration, reconciled.versionNumber);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('updated', error, { registrationId }) : error;
  }
}

/** CloudFormation deletes the old one when the whole stack is updated, and the new one if that fails. */
async function replace(
  registration: Registration, wish: Wish, clientToken: string, operation: Operation, outcome: Outcome,
): Promise<RegistrationAttributes> {
  const { RegistrationId: registrationId, RegistrationType, RegistrationStatus: status } = registration;
  if (!wish.allowReplacement || wish.adopted !== undefined) {
    const { problem, advice } = otherType(RegistrationType, wish.registrationType);
    throw failure('updated', problem, `${advice} Nothing was changed.`, { registrationId, status });
  }
  assertAllRead(wish);
  const turn = await Turn.take(registration, operation);
  try {
    await turn.begin('replacing');
    return await onCreate(wish, clientToken, turn.guarded, outcome);
  } finally {
    await turn.end();
  }
}

/** A resource that takes over another registration lets go of its own, which CloudFormation then deletes unless it is retained. */
async function replaceByAdopted(
  registration: Registration, adopted: string, wish: Wish, operation: Operation, outcome: Outcome,
): Promise<RegistrationAttributes> {
  const { RegistrationId: registrationId, RegistrationStatus: status } = registration;
  if (!wish.allowReplacement) {
    throw failure('updated', `the stack names another registration in its place, ${adopted}, and this one would leave the stack`,
      'Adopt the other one under a new id in the stack, or declare allowReplacement: true. Nothing was changed.', { registrationId, status });
  }
  assertAllRead(wish);
  const turn = await Turn.take(registration, operation);
  try {
    await turn.begin('filing');
    const attributes = await onAdopt(adopted, wish, turn.guarded);
    outcome.created(adopted);
    return attributes;
  } finally {
    await turn.end();
  }
}

/** Another registration has nothing that a field could keep. */
function assertAllRead({ unread }: Wish): void {
  if (unread) {
    throw unread;
  }
}

async function bringTags(
  registration: Registration, present: PresentTags, wish: Wish, former: Former, { registrations, ownership }: Operation,
): Promise<void> {
  const wanted = [...wish.tags, ...ownership, ...wish.deletionProtection ? [PROTECTION] : []];
  const { set, remove } = tagChanges(wanted, present, [...former.tags, PROTECTION]);
  if (set.length > 0) {
    await registrations.tag(registration, set);
  }
  if (remove.length > 0) {
    await registrations.untag(registration, remove);
  }
}
