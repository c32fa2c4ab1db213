import { isInReview, requiresAuthentication } from './statuses';
import type { Registration } from '../service/types';

type Listed = Pick<Registration, 'RegistrationId' | 'RegistrationStatus'>;

/** How long a review takes only its version tells, and versions are read at one per second. */
const MAX_REVIEWS = 10;

/**
 * The registrations under review whose version a sweep reads: all that wait for the answer to an e-mail, and of many others some at random, so that
 * each has its turn.
 */
export function reviewsToRead(registrations: readonly Listed[], random: () => number = Math.random): ReadonlySet<string> {
  const reviews = registrations.filter(({ RegistrationStatus: status }) => isInReview({ status }));
  const urgent = reviews.filter(({ RegistrationStatus: status }) => requiresAuthentication(status));
  const others = shuffled(reviews.filter((one) => !urgent.includes(one)), random).slice(0, MAX_REVIEWS);
  return new Set([...urgent, ...others].map(({ RegistrationId }) => RegistrationId));
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values.map((value) => ({ value, rank: random() })).sort((one, other) => one.rank - other.rank).map(({ value }) => value);
}
