import { denialAdvice } from './denial-advice';
import { DENIAL_CODES, type DenialCode } from './denial-codes';
import { listing } from './listing';
import { isDenied } from './statuses';

interface DeniedReason {
  readonly Reason?: string;
  readonly ShortDescription?: string;
  readonly LongDescription?: string;
}

/** What reviewers said about a version. */
export interface Denied {
  readonly DeniedReasons?: readonly DeniedReason[];
  readonly Feedback?: string;
}

/** What reviewers said about a field, and what the field holds. */
export interface DeniedField {
  readonly FieldPath: string;
  readonly TextValue?: string;
  readonly DeniedReason?: string;
  readonly Feedback?: string;
}

export interface Denial {
  /** Every reason in full: first those of the form, then those of its fields. */
  readonly reasons: readonly string[];
  /** What to do next. */
  readonly advice: string;
  /** What resolves each reason that is in AWS's list. */
  readonly remedies: readonly string[];
  /** It cannot be submitted again. */
  readonly isFinal: boolean;
  /** What was denied, why, and what to do next. Short enough for an answer to CloudFormation. */
  readonly message: string;
}

/** A response to CloudFormation is limited to 4096 bytes. Everything but the reasons takes at most 2,400. */
const MAX_REASONS_BYTES = 1_600;
const MAX_REASON_LENGTH = 500;
/** Shorter values may be ordinary words of a reason. */
const MIN_SECRET_LENGTH = 4;

/** Describes the denial of a version, with quoted values hidden. */
export function describeDenial(
  registrationId: string, version: Denied & { readonly VersionNumber: number }, fields: readonly DeniedField[],
): Denial {
  const reasons = deniedReasons(version, fields);
  const list = listing(reasons.map(abbreviate), MAX_REASONS_BYTES) || 'no reason was given';
  const codes = denialCodesOf(version);
  const all = unique([...codes.flat(), ...fields.flatMap(({ DeniedReason }) => codesIn(DeniedReason))]);
  const advice = denialAdvice(all, codes.some(({ length }) => length === 0));
  return {
    reasons,
    advice,
    remedies: unique(all.map(({ remedy }) => remedy)),
    isFinal: all.some(({ resubmittable }) => resubmittable === 'no'),
    message: `Registration ${registrationId} was not approved: its version ${version.VersionNumber} was denied: ${list}. ${advice}`,
  };
}

/** What reviewers said about a form and its fields, with quoted values hidden. */
export function deniedReasons({ DeniedReasons = [], Feedback }: Denied, fields: readonly DeniedField[]): string[] {
  const mask = masking(fields, DeniedReasons);
  const ofForm = [
    ...DeniedReasons.map(({ Reason, ShortDescription, LongDescription }) => sentence(Reason, ShortDescription, LongDescription)),
    sentence(Feedback),
  ];
  const ofFields = [...fields].sort((a, b) => a.FieldPath < b.FieldPath ? -1 : 1)
    .map(({ FieldPath, DeniedReason, Feedback: advice }) => ({ FieldPath, reason: sentence(DeniedReason, advice) }))
    .filter(({ reason }) => reason !== '');
  return [
    ...ofForm.filter(Boolean).map(mask),
    ...ofFields.map(({ FieldPath, reason }) => `${FieldPath}: ${mask(reason)}`),
  ];
}

/**
 * Whether a version was denied only because something else has to finish first, so that the same form can be submitted again later.
 * A reason that is not in AWS's list is a real denial.
 */
export function isWaitDenial(version: Denied & { readonly RegistrationVersionStatus: string }): boolean {
  const codes = denialCodesOf(version);
  return isDenied(version.RegistrationVersionStatus) && codes.length > 0
    && codes.every((ofReason) => ofReason.length > 0 && ofReason.every(({ remedyKind }) => remedyKind === 'wait'));
}

/** The codes of each reason of a version, in order; none for a reason that is not in AWS's list. */
export function denialCodesOf({ DeniedReasons = [] }: Denied): DenialCode[][] {
  return DeniedReasons.map(({ Reason, ShortDescription, LongDescription }) => {
    const codes = unique([...codesIn(Reason), ...codesIn(ShortDescription)]);
    // A long description may mention other codes as well.
    return codes.length > 0 ? codes : codesIn(LongDescription);
  });
}

/** Built for the first denial, which most processes never see. */
let finders: { readonly byName: ReadonlyMap<string, DenialCode>; readonly titles: readonly (readonly [string, DenialCode])[] } | undefined;

function codeFinders(): NonNullable<typeof finders> {
  return finders ??= {
    byName: new Map(DENIAL_CODES.flatMap((one) => [[wordsOf(one.code), one], [wordsOf(one.title), one]])),
    titles: DENIAL_CODES.map((one) => [` ${wordsOf(one.title)} `, one]),
  };
}

/** It is not documented whether and where the service gives the code or the title, so both are searched for, ignoring case and punctuation. */
function codesIn(text = ''): DenialCode[] {
  const { byName, titles } = codeFinders();
  const names = [text, ...text.split(/[:;,.()]/), ...text.match(/\w+/g) ?? []].map(wordsOf);
  const words = ` ${wordsOf(text)} `;
  return unique([
    ...names.flatMap((name) => byName.get(name) ?? []),
    ...titles.filter(([title]) => words.includes(title)).map(([, one]) => one),
  ]);
}

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).join(' ');
}

/** Each part once: the service tends to repeat itself. */
function sentence(...parts: (string | undefined)[]): string {
  return unique(parts.flatMap((part) => part ? [oneLine(part).replace(/\.$/, '')] : [])).filter(Boolean).join(': ');
}

/** Line breaks and tabs become spaces, other control characters are removed. */
function oneLine(text: string): string {
  return text.replace(/\s*[\t-\r\u0085\u2028\u2029]\s*/gu, ' ').replace(/\p{Cc}/gu, '').trim();
}

const CODE_SHAPE = /^[A-Z0-9]+(_[A-Z0-9]+)+$/;

/** Hides the texts of a form. Choices are not secret, and codes are the service's own words. */
function masking(fields: readonly DeniedField[], reasons: readonly DeniedReason[]): (text: string) => string {
  const values = fields.map(({ TextValue = '' }) => oneLine(TextValue)).filter(({ length }) => length >= MIN_SECRET_LENGTH);
  const unknownCodes = reasons.map(({ Reason = '' }) => Reason).filter((reason) => CODE_SHAPE.test(reason) && !values.includes(reason));
  const codes = new Set([...DENIAL_CODES.map(({ code }) => code), ...unknownCodes]);
  // Longest first, so that neither a code nor a value is replaced partially.
  const known = [...values, ...codes].sort((a, b) => b.length - a.length);
  return (text) => {
    // A form can contain megabytes of text, and hardly any of it is quoted.
    const present = known.filter((one) => text.includes(one)).map((one) => one.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    return present.length === 0 ? text : text.replace(new RegExp(present.join('|'), 'g'), (match) => codes.has(match) ? match : '…');
  };
}

function abbreviate(text: string): string {
  const characters = Array.from(text);
  return characters.length > MAX_REASON_LENGTH ? `${characters.slice(0, MAX_REASON_LENGTH).join('')}…` : text;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
