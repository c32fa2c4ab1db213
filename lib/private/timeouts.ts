import { Duration } from 'aws-cdk-lib';
import { kindOf } from './present';

export const DEFAULT_DELETION_TIMEOUT = Duration.minutes(10);
const MIN_DELETION_TIMEOUT = Duration.seconds(30);
const MAX_DELETION_TIMEOUT = Duration.minutes(14);
/** Lambda delivers the event of a handler that crashed twice more, within three minutes; then there is nothing to wait for. */
export const SERVICE_TIMEOUT = Duration.minutes(20);

export function timeoutProblems(timeout: Duration): string[] {
  if (typeof (timeout as Partial<Duration>).toSeconds !== 'function') {
    return [`deletionTimeout is ${kindOf(timeout)}; a Duration is expected, such as Duration.minutes(10)`];
  }
  if (timeout.isUnresolved()) {
    return [];
  }
  const seconds = timeout.toSeconds({ integral: false });
  if (seconds < MIN_DELETION_TIMEOUT.toSeconds() || seconds > MAX_DELETION_TIMEOUT.toSeconds()) {
    return [`deletionTimeout is ${seconds} seconds, ${MIN_DELETION_TIMEOUT.toHumanString()} to ${MAX_DELETION_TIMEOUT.toHumanString()} are allowed`];
  }
  return Number.isInteger(seconds) ? [] : [`deletionTimeout is ${seconds} seconds, only whole seconds are allowed`];
}
