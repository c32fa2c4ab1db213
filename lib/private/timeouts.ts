import { Duration } from 'aws-cdk-lib';

export const DEFAULT_DELETION_TIMEOUT = Duration.minutes(10);
const MIN_DELETION_TIMEOUT = Duration.seconds(30);
const MAX_DELETION_TIMEOUT = Duration.minutes(14);
/** A handler that crashed is delivered its event twice more, within three minutes; then there is nothing to wait for. */
export const SERVICE_TIMEOUT = Duration.minutes(20);

export function deletionTimeoutProblems(timeout: Duration): string[] {
  if (timeout.isUnresolved()) {
    return [];
  }
  const seconds = timeout.toSeconds({ integral: false });
  if (seconds < MIN_DELETION_TIMEOUT.toSeconds() || seconds > MAX_DELETION_TIMEOUT.toSeconds()) {
    return [`deletionTimeout is ${seconds} seconds, ${MIN_DELETION_TIMEOUT.toHumanString()} to ${MAX_DELETION_TIMEOUT.toHumanString()} are allowed`];
  }
  return Number.isInteger(seconds) ? [] : [`deletionTimeout is ${seconds} seconds, only whole seconds are allowed`];
}
