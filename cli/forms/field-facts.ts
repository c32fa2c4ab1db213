import type { ConditionalBehavior, FieldCondition } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { FieldDefinition } from '../../lambda/service/types';

/** What the service says about a field, in the form that people and programs read. */
export interface FieldFacts {
  readonly path: string;
  readonly section: string;
  /** `TEXT`, `SELECT` or `ATTACHMENT` */
  readonly kind: string;
  /** `REQUIRED`, `OPTIONAL` or `CONDITIONAL` */
  readonly requirement: string;
  /** When it is what, for a field that depends on others. */
  readonly conditions: readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly example?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minChoices?: number;
  readonly maxChoices?: number;
  readonly choices?: readonly string[];
}

export function factsOf(definition: FieldDefinition): FieldFacts {
  const { FieldPath: path, SectionPath, FieldType, FieldRequirement, ConditionalBehavior: behavior } = definition;
  const { TextValidation, SelectValidation, DisplayHints } = definition;
  return {
    path,
    section: SectionPath ?? path.split('.')[0]!,
    kind: FieldType ?? 'TEXT',
    requirement: FieldRequirement ?? 'OPTIONAL',
    conditions: behavior === undefined ? [] : conditionTexts(behavior),
    title: DisplayHints?.Title,
    description: DisplayHints?.LongDescription ?? DisplayHints?.ShortDescription,
    example: DisplayHints?.ExampleTextValue,
    minLength: TextValidation?.MinLength,
    maxLength: TextValidation?.MaxLength,
    pattern: TextValidation?.Pattern,
    minChoices: SelectValidation?.MinChoices,
    maxChoices: SelectValidation?.MaxChoices,
    choices: SelectValidation?.Options,
  };
}

/** `REQUIRED if companyInfo.legalType is PUBLIC_PROFIT`, `otherwise DISALLOWED` */
function conditionTexts({ Rules = [], DefaultBehavior }: ConditionalBehavior): string[] {
  return [
    ...Rules.map(({ Conditions = [], RuleBehavior }) => `${RuleBehavior} if ${Conditions.map(conditionText).join(' and ')}`),
    ...DefaultBehavior === undefined ? [] : [`otherwise ${DefaultBehavior}`],
  ];
}

const OPERATORS: Readonly<Record<string, string>> = {
  EQUALS: 'is', IN: 'is', NOT_EQUALS: 'is not', NOT_IN: 'is not', HAS_VALUE: 'has a value', NO_VALUE: 'has no value',
};

function conditionText({ DependsOnFieldPath, Operator = '', Values = [] }: FieldCondition): string {
  return [DependsOnFieldPath, OPERATORS[Operator] ?? Operator, Values.join(' or ')].filter(Boolean).join(' ');
}

/** `1 to 100 characters`, or the choices. */
export function limitsOf({ kind, minLength, maxLength, minChoices = 1, maxChoices = 1, choices = [] }: FieldFacts): string {
  if (kind === 'TEXT') {
    return maxLength === undefined ? '' : `${rangeOf(minLength ?? 1, maxLength)} characters`;
  }
  if (kind !== 'SELECT') {
    return '';
  }
  const how = maxChoices > 1 ? `${rangeOf(minChoices, maxChoices)} of ` : '';
  return how + choices.join(', ');
}

function rangeOf(min: number, max: number): string {
  return min === max ? `exactly ${max}` : `${min} to ${max}`;
}
