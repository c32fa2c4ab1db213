import * as path from 'path';
import type { Peer } from './peers';
import { QUERY_SECONDS } from './peers/provider';
import type { BundledFunction, Synthesis } from './synthesis';
import type { Simulator } from '../test/simulator';

const HERE = path.join(__dirname, 'peers');
/** Lambda's runtime has the SDK: here it is that of this project. */
export const SDK = path.resolve(__dirname, '../node_modules');
const FOR_PEERS: Record<string, string> = { NODE_PATH: SDK, NODE_OPTIONS: `--require ${path.join(HERE, 'loopback-responses.js')}` };

const FRAMEWORK_HANDLER = 'framework.onEvent';
/** The names by which the framework invokes the functions of its user. */
const FOR_FRAMEWORK = { USER_ON_EVENT_FUNCTION_ARN: 'onEvent', USER_IS_COMPLETE_FUNCTION_ARN: 'isComplete', WAITER_STATE_MACHINE_ARN: 'waiter' };

/** A function that answers the events of a stack, ready for a process. */
export interface Runnable {
  readonly bundle: string;
  readonly exportName: string;
  readonly env: Record<string, string>;
}

/** What makes the first call; in front of that of the Provider stands its framework. */
export function callingFunction(peer: Peer, { functions }: Synthesis): Runnable {
  const isFirst = ({ handler, logicalId }: BundledFunction) => peer !== 'Provider' || (handler === 'index.onEvent' && logicalId.startsWith('onEvent'));
  return runnable(functions.find(isFirst)!, peer === 'ours' ? {} : FOR_PEERS);
}

/** What CloudFormation sends its events to, where that is not what makes the first call. */
export function frameworkInFront(peer: Peer, { functions }: Synthesis): Runnable | undefined {
  const framework = functions.find(({ handler }) => peer === 'Provider' && handler === FRAMEWORK_HANDLER);
  return framework && runnable(framework, { ...FOR_PEERS, ...FOR_FRAMEWORK });
}

/** All that a stack needs to get its answer. */
export function wholeHandler(peer: Peer, synthesis: Synthesis): Runnable {
  if (peer !== 'Provider') {
    return callingFunction(peer, synthesis);
  }
  const framework = synthesis.functions.find(({ handler }) => handler === FRAMEWORK_HANDLER)!;
  const user = synthesis.functions.find(({ logicalId }) => logicalId.startsWith('onEvent'))!;
  return {
    bundle: path.join(HERE, 'provider-framework.js'),
    exportName: 'handler',
    env: {
      ...FOR_PEERS,
      ...FOR_FRAMEWORK,
      FRAMEWORK: framework.folder,
      USER_CODE: user.folder,
      WAIT_MS: String(QUERY_SECONDS * 1_000),
    },
  };
}

/** Nothing listens there: what is not set up must not be looked for elsewhere. */
const NOWHERE = 'http://127.0.0.1:9';

/** What every function finds around it: the service, where CloudFormation listens, and where it tells the status of a stack. */
export function surroundings({ endpoint }: Pick<Simulator, 'endpoint'>, responsePort: number, stackEndpoint = NOWHERE): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: endpoint,
    AWS_ENDPOINT_URL_CLOUDFORMATION: stackEndpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    RESPONSE_PORT: String(responsePort),
  };
}

function runnable({ folder, handler }: BundledFunction, env: Record<string, string>): Runnable {
  const [file, exportName] = handler.split('.');
  return { bundle: path.join(folder, `${file}.js`), exportName: exportName!, env };
}
