import { differences, endState, untouchedState } from './end-state';
import { carryOut, complaint, onStages, startOver, warmUp, type Flow } from './flows';
import { jsonLines } from '../cloudformation';
import type { Stage } from '../lambda/stage';

/** The state in which an undisturbed run ends, and how many calls it takes. */
export async function undisturbed(stage: Stage, flow: Flow): Promise<{ readonly state: unknown; readonly calls: string[] }> {
  await startOver(stage, flow);
  const before = flow.changesNothing ? await untouchedState(stage) : undefined;
  expect(complaint(flow, await carryOut(stage, flow, () => stage.control.clearJournal()))).toBeUndefined();
  await stage.cloud.lambda.idle();
  if (flow.changesNothing) {
    const { calls } = stage;
    expect(await untouchedState(stage)).toEqual(before);
    return { calls, state: await endState(stage) };
  }
  return { calls: stage.calls, state: await endState(stage) };
}

/** One call of a flow: the operation, and how often it was called by then. */
interface Call {
  readonly operation: string;
  readonly nth: number;
}

/** When the handler dies, and how its event is delivered again. */
interface Death extends Call {
  readonly moment: 'before' | 'after';
  readonly again: 'once' | 'concurrently';
}

/** The same run, but the handler dies at one call: right before it takes effect, or right after. Lambda then delivers the event again. */
export async function killedAt(stage: Stage, flow: Flow, { operation, nth, moment, again }: Death): Promise<unknown> {
  await startOver(stage, flow);
  if (again === 'concurrently') await warmUp(stage);
  const { lambda } = stage.cloud;
  const sentBefore = stage.stack.sent.length;
  let killed = 0;
  let next: number | undefined;
  const result = await carryOut(stage, flow, () => {
    stage.simulator.onReset(() => {
      killed += lambda.killBusy();
      next = lambda.invocations.length;
      if (again === 'concurrently') deliverTwiceAtOnce(stage, flow);
    });
    stage.control.injectFault({ kind: moment === 'before' ? 'reset-before' : 'reset-after', operation, nth });
  });
  await lambda.idle();
  stage.control.clearFaults();
  return {
    complaint: complaint(flow, result),
    ...flow.overtakes === undefined && {
      wasKilled: killed > 0,
      overlapped: again === 'concurrently' ? hasOverlapped(stage, next) : undefined,
    },
    answered: onceEach(stage, sentBefore),
    state: await endState(stage),
  };
}

/** Besides Lambda's own retry. The first call of each waits, so that neither has ended before the other begins. */
function deliverTwiceAtOnce({ stack, control, cloud: { lambda } }: Stage, { isContinuation }: Flow): void {
  control.injectFault({ kind: 'delay', delayMs: 2_000, times: 2 });
  lambda.delivery = 'concurrently';
  lambda.accept(isContinuation ? lambda.invocations.at(-1)!.event : stack.sent.at(-1)!.event);
  lambda.delivery = 'once';
}

/** Whether the two were at work at the same time, by what they have logged; `next` is the first of them. */
function hasOverlapped({ cloud: { lambda: { invocations, logs } } }: Stage, next = invocations.length): boolean {
  const id = invocations[next]?.awsRequestId;
  const moments = jsonLines(logs.filter(({ awsRequestId }) => awsRequestId === id)).map(({ event }) => event as string)
    .filter((event) => ['started', 'finished'].includes(event));
  return id !== undefined && moments[0] === 'started' && moments[1] === 'started';
}

/**
 * Whether every event for which CloudFormation waits has one answer that counts. What a repeated delivery says after it nobody hears: by
 * then the world may have changed.
 */
function onceEach({ stack, cloud: { responses } }: Stage, from: number): boolean {
  const asked = stack.sent.slice(from).filter(({ reply }) => reply?.outcome !== 'cancelled').map(({ event }) => event.RequestId);
  const counted = responses.puts.flatMap(({ outcome, requestId = '' }) => outcome === 'answer' && asked.includes(requestId) ? [requestId] : []);
  return JSON.stringify(counted.sort()) === JSON.stringify(asked.sort());
}

/** What is looked at until it has happened, which takes one look more in one run than in another. */
const AWAITED = ['DescribeRegistrationVersions', 'DescribeRegistrationAttachments'];

/** The calls that every run has, however often it looks. */
function callsOf(operations: readonly string[]): Call[] {
  const counts = new Map<string, number>();
  return operations.filter((operation, index) => !AWAITED.includes(operation) || operations[index - 1] !== operation).map((operation) => {
    const nth = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, nth);
    return { operation, nth };
  });
}

const DEATHS = [['before', 'once'], ['before', 'concurrently'], ['after', 'once'], ['after', 'concurrently']] as const;

/**
 * A call that only reads has no effect, so before it and after it is the same: whoever dies there knows nothing of its answer.
 * What two deliveries find there at the same time they find as well before the next call that changes something.
 */
function deathsAt(call: Call): Death[] {
  // A number is released by a resource of its own.
  if (call.operation === 'ReleasePhoneNumber') return [];
  const deaths = DEATHS.map(([moment, again]) => ({ ...call, moment, again }));
  return isRead(call.operation) ? deaths.filter(({ moment, again }) => moment === 'after' && again === 'once') : deaths;
}

/** The look before the next write, where the handler stands just where it stood when it died after the last one. */
function isBetweenWrites({ operation }: Call, index: number, calls: readonly Call[]): boolean {
  return operation === 'ListTagsForResource' && index > 0 && !isRead(calls[index - 1]!.operation);
}

function isRead(operation: string): boolean {
  return /^(Describe|List)/.test(operation);
}

/** Kills the handler at every call of a flow, and gives those after which something is different. */
export async function differencesAfterCrashes(stages: readonly Stage[], flow: Flow): Promise<unknown[]> {
  const { state, calls } = await undisturbed(stages[0]!, flow);
  const onItsWay = flow.overtakes === undefined ? -1 : calls.indexOf(flow.overtakes);
  const deaths = callsOf(calls.filter((_, index) => index !== onItsWay)).slice(0, flow.kills)
    .filter((call, index, all) => !isBetweenWrites(call, index, all)).flatMap(deathsAt);
  const ends = await onStages(stages, deaths, (stage, death) => killedAt(stage, flow, death));
  return deaths.flatMap((death, index) => {
    const happened = { wasKilled: true, overlapped: death.again === 'concurrently' || undefined };
    const right = { complaint: undefined, ...flow.overtakes === undefined && happened, answered: true, state };
    const found = differences(right, ends[index]);
    return found.length > 0 ? [{ ...death, differences: found }] : [];
  });
}
