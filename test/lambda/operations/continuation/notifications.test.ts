import { DeleteRegistrationCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { continueNow, eventFor } from './continuation';
import type { Properties } from '../../../cloudformation';
import { Sns } from '../../../sns';
import { brand, CANARY, failing, Stage, type StageOptions } from '../../stage';
import { BRAND, CAMPAIGN, empty, letBeEmpty, makeNumber } from '../associations/associations';

let stage: Stage;
let sns: Sns;

afterEach(async () => {
  await stage.close();
  await sns.stop();
});

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:registrations';
const DAY_MS = 86_400_000;
const DAYS_90 = String(90 * 86_400);
const refs = (...logicalIds: string[]) => logicalIds.map((Ref) => ({ Ref })) as unknown as Properties[];
const named = (name: string) => [{ Key: 'Name', Value: name }] as unknown as Properties[];
const campaign = (overrides: Partial<Properties> = {}) => (
  empty(CAMPAIGN, 'Campaign', { Submit: true, ContinueFor: DAYS_90, Associations: refs('Brand'), Tags: named('my campaign'), ...overrides })
);
const theBrand = (overrides: Partial<Properties> = {}) => brand({}, { ContinueFor: DAYS_90, Tags: named('my brand'), ...overrides });
const idOf = (logicalId: string) => stage.stack.ref(logicalId);
const of = (logicalId: string) => ({ registrationId: idOf(logicalId) });
const notifiedOf = (logicalId: string) => (
  stage.living.find(({ registrationId }) => registrationId === idOf(logicalId))!.tags['cdk-sms-registration:notified']
);
const subjects = () => sns.published.map(({ subject }) => subject);
const lastText = () => sns.published.at(-1)!.texts.default!;
const warnings = () => stage.logLines.filter(({ level, step }) => level === 'WARN' && step === 'notify').map(({ message }) => message as string);
const metrics = (name: string) => stage.logLines.filter((line) => '_aws' in line && name in line).map((line) => line[name]);

/** The stack has a brand under review, and whatever else is given. */
async function opened({ env, more = [], overrides }: Pick<StageOptions, 'env'> & {
  more?: ReturnType<typeof campaign>[];
  overrides?: Partial<Properties>;
} = {}): Promise<void> {
  sns = await Sns.start();
  stage = await Stage.open({ env, sns });
  letBeEmpty(stage, CAMPAIGN);
  stage.reviewersTakeUp();
  const { status } = await stage.stack.deploy([theBrand(overrides), ...more]);
  expect(status).toBe('CREATE_COMPLETE');
  stage.control.clearJournal();
}

/** What the schedule sends to a handler with a topic. */
const sweep = (logicalIds = ['Brand'], more = {}) => continueNow(stage, logicalIds, { notificationTopic: TOPIC, ...more });
/** What the rule sends after an event of the service. */
const event = (logicalId: string, logicalIds = ['Brand']) => sweep(logicalIds, eventFor(idOf(logicalId)));

describe('A handler with a topic', () => {
  test('tells of an approval once, by the event or by the sweep', async () => {
    await opened();
    await sweep();
    expect(sns.published).toEqual([]);

    stage.control.approve(of('Brand'));
    await event('Brand');
    await event('Brand');
    await sweep();
    expect(subjects()).toEqual(['SMS registration my brand was approved']);
    expect(notifiedOf('Brand')).toBe('1 COMPLETE');
    expect(lastText()).toContain(`ID: ${idOf('Brand')}`);
    expect(lastText()).toContain(`Type: ${BRAND}`);
    expect(lastText()).toContain('https://us-east-1.console.aws.amazon.com/sms-voice/home?region=us-east-1#/registrations');
  });

  test('tells of a denial whose event was lost, with its reasons and what to do, and hides what the form says', async () => {
    await opened();
    stage.control.deny({
      ...of('Brand'),
      codes: ['BRAND_ADDRESS_INVALID'],
      reasons: [{ Reason: 'OTHER', ShortDescription: `Nobody knows ${CANARY} Corp.`, LongDescription: `Not at 1 ${CANARY} Street.` }],
      fields: { 'companyInfo.taxId': { deniedReason: `${CANARY} 12 belongs to somebody else` } },
    });
    await sweep();
    await sweep();
    expect(subjects()).toEqual(['SMS registration my brand was denied']);
    const text = lastText();
    expect(text).toContain('Version 1 of the form was denied.');
    expect(text).toContain('- BRAND_ADDRESS_INVALID');
    expect(text).toContain('- companyInfo.taxId: … belongs to somebody else');
    expect(text).toContain('It can be submitted again.');
    expect(text).toContain('Enter the full street address');
    const chat = JSON.parse(sns.published[0]!.texts.https!) as { content: object; metadata: object };
    expect(chat).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown', title: 'SMS registration my brand was denied', keywords: ['denied', BRAND] },
      metadata: { threadId: idOf('Brand'), eventType: 'denied', additionalContext: { registrationId: idOf('Brand'), version: '1' } },
    });
  });

  test('tells of the next version again', async () => {
    await opened();
    stage.control.deny(of('Brand'));
    await event('Brand');
    await stage.stack.deploy([brand({ 'companyInfo.city': 'Other Town' }, { Tags: named('my brand') })]);
    await sweep();
    stage.control.deny(of('Brand'));
    await event('Brand');
    expect(subjects()).toEqual(Array(2).fill('SMS registration my brand was denied'));
    expect(notifiedOf('Brand')).toBe('2 REQUIRES_UPDATES');
  });

  test('tells again what becomes of the same version when it is reviewed once more', async () => {
    await opened();
    stage.control.approve(of('Brand'));
    await event('Brand');
    stage.control.setStatus({ ...of('Brand'), registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'REVOKED' });
    await event('Brand');
    stage.control.setStatus({ ...of('Brand'), registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' });
    await event('Brand');
    stage.control.setStatus({ ...of('Brand'), registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    await event('Brand');
    await event('Brand');
    expect(subjects()).toEqual([
      'SMS registration my brand was approved', 'SMS registration my brand lost its approval', 'SMS registration my brand was denied',
    ]);
  });

  test('tells once if two runs look at once', async () => {
    await opened();
    stage.cloud.lambda.delivery = 'concurrently';
    // Two instances that have started already are really at it at once.
    await sweep();
    stage.control.deny(of('Brand'));
    await event('Brand');
    expect(sns.published).toHaveLength(1);
  });

  test('tells what happens while another run tells something', async () => {
    await opened();
    stage.control.requireAuthentication(of('Brand'));
    const first = event('Brand');
    await stage.called('TagResource');
    stage.control.deny(of('Brand'));
    await Promise.all([first, event('Brand')]);
    expect(subjects()).toEqual(['SMS registration my brand needs an authentication by e-mail', 'SMS registration my brand was denied']);
    expect(notifiedOf('Brand')).toBe('1 REQUIRES_AUTHENTICATION REQUIRES_UPDATES');
  });

  test('tells later what could not be published, and nothing fails', async () => {
    await opened();
    stage.control.deny(of('Brand'));
    sns.refusal = 'AuthorizationError';
    await event('Brand');
    expect(stage.outcomes.at(-1)).toBe('returned');
    expect(notifiedOf('Brand')).toBe('1');
    expect(warnings()).toEqual([expect.stringMatching(new RegExp(`^Nobody was notified about registration ${idOf('Brand')} \\(denied\\): publishing to ${TOPIC} failed`))]);

    sns.refusal = undefined;
    await sweep();
    await sweep();
    expect(subjects()).toEqual(['SMS registration my brand was denied']);
  });

  test('tells later what it could not tell because it was stopped', async () => {
    await opened();
    stage.control.deny(of('Brand'));
    const run = event('Brand');
    await stage.called('TagResource');
    stage.cloud.lambda.killBusy();
    await run;
    expect(sns.published).toEqual([]);
    expect(notifiedOf('Brand')).toMatch(/^1 telling=REQUIRES_UPDATES@\d+@[0-9a-f]{8}$/);

    await stage.pass(20 * 60_000);
    await sweep();
    await sweep();
    expect(subjects()).toEqual(['SMS registration my brand was denied']);
    expect(notifiedOf('Brand')).toBe('1 REQUIRES_UPDATES');
  });

  test('asks for the authentication by e-mail, and reminds on days 1, 5 and 25', async () => {
    await opened();
    stage.control.requireAuthentication(of('Brand'));
    await event('Brand');
    expect(lastText()).toContain('Open the link in the e-mail');
    const told: number[] = [];
    for (let day = 0; day < 32; day += 1) {
      const before = sns.published.length;
      await sweep();
      told.push(...sns.published.length > before ? [day] : []);
      await stage.pass(DAY_MS);
    }
    expect(told).toEqual([1, 5, 25]);
    expect(new Set(subjects().slice(1))).toEqual(new Set(['SMS registration my brand still needs an authentication by e-mail']));
    expect(lastText()).toContain('It has been waiting for 25 days.');
  });

  test('tells once that a review takes longer than AWS says', async () => {
    await opened();
    await stage.pass(2 * DAY_MS);
    await sweep();
    expect(sns.published).toEqual([]);
    await stage.pass(1.1 * DAY_MS);
    await sweep();
    await stage.pass(DAY_MS);
    await sweep();
    expect(subjects()).toEqual(['SMS registration my brand is still under review']);
    expect(lastText()).toContain('3 days ago. AWS says that this review takes up to 2 business days, or 21 days for a company outside of the United States.');
  });

  test('does not tell of a draft, nor of an approval from before there was a topic', async () => {
    await opened({ more: [campaign({ Submit: undefined })] });
    stage.control.approve(of('Brand'));
    await stage.pass(2 * DAY_MS);
    await sweep(['Brand', 'Campaign']);
    await sweep(['Brand', 'Campaign']);
    expect(sns.published).toEqual([]);
    expect(notifiedOf('Brand')).toBe('1 COMPLETE');
    expect(notifiedOf('Campaign')).toBeUndefined();
  });

  test('tells what it did by itself, even if that could not be published at once', async () => {
    await opened({ more: [campaign()] });
    stage.control.approve(of('Brand'));
    sns.refusal = 'InternalError';
    await event('Brand', ['Brand', 'Campaign']);
    expect(notifiedOf('Campaign')).toBe('1 owed=submitted');
    expect(metrics('ContinuationFailures')).toEqual([1]);

    sns.refusal = undefined;
    await sweep(['Brand', 'Campaign']);
    await sweep(['Brand', 'Campaign']);
    expect(subjects()).toEqual(['SMS registration my brand was approved', 'SMS registration my campaign was submitted']);
    expect(lastText()).toContain('The form was submitted: it no longer had to wait.');
  });

  test('tells of a number that it associated together with the approval', async () => {
    await opened();
    const number = await makeNumber(stage, 'TEN_DLC');
    stage.control.approve(of('Brand'));
    await event('Brand');
    await stage.stack.deploy([theBrand(), campaign({ Associations: [...refs('Brand'), number] as never })]);
    stage.control.approve(of('Campaign'));
    await event('Campaign', ['Brand', 'Campaign']);
    expect(subjects().slice(1)).toEqual(['SMS registration my campaign was approved']);
    expect(lastText()).toContain(`Done just now, without a deploy:\n- ${number} was associated with it.`);
  });

  test('does not say that it associated a number that was released meanwhile', async () => {
    await opened();
    const number = await makeNumber(stage, 'TEN_DLC');
    stage.control.approve(of('Brand'));
    await event('Brand');
    await stage.stack.deploy([theBrand(), campaign({ Associations: [...refs('Brand'), number] as never })]);
    await stage.release(number);
    stage.control.approve(of('Campaign'));
    await event('Campaign', ['Brand', 'Campaign']);
    expect(subjects().slice(1)).toEqual(['SMS registration my campaign was approved']);
    expect(lastText()).not.toContain(number);
  });

  test('tells of a number that it associated, even if another one could not be', async () => {
    await opened();
    const numbers = [await makeNumber(stage, 'TEN_DLC'), await makeNumber(stage, 'TEN_DLC')];
    stage.control.approve(of('Brand'));
    await event('Brand');
    await stage.stack.deploy([theBrand(), campaign({ Associations: [...refs('Brand'), ...numbers] as never })]);
    stage.control.approve(of('Campaign'));
    stage.control.injectFault({ kind: 'error', operation: 'CreateRegistrationAssociation', error: { name: 'ConflictException', Reason: 'PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION' } as never, times: 1 });
    await event('Campaign', ['Brand', 'Campaign']);
    expect(lastText()).toMatch(/Done just now, without a deploy:\n- phone-\w+ was associated with it\./);
    expect(lastText()).toMatch(/- associate phone-\w+: not possible yet/);
  });

  test('tells with the denial of a brand which campaigns wait for it', async () => {
    await opened({ more: [campaign()] });
    stage.control.deny(of('Brand'));
    await event('Brand', ['Brand', 'Campaign']);
    expect(subjects()).toEqual(['SMS registration my brand was denied']);
    expect(lastText()).toContain(`my campaign (${idOf('Campaign')}) cannot be submitted before this registration is COMPLETE.`);
  });

  test('says when it submits the same form again, and that it did', async () => {
    await opened({ more: [campaign()] });
    stage.control.approve(of('Brand'));
    await event('Brand', ['Brand', 'Campaign']);
    stage.control.deny({ ...of('Campaign'), codes: ['WAIT_TO_RESUBMIT_REGISTRATION'] });
    await event('Campaign', ['Brand', 'Campaign']);
    expect(lastText()).toMatch(/No deploy is needed: the library submits the same form again by itself, not before \d{4}-\d\d-\d\d \d\d:\d\d UTC, at most 3 times more and until \d{4}-\d\d-\d\d\./);
    expect(lastText()).not.toContain('deploy again');

    await stage.pass(1.1 * DAY_MS);
    await sweep(['Brand', 'Campaign']);
    expect(subjects().at(-1)).toBe('SMS registration my campaign was submitted again');
    expect(notifiedOf('Campaign')).toBe('2');
  });

  test('promises no submit for which no time will be left', async () => {
    await opened({ more: [campaign({ ContinueFor: '86400' })] });
    stage.control.approve(of('Brand'));
    await event('Brand', ['Brand', 'Campaign']);
    stage.control.deny({ ...of('Campaign'), codes: ['WAIT_TO_RESUBMIT_REGISTRATION'] });
    await event('Campaign', ['Brand', 'Campaign']);
    expect(lastText()).not.toContain('No deploy is needed');
    expect(lastText()).toContain('A deploy after that submits the same form again.');
  });

  test('says that the time for another submit has ended', async () => {
    await opened({ more: [campaign({ ContinueFor: '86400' })] });
    stage.control.approve(of('Brand'));
    await event('Brand', ['Brand', 'Campaign']);
    await stage.pass(1.1 * DAY_MS);
    stage.control.deny({ ...of('Campaign'), codes: ['WAIT_TO_RESUBMIT_REGISTRATION'] });
    await event('Campaign', ['Brand', 'Campaign']);
    expect(subjects().at(-1)).toBe('SMS registration my campaign was denied');
    expect(lastText()).toContain('A deploy after that submits the same form again.');
    expect(lastText()).toContain('- submit: left to the next deploy, since continueFor has ended');
  });

  test('tells once that the time of a form that still waits has ended', async () => {
    await opened({ more: [campaign({ ContinueFor: '86400' })] });
    await sweep(['Brand', 'Campaign']);
    expect(sns.published).toEqual([]);
    await stage.pass(1.1 * DAY_MS);
    await sweep(['Brand', 'Campaign']);
    await sweep(['Brand', 'Campaign']);
    expect(subjects()).toEqual(['SMS registration my campaign is no longer continued']);
    expect(lastText()).toContain('- submit: left to the next deploy, since continueFor has ended');
  });

  test('tells of a denial while the last operation of the stack has failed half-way, and does nothing else', async () => {
    await opened({ more: [campaign()] });
    await stage.stack.deploy([theBrand(), campaign(), failing([])], { disableRollback: true });
    stage.control.approve(of('Brand'));
    await event('Brand', ['Brand', 'Campaign']);
    expect(subjects()).toEqual(['SMS registration my brand was approved']);
    expect(stage.writes).not.toContain('SubmitRegistrationVersion');
  });

  test('tells when a registration was deleted outside of the stack', async () => {
    await opened({ more: [campaign({ Submit: undefined, Associations: [] })] });
    await stage.client.send(new DeleteRegistrationCommand({ RegistrationId: idOf('Campaign') }));
    await sweep(['Brand', 'Campaign']);
    expect(sns.published).toEqual([]);
    await event('Campaign', ['Brand', 'Campaign']);
    expect(subjects()).toEqual([`SMS registration ${idOf('Campaign')} was deleted outside of the stack`]);
  });

  test('tells nothing of what belongs to somebody else', async () => {
    await opened();
    stage.control.deny(of('Brand'));
    stage.newStack();
    stage.cloud.lambda.accept({ continuation: { stackId: stage.stack.stackId, registrationIds: [stage.registrationId], notificationTopic: TOPIC } });
    await stage.cloud.lambda.idle();
    expect(sns.published).toEqual([]);
  });

  test('never leaves the machine of a test without an endpoint', async () => {
    await opened({ env: { AWS_ENDPOINT_URL_SNS: '' } });
    stage.control.deny(of('Brand'));
    await event('Brand');
    expect(sns.requests).toBe(0);
    expect(warnings()).toEqual([expect.stringContaining('failed (')]);
  });
});

test('A handler without a topic tells nobody, and calls nothing for it', async () => {
  await opened();
  stage.control.deny(of('Brand'));
  await continueNow(stage, ['Brand'], eventFor(idOf('Brand')));
  stage.control.clearJournal();
  await continueNow(stage, ['Brand'], { notificationTopic: '' });
  expect(sns.requests).toBe(0);
  expect(notifiedOf('Brand')).toBeUndefined();
  expect(stage.calls).not.toContain('DescribeRegistrationFieldValues');
  expect(stage.writes).toEqual([]);
});

test('What people know costs no call for each registration but that for its tags', async () => {
  await opened({ overrides: { ContinueFor: undefined } });
  stage.control.approve(of('Brand'));
  await event('Brand');
  stage.control.clearJournal();
  await sweep();
  expect(stage.calls).toEqual(['DescribeRegistrations', 'ListTagsForResource']);
});

test('The log has the metrics', async () => {
  await opened({ more: [campaign()] });
  await stage.pass(1.5 * DAY_MS);
  await sweep(['Brand', 'Campaign']);
  expect(metrics('DaysInStatus')).toEqual([expect.closeTo(1.5, 1), 0]);
  expect(metrics('PendingSteps')).toEqual([0, 1]);
  expect(metrics('ContinuationFailures')).toEqual([0]);

  stage.control.deny(of('Brand'));
  await event('Brand');
  await sweep();
  expect(metrics('Denials')).toEqual([0, 0, 1, 1]);
  const line = stage.logLines.find((one) => 'ContinuationFailures' in one)!;
  expect(line).toMatchObject({
    FunctionName: stage.cloud.lambda.functionName,
    message: 'Looked at 2 of 2 registrations of the stack: 0 failed',
    _aws: { CloudWatchMetrics: [{ Namespace: 'cdk-sms-registration', Dimensions: [['FunctionName']], Metrics: [{ Name: 'ContinuationFailures' }] }] },
  });
});
