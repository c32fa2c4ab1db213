import { otherType } from '../decisions/refusals';
import { expected, failure, serviceFailure } from '../failure';
import { attributesOf } from './attributes';
import type { PresentTags } from './find-owned';
import { onAdopt } from './on-adopt';
import { onCreate, type Outcome } from './on-create';
import { onDelete } from './on-delete';
import type { Operation } from './operation';
import { PROTECTION } from './protection';
import { reconcile } from './reconcile';
import { TakenBack, Turn } from './turn';
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
  await turn.beginReplacement();
  let made: string | undefined;
  const created = (newId: string) => {
    made = newId;
    outcome.created(newId);
  };
  try {
    return await onCreate(wish, clientToken, { ...operation, assertWanted: () => turn.assert() }, { ...outcome, created });
  } catch (error) {
    if (error instanceof TakenBack && made !== undefined) {
      await deleteUnwanted(made, operation);
    }
    throw error;
  } finally {
    await turn.end();
  }
}

/** Who has taken the update back may have looked for it before it was made. */
async function deleteUnwanted(registrationId: string, operation: Operation): Promise<void> {
  try {
    await onDelete(registrationId, { mayStillRun: false }, false, operation);
  } catch (error) {
    operation.log.warn('a registration that nobody wants any more may be left behind', { registrationId, outcome: expected(error).message });
  }
}

/** A resource that takes over another registration lets go of its own, which CloudFormation then deletes unless it is retained. */
async function replaceByAdopted(
  { RegistrationId: registrationId, RegistrationStatus: status }: Registration, adopted: string, wish: Wish, operation: Operation, outcome: Outcome,
): Promise<RegistrationAttributes> {
  if (!wish.allowReplacement) {
    throw failure('updated', `the stack names another registration in its place, ${adopted}, and this one would leave the stack`,
      'Adopt the other one under a new id in the stack, or declare allowReplacement: true. Nothing was changed.', { registrationId, status });
  }
  assertAllRead(wish);
  const attributes = await onAdopt(adopted, wish, operation);
  outcome.created(adopted);
  return attributes;
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
