import type { PresentField } from './field-changes';
import type { FieldDefinition } from '../service/types';

type Rule = NonNullable<NonNullable<FieldDefinition['ConditionalBehavior']>['Rules']>[number];
type Condition = NonNullable<Rule['Conditions']>[number];

/** What a definition says of a field, given the rest of the form. */
export interface Behavior {
  /** REQUIRED, OPTIONAL, DISALLOWED, or what nobody has heard of yet; undefined when the service does not say. */
  readonly requirement?: string;
  /** The fields on whose values that rests. */
  readonly because: readonly string[];
  /** Takes the place of the field's own validation where it says something. */
  readonly validation: NonNullable<Rule['ConditionalValidation']>;
}

/** The first rule that matches as a whole rules; if none does, the default. */
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

/** An operator of the future does not hold: so says the service's model. */
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

/** A field may be listed without a value, for instance with the reason for which it was denied. */
export function valuesOf(field?: PresentField): string[] {
  return [field?.TextValue, field?.RegistrationAttachmentId, ...field?.SelectChoices ?? []].filter((value) => value !== undefined);
}
