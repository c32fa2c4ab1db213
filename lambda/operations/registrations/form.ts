import { wasDeniedToWait } from './denials';
import type { Task } from './goal';
import { carriedOver, declaredChanges, fieldChanges, type FieldChanges, type PresentField } from '../../decisions/field-changes';
import { isApproved, isDiscarded, isDraft, NO_VERSION } from '../../decisions/statuses';
import type { FormState } from '../../decisions/version-plan';
import type { Version } from '../../service/types';
import type { Operation } from '../operation';

/** No person denies a form this quickly. */
const AT_ONCE_MS = 60_000;

/** A form as the service shows it, compared with the desired state. */
export interface Form {
  readonly version: Version;
  /** The values that a new version, which starts empty, takes over if they are from elsewhere. */
  readonly base: readonly PresentField[];
  readonly values: readonly PresentField[];
  readonly changes: FieldChanges;
  readonly state: FormState;
}

/** Reads the newest version of a form, and older ones only if the decision depends on them. */
export async function readForm({ registration, kind, desired, previous, operation }: Task): Promise<Form> {
  const { RegistrationId, CurrentVersionNumber } = registration;
  const [newest, ...others] = await operation.registrations.versions(RegistrationId);
  // After a discard the service may list no version.
  const version = newest ?? { VersionNumber: CurrentVersionNumber, RegistrationVersionStatus: NO_VERSION };
  const { RegistrationVersionStatus: status } = version;
  const values = newest ? await operation.registrations.fieldValues(RegistrationId, version.VersionNumber) : [];
  const previousFields = previous.fields;
  const changes = fieldChanges(desired.fields, values, previousFields);
  const differs = isAny(isDraft(status) ? changes : declaredChanges(changes, previousFields));
  const approved = others.find(({ RegistrationVersionStatus }) => isApproved(RegistrationVersionStatus));
  const needsEarlier = differs || isDraft(status) || isDiscarded(status);
  const earlier = needsEarlier ? await readEarlier(RegistrationId, [approved, others[0]], operation) : [];
  // For a draft or a discarded version, the version behind it has the earlier values.
  const base = (isDraft(status) && earlier.at(-1)?.values) || (isDiscarded(status) && approved && earlier[0]?.values) || values;
  const desiredFields = [...desired.fields, ...carriedOver(base, desired.fields, previousFields)];
  // A form that another delivery of this event has submitted is not submitted again.
  const mayAgain = kind === 'update' && !wasSubmittedSince(version, operation.change.sent);
  return {
    version,
    values,
    base,
    changes,
    state: {
      status,
      differs,
      matchesEarlierVersion: earlier.find((one) => haveSameValues(one.values, desiredFields))?.status,
      submit: desired.submit,
      wasSubmitted: previous.submit,
      updateApproved: desired.updateApproved,
      isApproved: approved !== undefined,
      isRollback: kind === 'rollback',
      isChanged: kind === 'update' && !(desired.submit === previous.submit && haveSameValues(desired.fields, previousFields)),
      resubmit: mayAgain && desired.resubmit !== undefined && desired.resubmit !== previous.resubmit,
      hadToWait: mayAgain && await wasDeniedToWait(version),
    },
  };
}

interface EarlierVersion { readonly status?: string; readonly values: readonly PresentField[] }

async function readEarlier(
  registrationId: string, versions: readonly (Version | undefined)[], { registrations }: Operation,
): Promise<EarlierVersion[]> {
  const earlier: EarlierVersion[] = [];
  for (const version of new Set(versions)) {
    if (version) {
      // If something else only had to finish first, nothing is wrong with the form.
      const status = await wasDeniedToWait(version) ? undefined : version.RegistrationVersionStatus;
      earlier.push({ status, values: await registrations.fieldValues(registrationId, version.VersionNumber) });
    }
  }
  return earlier;
}

export function haveSameValues(one: readonly PresentField[], other: readonly PresentField[]): boolean {
  return contains(one, other) && contains(other, one);
}

function contains(present: readonly PresentField[], desired: readonly PresentField[]): boolean {
  return !isAny(fieldChanges(desired, present, []));
}

function isAny({ put, remove }: FieldChanges): boolean {
  return put.length + remove.length > 0;
}

/** Submitted by another delivery of an event that was sent at `sent`, which is known to the second. No submit happens within that second. */
export function wasSubmittedSince({ RegistrationVersionStatusHistory: history }: Version, sent: number): boolean {
  return history?.SubmittedTimestamp !== undefined && history.SubmittedTimestamp.getTime() > sent + 1_000;
}

/** Denied automatically, not by a person. */
export function wasDeniedAtOnce({ RegistrationVersionStatusHistory: history }: Version): boolean {
  const { SubmittedTimestamp, DeniedTimestamp } = history ?? {};
  return SubmittedTimestamp !== undefined && DeniedTimestamp !== undefined
    && DeniedTimestamp.getTime() - SubmittedTimestamp.getTime() <= AT_ONCE_MS;
}
