import { idOf, targetKindOf } from '../../../contract/ids';
import { kindOfType } from '../../decisions/association-step';
import type { FormProblem } from '../../decisions/form-problems';
import { isGone } from '../../decisions/statuses';
import { poll } from '../../poll';
import type { Operation } from '../operation';

/** A resource that was just created, by this stack or another, may not be visible everywhere yet. */
const KNOWN_WITHIN = { atMost: 20_000, minDelay: 1, maxDelay: 4 };

interface Declared {
  readonly registrationType: string;
  /** IDs or ARNs. */
  readonly associations: readonly string[];
  readonly submit: boolean;
  /** The numbers of the stack are associated later. */
  readonly submitByAssociations: boolean;
}

/** Problems with the declared associations of a registration that is about to be created. */
export async function associationProblems(declared: Declared, operation: Operation): Promise<FormProblem[]> {
  return [...await unknownAssociations(declared.associations, operation), ...await missingBeforeSubmit(declared, operation)];
}

/** Checked before anything is written: otherwise the service would refuse them after minutes of filling in the form. */
export async function unknownAssociations(targets: readonly string[], operation: Operation): Promise<FormProblem[]> {
  const unknown: string[] = [];
  for (const target of targets) {
    unknown.push(...await isKnown(target, operation) ? [] : [`${idOf(target)} does not exist in this account and Region`]);
  }
  return unknown.map(ofAssociations);
}

function ofAssociations(problem: string): FormProblem {
  return { path: 'associations', problem };
}

/** Anything but registrations and numbers is left to the service. */
async function isKnown(target: string, operation: Operation): Promise<boolean> {
  const { registrations } = operation;
  switch (targetKindOf(target)) {
    case 'registration':
      return poll(operation, KNOWN_WITHIN, async () => {
        const found = await registrations.find(idOf(target));
        return !isGone(found?.RegistrationStatus);
      });
    case 'phone-number':
      return poll(operation, KNOWN_WITHIN, () => registrations.knowsPhoneNumber(target));
    default:
      return true;
  }
}

/**
 * Otherwise the service would refuse the submit after minutes of filling in the form.
 *
 * @param registrationId an existing registration, which may have associations that the stack does not declare
 */
export async function missingBeforeSubmit(
  { registrationType, associations, submit, submitByAssociations }: Declared, { registrations }: Operation, registrationId?: string,
): Promise<FormProblem[]> {
  if (!submit || submitByAssociations) {
    return [];
  }
  const supported = await registrations.supportedAssociations(registrationType);
  const before = supported.filter(({ AssociationBehavior }) => AssociationBehavior === 'ASSOCIATE_BEFORE_SUBMIT');
  const isAmong = (targets: readonly string[]) => before.some(({ ResourceType }) => targets.map(targetKindOf).includes(kindOfType(ResourceType ?? '')));
  // Only the service knows what an unknown resource type is.
  const isUnknown = before.some(({ ResourceType }) => kindOfType(ResourceType ?? '') === undefined);
  if (before.length === 0 || isUnknown || isAmong(associations)) {
    return [];
  }
  const present = registrationId === undefined ? [] : await registrations.associations(registrationId);
  const types = before.map(({ ResourceType }) => ResourceType).join(' or ');
  return isAmong(present.map(({ ResourceId }) => ResourceId)) ? [] : [
    ofAssociations(`a resource of type ${types} must be associated before the form is submitted, and the stack declares none (associations: [AssociationTarget.…])`),
  ];
}
