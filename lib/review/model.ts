/**
 * What the review reads and what it says. Nothing in this folder knows the CDK or the service: a form may come from a construct, a template or
 * a live registration.
 */

export interface KnownDocument {
  readonly format: 'PDF' | 'JPEG' | 'PNG' | 'GIF';
  readonly bytes: number;
}

/** What a field holds. A value that is known later than the review, such as a token, a secret or a parameter, is unknown: present, and nothing else. */
export interface FieldContent {
  readonly text?: string;
  readonly choices?: readonly string[];
  /** Whether it shows a document. */
  readonly attachment?: boolean;
  /** What is known of that document. */
  readonly document?: KnownDocument;
  readonly unknown?: boolean;
}

/** A form as it would be submitted, as far as it is known. */
export interface ReviewedForm {
  /** A construct path, a logical ID or the ID of a registration: whatever the reader of the findings knows it by. */
  readonly id: string;
  readonly registrationType: string;
  /** By field path. */
  readonly values: ReadonlyMap<string, FieldContent>;
  /** Whether the form has no other values and is meant to be submitted, so that what is missing is a finding. */
  readonly complete: boolean;
  /** The IDs of the reviewed forms that this one is associated with, for example the brand of a campaign. */
  readonly associations: readonly string[];
  /** Its status in the account, for example `COMPLETE`, if that is known. */
  readonly status?: string;
}

export type Severity = 'error' | 'warning';

/** Something that a reviewer would object to. It never quotes a value. */
export interface Finding {
  /** The ID of the rule, see docs/review-rules.md. */
  readonly rule: string;
  /** The ID of the form. */
  readonly form: string;
  /** None for a finding about the whole form. */
  readonly field?: string;
  /** An error is refused by a machine, a warning is up to a reviewer. */
  readonly severity: Severity;
  /** What is wrong. */
  readonly message: string;
  /** What the denial would say; nothing if AWS publishes no code for it. */
  readonly denialCodes: readonly string[];
  /** Whether such a denial may be final: the form cannot be submitted again. */
  readonly isFinal: boolean;
  /** What to write instead. */
  readonly advice: string;
  /** The page that asks for it. */
  readonly source: string;
}
