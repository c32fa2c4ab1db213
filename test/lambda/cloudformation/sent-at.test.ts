import { sentAt } from '../../../lambda/cloudformation/sent-at';

const URL_OF = (query: string) => `https://bucket.example.com/arn%3Aaws?${query}`;
const SIGNED = URL_OF('X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261124T101112Z&X-Amz-Expires=7200');
const MOMENT = Date.parse('2026-11-24T10:11:12Z');

test.each([
  ['the moment at which the URL was signed', SIGNED, MOMENT, MOMENT],
  ['that moment and how long it was on its way, of what arrives at once', SIGNED, MOMENT + 400, MOMENT + 400],
  ['not in the next second, of what arrives later', SIGNED, MOMENT + 60_000, MOMENT + 999],
  ['not before that moment, where a clock is slow', SIGNED, MOMENT - 5_000, MOMENT],
  ['the present, where the URL does not say', URL_OF('AWSAccessKeyId=A&Expires=1795500000&Signature=B'), 7, 7],
  ['the present, where the date is none', URL_OF('X-Amz-Date=2026-11-24'), 7, 7],
])('A request was sent at %s', (_, url, now, sent) => {
  expect(sentAt(url, now)).toBe(sent);
});
