import type { PresentField } from './field-changes';
import type { FieldDefinition } from '../service/types';

type Rule = NonNullable<NonNullable<FieldDefinition['ConditionalBehavior']>['Rules']>[number];
type Condition = NonNullable<Rule['Conditions']>[number];

/** What a definition says about a field, given the rest of the form. */
export interface Behavior {
  /** REQUIRED, OPTIONAL, DISALLOWED or an unknown value; undefined if the service does not say. */
  readonly requirement?: string;
  /** The fields that this depends on. */
  readonly because: readonly string[];
  /** Overrides the field's own validation, member by member. */
  readonly validation: NonNullable<Rule['ConditionalValidation']>;
}

/** The first rule whose conditions all hold applies; otherwise the default. */
export function behaviorOf(definition: FieldDefinition, form: ReadonlyMap<string, PresentField>): Behavior {
  const { FieldRequirement, ConditionalBehavior: conditional } = definition;
  if (!conditional) {
    return { requirement: FieldRequirement === 'CONDITIONAL' ? undefined : FieldRequirement, because: [], validation: {} };
  }
  const rules = conditional.Rules ?? [];
  const rule = rules.find(({ Conditions }) => (Conditions ?? []).every((condition) => holds(condition, form)));
  return {
    requirement: rule ? rule.RuleBehavior : conditional.DefaultBehavior,
    because: dependencies(rule ? [rule] : rules),
    validation: rule?.ConditionalValidation ?? {},
  };
}

function dependencies(rules: readonly Rule[]): string[] {
  return [...new Set(rules.flatMap(({ Conditions }) => (Conditions ?? []).flatMap(({ DependsOnFieldPath }) => DependsOnFieldPath ?? [])))];
}

/** An unknown operator does not hold, as the service's model says. */
function holds({ DependsOnFieldPath, Operator, Values = [] }: Condition, form: ReadonlyMap<string, PresentField>): boolean {
  const given = valuesOf(form.get(DependsOnFieldPath ?? ''));
  const isOneOf = given.some((value) => Values.includes(value));
  switch (Operator) {
    case 'EQUALS': case 'IN': return isOneOf;
    case 'NOT_EQUALS': case 'NOT_IN': return !isOneOf;
    case 'HAS_VALUE': return given.length > 0;
    case 'NO_VALUE': return given.length === 0;
    default: return false;
  }
}

/** A field may be listed without a value, for example with the reason of its denial. */
export function valuesOf(field?: PresentField): string[] {
  return [field?.TextValue, field?.RegistrationAttachmentId, ...field?.SelectChoices ?? []].filter((value) => value !== undefined);
}
