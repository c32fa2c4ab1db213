import type { Operation } from './operation';
import { carriedOver, declaredChanges, fieldChanges, type FieldChanges, type PresentField } from '../decisions/field-changes';
import type { FormState } from '../decisions/version-plan';
import type { Former, Wish } from '../properties';
import type { Registration, Version } from '../service/registrations';

/** Longer than CloudFormation gives one custom resource: how long after an update its rollback may come. */
const ROLLBACK_WITHIN_MS = 60 * 60_000;
/** A denial that comes faster is not a person's. */
const AT_ONCE_MS = 60_000;

/** A form as the service shows it, beside what the stack wants of it. */
export interface Form {
  readonly version: Version;
  /** What the version before the newest says, as far as that matters. */
  readonly valuesBefore: readonly PresentField[];
  readonly values: readonly PresentField[];
  readonly changes: FieldChanges;
  readonly state: FormState;
}

/** Reads the newest version of a form; the one before only when there is something to decide by it. Without a former wish it is a create. */
export async function readForm(registration: Registration, wish: Wish, former: Former | undefined, { registrations }: Operation): Promise<Form> {
  const { RegistrationId, CurrentVersionNumber } = registration;
  const versions = await registrations.versions(RegistrationId);
  // A discard may leave none to be listed.
  const version = versions[0] ?? { VersionNumber: CurrentVersionNumber, RegistrationVersionStatus: 'DISCARDED' };
  const values = await registrations.fieldValues(RegistrationId, version.VersionNumber);
  const formerFields = former?.fields ?? [];
  const changes = fieldChanges(wish.fields, values, formerFields);
  const isDraft = version.RegistrationVersionStatus === 'DRAFT';
  const differs = isAny(isDraft ? changes : declaredChanges(changes, formerFields));
  const before = differs || isDraft ? versions[1] : undefined;
  const valuesBefore = before ? await registrations.fieldValues(RegistrationId, before.VersionNumber) : [];
  const wanted = [...wish.fields, ...carriedOver(values, wish.fields, formerFields)];
  const saidBefore = before && areSame(valuesBefore, wanted) ? before.RegistrationVersionStatus : undefined;
  const takesBack = isYoung(version) && (saidBefore !== undefined || (former?.submit === true && !wish.submit));
  const failedADeploy = wasDeniedAtOnce(version) && (former ? version.VersionNumber > 1 : wish.failOnDenial);
  return {
    version,
    values,
    valuesBefore,
    changes,
    state: {
      status: version.RegistrationVersionStatus,
      differs,
      saidBefore,
      submit: wish.submit,
      wasSubmit: former?.submit ?? false,
      updateApproved: wish.updateApproved,
      isTakenBack: former !== undefined && formerFields.length > 0 && says(values, formerFields) && (takesBack || failedADeploy),
      failedThis: failedADeploy && !areSame(wish.fields, formerFields),
    },
  };
}

function areSame(one: readonly PresentField[], other: readonly PresentField[]): boolean {
  return says(one, other) && says(other, one);
}

function says(present: readonly PresentField[], wanted: readonly PresentField[]): boolean {
  return !isAny(fieldChanges(wanted, present, []));
}

function isAny({ put, remove }: FieldChanges): boolean {
  return put.length + remove.length > 0;
}

function wasDeniedAtOnce({ RegistrationVersionStatusHistory: history }: Version): boolean {
  const { SubmittedTimestamp, DeniedTimestamp } = history ?? {};
  return SubmittedTimestamp !== undefined && DeniedTimestamp !== undefined
    && DeniedTimestamp.getTime() - SubmittedTimestamp.getTime() <= AT_ONCE_MS;
}

function isYoung({ RegistrationVersionStatusHistory: history }: Version, now = Date.now()): boolean {
  const last = Math.max(...[history?.DraftTimestamp, history?.SubmittedTimestamp].map((at) => at?.getTime() ?? 0));
  return now - last <= ROLLBACK_WITHIN_MS;
}
