/** The CloudWatch metrics that the handler writes into its log, in the embedded metric format. */
export const METRIC_NAMESPACE = 'cdk-sms-registration';

/** Of one registration, with the dimension `registrationId`. Each look of the handler writes all of them. */
export const REGISTRATION_METRICS = {
  /** Days since the status last changed, as a fraction. 0 for a draft, and once it is COMPLETE or CLOSED, so that an alarm ends. */
  daysInStatus: 'DaysInStatus',
  /** 1 while the newest version of the form is denied, otherwise 0. */
  denials: 'Denials',
  /** How many steps wait for something. */
  pendingSteps: 'PendingSteps',
} as const;

/** Of the handler, with the dimension `functionName`. */
export const HANDLER_METRICS = {
  /** How many registrations failed in one look, or 1 if it failed altogether; one more if a message could not be published; 0 if nothing failed. */
  continuationFailures: 'ContinuationFailures',
} as const;

export const METRIC_DIMENSIONS = { registrationId: 'RegistrationId', functionName: 'FunctionName' } as const;
