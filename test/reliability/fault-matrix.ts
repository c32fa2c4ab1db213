import { undisturbed } from './crash';
import { differences, endState } from './end-state';
import { carryOut, complaint, onStages, startOver, type Flow } from './flows';
import { jsonLines, type OperationResult, type StackApiMood } from '../cloudformation';
import type { Stage } from '../lambda/stage';
import type { FaultRule } from '../simulator';

const OF_THE_FUTURE = 'shows a value of the future';
const FUTURE = 'A_VALUE_OF_THE_FUTURE';
/** What the handler decides by, of all that has a list of known values. */
const ENUMS = [
  'RegistrationStatus', 'RegistrationVersionStatus', 'AttachmentStatus',
  'FieldType', 'FieldRequirement', 'AssociationBehavior', 'DisassociationBehavior',
];

/** What the service, or the way to it, does wrong; the operation is added to each. */
const FAULTS: Record<string, (operation: string) => FaultRule[]> = {
  'is throttled three times': (operation) => [{ kind: 'throttle', operation, times: 3 }],
  'answers 500': (operation) => [{ kind: 'error500', operation, times: 2 }],
  'answers 500 after the effect': (operation) => [{ kind: 'error500-after', operation }],
  'is reset before the effect': (operation) => [{ kind: 'reset-before', operation }],
  'is reset after the effect': (operation) => [{ kind: 'reset-after', operation }],
  'takes five seconds': (operation) => [{ kind: 'delay', operation, delayMs: 5_000 }],
  'answers half of a body': (operation) => [{ kind: 'malformed', operation }],
  'is not permitted': (operation) => [{ kind: 'access-denied', operation, times: 1_000 }],
  [OF_THE_FUTURE]: (operation) => ENUMS.map((member) => (
    { kind: 'replace', operation, member, value: FUTURE }
  )),
};

/** CloudFormation is asked as well, by an API of its own: nothing that it answers may fail a deploy. */
const ASKS = 'DescribeStacks';
const MOODS: readonly StackApiMood[] = ['denied', 'throttled', 'slow', 'stale', 'without operations'];

/** What does not pass by itself, so that the deploy may fail. */
const LASTING = ['is not permitted', OF_THE_FUTURE];

/** Lets every operation of a flow fail in every way, and gives the ends that are wrong. */
export async function wrongEnds(stages: readonly Stage[], flow: Flow): Promise<unknown[]> {
  const { state, calls } = await undisturbed(stages[0]!, flow);
  // A number is released by a resource of its own.
  const operations = [...new Set(calls)].filter((operation) => operation !== 'ReleasePhoneNumber');
  const cases = [
    ...operations.flatMap((operation) => Object.keys(FAULTS).map((fault) => ({ operation, fault }))),
    ...MOODS.map((fault) => ({ operation: ASKS, fault })),
  ];
  const ends = await onStages(stages, cases, (stage, { operation, fault }) => problemsWith(stage, flow, state, operation, fault));
  return cases.flatMap((one, index) => ends[index]!.length > 0 ? [{ ...one, problems: ends[index] }] : []);
}

function letFail({ control, cloud }: Stage, operation: string, fault: string): void {
  if (operation === ASKS) {
    cloud.stackApi.mood = fault as StackApiMood;
  } else {
    FAULTS[fault]!(operation).forEach((rule) => control.injectFault(rule));
  }
}

