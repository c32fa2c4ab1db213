import { subscribe, unsubscribe } from 'diagnostics_channel';
import * as http from 'http';
import type { AddressInfo, Socket } from 'net';
import { FrameworkApis } from './framework-apis';
import { callingFunction, frameworkInFront, surroundings, type Runnable } from './functions';
import { NAMES, type Peer } from './peers';
import type { Synthesis } from './synthesis';
import { LambdaHost, toWire, type Properties } from '../test/cloudformation';
import { Simulator } from '../test/simulator';

/** Milliseconds until the first call reaches the service, run by run. */
export interface ColdStarts {
  /** Since the start of the process that CloudFormation sends its event to, and so with that of a framework in front. */
  readonly whole: number[];
  /** Since the start of the process that makes the call. */
  readonly function: number[];
}

/** Starts every process anew for each run; the peers take turns. */
export async function coldStarts(syntheses: Record<Peer, Synthesis>, runs: number): Promise<Record<Peer, ColdStarts>> {
  const results = Object.fromEntries(NAMES.map((peer): [Peer, ColdStarts] => [peer, { whole: [], function: [] }])) as Record<Peer, ColdStarts>;
  const simulator = await Simulator.start({ switches: { quotas: { registrations: 1_000_000 } } });
  const cloudFormation = http.createServer((request, response) => request.resume().on('end', () => response.end()));
  await new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve));
  try {
    // The first round warms the disk's cache, and does not count.
    for (let run = 0; run <= runs; run += 1) {
      for (const peer of NAMES) {
        const { framework, own } = await coldStart(peer, syntheses[peer], simulator, (cloudFormation.address() as AddressInfo).port);
        if (run > 0) {
          results[peer].whole.push(framework + own);
          results[peer].function.push(own);
        }
      }
    }
  } finally {
    cloudFormation.closeAllConnections();
    cloudFormation.close();
    await simulator.stop();
  }
  return results;
}

interface Legs {
  /** From the start of the framework's process until its Invoke arrives; nothing without a framework. */
  readonly framework: number;
  /** From the start of the function's process until its first call arrives. */
  readonly own: number;
}

async function coldStart(peer: Peer, synthesis: Synthesis, simulator: Simulator, responsePort: number): Promise<Legs> {
  simulator.control.reset();
  const around = surroundings(simulator, responsePort);
  const event = createOf(synthesis, responsePort);
  const run = (sent: object) => runCold(callingFunction(peer, synthesis), around, sent, simulator.port);
  const framework = frameworkInFront(peer, synthesis);
  return framework ? throughFramework(framework, around, event, run) : { framework: 0, own: (await run(event)).milliseconds };
}

/** The function starts when the framework's Invoke arrives, with the event that the framework has passed on. */
async function throughFramework(
  framework: Runnable, around: Record<string, string>, event: object, run: (sent: object) => Promise<Run>,
): Promise<Legs> {
  let own = NaN;
  const apis = await FrameworkApis.start(async (sent) => {
    const { milliseconds, value } = await run(sent);
    own = milliseconds;
    return value;
  });
  try {
    const { milliseconds } = await runCold(framework, { ...around, ...apis.environment }, event, apis.port);
    return { framework: milliseconds, own };
  } finally {
    apis.close();
  }
}

interface Run {
  /** From the start of the process until its first request reaches the port. */
  readonly milliseconds: number;
  /** What the function has returned. */
  readonly value: unknown;
}

async function runCold({ env, ...code }: Runnable, around: Record<string, string>, event: object, port: number): Promise<Run> {
  const host = new LambdaHost({ ...code, env: { ...env, ...around } });
  const arriving = arrival(port);
  const ending = host.invoke(event);
  // To fork so large a process as this one takes long, and that is none of the function's time.
  const started = performance.now();
  const milliseconds = await arriving - started;
  const outcome = await ending;
  if (outcome.kind !== 'returned') {
    throw new Error(`${code.bundle}: ${JSON.stringify(outcome)} ${host.logs.map(({ text }) => text).join('\n')}`);
  }
  await host.close();
  return { milliseconds, value: outcome.value };
}

/** When the next request reaches that port. */
function arrival(port: number): Promise<number> {
  return new Promise((resolve) => {
    const onStart = (message: unknown) => {
      if ((message as { readonly socket: Socket }).socket.localPort === port) {
        unsubscribe('http.server.request.start', onStart);
        resolve(performance.now());
      }
    };
    subscribe('http.server.request.start', onStart);
  });
}

/** The event with which CloudFormation would create the first custom resource of the template. */
function createOf({ customResources }: Synthesis, port: number): object {
  const [[logicalId, { Type, Properties: properties }]] = [...customResources] as [[string, { Type: string; Properties: Properties }]];
  return {
    RequestType: 'Create',
    RequestId: `bench-${process.hrtime.bigint()}`,
    ResponseURL: `http://127.0.0.1:${port}/answer?Signature=x`,
    StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/Bench/0123',
    LogicalResourceId: logicalId,
    ResourceType: Type,
    ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:handler',
    ResourceProperties: toWire({ ...properties, ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:handler' }),
  };
}
