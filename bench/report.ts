import * as os from 'os';
import { comparisonGoals } from './comparison-goals';
import { figureOf, kilobytes, table } from './format';
import { goalsSection } from './goals';
import type { Story } from './left-behind';
import { NAMES, type Peer } from './peers';
import { OTHERS, type Results } from './results';
import { figure, ratio } from './statistics';
import type { Synthesis } from './synthesis';

const WITH_RATIOS = ['', ...NAMES, ...OTHERS.map((peer) => `ratio to ${peer}`)];

/** Everything that was measured, as Markdown. */
export function report(results: Results): string {
  return [
    '# Beside what people use today',
    '',
    `\`npm run bench\` has written this, in one run, with Node.js ${process.version} on ${os.cpus().length} cores. One registration with one field, by this library, by`,
    '`AwsCustomResource`, and by a hand-written `Provider` with `onEvent` and `isComplete`: [bench/peers](peers). What is measured is written',
    '`min / median / max`. What is compared was measured in turns, and a ratio is that of this library to the other, turn by turn.',
    '',
    '## What is in the stack',
    '',
    table(WITH_RATIOS, counts(results).map(([name, value, text]) => [
      name,
      ...NAMES.map((peer) => text(value(peer))),
      ...OTHERS.map((peer) => (value('ours') / value(peer)).toFixed(2)),
    ])),
    '',
    'These are the same in every run. The others load the SDK of Lambda\'s runtime besides, in whichever version that is; ours is in the zip.',
    '',
    '## How fast it is',
    '',
    table(WITH_RATIOS, measures(results).map(([name, values]) => [
      name,
      ...NAMES.map((peer) => figureOf(values(peer), figure)),
      ...OTHERS.map((peer) => figureOf(values(peer), (others) => ratio(values('ours'), others), 2)),
    ])),
    '',
    'The Provider\'s functions stand behind a framework of the CDK, which is a function as well: both have to start before the first call.',
    'On the local cloud (MiniStack) there is no network in between, and a function that was just used is warm. What is added to a synthesis is the',
    'difference of two times, with and without the resource.',
    '',
    '## What is left behind',
    '',
    'Played by a CloudFormation that keeps its documented rules ([test/cloudformation](../test/cloudformation/README.md)), with the service as the witness; the Provider with the',
    'CDK\'s own framework. For each operation on the stack: what the stack says after it, and how many registrations there are then. What is there',
    'after the last one is left.',
    '',
    table(['', ...NAMES], Object.entries(results.left).map(([name, stories]) => [name, ...NAMES.map((peer) => told(stories[peer]))])),
    '',
    ...goalsSection(comparisonGoals(results)),
  ].join('\n');
}

/** What is the same in every run, and how to write it. */
function counts({ syntheses }: Results): [string, (peer: Peer) => number, (value: number) => string][] {
  const of = (value: (synthesis: Synthesis) => number) => (peer: Peer) => value(syntheses[peer]);
  return [
    ['support resources', of(({ support }) => support), String],
    ['of them functions', of(({ functions }) => functions.length), String],
    ['and roles', of(({ roles }) => roles), String],
    ['template', of(({ templateBytes }) => templateBytes), kilobytes],
    ['code that is uploaded, in a zip', of(({ zipBytes }) => zipBytes), kilobytes],
  ];
}

/** What is measured in every run. */
function measures({ starts, deployed, added }: Results): [string, (peer: Peer) => number[]][] {
  return [
    ['start of the function\'s process to its first call, ms', (peer) => starts[peer].firstCallMs],
    ['CloudFormation\'s event to the first call, cold, ms', (peer) => starts[peer].fromEventMs],
    ['a destroy with a cold function, its process to the answer, ms', (peer) => starts[peer].destroyMs],
    ['peak memory, MB', (peer) => starts[peer].peakMegabytes],
    ['calls for a deploy', (peer) => deployed[peer].deployCalls],
    ['calls for a destroy', (peer) => deployed[peer].destroyCalls],
    ['deploy, by the events of the stack, s', (peer) => deployed[peer].deploySeconds],
    ['destroy, by the events of the stack, s', (peer) => deployed[peer].destroySeconds],
    ['added to a synthesis, ms', (peer) => added[peer]],
  ];
}

function told(story: Story): string {
  return story.map(({ stack, registrations }, index) => {
    const isEnd = index === story.length - 1;
    return `${stack}: ${registrations === 0 ? 'nothing' : isEnd ? `**${registrations} left**` : `${registrations} there`}`;
  }).join('; then ');
}
