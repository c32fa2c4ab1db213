import { idOf } from '../../../contract/ids';
import { isDeleted } from '../../decisions/statuses';
import { ServiceError } from '../../service/service-error';
import type { Registration } from '../../service/types';
import type { Operation } from '../operation';

/**
 * The other registrations that are associated with this one, for example the campaigns of a brand. The service has no API that lists them, so
 * every registration whose type can be associated with this one is checked.
 */
export async function holdersOf({ RegistrationId: held, RegistrationType: heldType }: Registration, operation: Operation): Promise<string[]> {
  const { registrations } = operation;
  const others = (await registrations.list()).filter((one) => one.RegistrationId !== held && !isDeleted(one.RegistrationStatus));
  const holdingTypes = await typesThatHold(heldType, others, operation);
  const holders: string[] = [];
  for (const { RegistrationId } of others.filter((one) => holdingTypes.has(one.RegistrationType))) {
    const associations = await associationsIfThere(RegistrationId, operation);
    if (associations.some((id) => idOf(id) === held)) {
      holders.push(RegistrationId);
    }
  }
  return holders;
}

async function typesThatHold(heldType: string, others: readonly Registration[], { registrations }: Operation): Promise<ReadonlySet<string>> {
  const holding = new Set<string>();
  for (const type of new Set(others.map(({ RegistrationType }) => RegistrationType))) {
    const supported = await registrations.supportedAssociations(type);
    if (supported.some(({ ResourceType }) => ResourceType === heldType)) {
      holding.add(type);
    }
  }
  return holding;
}

/** A registration that was deleted after it was listed holds nothing. */
async function associationsIfThere(registrationId: string, { registrations }: Operation): Promise<string[]> {
  try {
    return (await registrations.associations(registrationId)).map(({ ResourceId }) => ResourceId);
  } catch (error) {
    if (error instanceof ServiceError && error.isNotFound) {
      return [];
    }
    throw error;
  }
}
