import { CustomResourceEvent } from './events';

/** What a handler may put to the response URL. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId?: string;
  readonly NoEcho?: boolean;
  readonly Data?: Record<string, unknown>;
}

/** How CloudFormation takes an answer. */
export interface Verdict {
  readonly succeeded: boolean;
  /** What the stack events show, for a failure. */
  readonly reason?: string;
  /** Only when the answer held a valid one. */
  readonly physicalId?: string;
  readonly data: Record<string, unknown>;
  readonly noEcho: boolean;
  /** What the answer breaks of the protocol, whether or not CloudFormation minds. */
  readonly violations: string[];
}

const MAX_BODY_BYTES = 4096;
const MAX_ID_BYTES = 1024;

export function judge(body: string, event: CustomResourceEvent): Verdict {
  const size = Buffer.byteLength(body);
  if (size > MAX_BODY_BYTES) return refused('Response object is too long.', `the body has ${size} bytes, more than ${MAX_BODY_BYTES}`);
  const answer = parse(body);
  if (!answer) return refused('Invalid response object: not a JSON object.', 'the body is not a JSON object');
  const violations = [...echoViolations(answer, event), ...fieldViolations(answer), ...idViolations(answer, event)];
  return { ...outcome(answer, event), noEcho: answer.NoEcho === true, data: isRecord(answer.Data) ? answer.Data : {}, violations };
}

function outcome(answer: Record<string, unknown>, event: CustomResourceEvent): Pick<Verdict, 'succeeded' | 'reason' | 'physicalId'> {
  const physicalId = validId(answer.PhysicalResourceId);
  const broken = echoViolations(answer, event)[0] ?? statusViolation(answer);
  if (broken) return { succeeded: false, physicalId, reason: `Invalid response object: ${broken}.` };
  // CloudFormation shows this text instead of the handler's own reason.
  if (!physicalId) return { succeeded: false, reason: 'Invalid PhysicalResourceId' };
  if (answer.Status === 'SUCCESS') return { succeeded: true, physicalId };
  const reason = `Received response status [FAILED] from custom resource. Message returned: ${String(answer.Reason)} (RequestId: ${event.RequestId})`;
  return { succeeded: false, physicalId, reason };
}

function refused(reason: string, violation: string): Verdict {
  return { succeeded: false, reason, data: {}, noEcho: false, violations: [violation] };
}

function echoViolations(answer: Record<string, unknown>, event: CustomResourceEvent): string[] {
  const names = ['StackId', 'RequestId', 'LogicalResourceId'] as const;
  return names.filter((name) => answer[name] !== event[name]).map((name) => `${name} is not the one of the request`);
}

function statusViolation(answer: Record<string, unknown>): string | undefined {
  return answer.Status === 'SUCCESS' || answer.Status === 'FAILED' ? undefined : 'Status is neither SUCCESS nor FAILED';
}

function fieldViolations(answer: Record<string, unknown>): string[] {
  const reasonMissing = answer.Status === 'FAILED' && (typeof answer.Reason !== 'string' || answer.Reason === '');
  return [
    statusViolation(answer),
    reasonMissing ? 'Reason is required on FAILED' : undefined,
    answer.NoEcho !== undefined && typeof answer.NoEcho !== 'boolean' ? 'NoEcho is not a boolean' : undefined,
    ...dataViolations(answer.Data),
  ].filter((text) => text !== undefined);
}

function dataViolations(data: unknown): string[] {
  if (data === undefined) return [];
  if (!isRecord(data)) return ['Data is not an object'];
  return Object.keys(data).filter((name) => data[name] === null).map((name) => `Data.${name} is null`);
}

function idViolations(answer: Record<string, unknown>, event: CustomResourceEvent): string[] {
  const id = validId(answer.PhysicalResourceId);
  if (!id) return [`PhysicalResourceId is not a string of 1 to ${MAX_ID_BYTES} bytes`];
  const changed = event.RequestType === 'Delete' && id !== event.PhysicalResourceId;
  return changed ? ['PhysicalResourceId changed in the answer to a Delete'] : [];
}

function validId(id: unknown): string | undefined {
  return typeof id === 'string' && id !== '' && Buffer.byteLength(id) <= MAX_ID_BYTES ? id : undefined;
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
