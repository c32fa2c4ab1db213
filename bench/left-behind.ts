import { surroundings, wholeHandler } from './functions';
import { NAMES, type Peer } from './peers';
import type { Synthesis } from './synthesis';
import { ACCOUNT, CloudFormation, LambdaHost, ResponseServer, StackApi, type CustomResource, type OperationResult, type Properties } from '../test/cloudformation';
import { Simulator } from '../test/simulator';
import { Time } from '../test/time/time';

const SPEED = 20;

/** What there is after an operation on the stack, told by the stack and by the service. */
export interface Scene {
  readonly stack: string;
  /** Registrations that are there. */
  readonly registrations: number;
}

/** A story, as far as it was told: the last scene is its end. */
export type Story = readonly Scene[];

interface Stage {
  readonly simulator: Simulator;
  readonly stack: CloudFormation;
  readonly template: readonly CustomResource[];
  readonly lambda: LambdaHost;
}

/** What may go wrong; each operation on the stack ends a scene. */
const STORIES: Record<string, (stage: Stage) => AsyncGenerator<OperationResult>> = {
  'a field is refused': async function* ({ simulator: { control }, stack, template }) {
    control.injectFault({ kind: 'error', operation: 'PutRegistrationFieldValue', times: 1_000, error: { name: 'ValidationException' } });
    yield await stack.deploy(template);
  },
  'the answers to the create are lost': async function* ({ simulator: { control }, stack, template }) {
    control.injectFault({ kind: 'reset-after', operation: 'CreateRegistration', times: 1_000 });
    yield await stack.deploy(template);
  },
  'the create is cancelled while it runs': async function* ({ simulator: { control }, stack, template }) {
    control.injectFault({ kind: 'delay', operation: 'CreateRegistration', delayMs: 3_000 });
    const cancel = new AbortController();
    const deploying = stack.deploy(template, { cancel: cancel.signal });
    await until(() => control.journal().some(({ operation }) => operation === 'CreateRegistration'));
    cancel.abort();
    yield await deploying;
  },
  'the delete is refused under review, and tried again when that has ended': async function* ({ simulator: { control }, stack, template }) {
    await stack.deploy(template.slice(0, 1));
    const { registrationId } = control.state().registrations[0]!;
    control.setStatus({ registrationId, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    yield await stack.destroy();
    control.setStatus({ registrationId, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    yield await stack.destroy();
  },
  'the function dies right after it has created, and the stack is destroyed later': async function* ({ simulator, stack, template, lambda }) {
    simulator.onReset(() => lambda.killBusy());
    simulator.control.injectFault({ kind: 'reset-after', operation: 'CreateRegistration' });
    yield await stack.deploy(template.slice(0, 1));
    yield await stack.destroy();
  },
};

/** Tells every story with every peer, by a CloudFormation that keeps its rules and with the service as the witness. */
export async function leftBehind(syntheses: Record<Peer, Synthesis>): Promise<Record<string, Record<Peer, Story>>> {
  const told: Record<string, Record<Peer, Story>> = {};
  for (const [name, tell] of Object.entries(STORIES)) {
    const byPeer = await Promise.all(NAMES.map(async (peer) => [peer, await story(peer, syntheses[peer], tell)] as const));
    told[name] = Object.fromEntries(byPeer) as Record<Peer, Story>;
  }
  return told;
}

async function story(peer: Peer, synthesis: Synthesis, tell: (stage: Stage) => AsyncGenerator<OperationResult>): Promise<Story> {
  const time = new Time(SPEED);
  const simulator = await Simulator.start({ time, account: ACCOUNT });
  const now = () => time.now();
  const responses = await ResponseServer.start({ now });
  const stackApi = await StackApi.start(now);
  const { env, ...code } = wholeHandler(peer, synthesis);
  const endpoints = { ...surroundings(simulator, responses.port), AWS_ENDPOINT_URL_CLOUDFORMATION: stackApi.endpoint };
  const lambda = new LambdaHost({ ...code, time, env: { ...env, ...endpoints } });
  const stack = new CloudFormation({ target: lambda, responses, stackApi, now, secondMs: time.real(1_000), stackName: 'Bench' });
  const scenes: Scene[] = [];
  try {
    for await (const { status } of tell({ simulator, stack, lambda, template: templateOf(synthesis) })) {
      await lambda.idle();
      scenes.push({ stack: status, registrations: simulator.control.state().registrations.filter((one) => one.status !== 'DELETED').length });
    }
    return scenes;
  } finally {
    await lambda.close();
    await responses.close();
    await stackApi.close();
    await simulator.stop();
  }
}

/** The custom resources of the template, the registration first. The driver knows no Fn::Join: what is left of one is only good for a call that fails. */
function templateOf({ customResources }: Synthesis): CustomResource[] {
  const logicalIds = [...customResources.keys()];
  return [...customResources].map(([logicalId, { Type, Properties: { ServiceToken, ServiceTimeout, ...properties } }], index) => ({
    logicalId,
    resourceType: Type,
    serviceTimeout: Number(ServiceTimeout ?? 1_200),
    properties: JSON.parse(JSON.stringify(properties), (_, value: unknown) => joined(value)) as Properties,
    dependsOn: logicalIds.slice(0, index),
  }));
}

function joined(value: unknown): unknown {
  const [separator, parts] = (value as { 'Fn::Join'?: [string, unknown[]] } | null)?.['Fn::Join'] ?? [];
  return parts ? parts.map((part) => typeof part === 'string' ? part : 'registration-00000000000000000000000000000000').join(separator) : value;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
