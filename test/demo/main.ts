import {
  DescribeRegistrationFieldValuesCommand, DescribeRegistrationsCommand, DescribeRegistrationVersionsCommand, PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import * as cdkJson from '../../cdk.json';
import { Cdk, type CdkResult } from '../local-cloud/cdk';
import { LocalCloud } from '../local-cloud/local-cloud';
import { DeployedStack } from '../local-cloud/stack';
import { Reviewers, Simulator, type JournalEntry } from '../simulator';
import { Terminal } from './terminal';
import { printTimeline, timeline } from './timeline';

const STACK = 'BrandAndCampaign';
const APP = cdkJson.app.replace('toll-free.ts', 'brand-and-campaign.ts');
const BETTER = 'Customers enter their number at www.example.com/passcodes and tick a box that nobody has ticked for them';
const terminal = new Terminal();

/** Deploys the example in the order that carriers want, and destroys it, with the real CDK CLI. Fails unless the service itself says that everything is gone. */
async function main(keep: boolean): Promise<void> {
  terminal.line(terminal.paint('bold', 'cdk-sms-registration: a brand and its campaign from cdk deploy to cdk destroy, on a local cloud'));
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
  const { control } = simulator;
  const service = new PinpointSMSVoiceV2Client({
    endpoint: simulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 20,
  });
  const reviewers = new Reviewers(control);
  const calls: JournalEntry[] = [];
  /** What the handler called meanwhile; the looks of the demo itself are not its. */
  const recorded = async (title: string, run: (cdk: Cdk) => Promise<CdkResult>) => {
    control.clearJournal();
    await runCdk(cloud, title, run);
    calls.push(...control.journal());
  };
  try {
    await runCdk(cloud, 'cdk bootstrap', (cdk) => cdk.bootstrap());
    await recorded('cdk deploy', (cdk) => cdk.deploy());
    const stack = new DeployedStack(cloud, (await new DeployedStack(cloud, STACK).id())!);
    const { BrandId, CampaignId, CampaignPendingSteps } = await stack.outputs() as Record<'BrandId' | 'CampaignId' | 'CampaignPendingSteps', string>;
    await showRegistration(service, BrandId, 'The brand is under review');
    await showRegistration(service, CampaignId, 'Its campaign stays a draft: carriers deny a campaign whose brand is not approved yet', CampaignPendingSteps);

    control.approve({ registrationId: BrandId });
    terminal.title('The carriers approve the brand. The next deploy that changes the campaign submits it');
    await recorded('cdk deploy, with a change of the campaign', (cdk) => cdk.deploy('--context', `optInWorkflow=${BETTER}`));
    await showRegistration(service, CampaignId, 'The campaign is under review', (await stack.outputs()).CampaignPendingSteps);
    control.approve({ registrationId: CampaignId });
    terminal.title('The carriers approve the campaign, too');

    await recorded('cdk destroy', (cdk) => cdk.destroy());
    const histories = [BrandId, CampaignId].flatMap((registrationId, index) => (
      control.history({ registrationId }).map((entry) => ({ ...entry, name: ['Brand', 'Campaign'][index]! }))
    ));
    const events = (await stack.events()).filter(({ ResourceType }) => ResourceType === 'Custom::SMSVoiceRegistration');
    printTimeline(terminal, timeline(events, calls, histories));
    await showEnd(service, stack, { BrandId, CampaignId });
  } finally {
    reviewers.rest();
    service.destroy();
  }
}

async function showEnd(service: PinpointSMSVoiceV2Client, stack: DeployedStack, ids: Record<string, string>): Promise<void> {
  terminal.title('Asked at the end');
  const remaining: string[] = [];
  for (const registrationId of Object.values(ids)) {
    const gone = await isGone(service, registrationId);
    terminal.line(gone
      ? `  ${terminal.paint('green', '✔')} DescribeRegistrations: the service knows no ${registrationId} any more`
      : `  ${terminal.paint('red', '✘')} DescribeRegistrations: ${registrationId} is still there`);
    remaining.push(...gone ? [] : [registrationId]);
  }
  if (remaining.length > 0 || await stack.status() !== 'DELETE_COMPLETE') {
    throw new Error('A registration or the stack is still there.');
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
    const { exitCode, output } = await run(new Cdk({ app: APP, environment: cloud.environment, onLine }));
    if (exitCode !== 0) {
      throw new Error(`${title} ended with exit code ${exitCode}:\n${output}`);
    }
  });
}

async function showRegistration(service: PinpointSMSVoiceV2Client, registrationId: string, title: string, pendingSteps?: string): Promise<void> {
  const { Registrations: [registration] = [] } = await service.send(new DescribeRegistrationsCommand({ RegistrationIds: [registrationId] }));
  const { RegistrationVersions = [] } = await service.send(new DescribeRegistrationVersionsCommand({ RegistrationId: registrationId }));
  const newest = RegistrationVersions.reduce((a, b) => (b.VersionNumber! > a.VersionNumber! ? b : a));
  const { RegistrationFieldValues = [] } = await service.send(new DescribeRegistrationFieldValuesCommand({ RegistrationId: registrationId }));
  terminal.title(title);
  terminal.line(`  ${registration!.RegistrationArn}`);
  terminal.line(`  ${registration!.RegistrationType}  ${terminal.paint('yellow', registration!.RegistrationStatus!)}  version ${newest.VersionNumber} ${newest.RegistrationVersionStatus}`);
  newest.DeniedReasons?.forEach(({ ShortDescription }) => terminal.line(`  ${terminal.paint('red', `Denied: ${ShortDescription}`)}`));
  for (const { FieldPath, TextValue, SelectChoices, DeniedReason } of RegistrationFieldValues) {
    const denial = DeniedReason ? terminal.paint('red', `  ${DeniedReason}`) : '';
    terminal.line(`  ${terminal.paint('dim', FieldPath!.padEnd(42))} ${TextValue ?? SelectChoices?.join(', ')}${denial}`);
  }
  if (pendingSteps !== undefined) {
    terminal.line(`  Pending steps: ${terminal.paint('yellow', pendingSteps)}`);
  }
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
