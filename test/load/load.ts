import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FieldValue, Registration, RegistrationType } from '../../lib';
import { jsonLines, startCloud, type Cloud, type CustomResource, type OperationResult, type Properties } from '../cloudformation';
import { Simulator, type JournalEntry } from '../simulator';
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
  /** How long it lasts at least: the calls of its busiest operation, one a second. */
  readonly floor: number;
  readonly took: number;
  /** What one registration alone needs, times their number. */
  readonly needed: number;
  readonly calls: number;
  readonly throttled: number;
  /** The longest that a single invocation of the function has run. */
  readonly longest: number;
  /** How many invocations were stopped by Lambda. */
  readonly timedOut: number;
}

const TYPE = 'LOAD_REGISTRATION';
/** Requests per second that the service takes. */
const RATES: Record<string, number> = { ListTagsForResource: 10 };

/** A stack as lib/ makes it is created, changed in every field and destroyed, at the rate of the service. */
export async function measure(load: Load): Promise<Figures[]> {
  const [alone, together] = [await journals({ ...load, registrations: 1 }, false), await journals(load, true)];
  return together.map((run, index) => figures(run, load.registrations, alone[index]!.journal));
}

interface Run {
  readonly operation: Figures['operation'];
  readonly result: OperationResult;
  readonly journal: readonly JournalEntry[];
  readonly took: number;
  readonly longest: number;
  readonly timedOut: number;
}

async function journals({ registrations, fields, speed }: Load, rateLimit: boolean): Promise<Run[]> {
  const time = new Time(speed);
  const simulator = await Simulator.start({ time, switches: { rateLimit, quotas: { registrations } } });
  const cloud = await startCloud({ time, env: { AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: simulator.endpoint, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } });
  const run = async (operation: Run['operation'], work: () => Promise<OperationResult>): Promise<Run> => {
    simulator.control.clearJournal();
    const [started, logged, invoked] = [time.now(), cloud.lambda.logs.length, cloud.lambda.invocations.length];
    const result = await work();
    const took = (time.now() - started) / 1_000;
    return {
      operation, result, took, journal: simulator.control.journal(),
      longest: longest(cloud, logged),
      timedOut: cloud.lambda.invocations.slice(invoked).filter(({ outcome }) => outcome?.kind === 'timed out').length,
    };
  };
  try {
    simulator.control.defineForm({ registrationType: TYPE, form: { associations: [], fields: paths(fields).map((path) => ({ path, section: 'load', type: 'TEXT', requirement: 'OPTIONAL' })) } });
    const { cloudFormation } = cloud;
    return [
      await run('create', () => cloudFormation.deploy(template(registrations, fields, 'first'))),
      await run('update', () => cloudFormation.deploy(template(registrations, fields, 'second'))),
      await run('destroy', () => cloudFormation.destroy()),
    ];
  } finally {
    await cloud.close();
    await simulator.stop();
  }
}

function longest(cloud: Cloud, from: number): number {
  const durations = jsonLines(cloud.lambda.logs.slice(from)).flatMap(({ message, duration }) => message === 'finished' ? [duration as number] : []);
  return Math.max(0, ...durations) / 1_000;
}

function figures({ operation, result, journal, took, longest: longestRun, timedOut }: Run, registrations: number, alone: readonly JournalEntry[]): Figures {
  return {
    operation,
    succeeded: result.succeeded,
    floor: Math.max(...count(alone).map(([name, calls]) => calls * registrations / (RATES[name] ?? 1))),
    took,
    needed: alone.length * registrations,
    calls: journal.length,
    throttled: journal.filter(({ outcome }) => outcome === 'ThrottlingException').length,
    longest: longestRun,
    timedOut,
  };
}

function count(journal: readonly JournalEntry[]): [string, number][] {
  const counts = new Map<string, number>();
  journal.forEach(({ operation }) => counts.set(operation, (counts.get(operation) ?? 0) + 1));
  return [...counts];
}

/** The custom resources of a stack that a user could have written, in the order that lib/ gives them. */
function template(registrations: number, fields: number, value: string): CustomResource[] {
  const stack = new Stack(new App(), 'Load');
  for (let index = 1; index <= registrations; index += 1) {
    new Registration(stack, `Registration${index}`, {
      registrationType: RegistrationType.of(TYPE),
      fields: Object.fromEntries(paths(fields).map((path) => [path, FieldValue.text(`${value} ${index}`)])),
    });
  }
  const resources = Template.fromStack(stack).findResources('Custom::SMSVoiceRegistration') as Record<string, { Properties: Properties; DependsOn?: string[] }>;
  return Object.entries(resources).map(([logicalId, { Properties: { ServiceToken, ServiceTimeout, ...properties }, DependsOn }]) => ({
    logicalId, resourceType: 'Custom::SMSVoiceRegistration', properties, serviceTimeout: ServiceTimeout as number, dependsOn: DependsOn,
  }));
}

function paths(fields: number): string[] {
  return Array.from({ length: fields }, (_, index) => `load.field${index + 1}`);
}
