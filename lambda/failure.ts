import { ServiceError } from './service/service-error';

/** A failure whose message was written for the person who reads the stack events, and is safe to show. */
export class Failure extends Error {
  public override readonly name = 'Failure';
}

/** An error that was to be reckoned with. Anything else is a defect, whose message may quote a field value: it is thrown on. */
export function expected(error: unknown): Failure | ServiceError {
  if (error instanceof Failure || error instanceof ServiceError) {
    return error;
  }
  throw error;
}

export interface Circumstances {
  /** What it is about, when that is not a registration. */
  readonly subject?: string;
  readonly registrationId?: string;
  readonly registrationType?: string;
  readonly status?: string;
  /** Milliseconds. */
  readonly waited?: number;
}

/** What could not be done, in the passive: "Registration X cannot be …". */
export type Deed = 'adopted' | 'created' | 'filled' | 'associated' | 'protected' | 'submitted' | 'withdrawn' | 'updated' | 'deleted' | 'uploaded';

/** The one place that turns a failure into what a person reads: what, why, what to do, and what the service said. */
export function failure(deed: Deed, problem: string, advice: string, where: Circumstances, cause?: ServiceError): Failure {
  const subject = where.subject ?? `Registration ${where.registrationId ?? (where.registrationType ? `of type ${where.registrationType}` : '')}`;
  const evidence = [
    cause && `${cause.operation}: ${[cause.code, cause.reason].filter(Boolean).join(' ')}`,
    where.status && `status ${where.status}`,
    where.waited && `waited ${formatDuration(where.waited)}`,
  ].filter(Boolean).join('; ');
  const sentences = `${subject} cannot be ${deed}: ${problem}. ${advice}`.replace(/ +/g, ' ');
  return new Failure(evidence ? `${sentences} (${evidence})` : sentences);
}

/** A refusal of the service, or a failure to reach it, where nothing more is known than what it said. */
export function serviceFailure(deed: Deed, cause: ServiceError, where: Circumstances, advice = adviceOn(cause)): Failure {
  return failure(deed, problemOf(cause), advice, where, cause);
}

function problemOf({ operation, detail, fieldPath, resource, invalid }: ServiceError): string {
  const about = fieldPath && `the field ${fieldPath}`;
  const parts = [
    about ? `${operation} failed for ${about}` : `${operation} failed`,
    invalid.length > 0 && `not accepted: ${invalid.join(', ')}`,
    resource && `about ${resource}`,
    detail && `the service says: ${detail.replace(/\.$/, '')}`,
  ];
  return parts.filter(Boolean).join('; ');
}

/** What to do next, by error code. */
const ADVICE: Record<string, string> = {
  AccessDeniedException: 'Let the role of the handler call this action (a permissions boundary or an organization policy may forbid it, or the registration has lost its tag cdk-sms-registration:stack-id), then run it again.',
  ConflictException: 'Look at the registration in the console, then run it again.',
  OutOfTime: 'The service did not answer in time, or throttled this account for the whole time. Run it again.',
  ResourceNotFoundException: 'It was deleted elsewhere. Remove it from the stack, or give it a new id in the stack so that it is made anew.',
  ServiceQuotaExceededException: 'Delete what is no longer needed, or ask for a higher quota, then run it again.',
  ThrottlingException: 'The service throttled this account for too long. Run it again when fewer calls are made.',
  ValidationException: 'Correct the value in the stack, then deploy again.',
};

function adviceOn(cause: ServiceError): string {
  if (cause.reason === 'ACCOUNT_DISABLED' || cause.reason === 'INSUFFICIENT_ACCOUNT_REPUTATION') {
    return 'The service refuses this account. Open a case with AWS Support.';
  }
  return ADVICE[cause.code] ?? 'The service could not be reached or failed. Run it again.';
}

export function formatDuration(milliseconds: number): string {
  return milliseconds < 90_000 ? `${Math.round(milliseconds / 1_000)} s` : `${Math.round(milliseconds / 60_000)} min`;
}
