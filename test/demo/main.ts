import { DescribeRegistrationFieldValuesCommand, DescribeRegistrationsCommand, PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import * as cdkJson from '../../cdk.json';
import { Cdk, type CdkResult } from '../local-cloud/cdk';
import { LocalCloud } from '../local-cloud/local-cloud';
import { DeployedStack } from '../local-cloud/stack';
import { Simulator } from '../simulator';
import { Terminal } from './terminal';
import { printTimeline, timeline } from './timeline';

const STACK = 'TollFreeRegistration';
const terminal = new Terminal();

/** Deploys and destroys the example with the real CDK CLI. Ends well only if the service itself says that the registration is gone. */
async function main(keep: boolean): Promise<void> {
  terminal.line(terminal.paint('bold', 'cdk-sms-registration: a registration from cdk deploy to cdk destroy, on a local cloud'));
  const simulator = await terminal.step('Start the SMS service, at its real rate of one request per second and operation', () => (
    Simulator.start({ switches: { rateLimit: true } })
  ));
  let cloud: LocalCloud | undefined;
  try {
    cloud = await terminal.step('Start the local cloud', () => LocalCloud.start({ simulatorEndpoint: simulator.endpoint }));
    await tellStory(simulator, cloud);
    if (keep) {
      await stayUp(cloud);
    }
  } finally {
    await cloud?.stop();
    await simulator.stop();
  }
}

async function tellStory(simulator: Simulator, cloud: LocalCloud): Promise<void> {
  const service = new PinpointSMSVoiceV2Client({ endpoint: simulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  await runCdk(cloud, 'cdk bootstrap', (cdk) => cdk.bootstrap());
  await runCdk(cloud, 'cdk deploy', (cdk) => cdk.deploy());

  const stack = new DeployedStack(cloud, (await new DeployedStack(cloud, STACK).id())!);
  const registrationId = (await stack.outputs()).RegistrationId!;
  const ours = simulator.control.journal().length;
  await showRegistration(service, registrationId);
  const shown = simulator.control.journal().length;

  await runCdk(cloud, 'cdk destroy', (cdk) => cdk.destroy());
  const calls = simulator.control.journal().filter((_, index) => index < ours || index >= shown);
  const gone = await isGone(service, registrationId);

  const events = (await stack.events()).filter(({ ResourceType }) => ResourceType === 'Custom::SMSVoiceRegistration');
  printTimeline(terminal, timeline(events, calls, simulator.control.history({ registrationId })));
  terminal.title('Asked at the end');
  terminal.line(gone
    ? `  ${terminal.paint('green', '✔')} DescribeRegistrations: the service knows no ${registrationId} any more`
    : `  ${terminal.paint('red', '✘')} DescribeRegistrations: ${registrationId} is still there`);
  service.destroy();
  if (!gone || await stack.status() !== 'DELETE_COMPLETE') {
    throw new Error('The registration or its stack is still there.');
  }
}

async function runCdk(cloud: LocalCloud, title: string, run: (cdk: Cdk) => Promise<CdkResult>): Promise<void> {
  await terminal.step(title, async (show) => {
    const onLine = (line: string) => {
      // The CLI's own progress: "Stack | 3/6 | 11:22:33 | CREATE_COMPLETE | Type | Path".
      const [, , , status, type] = line.split('|').map((part) => part.trim());
      if (status && type) {
        show(`${status} ${type}`);
      }
    };
    const { exitCode, output } = await run(new Cdk({ app: cdkJson.app, environment: cloud.environment, onLine }));
    if (exitCode !== 0) {
      throw new Error(`${title} ended with exit code ${exitCode}:\n${output}`);
    }
  });
}

async function showRegistration(service: PinpointSMSVoiceV2Client, registrationId: string): Promise<void> {
  const { Registrations: [registration] = [] } = await service.send(new DescribeRegistrationsCommand({ RegistrationIds: [registrationId] }));
  const { RegistrationFieldValues = [] } = await service.send(new DescribeRegistrationFieldValuesCommand({ RegistrationId: registrationId }));
  terminal.title('The registration, as the service sees it');
  terminal.line(`  ${registration!.RegistrationArn}`);
  terminal.line(`  ${registration!.RegistrationType}  ${terminal.paint('yellow', registration!.RegistrationStatus!)}  version ${registration!.CurrentVersionNumber}`);
  for (const { FieldPath, TextValue, SelectChoices } of RegistrationFieldValues) {
    terminal.line(`  ${terminal.paint('dim', FieldPath!.padEnd(38))} ${TextValue ?? SelectChoices?.join(', ')}`);
  }
  terminal.line();
}

/** The service's own answer, in each of the ways in which it may say so. */
async function isGone(service: PinpointSMSVoiceV2Client, registrationId: string): Promise<boolean> {
  try {
    const { Registrations = [] } = await service.send(new DescribeRegistrationsCommand({ RegistrationIds: [registrationId] }));
    return Registrations.every(({ RegistrationStatus }) => RegistrationStatus === 'DELETED');
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') {
      return true;
    }
    throw error;
  }
}

/** Until somebody presses Ctrl-C. */
async function stayUp(cloud: LocalCloud): Promise<void> {
  terminal.title('The local cloud stays up. In another terminal, in this folder:');
  for (const [name, value] of Object.entries(cloud.environment)) {
    terminal.line(`  export ${name}='${value}'`);
  }
  for (const command of ['npx cdk deploy', '.local-cloud/bin/aws pinpoint-sms-voice-v2 describe-registrations', 'npx cdk destroy']) {
    terminal.line(`  ${terminal.paint('cyan', command)}`);
  }
  terminal.line('\nCtrl-C ends it, and all that is in it.');
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  clearInterval(alive);
}

main(process.argv.includes('--keep')).catch((error: unknown) => {
  terminal.line(`\n${terminal.paint('red', error instanceof Error ? error.message : String(error))}`);
  process.exitCode = 1;
});
