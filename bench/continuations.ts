import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AssociationTarget, Registration, RegistrationType } from '../lib';
import { ACCOUNT, EVENT_TYPES, fromTemplate, jsonLines, startCloud, type Cloud, type SynthesizedTemplate } from '../test/cloudformation';
import { Simulator, type JournalEntry } from '../test/simulator';
import { Time } from '../test/time/time';

/** What a sweep finds in a stack of one brand and its campaigns. */
export type Situation = 'all are under review' | 'all are approved' | 'all campaigns wait for the brand' | 'all campaigns can be submitted';

/** One look at a stack, at the rate of the service, in seconds of the simulated time. */
export interface Sweep {
  readonly situation: Situation;
  readonly registrations: number;
  readonly calls: number;
  /** Of them those that the service refused, because they came too fast. */
  readonly throttled: number;
  readonly submitted: number;
  /** How long it lasts at least: the calls of the operation that is needed most, at the rate of the service. */
  readonly floor: number;
  /** How long the function runs, which is what Lambda charges for. */
  readonly seconds: number;
}

/** From the approval of a brand to the submit of its campaigns, by the event, with a function that starts cold. */
export interface Reaction {
  readonly registrations: number;
  readonly first: number;
  readonly last: number;
}

/** What a stack needs besides its registrations. */
export interface Support {
  readonly resources: number;
  readonly functions: number;
  readonly stateMachines: number;
  readonly tables: number;
}

export interface Continuations {
  readonly sweeps: readonly Sweep[];
  /** Of a brand with one campaign, run by run. */
  readonly reactions: readonly Reaction[];
  /** Of a brand with as many campaigns as an account can have by default. */
  readonly crowded: Reaction;
  readonly support: Support;
}

/** AWS's own sample for 10DLC. */
export const SAMPLE_TEMPLATE = 'https://github.com/aws-samples/sample-sms-10dlc-registration-automation/blob/aacd653dc73525764371be55be0dee17c3b342dd/template.yaml';
/** As its template declares it. */
export const SAMPLE: Support = { resources: 20, functions: 9, stateMachines: 1, tables: 1 };

const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
const CAMPAIGN = 'US_TEN_DLC_CAMPAIGN_REGISTRATION';
/** Requests per second that the service takes, where it is not one. */
const RATES: Record<string, number> = { ListTagsForResource: 10 };
const SWEEP_SPEED = 20;
const CROWDED_SPEED = 5;
const MANY = 100;
/** The default quota of an account. */
const FULL_ACCOUNT = 25;

export async function continuations(runs: number, say: (text: string) => void): Promise<Continuations> {
  say(`sweeps of ${MANY} registrations`);
  const sweeps = await measureSweeps(MANY);
  const reactions: Reaction[] = [];
  for (let run = 1; run <= runs; run += 1) {
    say(`from the event to the submit, ${run} of ${runs}`);
    reactions.push(await measureReaction(2, 1));
  }
  say(`from the event to the submits of ${FULL_ACCOUNT - 1} campaigns`);
  return { sweeps, reactions, crowded: await measureReaction(FULL_ACCOUNT, CROWDED_SPEED), support: supportOf(stackOf(2)) };
}

