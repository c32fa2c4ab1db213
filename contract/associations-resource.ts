/** Can never change again: CloudFormation refuses another type for a resource that exists. */
export const ASSOCIATIONS_RESOURCE = 'Custom::SMSVoiceRegistrationAssociations';
export type AssociationsResourceType = typeof ASSOCIATIONS_RESOURCE;

/** Associates what is made after the registration, and has to go before it, and then submits the form. */
export interface AssociationsResourceProperties {
  readonly RegistrationId: string;
  /** The logical id of the registration: the stack may adopt it under another one, which has associations of its own then. */
  readonly Owner?: string;
  /** The registration was there before the stack: what was submitted of it is not discarded because a deploy failed. */
  readonly Adopted?: boolean;
  /** Ids or ARNs. */
  readonly Associations: readonly string[];
  /** As the registration answers them. */
  readonly VersionToSubmit: string;
  readonly PendingSteps: string;
  readonly AwsReview?: boolean;
  readonly FailOnDenial?: boolean;
  /** Of the registration: its delete would be refused, so nothing that it rests on may be released before. */
  readonly DeletionProtection?: boolean;
}

/** Every name of a property: a compile error where one is missing. */
export const ASSOCIATIONS_PROPERTIES: Readonly<Record<keyof AssociationsResourceProperties, true>> = {
  RegistrationId: true,
  Owner: true,
  Adopted: true,
  Associations: true,
  VersionToSubmit: true,
  PendingSteps: true,
  AwsReview: true,
  FailOnDenial: true,
  DeletionProtection: true,
};

/** What Fn::GetAtt finds. */
export interface AssociationsAttributes {
  readonly RegistrationStatus: string;
  readonly PendingSteps: string;
}
