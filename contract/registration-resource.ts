/**
 * What the constructs in lib/ write into a template and the handler in lambda/ reads from its event.
 * Neither side imports the other, and a renamed property is a compile error on both.
 */

/** Can never change again: CloudFormation refuses another type for a resource that exists. */
export const REGISTRATION_RESOURCE = 'Custom::SMSVoiceRegistration';

/** One field of the form, in the words of PutRegistrationFieldValue. */
export interface FieldProperty {
  readonly FieldPath: string;
  readonly TextValue?: string;
  readonly SelectChoices?: readonly string[];
  /** Id or ARN. */
  readonly RegistrationAttachmentId?: string;
}

/** A text that is kept in AWS Secrets Manager, and read when it is needed. */
export interface SecretFieldProperty {
  readonly FieldPath: string;
  readonly TextFromSecret: {
    /** The full ARN; or the name, for a secret of the own account and Region; or an ARN that lacks its last six characters. */
    readonly SecretArn: string;
    /** Which member of the JSON object, if the text is not the whole secret. */
    readonly JsonKey?: string;
  };
}

/** A text that is kept in the Parameter Store of AWS Systems Manager. */
export interface ParameterFieldProperty {
  readonly FieldPath: string;
  readonly TextFromParameter: { readonly ParameterName: string };
}

export type DeclaredField = FieldProperty | SecretFieldProperty | ParameterFieldProperty;

export interface TagProperty {
  readonly Key: string;
  readonly Value: string;
}

export interface RegistrationResourceProperties {
  readonly RegistrationType: string;
  readonly Fields: readonly DeclaredField[];
  readonly Tags: readonly TagProperty[];
  /** Seconds. */
  readonly DeletionTimeout: number;
  readonly DeletionProtection?: boolean;
  /** ID or ARN of the registration to take over. Without it, one is created. */
  readonly RegistrationId?: string;
  readonly Submit?: boolean;
  /** The free review by AWS first. */
  readonly AwsReview?: boolean;
  /** A create fails, too, if its form is denied at once. */
  readonly FailOnDenial?: boolean;
  readonly UpdateApproved?: boolean;
  /** A text of the user's own, whose change submits the same form once more. */
  readonly Resubmit?: string;
  /** A text of the user's own, whose change reads secrets and parameters again. */
  readonly RefreshSecrets?: string;
  /** IDs or ARNs of targets that exist before the registration: other registrations, agents, numbers from elsewhere. */
  readonly Associations?: readonly string[];
  /** Ids of registrations of the stack, for example a vetting of the brand: the form is not submitted while one of them is pending or under review. */
  readonly SubmitAfter?: readonly string[];
  /** The stack has associations that come later, and submit the form. */
  readonly SubmitByAssociations?: boolean;
  /** Seconds for which the handler goes on with pending steps after the deploy. Without it they wait for the next deploy. */
  readonly ContinueFor?: number;
}

/** Every name of a property: a compile error where one is missing. */
export const REGISTRATION_PROPERTIES: Readonly<Record<keyof RegistrationResourceProperties, true>> = {
  RegistrationType: true,
  Fields: true,
  Tags: true,
  DeletionTimeout: true,
  DeletionProtection: true,
  RegistrationId: true,
  Submit: true,
  AwsReview: true,
  FailOnDenial: true,
  UpdateApproved: true,
  Resubmit: true,
  RefreshSecrets: true,
  Associations: true,
  SubmitAfter: true,
  SubmitByAssociations: true,
  ContinueFor: true,
};

/** What Fn::GetAtt finds. */
export interface RegistrationAttributes {
  readonly RegistrationId: string;
  readonly RegistrationArn: string;
  readonly RegistrationStatus: string;
  readonly RegistrationType: string;
  readonly VersionNumber: number;
  /** The version that the associations submit, or `none`, followed by the request, so that the value changes with every request. */
  readonly VersionToSubmit: string;
  /** The steps that a deploy could not do yet and what they wait for, as text. */
  readonly PendingSteps: string;
}
