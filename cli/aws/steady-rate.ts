import { RateLimiter } from '../../lambda/service/rate-limiter';

/** Spaces the calls of an operation from the first one on, so that a deploy that is running meanwhile keeps its share of the rate. */
export class SteadyRate extends RateLimiter {
  public override async acquire(operation: string): Promise<void> {
    this.throttled(operation);
    await super.acquire(operation);
  }
}
