import { continueNow, eventFor } from './continuation';
import type { Properties } from '../../../cloudformation';
import { brand, failing, Stage, type StageOptions } from '../../stage';
import { BRAND, CAMPAIGN, empty, letBeEmpty, makeNumber } from '../associations/associations';

let stage: Stage;

afterEach(() => stage.close());

const DAYS_90 = String(90 * 86_400);
const VETTING = 'US_TEN_DLC_BRAND_VETTING';
const refs = (...logicalIds: string[]) => logicalIds.map((Ref) => ({ Ref })) as unknown as Properties[];
const campaign = (overrides: Partial<Properties> = {}) => (
  empty(CAMPAIGN, 'Campaign', { Submit: true, ContinueFor: DAYS_90, Associations: refs('Brand'), ...overrides })
);
const vetting = () => empty(VETTING, 'Vetting', { Submit: true, Associations: refs('Brand') });
const idOf = (logicalId: string) => stage.stack.ref(logicalId);
const viewOf = (logicalId: string) => stage.living.find(({ registrationId }) => registrationId === idOf(logicalId))!;
const versionsOf = (logicalId: string) => viewOf(logicalId).versions.map(({ status }) => status);
const tagsOf = (logicalId: string) => Object.keys(viewOf(logicalId).tags).filter((key) => /:(submit|associate:)/.test(key));

async function open(switches: StageOptions['switches'] = {}): Promise<void> {
  stage = await Stage.open({ switches });
  letBeEmpty(stage, CAMPAIGN);
  stage.reviewersTakeUp();
}

async function deployed(...more: Parameters<Stage['stack']['deploy']>[0]): Promise<void> {
  const { status } = await stage.stack.deploy([brand({}, { ContinueFor: DAYS_90 }), ...more]);
  expect(status).toBe('CREATE_COMPLETE');
  stage.control.clearJournal();
}

test('A campaign is submitted when its brand is COMPLETE', async () => {
  await open();
  await deployed(campaign());
  await continueNow(stage, ['Brand', 'Campaign']);
  expect(versionsOf('Campaign')).toEqual(['DRAFT']);
  expect(stage.writes).toEqual([]);

  stage.control.approve({ registrationId: idOf('Brand') });
  await continueNow(stage, ['Brand', 'Campaign'], eventFor(idOf('Brand')));
  expect(versionsOf('Campaign')).not.toEqual(['DRAFT']);
  expect(stage.writes).toEqual(['SubmitRegistrationVersion']);

  stage.control.clearJournal();
  await continueNow(stage, ['Brand', 'Campaign'], eventFor(idOf('Brand')));
  expect(stage.writes).toEqual([]);
});
