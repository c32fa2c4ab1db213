import { readAssociation, readBoolean, readDeletionProtection, readList, readOptional, readString, readTarget, unknownNames, unreadable, type Properties } from './reading';
import { ASSOCIATIONS_PROPERTIES, type AssociationsResourceProperties } from '../../contract/associations-resource';

/** What a stack wants to be associated with a registration after that was made, typed. */
export interface DesiredAssociations {
  readonly registrationId: string;
  /** Ids or ARNs. */
  readonly associations: readonly string[];
  /** The version that the registration has left to be submitted. */
  readonly versionToSubmit?: number;
  readonly awsReview: boolean;
  readonly failOnDenial: boolean;
  /** Ids of registrations that must not be pending or under review when the form is submitted. */
  readonly submitAfter: readonly string[];
}

/** What the stack declared before. */
export interface PreviousAssociations {
  readonly registrationId?: string;
  /** The logical id of the registration. */
  readonly owner?: string;
  readonly adopted: boolean;
  readonly associations: readonly string[];
  readonly deletionProtection: boolean;
}

type PropertyName = keyof AssociationsResourceProperties;
/** The templates of earlier versions have these, and a rollback may bring one back. */
const RETIRED = ['Submit', 'VersionNumber'];

/** What it does not know it rejects by name, everything in one message. */
export function readDesiredAssociations(properties: Properties): DesiredAssociations {
  const problems = unknownNames(properties, ASSOCIATIONS_PROPERTIES, RETIRED);
  const desired = {
    registrationId: readString(properties, 'RegistrationId' satisfies PropertyName, problems),
    associations: readList(properties, 'Associations' satisfies PropertyName, readAssociation, problems),
    versionToSubmit: readVersion(properties),
    awsReview: readBoolean(properties, 'AwsReview' satisfies PropertyName, problems),
    failOnDenial: readBoolean(properties, 'FailOnDenial' satisfies PropertyName, problems),
    submitAfter: readList(properties, 'SubmitAfter' satisfies PropertyName, readTarget, problems),
  };
  if (problems.length > 0) {
    throw unreadable('associations', problems);
  }
  return desired;
}

/** Lenient: a rollback and a delete have to work with the properties of any past version. */
export function readPreviousAssociations(properties: Properties): PreviousAssociations {
  return {
    registrationId: readTarget(properties['RegistrationId' satisfies PropertyName]),
    owner: readOptional(properties, 'Owner' satisfies PropertyName, []),
    adopted: readBoolean(properties, 'Adopted' satisfies PropertyName, []),
    associations: readList(properties, 'Associations' satisfies PropertyName, readAssociation, []),
    deletionProtection: readDeletionProtection(properties),
  };
}

function readVersion(properties: Properties): number | undefined {
  const [version] = /^\d+/.exec(String(properties['VersionToSubmit' satisfies PropertyName])) ?? [];
  return version === undefined ? undefined : Number(version);
}