/** None, when an operation that fails like that ends in the right success, or in a failure that names it and leaves nothing behind. */
async function problemsWith(stage: Stage, flow: Flow, right: unknown, operation: string, fault: string): Promise<string[]> {
  await startOver(stage, flow);
  const foreign = stage.living.filter(({ tags }) => Object.keys(tags).length === 0).map(({ registrationId }) => registrationId);
  const from = stage.cloud.lambda.logs.length;
  const result = await carryOut(stage, flow, () => letFail(stage, operation, fault));
  await stage.cloud.lambda.idle();
  stage.control.clearFaults();
  stage.cloud.stackApi.mood = 'true';
  if (flow.isContinuation) {
    const repeated = complaint(flow, await flow.act(stage));
    return [...repeated === undefined ? [] : [repeated], ...differences(right, await endState(stage))];
  }
  const reason = complaint(flow, result) ?? (flow.fails ? undefined : notDeleted(result));
  if (result.succeeded && fault === OF_THE_FUTURE && flow.toldBy?.includes(operation)) {
    return leftBehind(stage, flow, foreign, result.status);
  }
  if (reason === undefined) {
    const found = differences(comparable(right, fault), comparable(await endState(stage), fault));
    if (operation === ASKS && flow.mayStay && found.length > 0) {
      return isLogged(stage, from, operation) ? [] : found;
    }
    const isGivenUp = found.length > 0 && (flow.rollsBack || flow.fails) && LASTING.includes(fault) && isLogged(stage, from, operation);
    return isGivenUp ? leftBehind(stage, flow, foreign, result.status) : found;
  }
  return [
    ...LASTING.includes(fault) ? [] : [`failed for what passes by itself: ${reason}`],
    ...isNamed(operation, reason) ? [] : [`the reason does not name ${operation}: ${reason}`],
    ...result.succeeded ? [] : await leftBehind(stage, flow, foreign, result.status),
  ];
}

/** An unknown status of a version is named itself, beside the registration: nothing is wrong with the call that has shown it. */
function isNamed(operation: string, reason: string): boolean {
  return reason.includes(operation) || (operation === 'DescribeRegistrationVersions' && reason.includes(`its newest version is ${FUTURE}`));
}

/** What a rollback that ends well says of what it could not do, and a delete of what it leaves. */
const GIVEN_UP = [/could not be rolled back/, /that is being rolled back may still be running/, /The tags of the stack could not be removed from/];
const STAYS = /It is kept, without the tags of the stack/;

/** Whether the log says since then what could not be done because of that operation, or of what it has shown. */
function isLogged({ cloud: { lambda: { logs } } }: Stage, from: number, operation: string): boolean {
  return jsonLines(logs.slice(from)).some(({ message, outcome, status }) => (
    status === FUTURE
    || (operation === ASKS && STAYS.test(String(message)))
    || (GIVEN_UP.some((words) => words.test(String(message))) && String(outcome).includes(operation))
  ));
}

/** Why something that was replaced is still there, which fails no deploy. */
function notDeleted({ events }: OperationResult): string | undefined {
  return events.find(({ status }) => status === 'DELETE_FAILED')?.reason;
}

/** What is there when the stack has been destroyed after a failure, now that nothing is wrong any more. */
async function leftBehind(stage: Stage, flow: Flow, foreign: readonly string[], status: string): Promise<string[]> {
  if (status === 'UPDATE_ROLLBACK_FAILED') await stage.stack.continueRollback();
  await flow.relents?.(stage);
  for (const { registrationId } of stage.living) stage.control.setStatus({ registrationId, registrationStatus: 'CREATED', versionStatus: 'DRAFT' });
  for (const { phoneNumberId } of stage.control.state().phoneNumbers) await stage.release(phoneNumberId);
  const { succeeded, reason } = await stage.stack.destroy();
  await stage.cloud.lambda.idle();
  const attachments = stage.control.state().attachments.map(({ attachmentId }) => attachmentId);
  const left = [...stage.living.map(({ registrationId }) => registrationId), ...attachments];
  return [
    ...succeeded ? [] : [`cannot be destroyed: ${reason}`],
    ...left.filter((id) => !foreign.includes(id)).map((id) => `${id} was left behind`),
  ];
}

/** A status of the future belongs into the attributes of the stack; and by tags alone nobody tells a rollback of nothing from another one. */
function comparable(state: unknown, fault: string): unknown {
  const text = JSON.stringify(state);
  if (fault === OF_THE_FUTURE) return JSON.parse(text.replace(/"RegistrationStatus":"[A-Z_]+"/g, '"RegistrationStatus":"…"')) as unknown;
  if (MOODS.includes(fault as StackApiMood)) {
    return JSON.parse(text.replace(/"cdk-sms-registration:update":"[^"]*"/g, '"cdk-sms-registration:update":"…"')) as unknown;
  }
  return state;
}
