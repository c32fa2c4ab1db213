import { InvalidField, invalid, lowerCamel } from './errors';
import { Shape, shape } from './model';

/** A problem found in an input; `missing` decides the Reason of the answer. */
interface Problem extends InvalidField {
  readonly missing?: boolean;
}

/**
 * Checks an input against its shape and returns it decoded (blobs become Buffers).
 * Unknown members are dropped and null counts as absent, as AWS services do.
 */
export function validateInput(shapeName: string, input: unknown): Record<string, unknown> {
  const problems: Problem[] = [];
  const decoded = visit(shapeName, input, '', problems);
  if (problems.length > 0) throw refusal(problems);
  return decoded as Record<string, unknown>;
}

function refusal(problems: Problem[]): Error {
  const reason = problems.every((problem) => problem.missing) ? 'MISSING_PARAMETER' : 'FIELD_VALIDATION_FAILED';
  const text = problems.map((problem) => `Value at '${problem.Name}' failed to satisfy constraint: ${problem.Message}`).join('; ');
  return invalid(
    reason,
    `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${text}`,
    problems.map(({ Name, Message }) => ({ Name, Message })),
  );
}

function visit(shapeName: string, value: unknown, path: string, problems: Problem[]): unknown {
  const expected = shape(shapeName);
  switch (expected.type) {
    case 'structure': return visitStructure(expected, value, path, problems);
    case 'list': return visitList(expected, value, path, problems);
    case 'string': return visitString(expected, value, path, problems);
    case 'blob': return visitBlob(expected, value, path, problems);
    case 'boolean': return checkType(typeof value === 'boolean', 'a boolean', value, path, problems);
    case 'integer':
    case 'long': return visitNumber(expected, value, path, problems);
    default: throw new Error(`no input of this service holds a ${expected.type}`);
  }
}

function visitStructure(expected: Shape, value: unknown, path: string, problems: Problem[]): unknown {
  if (!isRecord(value)) return checkType(false, 'a structure', value, path, problems);
  for (const name of expected.required ?? []) {
    if (isAbsent(value[name])) problems.push({ Name: join(path, name), Message: 'Member must not be null', missing: true });
  }
  return Object.fromEntries(Object.entries(expected.members ?? {})
    .filter(([name]) => !isAbsent(value[name]))
    .map(([name, member]) => [name, visit(member.shape, value[name], join(path, name), problems)]));
}

function visitList(expected: Shape, value: unknown, path: string, problems: Problem[]): unknown {
  if (!Array.isArray(value)) return checkType(false, 'a list', value, path, problems);
  checkLength(expected, value.length, path, problems);
  // Members are numbered from 1, as in other AWS validation messages.
  return value.map((member, index) => visit(expected.member!.shape, member, `${path}.${index + 1}.member`, problems));
}

function visitString(expected: Shape, value: unknown, path: string, problems: Problem[]): unknown {
  if (typeof value !== 'string') return checkType(false, 'a string', value, path, problems);
  if (expected.enum && !expected.enum.includes(value)) {
    problems.push({ Name: path, Message: `Member must satisfy enum value set: [${expected.enum.join(', ')}]` });
  }
  checkLength(expected, [...value].length, path, problems);
  if (expected.pattern && !new RegExp(`^(?:${expected.pattern})$`, 'u').test(value)) {
    problems.push({ Name: path, Message: `Member must satisfy regular expression pattern: ${expected.pattern}` });
  }
  return value;
}

function visitBlob(expected: Shape, value: unknown, path: string, problems: Problem[]): unknown {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
    return checkType(false, 'a base64-encoded blob', value, path, problems);
  }
  // The model's maximum of AttachmentBody is that of 5 MiB in base64, so it counts what is sent.
  checkLength(expected, value.length, path, problems);
  return Buffer.from(value, 'base64');
}

function visitNumber(expected: Shape, value: unknown, path: string, problems: Problem[]): unknown {
  if (typeof value !== 'number' || !Number.isInteger(value)) return checkType(false, 'an integer', value, path, problems);
  if (expected.min !== undefined && value < expected.min) {
    problems.push({ Name: path, Message: `Member must have value greater than or equal to ${expected.min}` });
  }
  if (expected.max !== undefined && value > expected.max) {
    problems.push({ Name: path, Message: `Member must have value less than or equal to ${expected.max}` });
  }
  return value;
}

function checkLength(expected: Shape, length: number, path: string, problems: Problem[]): void {
  if (expected.min !== undefined && length < expected.min) {
    problems.push({ Name: path, Message: `Member must have length greater than or equal to ${expected.min}` });
  }
  if (expected.max !== undefined && length > expected.max) {
    problems.push({ Name: path, Message: `Member must have length less than or equal to ${expected.max}` });
  }
}

function checkType(ok: boolean, expected: string, value: unknown, path: string, problems: Problem[]): unknown {
  if (!ok) problems.push({ Name: path, Message: `Member must be ${expected}` });
  return value;
}

function join(path: string, member: string): string {
  return path ? `${path}.${lowerCamel(member)}` : lowerCamel(member);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
