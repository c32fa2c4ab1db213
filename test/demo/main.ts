import { spawnSync } from 'child_process';
import * as path from 'path';
import { parseArgs } from 'util';
import { pythonPath } from '../../scripts/install-local-cloud';
import { LocalCloud } from '../local-cloud/local-cloud';
import { Reviewers, Simulator } from '../simulator';
import { ACTS } from './acts';
import { stayUp } from './keep';
import { Stage } from './stage';
import { Terminal } from './terminal';
import { printTimeline } from './timeline';

const OPTIONS = { 'keep': { type: 'boolean' }, 'timeline': { type: 'boolean' }, 'real-rate': { type: 'boolean' } } as const;
const terminal = new Terminal();

/** Tells the story of one declaration, from the deploy to the destroy, with the real CDK CLI on a local cloud. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  terminal.line(terminal.paint('bold', 'cdk-sms-registration on a local cloud: no AWS account, nothing leaves this machine'));
  installOnce();
  const simulator = await Simulator.start({ switches: { rateLimit: values['real-rate'] === true } });
  const reviewers = new Reviewers(simulator.control);
  let cloud: LocalCloud | undefined;
  try {
    cloud = await terminal.step('Start the local cloud', () => LocalCloud.start({ simulatorEndpoint: simulator.endpoint }));
    await (values.keep ? stayUp(terminal, cloud) : tellStory(new Stage(terminal, simulator, cloud), values.timeline === true));
  } finally {
    reviewers.rest();
    await cloud?.stop();
    await simulator.stop();
  }
}

async function tellStory(stage: Stage, withTimeline: boolean): Promise<void> {
  for (const [index, { title, play }] of ACTS.entries()) {
    terminal.title(`${index + 1}  ${title}`);
    await play(stage);
  }
  if (withTimeline) {
    printTimeline(stage);
  }
}

function installOnce(): void {
  try {
    pythonPath();
  } catch {
    terminal.line('Installing the local cloud once, about 20 s');
    const script = path.join(__dirname, '..', '..', 'scripts', 'install-local-cloud.ts');
    const { status, stderr } = spawnSync(process.execPath, ['--import', require.resolve('tsx'), script], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
    if (status !== 0) {
      throw new Error(stderr.trim());
    }
  }
}

main().catch((error: unknown) => {
  terminal.line(`\n${terminal.paint('red', error instanceof Error ? error.message : String(error))}`);
  process.exitCode = 1;
});
