import { readAssociation, readBoolean, readDeletionProtection, readList, readOptional, readSeconds, readString, readTarget, unknownNames, unreadable, type Properties } from './reading';
import { ASSOCIATIONS_PROPERTIES, type AssociationsResourceProperties } from '../../contract/associations-resource';

/** The associations that a stack declares for a registration and that are created after it. */
export interface DesiredAssociations {
  readonly registrationId: string;
  /** IDs or ARNs. */
  readonly associations: readonly string[];
  /** The version that the registration leaves to its associations to submit. */
  readonly versionToSubmit?: number;
  readonly awsReview: boolean;
  readonly failOnDenial: boolean;
  /** The registration existed before the stack. */
  readonly adopted: boolean;
  /** The pending steps of the registration itself. */
  readonly pendingSteps?: string;
  /** Milliseconds for which the handler goes on with pending associations after the deploy. */
  readonly continueFor?: number;
}

/** What the stack declared before. */
export interface PreviousAssociations {
  readonly registrationId?: string;
  /** The logical ID of the registration. */
  readonly owner?: string;
  readonly adopted: boolean;
  readonly associations: readonly string[];
  readonly deletionProtection: boolean;
  /** Whether none of its numbers is released. */
  readonly numbersAreRetained: boolean;
}

type PropertyName = keyof AssociationsResourceProperties;
/** Templates of earlier versions of the library contain these, and a rollback may restore one. */
const RETIRED = ['Submit', 'SubmitAfter', 'VersionNumber'];

/** Rejects unknown properties by name, with every problem in one message. */
export function readDesiredAssociations(properties: Properties): DesiredAssociations {
  const problems = unknownNames(properties, ASSOCIATIONS_PROPERTIES, RETIRED);
  const desired = {
    registrationId: readString(properties, 'RegistrationId' satisfies PropertyName, problems),
    associations: readList(properties, 'Associations' satisfies PropertyName, readAssociation, problems),
    versionToSubmit: readVersion(properties),
    awsReview: readBoolean(properties, 'AwsReview' satisfies PropertyName, problems),
    failOnDenial: readBoolean(properties, 'FailOnDenial' satisfies PropertyName, problems),
    adopted: readBoolean(properties, 'Adopted' satisfies PropertyName, problems),
    pendingSteps: readOptional(properties, 'PendingSteps' satisfies PropertyName, problems),
    continueFor: readSeconds(properties, 'ContinueFor' satisfies PropertyName, problems),
  };
  if (problems.length > 0) {
    throw unreadable('associations', problems);
  }
  return desired;
}

/** Ignores what it cannot read: a rollback and a delete have to work with the properties of any earlier version. */
export function readPreviousAssociations(properties: Properties): PreviousAssociations {
  return {
    registrationId: readTarget(properties['RegistrationId' satisfies PropertyName]),
    owner: readOptional(properties, 'Owner' satisfies PropertyName, []),
    adopted: readBoolean(properties, 'Adopted' satisfies PropertyName, []),
    associations: readList(properties, 'Associations' satisfies PropertyName, readAssociation, []),
    deletionProtection: readDeletionProtection(properties),
    numbersAreRetained: readBoolean(properties, 'NumbersAreRetained' satisfies PropertyName, []),
  };
}

function readVersion(properties: Properties): number | undefined {
  const [version] = /^\d+/.exec(String(properties['VersionToSubmit' satisfies PropertyName])) ?? [];
  return version === undefined ? undefined : Number(version);
}
