import { Duration } from 'aws-cdk-lib';
import { kindOf } from './present';

export const DEFAULT_DELETION_TIMEOUT = Duration.minutes(10);
export const DEFAULT_CONTINUE_FOR = Duration.days(90);
export const DEFAULT_SWEEP_INTERVAL = Duration.hours(12);
/** Lambda delivers the event of a crashed handler twice more, within three minutes. After that there is nothing to wait for. */
export const SERVICE_TIMEOUT = Duration.minutes(20);

interface Range {
  readonly min: Duration;
  readonly max: Duration;
  readonly example: string;
}

export function timeoutProblems(timeout: unknown): string[] {
  const range = { min: Duration.seconds(30), max: Duration.minutes(14), example: 'Duration.minutes(10)' };
  return durationProblems('deletionTimeout', timeout, range, 'second');
}

export function continueForProblems(continueFor: unknown): string[] {
  return durationProblems('continueFor', continueFor, { min: Duration.hours(1), max: Duration.days(365), example: 'Duration.days(90)' }, 'second');
}

/** A rule is scheduled in whole minutes. */
export function sweepIntervalProblems(interval: unknown): string[] {
  return durationProblems('sweepInterval', interval, { min: Duration.minutes(5), max: Duration.days(7), example: 'Duration.hours(12)' }, 'minute');
}

function durationProblems(name: string, duration: unknown, { min, max, example }: Range, unit: 'second' | 'minute'): string[] {
  if (!isDuration(duration)) {
    return [`${name} is ${kindOf(duration)}; a Duration is expected, such as ${example}`];
  }
  if (duration.isUnresolved()) {
    return [];
  }
  const seconds = duration.toSeconds({ integral: false });
  if (seconds < min.toSeconds() || seconds > max.toSeconds()) {
    return [`${name} must be ${min.toHumanString()} to ${max.toHumanString()}, but is ${duration.toHumanString()}`];
  }
  return Number.isInteger(unit === 'minute' ? seconds / 60 : seconds) ? [] : [`${name} must be in whole ${unit}s, but is ${duration.toHumanString()}`];
}

/** Not by its class: an app may have more than one copy of the CDK. */
function isDuration(value: unknown): value is Duration {
  return typeof (value as Partial<Duration> | null | undefined)?.toSeconds === 'function';
}
