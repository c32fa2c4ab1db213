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
 * The fewest writes that bring a form to the wish.
 * Only what a former deploy declared is removed: a field that somebody filled elsewhere is not ours to empty.
 */
export function fieldChanges(wanted: readonly FieldProperty[], present: readonly PresentField[], formerPaths: readonly string[]): FieldChanges {
  const presentByPath = new Map(present.map((field) => [field.FieldPath, field]));
  const wantedPaths = new Set(wanted.map((field) => field.FieldPath));
  return {
    put: wanted.filter((field) => !isSame(field, presentByPath.get(field.FieldPath))),
    remove: formerPaths.filter((path) => !wantedPaths.has(path) && presentByPath.has(path)),
  };
}

/** The order of choices carries no meaning. */
function isSame(wanted: FieldProperty, present?: PresentField): boolean {
  return present !== undefined
    && (wanted.TextValue ?? '') === (present.TextValue ?? '')
    && attachmentId(wanted) === attachmentId(present)
    && JSON.stringify([...wanted.SelectChoices ?? []].sort()) === JSON.stringify([...present.SelectChoices ?? []].sort());
}

/** A stack may know an attachment by its ARN, which ends in its id. */
function attachmentId({ RegistrationAttachmentId }: PresentField): string {
  return RegistrationAttachmentId?.split('/').at(-1) ?? '';
}
