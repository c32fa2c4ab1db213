import { deletionGoals, stackGoals } from './goals';
import { total, type Deletion, type Measured } from './load';
import { goalsSection, type Goal } from '../../bench/goals';

/** bench/LOAD.md, as a whole. */
export function report(stacks: readonly Measured[], deletions: readonly Deletion[], deletionSpeed: number): string {
  return [
    '# Many registrations in one stack',
    '',
    '`npm run soak` has written this. The built handler ran in a process for each instance of the function, against the simulated service at the rate of',
    'the real one: one request per second and operation. A stack as the library makes it was created, changed in every field and destroyed by a driver',
    'that keeps the rules of CloudFormation. All of them lived in a time that passes faster; the figures are seconds of that time. What the',
    'processes themselves needed counts as many times as much as it would, so the true figures are better.',
    '',
    '- *at least*: the calls of the operation that is needed most, one a second',
    '- *needed*: the calls of one registration alone, none of which is throttled, times the number of registrations',
    '- *longest*: of all invocations of the function; Lambda stops one after 900 s',
    ...stacks.flatMap(table),
    '',
    '## Delete of one registration',
    '',
    `The service shows the registration for a while after it has accepted the delete (${deletionSpeed} times as fast as real time).`,
    '',
    '| gone after | answered after | gone, but not noticed for | calls |',
    '|---|---|---|---|',
    ...deletions.map(({ lag, took, unnoticed, calls }) => row(seconds(lag), seconds(took), `${unnoticed.toFixed(1)} s (${percent(unnoticed / took)})`, String(calls))),
    '',
    ...goalsSection(goals(stacks, deletions)),
    '`npm run soak` fails when a goal is not met that can be met.',
    '',
  ].join('\n');
}

/** All that the load has to reach. */
export function goals(stacks: readonly Measured[], deletions: readonly Deletion[]): Goal[] {
  return [...stackGoals(stacks), ...deletionGoals(deletions)];
}

function table({ load, figures }: Measured): string[] {
  const sum = total(figures);
  return [
    '',
    `## ${load.registrations} registrations of ${load.fields} fields (${load.speed} times as fast as real time)`,
    '',
    '| | ended | took | at least | ratio | calls | needed | ratio | throttled | longest |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...figures.map(({ operation, succeeded, timedOut, took, floor, calls, needed, throttled, longest }) => row(
      operation, succeeded && timedOut === 0 ? 'well' : `**not well** (${timedOut} time-outs)`,
      seconds(took), seconds(floor), ratio(took, floor), String(calls), String(needed), ratio(calls, needed), String(throttled), seconds(longest),
    )),
    row('all', '', seconds(sum.took), seconds(sum.floor), `**${ratio(sum.took, sum.floor)}**`, String(sum.calls), String(sum.needed),
      `**${ratio(sum.calls, sum.needed)}**`, '', ''),
  ];
}

function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function seconds(value: number): string {
  return `${Math.round(value)} s`;
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(2);
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}
