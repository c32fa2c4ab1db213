import type { FieldProperty } from '../../contract/registration-resource';

/** A field as the service shows it. */
export interface PresentField {
  readonly FieldPath: string;
  readonly TextValue?: string;
  readonly SelectChoices?: readonly string[];
  readonly RegistrationAttachmentId?: string;
}

export interface FieldChanges {
  readonly put: readonly FieldProperty[];
  readonly remove: readonly string[];
}

/**
 * The fewest writes that bring a form to the desired state.
 *
 * A field is removed only if it still has the value that the stack declared before: values from elsewhere are not ours to remove. This also
 * makes the rollback of a refused update do nothing.
 */
export function fieldChanges(desired: readonly PresentField[], present: readonly PresentField[], previous: readonly FieldProperty[]): FieldChanges {
  const presentByPath = byPath(present);
  const desiredByPath = byPath(desired);
  return {
    put: desired.filter((field) => !isSame(field, presentByPath.get(field.FieldPath))),
    remove: previous
      .filter((field) => !desiredByPath.has(field.FieldPath) && isSame(field, presentByPath.get(field.FieldPath)))
      .map((field) => field.FieldPath),
  };
}

/** The fields that these changes leave as they are. */
export function keptFields(present: readonly PresentField[], { put, remove }: FieldChanges): PresentField[] {
  const touched = new Set([...put.map(({ FieldPath }) => FieldPath), ...remove]);
  return present.filter(({ FieldPath }) => !touched.has(FieldPath));
}

/** Only the changes that the stack itself has made: edits from elsewhere cannot be undone on a locked form. */
export function declaredChanges(changes: FieldChanges, previous: readonly FieldProperty[]): FieldChanges {
  const previousByPath = byPath(previous);
  return { ...changes, put: changes.put.filter((field) => !isSame(field, previousByPath.get(field.FieldPath))) };
}

/**
 * What a new version, which starts empty, takes over from the previous one: fields that were filled in outside of the stack. A field that the
 * stack has declared and no longer declares is dropped.
 */
export function carriedOver(
  present: readonly PresentField[], desired: readonly FieldProperty[], previous: readonly FieldProperty[],
): FieldProperty[] {
  const desiredByPath = byPath(desired);
  const previousByPath = byPath(previous);
  return present
    .filter((field) => !desiredByPath.has(field.FieldPath) && !isSame(field, previousByPath.get(field.FieldPath)))
    .map(({ FieldPath, TextValue, SelectChoices, RegistrationAttachmentId }) => ({ FieldPath, TextValue, SelectChoices, RegistrationAttachmentId }))
    .filter((field) => field.TextValue || field.SelectChoices?.length || field.RegistrationAttachmentId);
}

function byPath<T extends { readonly FieldPath: string }>(fields: readonly T[]): Map<string, T> {
  return new Map(fields.map((field) => [field.FieldPath, field]));
}

/** The order of choices does not matter. */
function isSame(desired: PresentField, present?: PresentField): boolean {
  return present !== undefined
    && (desired.TextValue ?? '') === (present.TextValue ?? '')
    && attachmentId(desired) === attachmentId(present)
    && JSON.stringify([...desired.SelectChoices ?? []].sort()) === JSON.stringify([...present.SelectChoices ?? []].sort());
}

/** A stack may refer to an attachment by its ARN, which ends in its ID. */
function attachmentId({ RegistrationAttachmentId }: PresentField): string {
  return RegistrationAttachmentId?.split('/').at(-1) ?? '';
}
