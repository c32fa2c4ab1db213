/** Of what is sent within one second the order is that in which it arrives, unless it is on its way for longer. */
const WITHIN_MS = 999;

/**
 * When a request was sent. Events do not say so, but the pre-signed URL is signed anew for each of them, and shows when, in seconds.
 * Otherwise it is the present, which is later in a delivery that comes later.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function sentAt(responseUrl: string, now = Date.now()): number {
  const [, date, hours, minutes, seconds] = /[?&]X-Amz-Date=(\d{8})T(\d\d)(\d\d)(\d\d)Z/.exec(responseUrl) ?? [];
  if (date === undefined) {
    return now;
  }
  const signed = Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hours}:${minutes}:${seconds}Z`);
  return signed + Math.min(Math.max(now - signed, 0), WITHIN_MS);
}
