import { assertIdle, guarded, type Continuation } from './continuation';
import { idOf } from '../../../contract/ids';
import { associationStep, behaviorFor } from '../../decisions/association-step';
import { associateTag, pendingAssociationsOf, type PendingAssociation } from '../../decisions/pending-tags';
import { NO_VERSION } from '../../decisions/statuses';
import { ServiceError } from '../../service/service-error';
import type { Registration } from '../../service/types';
import { unassociatedOf } from '../associations/associate';
import type { PresentTags } from '../own-tags';

export interface ContinuedAssociations {
  /** IDs or ARNs that were associated now. */
  readonly associated: readonly string[];
  /** IDs or ARNs that still have to wait. */
  readonly waiting: readonly string[];
  /** The first one, if any: what else is pending may be possible all the same. */
  readonly failure?: unknown;
}

/** Makes the associations that the last deploy had to leave, as far as they are possible now. */
export async function continueAssociations(
  registration: Registration, tags: PresentTags, continuation: Continuation,
): Promise<ContinuedAssociations> {
  const pending = pendingAssociationsOf(tags).filter(({ until }) => until > Date.now());
  const associated: string[] = [];
  const waiting: string[] = [];
  if (pending.length === 0) {
    return { associated, waiting };
  }
  const { registrations } = continuation;
  const { RegistrationId: registrationId } = registration;
  const absent = await unassociatedOf(registrationId, pending.map(({ target }) => target), continuation);
  const supported = absent.length > 0 ? await registrations.supportedAssociations(registration.RegistrationType) : [];
  const versionStatus = absent.length > 0 ? (await registrations.newestVersion(registrationId))?.RegistrationVersionStatus ?? NO_VERSION : NO_VERSION;
  let failure: unknown;
  for (const one of pending) {
    const step = associationStep({
      isAssociated: !absent.includes(one.target),
      behavior: behaviorFor(one.target, supported),
      registrationStatus: registration.RegistrationStatus,
      versionStatus,
      isNew: false,
    });
    try {
      const result = step === 'associate' ? await associateOne(registration, one, continuation) : step;
      if (result === 'later') {
        waiting.push(one.target);
        continue;
      }
      if (result === 'associated') {
        associated.push(one.target);
      }
      await assertIdle(registration, continuation);
      await registrations.untag(registration, [associateTag(one).Key]);
    } catch (error) {
      if (!(error instanceof ServiceError)) {
        return { associated, waiting, failure: error };
      }
      failure ??= error;
      waiting.push(...associated.includes(one.target) ? [] : [one.target]);
    }
  }
  return { associated, waiting, failure };
}

/** `later` if it is still too early. What was released meanwhile is `unneeded`. */
async function associateOne(
  registration: Registration, pending: PendingAssociation, continuation: Continuation,
): Promise<'associated' | 'later' | 'unneeded'> {
  const { RegistrationId: registrationId } = registration;
  const { target } = pending;
  const { log } = continuation;
  try {
    await guarded(registration, associateTag(pending), continuation).registrations.associate(registrationId, target);
    log.info(`${idOf(target)} was associated with ${registrationId}`, { registrationId, resourceId: target, step: 'associate' });
    return 'associated';
  } catch (error) {
    if (!(error instanceof ServiceError) || !(error.isConflict || error.isNotFound)) {
      throw error;
    }
    if (error.reason === 'REGISTRATION_NOT_COMPLETE') {
      return 'later';
    }
    // Another run may have been faster.
    const isAssociated = error.isConflict && (await unassociatedOf(registrationId, [target], continuation)).length === 0;
    if (error.isConflict && !isAssociated) {
      throw error;
    }
    log.info(`${idOf(target)} needs no association with ${registrationId} any more: ${error.reason ?? error.code}`, { registrationId, resourceId: target });
    return isAssociated ? 'associated' : 'unneeded';
  }
}
