import { subscribe, unsubscribe } from 'diagnostics_channel';
import * as http from 'http';
import type { AddressInfo, Socket } from 'net';
import { callingFunction, surroundings } from './functions';
import { NAMES, type Peer } from './peers';
import type { Synthesis } from './synthesis';
import { LambdaHost, toWire, type Properties } from '../test/cloudformation';
import { Simulator } from '../test/simulator';

/** Milliseconds from the start of a function's process to its first call of the service, run by run; the peers take turns. */
export async function coldStarts(syntheses: Record<Peer, Synthesis>, runs: number): Promise<Record<Peer, number[]>> {
  const results = Object.fromEntries(NAMES.map((peer) => [peer, []])) as unknown as Record<Peer, number[]>;
  const simulator = await Simulator.start({ switches: { quotas: { registrations: 1_000_000 } } });
  const cloudFormation = http.createServer((request, response) => request.resume().on('end', () => response.end()));
  await new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve));
  try {
    // The first round warms the disk's cache, and does not count.
    for (let run = 0; run <= runs; run += 1) {
      for (const peer of NAMES) {
        const milliseconds = await coldStart(peer, syntheses[peer], simulator, (cloudFormation.address() as AddressInfo).port);
        if (run > 0) {
          results[peer].push(milliseconds);
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

async function coldStart(peer: Peer, synthesis: Synthesis, simulator: Simulator, responsePort: number): Promise<number> {
  simulator.control.reset();
  const { env, ...code } = callingFunction(peer, synthesis);
  const host = new LambdaHost({ ...code, env: { ...env, ...surroundings(simulator, responsePort) } });
  const arriving = arrival(simulator.port);
  const ending = host.invoke(createOf(synthesis, responsePort));
  // To fork so large a process as this one takes long, and that is none of the function's time.
  const started = performance.now();
  const milliseconds = await arriving - started;
  const outcome = await ending;
  if (outcome.kind !== 'returned') {
    throw new Error(`${peer}: ${JSON.stringify(outcome)} ${host.logs.map(({ text }) => text).join('\n')}`);
  }
  await host.close();
  return milliseconds;
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
