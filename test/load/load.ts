import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FieldValue, Registration, RegistrationType } from '../../lib';
import { ACCOUNT, jsonLines, startCloud, type Cloud, type CustomResource, type OperationResult, type Properties } from '../cloudformation';
import { assertNothingLeaked, CANARY } from '../lambda/canaries';
import { Simulator, type JournalEntry, type SwitchChanges } from '../simulator';
import { Time } from '../time/time';

export interface Load {
  readonly registrations: number;
  /** Fields of each. */
  readonly fields: number;
  /** How many times as fast as the real time it is measured; what the processes themselves need then counts so many times. */
  readonly speed: number;
}

/** One operation on a whole stack, in seconds of the simulated time. */
export interface Figures {
  readonly operation: 'create' | 'update' | 'destroy';
  readonly succeeded: boolean;
  /** How long it lasts at least: the calls of the operation that is needed most, one a second. */
  readonly floor: number;
  readonly took: number;
  /** What one registration alone needs, times their number. */
  readonly needed: number;
  readonly calls: number;
  readonly throttled: number;
  /** The longest that a single invocation of the function has run. */
  readonly longest: number;
  /** How many invocations Lambda has stopped. */
  readonly timedOut: number;
}

/** What a stack of that size needed. */
export interface Measured {
  readonly load: Load;
  readonly figures: readonly Figures[];
}

const TYPE = 'LOAD_REGISTRATION';
/** Requests per second that the service takes, where it is not one. */
const RATES: Record<string, number> = { ListTagsForResource: 10 };

/** A stack as lib/ makes it is created, changed in every field and destroyed, at the rate of the service. */
export async function measureStack(load: Load): Promise<Figures[]> {
  const alone = await liveThrough({ ...load, registrations: 1 }, { rateLimit: false });
  const together = await liveThrough(load, { rateLimit: true });
  return together.map((run, index) => figures(run, load.registrations, alone[index]!.journal));
}

/** All three operations as one. */
export function total(all: readonly Figures[]): Pick<Figures, 'floor' | 'took' | 'needed' | 'calls'> {
  const sum = (member: 'floor' | 'took' | 'needed' | 'calls') => all.reduce((value, one) => value + one[member], 0);
  return { floor: sum('floor'), took: sum('took'), needed: sum('needed'), calls: sum('calls') };
}

/** The delete of one registration that stays visible for a while; in seconds of the simulated time. */
export interface Deletion {
  readonly lag: number;
  /** From the request of CloudFormation to the answer. */
  readonly took: number;
  /** How much of that came after it was gone. */
  readonly unnoticed: number;
  readonly calls: number;
}

export async function measureDeletion(lag: number, speed: number): Promise<Deletion> {
  const { cloud, simulator, close } = await open(new Time(speed), { rateLimit: true, gone: 'lag', deletionLagMs: lag * 1_000 }, 1);
  try {
    await cloud.cloudFormation.deploy(template(1, 1, 'first'));
    await cloud.lambda.idle();
    simulator.control.clearJournal();
    const logged = cloud.lambda.logs.length;
    await cloud.cloudFormation.destroy();
    await cloud.lambda.idle();
    const journal = simulator.control.journal();
    const lines = jsonLines(cloud.lambda.logs.slice(logged));
    const moment = (event: string) => Date.parse(lines.find((line) => line.event === event)!.time as string);
    const gone = Date.parse(journal.find(({ operation, outcome }) => operation === 'DeleteRegistration' && outcome === 'ok')!.time) + lag * 1_000;
    return {
      lag,
      took: (moment('answered') - moment('started')) / 1_000,
      unnoticed: (moment('answered') - gone) / 1_000,
      calls: journal.length,
    };
  } finally {
    await close();
  }
}

interface Run extends Pick<Figures, 'operation' | 'succeeded' | 'took' | 'longest' | 'timedOut'> {
  readonly journal: readonly JournalEntry[];
}

