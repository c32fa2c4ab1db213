import { differences, endState } from './end-state';
import { complaint, onStages, startOver, type Flow } from './flows';
import type { Stage } from '../lambda/stage';

/** The state in which an undisturbed run ends, and how many calls it takes. */
export async function undisturbed(stage: Stage, flow: Flow): Promise<{ readonly state: unknown; readonly calls: string[] }> {
  await startOver(stage, flow);
  expect(complaint(flow, await flow.act(stage))).toBeUndefined();
  await stage.cloud.lambda.idle();
  return { calls: stage.calls, state: await endState(stage) };
}

export type Moment = 'before' | 'after';

/** The same run, but the handler dies at one call: right before it takes effect, or right after. Lambda then delivers the event again. */
export async function killedAt(stage: Stage, flow: Flow, call: number, moment: Moment, again: 'once' | 'concurrently'): Promise<unknown> {
  await startOver(stage, flow);
  const answersBefore = stage.cloud.responses.puts.length;
  stage.simulator.onReset(() => {
    stage.cloud.lambda.killBusy();
    if (again === 'concurrently') stage.cloud.lambda.accept(stage.stack.sent.at(-1)!.event);
  });
  stage.control.injectFault({ kind: moment === 'before' ? 'reset-before' : 'reset-after', nth: call });
  const complained = complaint(flow, await flow.act(stage));
  await stage.cloud.lambda.idle();
  stage.control.clearFaults();
  return { complaint: complained, answered: onceEach(stage, answersBefore), state: await endState(stage) };
}

/** Whether every event has one answer that counts. What a repeated delivery says after it nobody hears: by then the world may have changed. */
function onceEach(stage: Stage, from: number): boolean {
  const counted = stage.cloud.responses.puts.slice(from).filter(({ outcome }) => outcome === 'answer').map(({ requestId }) => requestId);
  const asked = stage.stack.sent.slice(-counted.length).map(({ event }) => event.RequestId);
  return JSON.stringify(counted.sort()) === JSON.stringify(asked.sort());
}

const DEATHS = [['before', 'once'], ['before', 'concurrently'], ['after', 'once'], ['after', 'concurrently']] as const;

/** A call that only reads has no effect, so before it and after it is the same: whoever dies there knows nothing of its answer. */
function deathsAt(operation: string) {
  return /^(Describe|List)/.test(operation) ? DEATHS.filter(([moment]) => moment === 'after') : DEATHS;
}

/** Kills the handler at every call of a flow, and gives those after which something is different. */
export async function differencesAfterCrashes(stages: readonly Stage[], flow: Flow): Promise<unknown[]> {
  const { state, calls } = await undisturbed(stages[0]!, flow);
  const right = { complaint: undefined, answered: true, state };
  const deaths = calls.flatMap((operation, index) => deathsAt(operation).map(([moment, again]) => ({ call: index + 1, operation, moment, again })));
  const ends = await onStages(stages, deaths, async (stage, { call, moment, again }) => killedAt(stage, flow, call, moment, again));
  return deaths.flatMap((death, index) => {
    const found = differences(right, ends[index]);
    return found.length > 0 ? [{ ...death, differences: found }] : [];
  });
}
