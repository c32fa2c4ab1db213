import { subscribe, unsubscribe } from 'diagnostics_channel';
import * as fs from 'fs';
import * as http from 'http';
import type { AddressInfo, Socket } from 'net';
import { frameworkStart } from './framework';
import { callingFunction, surroundings } from './functions';
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
  /** From the start of the process to the answer to a delete; not for the Provider, of which that is only a part. */
  readonly destroyMs: number[];
  /** The most that the process ever held. */
  readonly peakMegabytes: number[];
}

/** Starts every peer's function in a new process, in turns, with the event of a create, and in another one with that of a delete. Linux only. */
export async function coldStarts(syntheses: Record<Peer, Synthesis>, runs: number): Promise<Record<Peer, ColdStarts>> {
  const none = (): ColdStarts => ({ firstCallMs: [], fromEventMs: [], destroyMs: [], peakMegabytes: [] });
  const results = Object.fromEntries(NAMES.map((peer) => [peer, none()])) as Record<Peer, ColdStarts>;
  const simulator = await Simulator.start({ switches: { quotas: { registrations: 1_000_000 } } });
  const responses = await Responses.start();
  try {
    // The first round warms the disk's cache, and does not count.
    for (let run = 0; run <= runs; run += 1) {
      for (const peer of NAMES) {
        const { firstCallMs, destroyMs, peakMegabytes } = await coldStart(peer, syntheses[peer], simulator, responses);
        const frameworkMs = peer === 'Provider' ? await frameworkStart(syntheses[peer], createOf(syntheses[peer], responses.port)) : 0;
        if (run > 0) {
          results[peer].firstCallMs.push(firstCallMs);
          results[peer].fromEventMs.push(frameworkMs + firstCallMs);
          results[peer].destroyMs.push(...destroyMs);
          results[peer].peakMegabytes.push(peakMegabytes);
        }
      }
    }
  } finally {
    responses.stop();
    await simulator.stop();
  }
  return results;
}

async function coldStart(
  peer: Peer, synthesis: Synthesis, simulator: Simulator, responses: Responses,
): Promise<{ readonly firstCallMs: number; readonly destroyMs: number[]; readonly peakMegabytes: number }> {
  simulator.control.reset();
  const { env, ...code } = callingFunction(peer, synthesis);
  const host = new LambdaHost({ ...code, env: { ...env, ...surroundings(simulator, responses.port) } });
  const before = children();
  const create = createOf(synthesis, responses.port);
  const arriving = arrival(simulator.port);
  const ending = host.invoke(create);
  // To fork so large a process as this one takes long, and that is none of the function's time.
  const started = performance.now();
  const firstCallMs = await arriving - started;
  const outcome = await ending;
  if (outcome.kind !== 'returned') {
    throw new Error(`${peer}: ${JSON.stringify(outcome)} ${host.logs.map(({ text }) => text).join('\n')}`);
  }
  const [pid] = children().filter((one) => !before.includes(one));
  const peakMegabytes = Number(/VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024;
  host.killWarm();
  const destroyMs = peer === 'Provider' ? [] : [await coldDestroy(host, { ...create, RequestType: 'Delete', ...responses.last })];
  await host.close();
  return { firstCallMs, destroyMs, peakMegabytes };
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

async function coldDestroy(host: LambdaHost, event: object): Promise<number> {
  const ending = host.invoke(event);
  const started = performance.now();
  await ending;
  return performance.now() - started;
}

interface Answer {
  readonly PhysicalResourceId?: string;
}

/** Where the functions put their answers. */
class Responses {
  public static async start(): Promise<Responses> {
    const responses = new Responses();
    await new Promise<void>((resolve) => responses.server.listen(0, '127.0.0.1', resolve));
    return responses;
  }

  /** Of the last answer, what the next event has to say. */
  public last: Answer = {};
  private readonly server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString(); }).on('end', () => {
      const { PhysicalResourceId } = JSON.parse(body) as Answer;
      this.last = { PhysicalResourceId };
      response.end();
    });
  });

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
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
