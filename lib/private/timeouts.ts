import { Duration } from 'aws-cdk-lib';
import { kindOf } from './present';

export const DEFAULT_DELETION_TIMEOUT = Duration.minutes(10);
const MIN_DELETION_TIMEOUT = Duration.seconds(30);
const MAX_DELETION_TIMEOUT = Duration.minutes(14);
/** Lambda delivers the event of a crashed handler twice more, within three minutes. After that there is nothing to wait for. */
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
    return [`deletionTimeout must be ${MIN_DELETION_TIMEOUT.toHumanString()} to ${MAX_DELETION_TIMEOUT.toHumanString()}, but is ${seconds} seconds`];
  }
  return Number.isInteger(seconds) ? [] : [`deletionTimeout must be in whole seconds, but is ${seconds} seconds`];
}
