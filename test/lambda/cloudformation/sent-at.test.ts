import { sentAt } from '../../../lambda/cloudformation/sent-at';

const NOW = Date.parse('2026-03-04T05:06:09.500Z');
const URL = 'https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/arn%3Aaws?X-Amz-Algorithm=AWS4-HMAC-SHA256';

test.each([
  ['the second at which its URL was signed', `${URL}&X-Amz-Date=20260304T050607Z&X-Amz-Expires=7200`, '2026-03-04T05:06:07.000Z'],
  ['the same in a delivery that comes late', `${URL}&X-Amz-Date=20260304T010203Z`, '2026-03-04T01:02:03.000Z'],
  ['the time of the delivery, without a date', URL, '2026-03-04T05:06:09.500Z'],
  ['the time of the delivery, with a date that is none', `${URL}&X-Amz-Date=today`, '2026-03-04T05:06:09.500Z'],
])('a request was sent at %s', (_, url, time) => {
  expect(new Date(sentAt(url, NOW)).toISOString()).toBe(time);
});
