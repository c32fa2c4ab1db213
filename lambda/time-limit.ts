import { setMaxListeners } from 'events';

/**
 * Aborted with the other signal, or after that time. Not AbortSignal.any: Node.js may collect a signal that only a combined one refers to, and
 * with it the time limit.
 *
 * @see https://github.com/nodejs/node/issues/57736
 * @see https://github.com/nodejs/node/issues/65995
 */
export function withTimeLimit(signal: AbortSignal, milliseconds: number): AbortSignal {
  const limited = new AbortController();
  const abort = () => limited.abort();
  if (signal.aborted || milliseconds <= 0) {
    abort();
  } else {
    setTimeout(abort, milliseconds).unref();
    // One for each time limit of a request, which ends soon.
    setMaxListeners(Infinity, signal);
    signal.addEventListener('abort', abort, { once: true });
  }
  return limited.signal;
}
