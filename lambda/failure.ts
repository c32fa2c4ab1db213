import { ServiceError } from './service/service-error';

/** Its message is written for whoever reads the stack events, and is safe to show. */
export class Failure extends Error {
  public override readonly name = 'Failure';
}

/** Rethrows any other error: it is a bug, and its message may quote a field value. */
export function expected(error: unknown): Failure | ServiceError {
  if (error instanceof Failure || error instanceof ServiceError) {
    return error;
  }
  throw error;
}

export interface ErrorContext {
  /** What the failure is about, unless it is a registration. */
  readonly subject?: string;
  readonly registrationId?: string;
  readonly registrationType?: string;
  readonly status?: string;
  /** Milliseconds. */
  readonly waited?: number;
}

/** What failed, as a participle: "Registration X cannot be …". */
export type Action = 'adopted' | 'created' | 'filled in' | 'associated' | 'submitted' | 'withdrawn' | 'updated' | 'deleted' | 'given back' | 'uploaded' | 'continued';

/** The one place that phrases a failure: what failed, why, what to do, and what the service responded. */
export function failure(action: Action, problem: string, advice: string, where: ErrorContext, cause?: ServiceError): Failure {
  const subject = where.subject ?? `Registration ${where.registrationId ?? (where.registrationType ? `of type ${where.registrationType}` : '')}`;
  const evidence = [
    cause && `${cause.operation}: ${[cause.code, cause.reason].filter(Boolean).join(' ')}`,
    where.status && `status ${where.status}`,
    where.waited && `waited ${formatDuration(where.waited)}`,
  ].filter(Boolean).join('; ');
  const sentences = `${subject} cannot be ${action}: ${problem}. ${advice}`.replace(/ +/g, ' ');
  return new Failure(evidence ? `${sentences} (${evidence})` : sentences);
}

/** For a call that was refused or did not reach the service, when only its error is known. */
export function serviceFailure(action: Action, cause: ServiceError, where: ErrorContext, advice = adviceOn(cause)): Failure {
  return failure(action, problemOf(cause), advice, where, cause);
}

function problemOf({ operation, detail, fieldPath, resource, invalid }: ServiceError): string {
  const about = fieldPath && `the field ${fieldPath}`;
  const parts = [
    about ? `${operation} failed for ${about}` : `${operation} failed`,
    invalid.length > 0 && `invalid parameters: ${invalid.join(', ')}`,
    resource && `resource: ${resource}`,
    detail && `the service says: ${detail.replace(/\.$/, '')}`,
  ];
  return parts.filter(Boolean).join('; ');
}

/** What to do next, by error code. */
const ADVICE: Record<string, string> = {
  AccessDeniedException: "Allow the handler's role to call this action, then try again. If its policy already does, a permissions boundary or an organization policy may deny it, or the registration may have lost its tag cdk-sms-registration:stack-id.",
  ConflictException: 'Check the registration in the console, then try again.',
  OutOfTime: 'The service did not respond before the timeout, or throttled this account until then. Try again.',
  ResourceNotFoundException: 'It was deleted outside of the stack. Remove it from the stack, or give the construct a new ID to create a new one.',
  ServiceQuotaExceededException: 'Delete what you no longer need, or request a higher quota, then try again.',
  ThrottlingException: 'The service throttled this account for too long. Try again when fewer calls are being made.',
  ValidationException: 'Correct the value in the stack, then deploy again.',
};

function adviceOn(cause: ServiceError): string {
  if (cause.reason === 'ACCOUNT_DISABLED' || cause.reason === 'INSUFFICIENT_ACCOUNT_REPUTATION') {
    return 'The service refuses requests from this account. Open a case with AWS Support.';
  }
  return ADVICE[cause.code] ?? 'The service failed or could not be reached. Try again.';
}

export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) {
    return `${milliseconds} ms`;
  }
  return milliseconds < 90_000 ? `${Math.round(milliseconds / 1_000)} s` : `${Math.round(milliseconds / 60_000)} min`;
}
