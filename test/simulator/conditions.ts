import type { ConditionalRule, FieldCondition } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { FormField } from './forms';
import { FieldValue } from './state';
import { Checked } from './types';

/** The values of a form, by path. */
export type Values = (path: string) => FieldValue | undefined;

/** What a conditional field is, given the rest of the form: the first rule whose conditions are all met, or the default. */
export function behavior({ conditional }: FormField, values: Values): { readonly is?: string; readonly rule?: Checked<ConditionalRule> } {
  const rule = conditional?.Rules.find(({ Conditions }) => Conditions.every((condition) => isMet(condition, values)));
  return { is: rule?.RuleBehavior ?? conditional?.DefaultBehavior, rule };
}

function isMet({ DependsOnFieldPath: path, Operator: operator, Values: expected = [] }: Checked<FieldCondition>, values: Values): boolean {
  const given = listOf(values(path));
  const matches = given.some((value) => expected.includes(value));
  switch (operator) {
    case 'EQUALS': case 'IN': return matches;
    case 'NOT_EQUALS': case 'NOT_IN': return !matches;
    case 'HAS_VALUE': return given.length > 0;
    case 'NO_VALUE': return given.length === 0;
    default: throw new Error(`no condition has the operator ${operator}`);
  }
}

/** Whether a value keeps to what a rule demands instead of the field's own validation. */
export function keepsTo({ ConditionalValidation: { MinLength = 0, MaxLength = Infinity, Pattern = '', AllowedValues } = {} }: Checked<ConditionalRule>, value: FieldValue): boolean {
  const texts = value.TextValue === undefined ? [] : [value.TextValue];
  return texts.every((text) => [...text].length >= MinLength && [...text].length <= MaxLength && new RegExp(Pattern, 'u').test(text))
    && (!AllowedValues || listOf(value).every((one) => AllowedValues.includes(one)));
}

function listOf({ TextValue, SelectChoices = [], RegistrationAttachmentId }: FieldValue = {}): string[] {
  return [TextValue, RegistrationAttachmentId, ...SelectChoices].filter((value) => value !== undefined);
}
