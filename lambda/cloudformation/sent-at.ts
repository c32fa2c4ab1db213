/**
 * When a request was sent, in epoch milliseconds. Events do not say so, but the pre-signed URL is signed anew for each of them, and shows when,
 * to the second. Otherwise it is the present, which is later in a delivery that comes later.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function sentAt(responseUrl: string, now = Date.now()): number {
  const [, date, hours, minutes, seconds] = /[?&]X-Amz-Date=(\d{8})T(\d\d)(\d\d)(\d\d)Z/.exec(responseUrl) ?? [];
  return date === undefined ? now : Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hours}:${minutes}:${seconds}Z`);
}
