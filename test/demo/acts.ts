import { DeleteRegistrationCommand, DescribePhoneNumbersCommand, DescribeRegistrationsCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { printCode, printDiff } from './code';
import type { Stage } from './stage';
import { bar, numberLine, statusLine } from './views';
import { Operations } from '../local-cloud/operations';

export interface Act {
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** The story, in order. */
export const ACTS: readonly Act[] = [
  { title: 'What the user writes', play: showCode },
  { title: 'One deploy of all three', play: deploy },
  { title: 'A text that is too short', play: refuseShortText },
  { title: 'The carriers approve the brand, and the event about it is lost', play: sweep },
  { title: 'The carriers deny the campaign', play: deny },
  { title: 'The correction', play: correct },
  { title: 'The carriers approve the campaign', play: approve },
  { title: 'A destroy, which the protection of the brand refuses', play: destroy },
  { title: 'What is left, asked of the service', play: askService },
];

const SAMPLE = 'Example: enter the security code 654321 to confirm your new phone.';
const TOO_SHORT = 'Example: 654321';
const DENIAL = 'OPT_IN_WORKFLOW_MISSING';
const CORRECTION = ['www.example.com/texts', 'www.example.com/public/texts'] as const;
/** Of the text; its first line is that of the subject. */
const INBOX_LINES = 9;

async function showCode({ terminal, app }: Stage): Promise<void> {
  printCode(terminal, app.declarations);
}

async function deploy(stage: Stage): Promise<void> {
  const { terminal, simulator } = stage;
  // What EventBridge promises is best effort. For a while it brings nothing.
  simulator.control.setSwitches({ eventDelivery: 'lost' });
  await stage.cdk('bootstrap');
  const details = () => [bar(stage, 'Brand'), bar(stage, 'Campaign'), numberLine(stage)];
  await stage.cdk('deploy', { details });
  const { CampaignPendingSteps } = await (await stage.stack()).outputs();
  terminal.text(`Campaign: ${CampaignPendingSteps}`, { colour: 'yellow' });
}

async function refuseShortText(stage: Stage): Promise<void> {
  const { terminal, app } = stage;
  const before = formsOf(stage);
  printDiff(terminal, app.edit(SAMPLE, TOO_SHORT));
  await stage.cdk('deploy', { isRefused: true });
  terminal.text(await stage.refusal(), { colour: 'red' });
  if (formsOf(stage) !== before) {
    throw new Error('Something was changed.');
  }
  terminal.line('  Asked of the service: no registration, number or field is different.');
  app.edit(TOO_SHORT, SAMPLE);
}

async function sweep(stage: Stage): Promise<void> {
  const { terminal, simulator, events } = stage;
  simulator.control.approve({ registrationId: stage.idOf('Brand') });
  terminal.line(statusLine(stage, 'Brand'));
  terminal.line('  EventBridge delivers such events on a best-effort basis, and this one does not arrive.');
  await events.tick();
  await stage.until('Twelve hours later the handler looks by itself', () => stage.find('Campaign')!.status === 'REVIEWING');
  terminal.line(`${statusLine(stage, 'Campaign')}: submitted without a deploy`);
  simulator.control.setSwitches({ eventDelivery: 'once' });
}

async function deny(stage: Stage): Promise<void> {
  const { terminal, simulator, events } = stage;
  simulator.control.deny({ registrationId: stage.idOf('Campaign'), codes: [DENIAL] });
  const message = async () => (await events.published()).find(({ subject }) => subject.includes('denied'));
  await stage.until('The event arrives, and everybody who subscribed is told', async () => await message() !== undefined);
  const { subject, texts } = (await message())!;
  terminal.line(`  │ ${terminal.paint('bold', subject)}`);
  terminal.text(texts.email.split('\n').slice(1).filter(Boolean).join('\n'), { margin: '  │ ', most: INBOX_LINES });
}

async function correct(stage: Stage): Promise<void> {
  const { terminal, app } = stage;
  printDiff(terminal, app.edit(...CORRECTION));
  await stage.cdk('deploy', { details: () => [bar(stage, 'Campaign')] });
}

async function approve(stage: Stage): Promise<void> {
  const { terminal, simulator } = stage;
  simulator.control.approve({ registrationId: stage.idOf('Campaign') });
  terminal.line(statusLine(stage, 'Campaign'));
  await stage.until('The event arrives, and the handler associates the number', () => stage.state.phoneNumbers[0]!.status === 'ACTIVE');
  terminal.line(`${numberLine(stage)}: it can send`);
}

async function destroy(stage: Stage): Promise<void> {
  const { terminal, cloud, service } = stage;
  await stage.cdk('destroy', { isRefused: true });
  terminal.text(await stage.refusal(), { colour: 'red' });
  const stack = await stage.stack();
  const [brand] = (await stack.resources()).filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
  terminal.line(`  $ aws cloudformation delete-stack --stack-name TenDlc --retain-resources ${brand!.LogicalResourceId}`);
  await new Operations(cloud).delete('TenDlc', { RetainResources: [brand!.LogicalResourceId!] });
  terminal.line('  $ aws pinpoint-sms-voice-v2 delete-registration \\');
  terminal.line(`      --registration-id ${stage.idOf('Brand')}`);
  await service.send(new DeleteRegistrationCommand({ RegistrationId: stage.idOf('Brand') }));
  terminal.line(`  ${terminal.paint('green', '✔')} Deleted in this order: ${deleted(stage).join(', ')}`);
}

async function askService(stage: Stage): Promise<void> {
  const { terminal, service, calls, events, commands, begun } = stage;
  const { Registrations } = await service.send(new DescribeRegistrationsCommand({}));
  const { PhoneNumbers } = await service.send(new DescribePhoneNumbersCommand({}));
  const status = await (await stage.stack()).status();
  terminal.line(`  Registrations: ${Registrations!.length}   Phone numbers: ${PhoneNumbers!.length}   Stack: ${status}`);
  const { length: messages } = await events.published();
  terminal.line(`  ${commands} commands of the CLI, ${calls.length} calls of the service, ${messages} messages, 2 steps without a deploy, ${Math.round((Date.now() - begun) / 1_000)} s`);
  if (Registrations!.length + PhoneNumbers!.length > 0 || status !== 'DELETE_COMPLETE') {
    throw new Error('Something is left.');
  }
}

/** What was deleted, by name. */
function deleted({ calls, names }: Stage): string[] {
  const done = calls.filter(({ operation, outcome }) => /^(DeleteRegistration|ReleasePhoneNumber)$/.test(operation) && outcome === 'ok');
  return done.map(({ operation, registrationId }) => operation === 'ReleasePhoneNumber' ? 'Number' : names.get(registrationId!)!);
}

/** What the service has, except for tags: they record which update was sent last. */
function formsOf({ state, calls }: Stage): string {
  const writes = calls.filter(({ operation }) => operation.endsWith('RegistrationFieldValue')).length;
  return JSON.stringify([state.registrations.map(({ tags: _, ...registration }) => registration), writes]);
}
