import { isComplete, isInReview } from './statuses';
import { targetKindOf, type TargetKind } from '../../contract/ids';

/** One line of a type definition. */
export interface SupportedAssociation {
  readonly ResourceType?: string;
  readonly AssociationBehavior?: string;
}

/** What is known about a declared association. */
export interface AssociationState {
  readonly isAssociated: boolean;
  /** What the registration type says about such a target; undefined if it says nothing or is ambiguous. */
  readonly behavior?: string;
  readonly registrationStatus: string;
  /** Of the newest version at the time of the association. */
  readonly versionStatus: string;
  /** The stack declares it for the first time, for a registration that existed before. */
  readonly isNew: boolean;
}

/** `by-service`: the service does it on approval. `later`: it is too early. */
export type AssociationStep = 'done' | 'associate' | 'by-service' | 'later' | 'refuse';

/** What to do about an association. If the type says nothing, it is tried and the service decides. */
export function associationStep({ isAssociated, behavior, registrationStatus, versionStatus, isNew }: AssociationState): AssociationStep {
  if (isAssociated) {
    return 'done';
  }
  switch (behavior) {
    case 'ASSOCIATE_ON_APPROVAL':
      return 'by-service';
    case 'ASSOCIATE_AFTER_COMPLETE':
      return isComplete(registrationStatus) ? 'associate' : 'later';
    default:
      return !isInReview({ versionStatus }) ? 'associate' : isNew ? 'refuse' : 'later';
  }
}

/** How the type associates such a target. An ID does not reveal the type of a number, so all candidates have to agree. */
export function behaviorFor(target: string, supported: readonly SupportedAssociation[]): string | undefined {
  const kind = targetKindOf(target);
  const behaviors = supported
    .filter(({ ResourceType }) => kind !== undefined && kindOfType(ResourceType ?? '') === kind)
    .map(({ AssociationBehavior }) => AssociationBehavior);
  return new Set(behaviors).size === 1 ? behaviors[0] : undefined;
}

const NUMBER_TYPES = ['LONG_CODE', 'SHORT_CODE', 'SIMULATOR', 'TEN_DLC', 'TOLL_FREE'];

/** Only the types of numbers are documented; the others follow from their names. */
export function kindOfType(resourceType: string): TargetKind | undefined {
  if (NUMBER_TYPES.includes(resourceType)) {
    return 'phone-number';
  }
  if (resourceType === 'SENDER_ID') {
    return 'sender-id';
  }
  if (resourceType.endsWith('REGISTRATION')) {
    return 'registration';
  }
  return /^RCS(_|$)/.test(resourceType) ? 'rcs-agent' : undefined;
}
