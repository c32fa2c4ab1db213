/** The CloudWatch metrics that the handler writes into its log, in the embedded metric format. */
export const METRIC_NAMESPACE = 'cdk-sms-registration';

/** Of one registration, with the dimension `registrationId`. Each look of the handler writes those that it knows. */
export const REGISTRATION_METRICS = {
  /** Days since the status last changed, as a fraction. */
  daysInStatus: 'DaysInStatus',
  /** 1 when a denial is seen for the first time, otherwise 0. */
  denials: 'Denials',
  /** How many steps wait for something. */
  pendingSteps: 'PendingSteps',
} as const;

/** Of the handler, with the dimension `functionName`. */
export const HANDLER_METRICS = {
  /** How many registrations failed in one look, or 1 if it failed altogether; 0 if none did. */
  continuationFailures: 'ContinuationFailures',
} as const;

export const METRIC_DIMENSIONS = { registrationId: 'RegistrationId', functionName: 'FunctionName' } as const;
