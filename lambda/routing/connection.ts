import { connect } from '../service/client';
import { RateLimiter } from '../service/rate-limiter';

/** One client for as long as Lambda keeps the function warm. */
export const connection = { client: connect(), rateLimiter: new RateLimiter() };
