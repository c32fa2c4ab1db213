import { getMaxListeners } from 'events';
import { withTimeLimit } from '../../lambda/time-limit';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('A time limit ends by itself, and with the request, and not before', async () => {
  const request = new AbortController();
  const short = withTimeLimit(request.signal, 20);
  const long = withTimeLimit(request.signal, 60_000);
  expect([short.aborted, long.aborted]).toEqual([false, false]);
  await wait(60);
  expect([short.aborted, long.aborted]).toEqual([true, false]);
  request.abort();
  expect(long.aborted).toBe(true);
  expect(withTimeLimit(request.signal, 60_000).aborted).toBe(true);
});

test.each([0, -1])('A time limit of %s ms has ended', (milliseconds) => {
  expect(withTimeLimit(new AbortController().signal, milliseconds).aborted).toBe(true);
});

test('A request may have many time limits, without a warning in the log', () => {
  const { signal } = new AbortController();
  withTimeLimit(signal, 60_000);
  expect(getMaxListeners(signal)).toBe(Infinity);
});