async function measureSweeps(registrations: number): Promise<Sweep[]> {
  const world = await deployed(registrations, SWEEP_SPEED);
  const { simulator: { control }, ids, brandId } = world;
  try {
    const waiting = await sweep(world, 'all campaigns wait for the brand');
    control.approve({ registrationId: brandId });
    const possible = await sweep(world, 'all campaigns can be submitted');
    ids.forEach((registrationId) => control.setStatus({ registrationId, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING' }));
    const reviewing = await sweep(world, 'all are under review');
    ids.forEach((registrationId) => control.approve({ registrationId }));
    return [reviewing, await sweep(world, 'all are approved'), waiting, possible];
  } finally {
    await world.close();
  }
}

async function sweep({ cloud, simulator: { control }, ids }: World, situation: Situation): Promise<Sweep> {
  control.clearJournal();
  // Half a day after the one before.
  cloud.lambda.killWarm();
  const logged = cloud.lambda.logs.length;
  cloud.eventBus.tick();
  await settled(cloud);
  const journal = control.journal();
  return {
    situation,
    registrations: ids.length,
    calls: journal.length,
    throttled: journal.filter(({ outcome }) => outcome === 'ThrottlingException').length,
    submitted: submits(journal).length,
    floor: floorOf(journal),
    seconds: durations(cloud, logged).reduce((sum, one) => sum + one, 0),
  };
}

async function measureReaction(registrations: number, speed: number): Promise<Reaction> {
  const world = await deployed(registrations, speed);
  const { cloud, simulator, time, brandId } = world;
  try {
    simulator.onEvent((event) => cloud.eventBus.put(event));
    simulator.control.clearJournal();
    cloud.lambda.killWarm();
    const approved = time.now();
    simulator.control.approve({ registrationId: brandId });
    await until(() => cloud.eventBus.sent.length > 0);
    await settled(cloud);
    const seconds = submits(simulator.control.journal()).map((submit) => (Date.parse(submit.time) - approved) / 1_000);
    if (seconds.length !== registrations - 1) {
      throw new Error(`${seconds.length} of ${registrations - 1} campaigns were submitted`);
    }
    return { registrations, first: seconds[0]!, last: seconds.at(-1)! };
  } finally {
    await world.close();
  }
}

interface World {
  readonly time: Time;
  readonly simulator: Simulator;
  readonly cloud: Cloud;
  readonly ids: readonly string[];
  readonly brandId: string;
  close(): Promise<void>;
}

/** A brand under review and campaigns that wait for it. Only the deploy is not held to the rate of the service. */
async function deployed(registrations: number, speed: number): Promise<World> {
  const time = new Time(speed);
  const simulator = await Simulator.start({ time, account: ACCOUNT, switches: { quotas: { registrations } } });
  const { control } = simulator;
  [BRAND, CAMPAIGN].forEach((registrationType) => {
    control.defineForm({ registrationType, form: { ...control.form({ registrationType }), fields: [] } });
  });
  const cloud = await startCloud({
    time,
    env: { AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: simulator.endpoint, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  const close = async () => {
    await cloud.close();
    await simulator.stop();
  };
  try {
    const template = Template.fromStack(stackOf(registrations)).toJSON() as SynthesizedTemplate;
    const { status, reason } = await cloud.cloudFormation.deploy(fromTemplate(template, EVENT_TYPES));
    if (status !== 'CREATE_COMPLETE') {
      throw new Error(`${status}: ${reason}`);
    }
    await cloud.lambda.idle();
    const all = control.state().registrations;
    const brandId = all.find(({ registrationType }) => registrationType === BRAND)!.registrationId;
    control.startReview({ registrationId: brandId });
    control.setSwitches({ rateLimit: true });
    return { time, simulator, cloud, ids: all.map(({ registrationId }) => registrationId), brandId, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function stackOf(registrations: number): Stack {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Continuations', { synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
  const brand = new Registration(stack, 'Brand', { registrationType: RegistrationType.of(BRAND), submit: true });
  for (let index = 1; index < registrations; index += 1) {
    new Registration(stack, `Campaign${index}`, {
      registrationType: RegistrationType.of(CAMPAIGN),
      associations: [AssociationTarget.fromRegistration(brand)],
      submit: true,
    });
  }
  return stack;
}

function supportOf(stack: Stack): Support {
  const { Resources = {} } = Template.fromStack(stack).toJSON() as SynthesizedTemplate;
  const types = Object.values(Resources).map(({ Type }) => Type);
  const count = (type: string) => types.filter((one) => one === type).length;
  return {
    resources: types.filter((type) => !type.startsWith('Custom::')).length,
    functions: count('AWS::Lambda::Function'),
    stateMachines: count('AWS::StepFunctions::StateMachine'),
    tables: count('AWS::DynamoDB::Table'),
  };
}

function floorOf(journal: readonly JournalEntry[]): number {
  const counts = new Map<string, number>();
  journal.filter(({ outcome }) => outcome === 'ok').forEach(({ operation }) => counts.set(operation, (counts.get(operation) ?? 0) + 1));
  return Math.max(...[...counts].map(([operation, calls]) => (calls - 1) / (RATES[operation] ?? 1)));
}

function submits(journal: readonly JournalEntry[]): JournalEntry[] {
  return journal.filter(({ operation, outcome }) => operation === 'SubmitRegistrationVersion' && outcome === 'ok');
}

function durations(cloud: Cloud, from: number): number[] {
  return jsonLines(cloud.lambda.logs.slice(from)).flatMap(({ event, duration }) => event === 'finished' ? [(duration as number) / 1_000] : []);
}

async function settled({ eventBus, lambda }: Cloud): Promise<void> {
  await eventBus.idle();
  await lambda.idle();
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
