import * as fs from 'fs';
import * as path from 'path';

// What forms.json holds, see the README beside it.

export type FieldKind = 'TEXT' | 'SELECT' | 'ATTACHMENT';

export interface ConditionalRule {
  /** All of them, for the rule to hold. */
  readonly Conditions: readonly { readonly DependsOnFieldPath: string; readonly Operator: string; readonly Values?: readonly string[] }[];
  readonly RuleBehavior: string;
}

export interface KnownField {
  readonly path: string;
  readonly type: FieldKind;
  /** What a prop of a typed construct has besides. */
  readonly prop?: string;
  readonly doc?: string;
  readonly choiceClass?: string;
  readonly sensitive?: boolean;
  readonly company?: string;
  readonly requirement: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minChoices?: number;
  readonly maxChoices?: number;
  readonly options?: readonly string[];
  readonly optionsComplete?: boolean;
  /** As inferred from what sources say: none has it as the service would serve it. */
  readonly conditional?: { readonly Rules: readonly ConditionalRule[]; readonly DefaultBehavior: string };
  readonly verbatimApiOutput?: boolean;
  readonly singleSource?: readonly string[];
  readonly inferred?: readonly string[];
  readonly contradicted?: readonly string[];
  readonly sources: readonly string[];
  readonly origins: number;
}

/** A field that a prop of a typed construct stands for. */
export type TypedField = KnownField & Required<Pick<KnownField, 'prop' | 'doc'>>;

export interface KnownForm {
  readonly construct?: string;
  readonly idConfidence: string;
  readonly sources: readonly string[];
  readonly fieldsComplete?: boolean;
  readonly fields: readonly KnownField[];
}

/** A form that a typed construct stands for. */
export type TypedForm = Omit<KnownForm, 'fields'> & { readonly construct: string; readonly fields: readonly TypedField[] };

export interface ChoiceClass {
  readonly doc: string;
  /** The names of the static members, where the choice itself makes none. */
  readonly constants?: Readonly<Record<string, string>>;
  /** What single choices mean, where they do not say it themselves. */
  readonly docs?: Readonly<Record<string, string>>;
}

export interface CompanyProp {
  readonly doc: string;
  readonly required: boolean;
}

export interface Source {
  readonly kind: string;
  readonly title: string;
  readonly url?: string;
}

interface Data {
  readonly sources: Readonly<Record<string, Source>>;
  readonly choices: Readonly<Record<string, ChoiceClass>>;
  readonly company: Readonly<Record<string, CompanyProp>>;
  readonly forms: Readonly<Record<string, KnownForm>>;
}

export const DATA = JSON.parse(fs.readFileSync(path.join(__dirname, 'forms.json'), 'utf8')) as Data;

/** The forms by registration type. */
export function knownForms(): Readonly<Record<string, KnownForm>> {
  return DATA.forms;
}

/** The forms that a construct stands for, by registration type. */
export function typedForms(): [string, TypedForm][] {
  return Object.entries(DATA.forms).filter(([, { construct }]) => construct !== undefined) as [string, TypedForm][];
}

/** Whether a form cannot be submitted without the field, whatever else it says. */
export function isRequired({ requirement, contradicted }: KnownField): boolean {
  return requirement === 'REQUIRED' && !contradicted?.includes('requirement');
}

/** The limits that no source contradicts. */
export function limitsOf(field: KnownField): Partial<Record<typeof LIMITS[number], number>> {
  const known = LIMITS.filter((limit) => field[limit] !== undefined && !field.contradicted?.includes(limit));
  return Object.fromEntries(known.map((limit) => [limit, field[limit]]));
}

const LIMITS = ['minLength', 'maxLength', 'minChoices', 'maxChoices'] as const;

/** Whether its prop takes an array of choices. */
export function takesSeveral({ maxChoices = 1 }: KnownField): boolean {
  return maxChoices > 1;
}

/** The choices of a class, in the order of the forms, with the names of their static members. */
export function constantsOf(choiceClass: string): Map<string, string> {
  const fields = Object.values(DATA.forms).flatMap((form) => form.fields).filter((field) => field.choiceClass === choiceClass);
  const options = fields.flatMap((field) => field.options ?? []);
  const { constants = {} } = DATA.choices[choiceClass]!;
  return new Map([...new Set(options)].map((option) => [option, constants[option] ?? constantOf(option)]));
}

function constantOf(option: string): string {
  return option.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}
