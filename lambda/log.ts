/** What a log line may carry: never a field value, a phone number, or the response URL. */
export interface LogDetails {
  readonly requestType?: string;
  readonly registrationId?: string;
  readonly attachmentId?: string;
  /** What a registration is associated with. */
  readonly resourceId?: string;
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

export interface Log {
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
}

/** One JSON object a line, as CloudWatch Logs Insights reads it. */
export function jsonLog(common: LogDetails = {}): Log {
  const write = (level: string, message: string, details: LogDetails = {}) => {
    process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...common, ...details })}\n`);
  };
  return {
    info: (message, details) => write('INFO', message, details),
    warn: (message, details) => write('WARN', message, details),
  };
}
