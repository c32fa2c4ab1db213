/** What the rules of a handler send to its function. */
export interface ContinuationEvent {
  readonly continuation: ContinuationRequest;
}

/** Asks the handler to look at registrations of its stack, and to do what can be done now. */
export interface ContinuationRequest {
  readonly stackId: string;
  /** The IDs of the registrations. An empty text stands for one that a condition leaves out of the stack. */
  readonly registrationIds: readonly string[];
  /** The registration whose status has changed, of this stack or from elsewhere. A scheduled request has none. */
  readonly changed?: string;
  /** The ARN of the SNS topic where people are told. */
  readonly notificationTopic?: string;
}
