import * as fs from 'fs';
import * as http from 'http';
import type { AddressInfo } from 'net';
import { frameworkStart } from './framework';
import { firstFunction, surroundings } from './functions';
import { NAMES, type Peer } from './peers';
import type { Synthesis } from './synthesis';
import { LambdaHost, toWire, type Properties } from '../test/cloudformation';
import { Simulator } from '../test/simulator';

/** Of each run, in the order of the runs. */
export interface ColdStarts {
  /** From the start of the function's process to the first call of the service. */
  readonly firstCallMs: number[];
  /** The same from the event of CloudFormation on: where that goes to a framework first, its process has to start as well. */
  readonly fromEventMs: number[];
  /** The most that the process ever held. */
  readonly peakMegabytes: number[];
}

/** Starts every peer's function in a new process, in turns, with the event of a create. */
export async function coldStarts(syntheses: Record<Peer, Synthesis>, runs: number): Promise<Record<Peer, ColdStarts>> {
  const none = (): ColdStarts => ({ firstCallMs: [], fromEventMs: [], peakMegabytes: [] });
  const results = Object.fromEntries(NAMES.map((peer) => [peer, none()])) as Record<Peer, ColdStarts>;
  const simulator = await Simulator.start({ switches: { quotas: { registrations: 1_000_000 } } });
  const responses = http.createServer((request, response) => request.resume().on('end', () => response.end()));
  await new Promise<void>((resolve) => responses.listen(0, '127.0.0.1', resolve));
  const { port } = responses.address() as AddressInfo;
  try {
    // The first round warms the disk's cache, and does not count.
    for (let run = 0; run <= runs; run += 1) {
      for (const peer of NAMES) {
        const { firstCallMs, peakMegabytes } = await coldStart(peer, syntheses[peer], simulator, port);
        if (run > 0) {
          results[peer].firstCallMs.push(firstCallMs);
          const before = peer === 'Provider' ? await frameworkStart(syntheses[peer], createOf(syntheses[peer], port)) : 0;
          results[peer].fromEventMs.push(before + firstCallMs);
          results[peer].peakMegabytes.push(peakMegabytes);
        }
      }
    }
  } finally {
    responses.close();
    await simulator.stop();
  }
  return results;
}

async function coldStart(
  peer: Peer, synthesis: Synthesis, simulator: Simulator, port: number,
): Promise<{ readonly firstCallMs: number; readonly peakMegabytes: number }> {
  simulator.control.reset();
  const { env, ...code } = firstFunction(peer, synthesis);
  const host = new LambdaHost({ ...code, env: { ...env, ...surroundings(simulator, port) } });
  const before = children();
  const started = performance.now();
  const ending = host.invoke(createOf(synthesis, port));
  while (simulator.control.journal().length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const firstCallMs = performance.now() - started;
  const outcome = await ending;
  if (outcome.kind !== 'returned') {
    throw new Error(`${peer}: ${JSON.stringify(outcome)} ${host.logs.map(({ text }) => text).join('\n')}`);
  }
  const [pid] = children().filter((one) => !before.includes(one));
  const peakMegabytes = Number(/VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024;
  await host.close();
  return { firstCallMs, peakMegabytes };
}

function children(): string[] {
  return fs.readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean);
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
