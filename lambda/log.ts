/** What a log line may carry: never a field value, a phone number, or the response URL. */
export interface LogDetails {
  /** The kind of line, for queries. Messages are for people and may be reworded. */
  readonly event?: 'started' | 'called' | 'decided' | 'deleting' | 'denied' | 'finished' | 'answered';
  readonly requestType?: string;
  readonly registrationId?: string;
  readonly attachmentId?: string;
  /** The ID or ARN of an associated resource. */
  readonly resourceId?: string;
  /** The secret or parameter that a field is read from. */
  readonly source?: string;
  readonly status?: string;
  readonly attempt?: number;
  /** Milliseconds. */
  readonly duration?: number;
  readonly operation?: string;
  readonly step?: string;
  readonly logicalId?: string;
  readonly outcome?: string;
  readonly fieldPath?: string;
}

/** A message tells a person everything: which resource, what happened, how long it took. The details are for queries. */
export interface Log {
  /** Written only when the environment variable LOG_LEVEL is DEBUG. */
  debug(message: string, details?: LogDetails): void;
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
}

const IS_DEBUG = process.env.LOG_LEVEL === 'DEBUG';

/** One JSON object per line, as CloudWatch Logs Insights expects. */
export function jsonLog(common: LogDetails = {}, isDebug = IS_DEBUG): Log {
  const write = (level: string, message: string, details: LogDetails = {}) => {
    const line = { time: new Date().toISOString(), level, message, ...common, ...details };
    process.stdout.write(`${JSON.stringify({ ...line, resourceId: idOnly(line.resourceId) })}\n`);
  };
  return {
    debug: (message, details) => isDebug ? write('DEBUG', message, details) : undefined,
    info: (message, details) => write('INFO', message, details),
    warn: (message, details) => write('WARN', message, details),
  };
}

/** What a delete has found, and its next step. */
export function deletionStep(id: string, status: string | undefined, step: string): string {
  return `Delete of ${id}: ${status === undefined ? '' : `it is ${status}, `}next step: ${step}`;
}

/** One attempt of a call. */
export interface CallDetails extends LogDetails {
  readonly operation: string;
  readonly outcome: string;
  readonly attempt: number;
  readonly duration: number;
}

/** `PutRegistrationFieldValue registration-… companyInfo.city: ok (120 ms)` */
export function logCall(log: Log, level: keyof Log, details: CallDetails): void {
  const { operation, registrationId, attachmentId, resourceId, source, fieldPath, outcome, attempt, duration } = details;
  const what = [operation, registrationId, attachmentId, idOnly(resourceId), source, fieldPath].filter(Boolean).join(' ');
  const repeated = attempt > 1 ? `, attempt ${attempt}` : '';
  log[level](`${what}: ${outcome} (${duration} ms${repeated})`, { event: 'called', ...details });
}

/** IDs and ARNs of the service contain letters. Anything else may be a phone number, which must not be logged. */
function idOnly(resourceId?: string): string | undefined {
  return resourceId !== undefined && /[a-z]/i.test(resourceId) ? resourceId : undefined;
}
