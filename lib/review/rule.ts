import type { Form, FieldText, RuledType } from './form';
import type { Severity } from './model';
import type { Source } from './sources';

/** Something that breaks a rule. */
export interface Problem {
  /** None for a problem of the whole form. */
  readonly field?: string;
  /** What is wrong, without the value: the end of a sentence that begins with the field. */
  readonly message: string;
  /** The codes of the rule that fit this problem, unless all of them do. */
  readonly denialCodes?: readonly string[];
}

/** Who says so: an AWS page; a page whose demand is found here by words or thresholds of our own; or users and other projects. */
export type Strength = 'documented' | 'documented, found by own patterns' | 'reported';

export interface Rule {
  readonly id: string;
  /** What it asks for, for docs/review-rules.md. */
  readonly asks: string;
  /** The fields that it looks at, by registration type. A form of another type is not checked. */
  readonly fields: Readonly<Partial<Record<RuledType, readonly string[]>>>;
  /** One for all types, or by registration type. */
  readonly severity: Severity | Readonly<Partial<Record<RuledType, Severity>>>;
  /** A finding names those that a form of its type can get. Some checks have no published code. */
  readonly denialCodes: readonly string[];
  /** Whether one of the codes cannot be submitted again. */
  readonly isFinal?: boolean;
  /** What to write instead, in the imperative. */
  readonly advice: string;
  /** A finding shows the first one that is not about another form. */
  readonly sources: readonly [Source, ...Source[]];
  readonly strength: Strength;
  readonly check: (form: Form, fields: readonly string[]) => readonly Problem[];
}

export type Check = Rule['check'];

/** Checks each text that is known by itself. The predicate says what is wrong with it. */
export function eachText(problem: (text: string, form: Form, path: string) => string | undefined): Check {
  return (form, fields) => form.texts(fields).flatMap(([path, text]) => problemAt(path, problem(text, form, path)));
}

/** Reports each text that a pattern matches. */
export function textMatching(pattern: RegExp, message: string): Check {
  return eachText((text) => pattern.test(text) ? message : undefined);
}

/** Reports each text that a pattern does not match. */
export function textNotMatching(pattern: RegExp, message: string): Check {
  return eachText((text) => pattern.test(text) ? undefined : message);
}

export function problemAt(field: string | undefined, message: string | undefined, denialCodes?: readonly string[]): Problem[] {
  return message === undefined ? [] : [{ field, message, denialCodes }];
}

/** Names the codes that fit the field in which a problem was found. */
export function withCodes(check: Check, codesOf: (field: string) => readonly string[]): Check {
  return (form, fields) => check(form, fields).map((problem) => (
    problem.field === undefined ? problem : { ...problem, denialCodes: codesOf(problem.field) }
  ));
}

/** The texts of the fields, unless there may be others: one of them is unknown, or the form may have more values. */
export function allTexts(form: Form, fields: readonly string[]): FieldText[] | undefined {
  return form.isComplete && !fields.some((path) => form.isUnknown(path)) ? form.texts(fields) : undefined;
}
