import type { PresentField } from './field-changes';
import { behaviorOf, valuesOf, type Behavior } from './form-behavior';
import { listing } from './listing';
import { matches } from './matches';
import { MAX_CHOICE, MAX_CHOICES, MAX_TEXT, MIN_TEXT } from '../../contract/limits';
import { nearest } from '../../contract/nearest';
import type { FieldDefinition } from '../service/types';

/** A form after a deploy. */
export interface FormToBe {
  /** What the deploy writes. */
  readonly put: readonly PresentField[];
  /** What else the form contains. */
  readonly kept: readonly PresentField[];
  /** The form is about to be submitted. */
  readonly complete: boolean;
}

/** Never quotes a value. */
export interface FormProblem {
  readonly path: string;
  readonly problem: string;
}

const MAX_OPTIONS_BYTES = 400;
const MAX_PATTERN_LENGTH = 200;

/**
 * Everything in a form that the service would refuse or deny according to its definition of the form, sorted by path.
 *
 * In a draft only the fields being written are checked: it may be incomplete, and the service has accepted what it already holds.
 * Anything that the definition leaves out or expresses in unknown terms is left to the service.
 */
export function formProblems(definitions: readonly FieldDefinition[], { put, kept, complete }: FormToBe): FormProblem[] {
  const form = new Map([...kept.filter((field) => valuesOf(field).length > 0), ...put].map((field) => [field.FieldPath, field]));
  const defined = new Map(definitions.map((definition) => [definition.FieldPath, definition]));
  const judged = complete ? new Set([...form.keys(), ...defined.keys()]) : new Set(put.map(({ FieldPath }) => FieldPath));
  return [...judged].sort().flatMap((path) => {
    const definition = defined.get(path);
    const problems = definition ? fieldProblems(definition, form, complete) : [noSuchField(path, [...defined.keys()])];
    return problems.map((problem) => ({ path, problem }));
  });
}

function noSuchField(path: string, known: readonly string[]): string {
  return known.length === 0 ? 'the form has no fields' : `the form has no such field${hint(path, known)}`;
}

/** Names the nearest candidate, but never the given word, which may be a text that was declared as a choice by mistake. */
function hint(word: string, candidates: readonly string[]): string {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? '' : ` (did you mean "${candidate}"?)`;
}

function fieldProblems(definition: FieldDefinition, form: ReadonlyMap<string, PresentField>, complete: boolean): string[] {
  const field = form.get(definition.FieldPath);
  const behavior = behaviorOf(definition, form);
  if (!field) {
    return complete && behavior.requirement === 'REQUIRED' ? [`it is required${because(behavior)}, but missing`] : [];
  }
  if (complete && behavior.requirement === 'DISALLOWED') {
    return [`it is not allowed${because(behavior)}`];
  }
  return valueProblems(definition, behavior, field);
}

function because({ because: paths }: Behavior): string {
  return paths.length > 0 ? `, given ${paths.join(', ')}` : '';
}

function valueProblems(definition: FieldDefinition, { validation }: Behavior, field: PresentField): string[] {
  const kind = kindOf(field);
  if (kind !== definition.FieldType) {
    return isKnownKind(definition.FieldType) ? [`it has a value of type ${kind}, but the form expects ${definition.FieldType}`] : [];
  }
  const { AllowedValues: Options, ...text } = validation;
  return [
    ...field.TextValue === undefined ? [] : textProblems(field.TextValue, { ...definition.TextValidation, ...given(text) }),
    ...field.SelectChoices === undefined ? [] : choicesProblems(field.SelectChoices, { ...definition.SelectValidation, ...given({ Options }) }),
  ];
}

const KINDS = ['TEXT', 'SELECT', 'ATTACHMENT'] as const;

function isKnownKind(kind: string | undefined): boolean {
  return KINDS.some((known) => known === kind);
}

function kindOf({ TextValue, SelectChoices }: PresentField): typeof KINDS[number] {
  return TextValue !== undefined ? 'TEXT' : SelectChoices !== undefined ? 'SELECT' : 'ATTACHMENT';
}

/** Only the members with a value, so that absent ones override nothing. */
function given<T extends object>(members: T): Partial<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function textProblems(text: string, { MinLength = MIN_TEXT, MaxLength = MAX_TEXT, Pattern }: Partial<NonNullable<FieldDefinition['TextValidation']>>): string[] {
  const quoted = (Pattern ?? '').length > MAX_PATTERN_LENGTH ? '' : ` ${Pattern}`;
  return [
    ...numberProblems('its text', 'character', Array.from(text).length, Math.max(MinLength, MIN_TEXT), Math.min(MaxLength, MAX_TEXT)),
    ...Pattern !== undefined && matches(text, Pattern) === false ? [`its text does not match the form's pattern${quoted}`] : [],
  ];
}

function choicesProblems(
  choices: readonly string[], { MinChoices, MaxChoices = MAX_CHOICES, Options = [] }: Partial<NonNullable<FieldDefinition['SelectValidation']>>,
): string[] {
  const known = listing(Options.map((option) => `"${option}"`), MAX_OPTIONS_BYTES, ', ');
  return [
    ...numberProblems('it', 'choice', choices.length, MinChoices, Math.min(MaxChoices, MAX_CHOICES)),
    ...choices.flatMap((choice, index) => numberProblems(`its choice number ${index + 1}`, 'character', Array.from(choice).length, MIN_TEXT, MAX_CHOICE)),
    ...choices.flatMap((choice, index) => (
      Options.length > 0 && !Options.includes(choice) ? [`its choice number ${index + 1} is not one of ${known}${hint(choice, Options)}`] : []
    )),
  ];
}

function numberProblems(what: string, unit: string, number: number, min = 0, max: number): string[] {
  if (number >= min && number <= max) {
    return [];
  }
  const range = min === max ? `exactly ${min}` : `${min} to ${max}`;
  return [`${what} has ${number} ${unit}${number === 1 ? '' : 's'}, but the form accepts ${range}`];
}
