import type { DeclaredField, FieldProperty } from '../../contract/registration-resource';
import { failure, type ErrorContext, type Action, type Failure } from '../failure';
import type { Log } from '../log';
import type { Reading, Secrets, SourceField } from './secrets';
import type { Declared, PreviousState, DesiredState } from '../properties/registration';

type Secret = Pick<Secrets, 'read'>;

/** A field whose text cannot be read, and why. */
interface Unread {
  readonly field: SourceField;
  readonly reading: Exclude<Reading, { text: string }>;
}

/** The desired state of a create or an adoption, with all secrets read. */
export async function resolveDesiredState(desired: Declared<DesiredState>, secrets: Secret): Promise<DesiredState> {
  const { fields, unread } = await readAll(desired.fields, secrets);
  if (unread.length > 0) {
    throw unreadable(desired.adopted === undefined ? 'created' : 'adopted', unread, { registrationId: desired.adopted, registrationType: desired.registrationType });
  }
  return { ...desired, fields };
}

export interface Update {
  readonly desired: DesiredState;
  readonly previous: PreviousState;
}

/**
 * The desired and the previous state of an update, with all secrets read before anything is changed.
 *
 * A field whose source has not changed but can no longer be read is left alone: if that were a failure, the rollback, which reads the
 * same source, would fail as well.
 */
export async function resolveUpdate(
  registrationId: string, desired: Declared<DesiredState>, previous: Declared<PreviousState>, secrets: Secret, log: Log,
): Promise<Update> {
  const where = { registrationId };
  const { fields, unread } = await readAll(desired.fields, secrets);
  const isKept = ({ field }: Unread) => previous.fields.some((other) => isSameSource(field, other));
  const fresh = unread.filter((one) => !isKept(one));
  if (fresh.length > 0) {
    throw unreadable('updated', fresh, where);
  }
  unread.forEach((one) => warn(log, registrationId, one));
  return {
    desired: { ...desired, fields },
    previous: { ...previous, fields: await previousFields(registrationId, previous.fields, desired.fields, fields, secrets, log) },
  };
}

/** Reads only the secrets of removed fields, to find out whether those fields still have the values that the stack gave them. */
async function previousFields(
  registrationId: string, previous: readonly DeclaredField[], declared: readonly DeclaredField[], desired: readonly FieldProperty[],
  secrets: Secret, log: Log,
): Promise<FieldProperty[]> {
  const declaredPaths = new Set(declared.map(({ FieldPath }) => FieldPath));
  const unchanged = (field: DeclaredField) => declared.some((other) => isSource(field) && isSameSource(field, other));
  const gone = await readAll(previous.filter((field) => !isSource(field) || !declaredPaths.has(field.FieldPath)), secrets);
  gone.unread.forEach((one) => warn(log, registrationId, one));
  const unchangedPaths = new Set(previous.filter(unchanged).map(({ FieldPath }) => FieldPath));
  return [...gone.fields, ...desired.filter(({ FieldPath }) => unchangedPaths.has(FieldPath))];
}

async function readAll(declared: readonly DeclaredField[], secrets: Secret): Promise<{ fields: FieldProperty[]; unread: Unread[] }> {
  const results = await Promise.all(declared.map(async (field): Promise<FieldProperty | Unread> => {
    if (!isSource(field)) {
      return field;
    }
    const reading = await secrets.read(field);
    return 'text' in reading ? { FieldPath: field.FieldPath, TextValue: reading.text } : { field, reading };
  }));
  return {
    fields: results.flatMap((result) => 'reading' in result ? [] : [result]),
    unread: results.flatMap((result) => 'reading' in result ? [result] : []),
  };
}

function isSource(field: DeclaredField): field is SourceField {
  return 'TextFromSecret' in field || 'TextFromParameter' in field;
}

/** Both were read by the same function, so their members are in the same order. */
function isSameSource(field: SourceField, other: DeclaredField): boolean {
  return JSON.stringify(field) === JSON.stringify(other);
}

/** Everything that cannot be read in one failure. Fields with the same problem share a sentence. */
function unreadable(action: Action, unread: readonly Unread[], where: ErrorContext): Failure {
  const pathsByProblem = new Map<string, string[]>();
  unread.forEach(({ field, reading }) => {
    const problem = `${reading.store} ${reading.problem}`;
    pathsByProblem.set(problem, [...pathsByProblem.get(problem) ?? [], field.FieldPath]);
  });
  const problems = [...pathsByProblem].map(([problem, paths]) => `${problem}, for the field${paths.length > 1 ? 's' : ''} ${paths.join(', ')}`);
  const advice = [...new Set(unread.map(({ reading }) => reading.advice))].join(' ');
  return failure(action, problems.join('; '), `${advice} Then deploy again. Nothing was changed.`, where);
}

function warn(log: Log, registrationId: string, { field, reading }: Unread): void {
  const { FieldPath: fieldPath } = field;
  const outcome = `${reading.store} ${reading.problem}`;
  log.warn(`${fieldPath} of ${registrationId} keeps its value: ${outcome}`, { registrationId, fieldPath, outcome });
}
