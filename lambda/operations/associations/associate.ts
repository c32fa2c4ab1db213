import { idOf, targetKindOf } from '../../../contract/ids';
import { associationStep, behaviorFor, type AssociationStep } from '../../decisions/association-step';
import { failure, serviceFailure, type Failure } from '../../failure';
import { ServiceError } from '../../service/service-error';
import type { Registration } from '../../service/types';
import type { Operation } from '../operation';
import { whenVisible } from '../when-visible';

const AGAIN = 'then deploy again.';

interface Associated {
  /** IDs or ARNs. */
  readonly associations: readonly string[];
}

export interface MissingAssociations {
  /** To be associated by this deploy. */
  readonly now: readonly string[];
  /** Not possible yet. */
  readonly later: readonly string[];
}

/** What is declared now and was declared before. */
export interface AssociationChange {
  readonly desired: Associated;
  readonly previous: Associated;
  /** Fail if the review of the form rules out an association that was not declared before. */
  readonly refuses: boolean;
}

/**
 * The declared associations that do not exist yet. If it fails, nothing has been changed.
 *
 * @param versionStatus of the newest version at the time of the association
 */
export async function missingAssociations(
  registration: Registration, versionStatus: string, { desired, previous, refuses }: AssociationChange, operation: Operation,
): Promise<MissingAssociations> {
  const { RegistrationId: registrationId, RegistrationStatus, RegistrationType } = registration;
  warnOfRemoved(registrationId, desired, previous, operation);
  if (desired.associations.length === 0) {
    return { now: [], later: [] };
  }
  const absent = await unassociatedOf(registrationId, desired.associations, operation);
  const supported = absent.length > 0 ? await operation.registrations.supportedAssociations(RegistrationType) : [];
  const idsBefore = idsOf(previous);
  const steps = absent.map((target) => {
    const behavior = behaviorFor(target, supported);
    const isNew = refuses && !idsBefore.has(idOf(target));
    const step = associationStep({ isAssociated: false, behavior, registrationStatus: RegistrationStatus, versionStatus, isNew });
    if (step === 'refuse') {
      throw locked(registration, target);
    }
    return { target, step };
  });
  const withStep = (which: AssociationStep) => steps.flatMap(({ target, step }) => step === which ? [target] : []);
  return { now: withStep('associate'), later: withStep('later') };
}

/**
 * Associates one after the other, and returns those for which it is too early. A resource that was just created, by this stack or another,
 * may not be visible everywhere yet.
 */
export async function associate(registration: Registration, missing: readonly string[], operation: Operation): Promise<string[]> {
  const tooEarly: string[] = [];
  for (const target of missing) {
    try {
      await whenVisible(operation, () => operation.registrations.associate(registration.RegistrationId, target));
    } catch (error) {
      if (!(error instanceof ServiceError)) {
        throw error;
      }
      if (error.reason === 'REGISTRATION_NOT_COMPLETE') {
        tooEarly.push(target);
      } else if (!(error.isConflict && await isOurs(registration, target, operation))) {
        throw refused(registration, target, error);
      }
    }
  }
  return tooEarly;
}

export async function unassociatedOf(registrationId: string, targets: readonly string[], { registrations }: Pick<Operation, 'registrations'>): Promise<string[]> {
  const present = new Set((await registrations.associations(registrationId)).map(({ ResourceId }) => idOf(ResourceId)));
  return targets.filter((target) => !present.has(idOf(target)));
}

/**
 * The registrations that it is associated with, inside or outside of the stack. The service may also list those that are associated with it, for
 * example the campaigns of a brand: they wait for it.
 */
export async function relatedRegistrations(
  { RegistrationId, RegistrationType }: Pick<Registration, 'RegistrationId' | 'RegistrationType'>, { registrations }: Pick<Operation, 'registrations'>,
): Promise<string[]> {
  const related: string[] = [];
  for (const { ResourceId, ResourceType } of await registrations.associations(RegistrationId)) {
    if (targetKindOf(idOf(ResourceId)) === 'registration' && !await waitsFor(ResourceType, RegistrationType, registrations)) {
      related.push(idOf(ResourceId));
    }
  }
  return related;
}

/** Whether registrations of one type wait for those of another: they are associated with them, and not the other way round. */
async function waitsFor(type: string, otherType: string, registrations: Operation['registrations']): Promise<boolean> {
  return !await takes(otherType, type, registrations) && takes(type, otherType, registrations);
}

async function takes(type: string, otherType: string, registrations: Operation['registrations']): Promise<boolean> {
  return (await registrations.supportedAssociations(type)).some(({ ResourceType }) => ResourceType === otherType);
}

/** A conflict is fine if the association exists: by a call whose response was lost, or by another delivery of the same event. */
async function isOurs({ RegistrationId }: Registration, target: string, { registrations }: Operation): Promise<boolean> {
  return (await registrations.associations(RegistrationId)).some(({ ResourceId }) => idOf(ResourceId) === idOf(target));
}

/** The service has no API to disassociate them. */
export function warnOfRemoved(registrationId: string, desired: Associated, previous: Associated, { log }: Operation): void {
  const ids = idsOf(desired);
  for (const target of previous.associations.filter((one) => !ids.has(idOf(one)))) {
    const end = { 'phone-number': 'the number is released', 'sender-id': 'the sender ID is released' }[targetKindOf(target) as string] ?? 'the registration is deleted';
    log.warn(`${idOf(target)} was removed from the stack but is still associated with ${registrationId}: the service has no API to disassociate it, so the association ends when ${end}`, {
      registrationId, resourceId: idOf(target),
    });
  }
}

function idsOf({ associations }: Associated): ReadonlySet<string> {
  return new Set(associations.map(idOf));
}

function locked({ RegistrationId: registrationId, RegistrationStatus: status }: Registration, target: string): Failure {
  return failure('associated', `it is under review and locked, and ${idOf(target)} is not associated with it yet`,
    'Deploy again after the review, or remove the association from the stack. Nothing was changed.', { registrationId, status });
}

/** Refusals by the service's reason. */
const PROBLEMS: Readonly<Record<string, readonly [problem: string, advice: string]>> = {
  RESOURCE_ALREADY_ASSOCIATED: ['is associated with another registration',
    `The service has no API to disassociate it: delete that registration or use another resource, ${AGAIN}`],
  PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION: ['is associated with another registration',
    `The service has no API to disassociate it: delete that registration or use another number, ${AGAIN}`],
  RCS_AGENT_ALREADY_ASSOCIATED_TO_REGISTRATION_TYPE: ['is associated with another registration of this type',
    `Delete that registration or use another agent, ${AGAIN}`],
  PHONE_NUMBER_NOT_IN_REGISTRATION_REGION: ['belongs to another country or Region than the registration', `Use another number, ${AGAIN}`],
  REGISTRATION_ALREADY_SUBMITTED: ['must be associated before the form is submitted',
    `Associate it together with a change that opens a new version of the form, ${AGAIN}`],
};

function refused({ RegistrationId: registrationId, RegistrationStatus: status }: Registration, target: string, cause: ServiceError): Failure {
  const where = { registrationId, status };
  const [problem, advice] = PROBLEMS[cause.reason ?? ''] ?? [];
  if (problem && advice) {
    return failure('associated', `${idOf(target)} ${problem}`, advice, where, cause);
  }
  if (cause.isNotFound) {
    return failure('associated', `${idOf(target)} does not exist in this account and Region`, `Correct the association in the stack, ${AGAIN}`, where, cause);
  }
  return serviceFailure('associated', cause, where);
}
