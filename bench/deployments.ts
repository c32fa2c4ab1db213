import * as path from 'path';
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { SDK } from './functions';
import { NAMES, type Peer } from './peers';
import { Cdk, tsApp, type CdkResult } from '../test/local-cloud/cdk';
import { LocalCloud } from '../test/local-cloud/local-cloud';
import { DeployedStack } from '../test/local-cloud/stack';
import { Simulator } from '../test/simulator';

/** Of each run, in the order of the runs. */
export interface Deployments {
  readonly deployCalls: number[];
  readonly destroyCalls: number[];
  /** From the first to the last event of the stack. */
  readonly deploySeconds: number[];
  readonly destroySeconds: number[];
}

/** Deploys and destroys a stack of each peer with the CDK CLI on the local cloud, in turns. */
export async function deployments(runs: number, say: (text: string) => void): Promise<Record<Peer, Deployments>> {
  const nothing = (): Deployments => ({ deployCalls: [], destroyCalls: [], deploySeconds: [], destroySeconds: [] });
  const results = Object.fromEntries(NAMES.map((peer) => [peer, nothing()])) as Record<Peer, Deployments>;
  const simulator = await Simulator.start();
  const cloud = await LocalCloud.start({ simulatorEndpoint: simulator.endpoint, functionEnvironment: { NODE_PATH: SDK } });
  try {
    succeeds(await new Cdk({ environment: cloud.environment }).bootstrap());
    for (let run = 1; run <= runs; run += 1) {
      for (const peer of NAMES) {
        say(`deploy and destroy ${run} of ${runs}: ${peer}`);
        await deployment(peer, cloud, simulator, results[peer]);
      }
    }
  } finally {
    await cloud.stop();
    await simulator.stop();
  }
  return results;
}

async function deployment(peer: Peer, cloud: LocalCloud, { control }: Simulator, result: Deployments): Promise<void> {
  control.reset();
  const cdk = new Cdk({ app: tsApp(path.join(__dirname, 'peers/app.ts')), environment: cloud.environment });
  succeeds(await cdk.deploy('--context', `peer=${peer}`));
  const stackId = await new DeployedStack(cloud, `Bench${peer}`).id();
  result.deployCalls.push(control.journal().length);
  control.clearJournal();
  succeeds(await cdk.destroy('--context', `peer=${peer}`));
  result.destroyCalls.push(control.journal().length);
  const events = await new DeployedStack(cloud, stackId!).events();
  result.deploySeconds.push(seconds(events, 'CREATE'));
  result.destroySeconds.push(seconds(events, 'DELETE'));
  const left = control.state().registrations.filter(({ status }) => status !== 'DELETED').length;
  if (left > 0) {
    throw new Error(`${peer} has left ${left} registrations`);
  }
}

function seconds(events: readonly StackEvent[], verb: string): number {
  const ofStack = events.filter(({ ResourceType, ResourceStatus }) => ResourceType === 'AWS::CloudFormation::Stack' && ResourceStatus?.startsWith(`${verb}_`));
  return (ofStack.at(-1)!.Timestamp!.getTime() - ofStack[0]!.Timestamp!.getTime()) / 1_000;
}

function succeeds({ exitCode, output }: CdkResult): void {
  if (exitCode !== 0) {
    throw new Error(output);
  }
}
