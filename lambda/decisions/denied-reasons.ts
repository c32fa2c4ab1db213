interface Denied {
  readonly DeniedReasons?: readonly { readonly Reason?: string; readonly ShortDescription?: string; readonly LongDescription?: string }[];
  readonly Feedback?: string;
}

interface DeniedField {
  readonly FieldPath: string;
  readonly TextValue?: string;
  readonly SelectChoices?: readonly string[];
  readonly DeniedReason?: string;
  readonly Feedback?: string;
}

/** Shorter values are ordinary words, which reasons are made of. */
const MIN_SECRET_LENGTH = 4;

/** What reviewers said of a form and of its fields, without the values that they may quote. */
export function deniedReasons({ DeniedReasons = [], Feedback }: Denied, fields: readonly DeniedField[]): string[] {
  const values = fields.flatMap(({ TextValue, SelectChoices }) => [TextValue ?? '', ...SelectChoices ?? []]);
  const ofForm = [
    ...DeniedReasons.map(({ Reason, ShortDescription, LongDescription }) => sentence(Reason, ShortDescription, LongDescription)),
    sentence(Feedback),
  ];
  const ofFields = [...fields].sort((a, b) => a.FieldPath < b.FieldPath ? -1 : 1)
    .map(({ FieldPath, DeniedReason, Feedback: advice }) => ({ FieldPath, reason: sentence(DeniedReason, advice) }))
    .filter(({ reason }) => reason !== '');
  return [
    ...ofForm.filter(Boolean).map((reason) => withoutValues(reason, values)),
    ...ofFields.map(({ FieldPath, reason }) => `${FieldPath}: ${withoutValues(reason, values)}`),
  ];
}

/** Each thing once: the service tends to repeat itself. */
function sentence(...parts: (string | undefined)[]): string {
  return [...new Set(parts.flatMap((part) => part ? [part.trim().replace(/\.$/, '')] : []))].join(': ');
}

function withoutValues(text: string, values: readonly string[]): string {
  return values
    .filter((value) => value.length >= MIN_SECRET_LENGTH)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, value) => rest.replaceAll(value, '…'), text);
}

/** Placeholder until the codes are here. */
export function isWaitDenial(version: { readonly RegistrationVersionStatus: string }): boolean {
  return version.RegistrationVersionStatus === 'WAIT';
}