async function liveThrough({ registrations, fields, speed }: Load, switches: SwitchChanges): Promise<Run[]> {
  const time = new Time(speed);
  const { cloud, simulator, close } = await open(time, switches, registrations, fields);
  const run = async (operation: Run['operation'], work: () => Promise<OperationResult>): Promise<Run> => {
    simulator.control.clearJournal();
    const [started, logged, invoked] = [time.now(), cloud.lambda.logs.length, cloud.lambda.invocations.length];
    const { succeeded } = await work();
    const took = (time.now() - started) / 1_000;
    const ended = cloud.lambda.invocations.slice(invoked);
    return {
      operation,
      succeeded,
      took,
      longest: longestOf(cloud, logged),
      timedOut: ended.filter(({ outcome }) => outcome?.kind === 'timed out').length,
      journal: simulator.control.journal(),
    };
  };
  try {
    const stack = cloud.cloudFormation;
    const runs = [
      await run('create', () => stack.deploy(template(registrations, fields, 'first'))),
      await run('update', () => stack.deploy(template(registrations, fields, 'second'))),
      await run('destroy', () => stack.destroy()),
    ];
    assertNothingLeaked({ cloud, simulator, stacks: [stack] });
    return runs;
  } finally {
    await close();
  }
}

async function open(time: Time, switches: SwitchChanges, registrations: number, fields = 1) {
  const simulator = await Simulator.start({ time, account: ACCOUNT, switches: { ...switches, quotas: { registrations } } });
  simulator.control.defineForm({
    registrationType: TYPE,
    form: { associations: [], fields: paths(fields).map((path) => ({ path, section: 'load', type: 'TEXT', requirement: 'OPTIONAL' })) },
  });
  const cloud = await startCloud({
    time,
    env: { AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: simulator.endpoint, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  const close = async () => {
    await cloud.close();
    await simulator.stop();
  };
  return { cloud, simulator, close };
}

function longestOf(cloud: Cloud, from: number): number {
  const durations = jsonLines(cloud.lambda.logs.slice(from)).flatMap(({ event, duration }) => event === 'finished' ? [duration as number] : []);
  return Math.max(0, ...durations) / 1_000;
}

function figures({ journal, ...run }: Run, registrations: number, alone: readonly JournalEntry[]): Figures {
  return {
    ...run,
    floor: Math.max(...[...count(alone)].map(([operation, calls]) => calls * registrations / (RATES[operation] ?? 1))),
    needed: alone.length * registrations,
    calls: journal.length,
    throttled: journal.filter(({ outcome }) => outcome === 'ThrottlingException').length,
  };
}

function count(journal: readonly JournalEntry[]): Map<string, number> {
  const counts = new Map<string, number>();
  journal.forEach(({ operation }) => counts.set(operation, (counts.get(operation) ?? 0) + 1));
  return counts;
}

interface Declared {
  readonly Properties: Properties;
  readonly DependsOn?: string[];
}

/** The custom resources of a stack that a user could have written, in the order that lib/ gives them. */
function template(registrations: number, fields: number, value: string): CustomResource[] {
  const stack = new Stack(new App(), 'Load');
  for (let index = 1; index <= registrations; index += 1) {
    new Registration(stack, `Registration${index}`, {
      registrationType: RegistrationType.of(TYPE),
      fields: Object.fromEntries(paths(fields).map((path) => [path, FieldValue.text(`${CANARY} ${value} ${index}`)])),
    });
  }
  const resourceType = 'Custom::SMSVoiceRegistration';
  const declared = Object.entries(Template.fromStack(stack).findResources(resourceType) as Record<string, Declared>);
  return declared.map(([logicalId, { Properties: { ServiceToken, ServiceTimeout, ...properties }, DependsOn }]) => (
    { logicalId, resourceType, properties, serviceTimeout: ServiceTimeout as number, dependsOn: DependsOn }
  ));
}

function paths(fields: number): string[] {
  return Array.from({ length: fields }, (_, index) => `load.field${index + 1}`);
}
