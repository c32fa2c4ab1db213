import * as http from 'http';
import type { Control } from './control';

/** No operation of the service has a path, so nothing can clash with this one. */
export const CONTROL_PATH = '/_simulator/';

/** The methods of Control, each at POST /_simulator/<name> with its argument as JSON; those that only look also by GET. */
const LOOKS = ['switches', 'faults', 'journal', 'history', 'events', 'state', 'form', 'authorizations', 'deliveries'] as const satisfies (keyof Control)[];
const COMMANDS = [
  'setSwitches', 'injectFault', 'clearFaults', 'clearJournal', 'advance', 'reset',
  'startAwsReview', 'startReview', 'requireAuthentication', 'provision', 'approve', 'deny', 'revoke', 'setStatus',
  'addRcsAgent', 'addPool', 'addOptOutList', 'setPhoneNumber', 'setSenderId', 'defineForm', 'setPolicies', 'clearPolicies',
  'sendEvents', 'stopEvents', 'disturbEvents',
] as const satisfies (keyof Control)[];

/** A command that is missing above does not compile. */
type Unlisted = Exclude<keyof Control, typeof LOOKS[number] | typeof COMMANDS[number]>;
type Listed = Unlisted extends never ? keyof Control : never;

/** Control from another process: the same methods, but asynchronous. */
export type RemoteControl = {
  readonly [Name in Listed]: (...args: Parameters<Control[Name]>) => Promise<ReturnType<Control[Name]>>;
};

export function remoteControl(endpoint: string): RemoteControl {
  const call = (name: string) => async (argument?: unknown): Promise<unknown> => {
    const response = await fetch(`${endpoint}${CONTROL_PATH}${name}`, { method: 'POST', body: JSON.stringify(argument ?? {}) });
    const answer = await response.json() as { readonly error?: string };
    if (!response.ok) throw new Error(answer.error);
    return answer;
  };
  return Object.fromEntries([...LOOKS, ...COMMANDS].map((name) => [name, call(name)])) as unknown as RemoteControl;
}

export function handleControl(control: Control, request: http.IncomingMessage, response: http.ServerResponse, body: string): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const name = url.pathname.slice(CONTROL_PATH.length);
  const known = (LOOKS as readonly string[]).includes(name) || ((COMMANDS as readonly string[]).includes(name) && request.method === 'POST');
  if (!known) {
    reply(response, 404, { error: `unknown; look: GET ${LOOKS.join(', ')}; command: POST ${COMMANDS.join(', ')}` });
    return;
  }
  try {
    const argument: unknown = body ? JSON.parse(body) : Object.fromEntries(url.searchParams);
    const method = control[name as keyof Control] as (argument: unknown) => unknown;
    reply(response, 200, method.call(control, argument) ?? {});
  } catch (error) {
    reply(response, 409, { error: error instanceof Error ? error.message : String(error) });
  }
}

function reply(response: http.ServerResponse, statusCode: number, answer: unknown): void {
  response.writeHead(statusCode, { 'Content-Type': 'application/json' });
  response.end(`${JSON.stringify(answer, undefined, 2)}\n`);
}
