import * as os from 'os';
import { comparisonGoals } from './comparison-goals';
import { SAMPLE, SAMPLE_TEMPLATE, type Continuations, type Support, type Sweep } from './continuations';
import { kilobytes, table, written } from './format';
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
      ...NAMES.map((peer) => written(figure(values(peer)))),
      ...OTHERS.map((peer) => written(ratio(values('ours'), values(peer)), 2)),
    ])),
    '',
    'A cold start begins with the process that CloudFormation sends its event to, and ends when the first call reaches the service. For two of the',
    'three that is one process. In front of the Provider\'s own function stands the framework of the CDK: its process starts, loads and sends its',
    'Invoke, and when that arrives, the process of the function starts, loads and makes the first call with what the framework has passed on.',
    'Both are cold, as in the first deploy of a stack, and the cold start is the sum of the two. What the bench itself needs to start a process, and',
    'Lambda around it, is not in it. The line without the framework has the process alone that makes the call; a deploy by the Provider waits for both.',
    '',
    'On the local cloud (MiniStack) there is no network in between, and a function that was just used is warm.',
    '',
    '## What is left behind',
    '',
    'Played by a CloudFormation that keeps its documented rules ([test/cloudformation](../test/cloudformation/README.md)), with the service as the witness; the Provider with the',
    'CDK\'s own framework. For each operation on the stack: what the stack says after it, and how many registrations there are then. What is there',
    'after the last one is left.',
    '',
    table(['', ...NAMES], Object.entries(results.left).map(([name, stories]) => [name, ...NAMES.map((peer) => told(stories[peer]))])),
    '',
    ...afterTheDeploy(results.continued),
    ...goalsSection(comparisonGoals(results)),
  ].join('\n');
}

/** Nothing here is compared turn by turn: nothing else that people use does this, and the sample was not run. */
function afterTheDeploy({ sweeps, reactions, crowded, support }: Continuations): string[] {
  const supported = (count: (one: Support) => number) => [count(support), count(SAMPLE)].map(String);
  return [
    '## After the deploy',
    '',
    'The built handler in a process of its own, against the simulated service at the rate of the real one, woken by the rules of the template. All of',
    'it is seconds of a time that may pass faster, so what the processes themselves need counts as many times. EventBridge is taken to need half a',
    'second. A stack of one brand and its campaigns.',
    '',
    '| a sweep finds that | registrations | calls | of them throttled | submitted | took | at least, by the rate |',
    '|---|---|---|---|---|---|---|',
    ...sweeps.map(({ situation, registrations, calls, throttled, submitted, seconds, floor }: Sweep) => (
      `| ${situation} | ${registrations} | ${calls} | ${throttled} | ${submitted} | ${seconds.toFixed(1)} s | ${floor.toFixed(1)} s |`
    )),
    '',
    `From the approval of a brand to the submit of its campaign, by a function that starts cold: ${written(figure(reactions.map(({ last }) => last)), 1)} s. With`,
    `${crowded.registrations - 1} campaigns in the stack the first is submitted after ${crowded.first.toFixed(1)} s, and the last after ${crowded.last.toFixed(1)} s.`,
    '',
    table(['for a brand and a campaign', 'ours', "AWS's 10DLC sample"], [
      ['support resources', ...supported(({ resources }) => resources)],
      ['of them functions', ...supported(({ functions }) => functions)],
      ['state machines', ...supported(({ stateMachines }) => stateMachines)],
      ['tables', ...supported(({ tables }) => tables)],
    ]),
    '',
    `Those of the sample are counted in [its template](${SAMPLE_TEMPLATE}),`,
    'before SAM adds a role for each function and for the state machine. It has a web form and an upload of documents besides. It was not run.',
    '',
  ];
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
function measures({ starts, deployed }: Results): [string, (peer: Peer) => number[]][] {
  return [
    ['cold start: the first process to the first call, ms', (peer) => starts[peer].whole],
    ['cold start without the framework, ms', (peer) => starts[peer].function],
    ['calls for a deploy', (peer) => deployed[peer].deployCalls],
    ['calls for a destroy', (peer) => deployed[peer].destroyCalls],
    ['deploy, by the events of the stack, s', (peer) => deployed[peer].deploySeconds],
    ['destroy, by the events of the stack, s', (peer) => deployed[peer].destroySeconds],
  ];
}

function told(story: Story): string {
  return story.map(({ stack, registrations }, index) => {
    const isEnd = index === story.length - 1;
    return `${stack}: ${registrations === 0 ? 'nothing' : isEnd ? `**${registrations} left**` : `${registrations} there`}`;
  }).join('; then ');
}
