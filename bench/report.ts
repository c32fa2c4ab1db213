import * as os from 'os';
import type { ColdStarts } from './cold-start';
import type { Deployments } from './deployments';
import { goalsSection, type Goal } from './goals';
import type { Ending } from './left-behind';
import { NAMES, type Peer } from './peers';
import { figure, ratio, type Figure } from './statistics';
import type { Synthesis, SynthesisTimes } from './synthesis';

export interface Results {
  readonly syntheses: Record<Peer, Synthesis>;
  readonly synthesis: Record<Peer, SynthesisTimes>;
  readonly starts: Record<Peer, ColdStarts>;
  readonly left: Record<string, Record<Peer, Ending>>;
  readonly deployed: Record<Peer, Deployments>;
}

const OTHERS = NAMES.filter((peer) => peer !== 'ours');

/** Everything that was measured, as Markdown. */
export function report(results: Results): string {
  const { syntheses, left } = results;
  return [
    '# Beside what people use today',
    '',
    `\`npm run bench\` has written this, in one run, with Node.js ${process.version} on ${os.cpus().length} cores. One registration with one field, by this library, by`,
    '`AwsCustomResource`, and by a hand-written `Provider` with `onEvent` and `isComplete`: [bench/peers](peers). Times are `min / median / max`; what is',
    'compared was measured in turns, and a ratio is that of this library to the other, turn by turn.',
    '',
    '## What is in the stack',
    '',
    table(['', ...NAMES], [
      ['support resources', ...NAMES.map((peer) => String(syntheses[peer].support))],
      ['of them functions', ...NAMES.map((peer) => String(syntheses[peer].functions.length))],
      ['and roles', ...NAMES.map((peer) => String(syntheses[peer].roles))],
      ['template', ...NAMES.map((peer) => kilobytes(syntheses[peer].templateBytes))],
      ['code that is uploaded, in a zip', ...NAMES.map((peer) => kilobytes(syntheses[peer].zipBytes))],
    ]),
    '',
    'The others load the SDK of Lambda\'s runtime besides, in whichever version that is; ours is in the zip.',
    '',
    '## How fast it is',
    '',
    table(['', ...NAMES, ...OTHERS.map((peer) => `ratio to ${peer}`)], [
      ...measures(results).map(([name, values]) => [
        name,
        ...NAMES.map((peer) => writtenOf(values(peer), figure)),
        ...OTHERS.map((peer) => writtenOf(values(peer), (others) => ratio(values('ours'), others), 2)),
      ]),
      // A difference of two noisy times: the ratio of two of them says nothing.
      ['added to a synthesis, ms', ...NAMES.map((peer) => addedTo(results.synthesis[peer])), ...OTHERS.map(() => '–')],
    ]),
    '',
    'The Provider\'s functions stand behind a framework of the CDK, which is a function as well: both have to start before the first call.',
    'On the local cloud (MiniStack) there is no network in between, and a function that was just used is warm.',
    '',
    '## What is left behind',
    '',
    'Played by a CloudFormation that keeps its documented rules ([test/cloudformation](../test/cloudformation/README.md)), with the service as the witness; the Provider with the',
    'CDK\'s own framework. First what the stack says at the end, then how many registrations are still there.',
    '',
    table(['', ...NAMES], Object.entries(left).map(([story, endings]) => [
      story, ...NAMES.map((peer) => `${endings[peer].stack}: ${endings[peer].left === 0 ? 'nothing' : `**${endings[peer].left} left**`}`),
    ])),
    '',
    ...goalsSection(goals(results)),
  ].join('\n');
}

/** What is measured in every run, and how to write it. */
function measures({ starts, deployed }: Results): [string, (peer: Peer) => number[]][] {
  return [
    ['start of the function\'s process to its first call, ms', (peer) => starts[peer].firstCallMs],
    ['CloudFormation\'s event to the first call, cold, ms', (peer) => starts[peer].fromEventMs],
    ['a destroy with a cold function, its process to the answer, ms', (peer) => starts[peer].destroyMs],
    ['peak memory, MB', (peer) => starts[peer].peakMegabytes],
    ['calls for a deploy', (peer) => deployed[peer].deployCalls],
    ['calls for a destroy', (peer) => deployed[peer].destroyCalls],
    ['deploy, by the events of the stack, s', (peer) => deployed[peer].deploySeconds],
    ['destroy, by the events of the stack, s', (peer) => deployed[peer].destroySeconds],
  ];
}

function addedTo({ withPeer, without }: SynthesisTimes): string {
  return (figure(withPeer).median - figure(without).median).toFixed(0);
}

function goals({ syntheses, starts, deployed }: Results): Goal[] {
  const [cold, ownCold] = (['fromEventMs', 'firstCallMs'] as const).map((from) => (
    OTHERS.map((peer) => ratio(starts.ours[from], starts[peer][from]).median)
  )) as [number[], number[]];
  const atMostHalf = (ratios: readonly number[]) => ratios.every((one) => one <= 0.5);
  const coldDestroy = ratio(starts.ours.destroyMs, starts.AwsCustomResource.destroyMs).median;
  const warmDestroy = ratio(deployed.ours.destroySeconds, deployed.AwsCustomResource.destroySeconds).median;
  return [
    { what: 'a cold start, from CloudFormation\'s event on, takes at most half of the others\'', isMet: atMostHalf(cold), reached: decimals(cold) },
    {
      what: 'the same from the start of the user\'s own function on, without the framework in front of the Provider\'s',
      isMet: atMostHalf(ownCold),
      reached: decimals(ownCold),
    },
    { what: 'the zip has at most 60 kB', isMet: syntheses.ours.zipBytes <= 60_000, reached: kilobytes(syntheses.ours.zipBytes) },
    {
      what: 'a destroy is not slower than by AwsCustomResource, which does not wait',
      isMet: coldDestroy <= 1 && warmDestroy <= 1,
      reached: `in the median ${coldDestroy.toFixed(2)} of its time with a cold function; with a warm one, which it calls once more for the field, ${warmDestroy.toFixed(2)}`,
    },
  ];
}

function decimals(ratios: readonly number[]): string {
  return ratios.map((one) => one.toFixed(2)).join(' and ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Not everything was measured for everybody. */
function writtenOf(values: readonly number[], of: (values: readonly number[]) => Figure, digits?: number): string {
  return values.length === 0 ? '–' : written(of(values), digits);
}

function written({ min, median, max }: Figure, digits = max < 10 && median % 1 !== 0 ? 2 : 0): string {
  return min === max ? min.toFixed(digits) : [min, median, max].map((value) => value.toFixed(digits)).join(' / ');
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
