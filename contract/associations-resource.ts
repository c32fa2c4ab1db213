/** Can never change again: CloudFormation refuses another type for a resource that exists. */
export const ASSOCIATIONS_RESOURCE = 'Custom::SMSVoiceRegistrationAssociations';

/** Associates resources that are created after the registration and deleted before it, and then submits the form. */
export interface AssociationsResourceProperties {
  readonly RegistrationId: string;
  /** The logical id of the registration: the stack may adopt it under another one, which then has its own associations. */
  readonly Owner?: string;
  /** The registration existed before the stack, so a failed deploy does not discard its submitted form. */
  readonly Adopted?: boolean;
  /** Ids or ARNs. */
  readonly Associations: readonly string[];
  /** The attributes of the registration. */
  readonly VersionToSubmit: string;
  readonly PendingSteps: string;
  readonly AwsReview?: boolean;
  readonly FailOnDenial?: boolean;
  /** Seconds for which the handler goes on with pending associations after the deploy. */
  readonly ContinueFor?: number;
  /** Of the registration: its delete would be refused, so nothing that it rests on may be released before. */
  readonly DeletionProtection?: boolean;
  /** No number is released after the delete of this resource, so nothing has to be discarded for that. */
  readonly NumbersAreRetained?: boolean;
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
  ContinueFor: true,
  DeletionProtection: true,
  NumbersAreRetained: true,
};

/** What Fn::GetAtt finds. */
export interface AssociationsAttributes {
  readonly RegistrationStatus: string;
  readonly PendingSteps: string;
}
