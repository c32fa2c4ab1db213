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
  for (const one of pending) {
    const step = associationStep({
      isAssociated: !absent.includes(one.target),
      behavior: behaviorFor(one.target, supported),
      registrationStatus: registration.RegistrationStatus,
      versionStatus,
      isNew: false,
    });
    if (step === 'later' || (step === 'associate' && !await associateOne(registration, one, continuation))) {
      waiting.push(one.target);
      continue;
    }
    if (step === 'associate') {
      associated.push(one.target);
    }
    await assertIdle(registration, continuation);
    await registrations.untag(registration, [associateTag(one).Key]);
  }
  return { associated, waiting };
}

/** False if it is still too early. What was released meanwhile needs no association. */
async function associateOne(registration: Registration, pending: PendingAssociation, continuation: Continuation): Promise<boolean> {
  const { RegistrationId: registrationId } = registration;
  const { target } = pending;
  const { log } = continuation;
  try {
    await guarded(registration, associateTag(pending), continuation).registrations.associate(registrationId, target);
    log.info(`${idOf(target)} was associated with ${registrationId}`, { registrationId, resourceId: target, step: 'associate' });
    return true;
  } catch (error) {
    if (!(error instanceof ServiceError) || !(error.isConflict || error.isNotFound)) {
      throw error;
    }
    if (error.reason === 'REGISTRATION_NOT_COMPLETE') {
      return false;
    }
    // Another run may have been faster.
    if (error.isConflict && (await unassociatedOf(registrationId, [target], continuation)).length > 0) {
      throw error;
    }
    log.info(`${idOf(target)} needs no association with ${registrationId} any more: ${error.reason ?? error.code}`, { registrationId, resourceId: target });
    return true;
  }
}
