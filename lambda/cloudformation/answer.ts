import * as http from 'http';
import * as https from 'https';
import type { CloudFormationCustomResourceResponse } from 'aws-lambda';
import type { Log } from '../log';

/** The maximum size of a response, in bytes. */
export const MAX_ANSWER_BYTES = 4096;
const ATTEMPT_TIMEOUT_MS = 5_000;
const MAX_BACKOFF_MS = 4_000;

export type Answer = CloudFormationCustomResourceResponse;

/** The body to send. CloudFormation ignores a response that is too long, so the reason is shortened to fit. */
export function answerBody(answer: Answer): string {
  const body = JSON.stringify(answer);
  const excess = Buffer.byteLength(body) - MAX_ANSWER_BYTES;
  if (excess <= 0 || !answer.Reason) {
    return body;
  }
  return answerBody({ ...answer, Reason: shorten(answer.Reason, excess) });
}

/** Removes at least one character and about `bytes` bytes from the end, in whole code points. */
function shorten(reason: string, bytes: number): string {
  const characters = Array.from(reason.replace(/…$/, ''));
  // A character is at most 12 bytes of JSON (an escaped surrogate pair), so this cuts little more than necessary.
  const cut = Math.max(1, Math.ceil(bytes / 12)) + 1;
  return characters.length <= cut ? '' : `${characters.slice(0, -cut).join('')}…`;
}

/** Delivers the response to CloudFormation, retrying until `deadline` (epoch milliseconds). */
export async function sendAnswer(url: string, answer: Answer, deadline: number, log: Log): Promise<void> {
  const body = Buffer.from(answerBody(answer));
  for (let attempt = 1; ; attempt += 1) {
    const failure = await put(url, body, Math.min(ATTEMPT_TIMEOUT_MS, Math.max(deadline - Date.now(), 1)));
    if (failure === undefined) {
      log.info(`CloudFormation received ${answer.Status} for ${answer.LogicalResourceId}`, { event: 'answered', status: answer.Status, attempt });
      return;
    }
    log.warn(`The response for ${answer.LogicalResourceId} was not delivered: ${failure} (attempt ${attempt})`, { outcome: failure, attempt });
    const pause = Math.random() * Math.min(MAX_BACKOFF_MS, 250 * 2 ** attempt);
    if (Date.now() + pause > deadline) {
      // Lambda delivers the event again after an error, and every operation can be repeated.
      throw new Error(`The response could not be delivered to CloudFormation after ${attempt} attempts: ${failure}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Returns what went wrong, without the URL, which is a credential. */
async function put(url: string, body: Buffer, timeout: number): Promise<string | undefined> {
  try {
    const status = await statusOfPut(url, body, timeout);
    return status < 300 ? undefined : `HTTP ${status}`;
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return code ?? name;
  }
}

/** Uses the modules that the SDK has already loaded: the first fetch() of a process takes tens of milliseconds. */
function statusOfPut(url: string, body: Buffer, timeout: number): Promise<number> {
  // Only a local cloud uses plain http.
  const { request } = url.startsWith('http:') ? http : https;
  return new Promise((resolve, reject) => {
    request(url, {
      method: 'PUT',
      // The URL is signed for an empty content type.
      headers: { 'content-type': '', 'content-length': body.length },
      // No keep-alive: by the next invocation, minutes later, the connection would be dead.
      agent: false,
      // AbortSignal.timeout throws on fractions of a millisecond.
      signal: AbortSignal.timeout(Math.ceil(timeout)),
    }, (response) => resolve(response.resume().statusCode!)).on('error', reject).end(body);
  });
}
