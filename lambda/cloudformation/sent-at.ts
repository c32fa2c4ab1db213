/**
 * When a request was sent, in epoch milliseconds. The event has no such member, but its pre-signed URL contains the time at which it was
 * signed, to the second. Without it the current time is used, which differs between deliveries.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function sentAt(responseUrl: string, now = Date.now()): number {
  const [, date, hours, minutes, seconds] = /[?&]X-Amz-Date=(\d{8})T(\d\d)(\d\d)(\d\d)Z/.exec(responseUrl) ?? [];
  return date === undefined ? now : Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hours}:${minutes}:${seconds}Z`);
}
