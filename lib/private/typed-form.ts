import { CfnResource, Token } from 'aws-cdk-lib';
import { declarationOf, declare } from './declaration';
import { CHOICES, Form, FormField, FORMS } from './forms';
import { kindOf, present } from './present';
import { AssociationTarget } from '../association-target';
import { FieldValue } from '../field-value';
import type { Registration, RegistrationProps } from '../registration';
import type { IRegistrationAttachment } from '../registration-attachment';
import { RegistrationType } from '../registration-type';

/** A prop of a typed construct that associates the registration. */
export interface AssociationProp {
  readonly name: string;
  readonly isRequired?: boolean;
  /** Whether it takes an array. */
  readonly isList?: boolean;
  /** The registration type of a registration, or the type of another resource. */
  readonly type: string;
  target(value: unknown): AssociationTarget;
}

/** Props as other languages may pass them. */
type Given = Readonly<Record<string, unknown>>;

/** Whatever can say the value of a field: a prop, the company, or the path itself. */
interface Said {
  readonly props: Given;
  readonly company: Given;
  readonly additional: Given;
}

/** A field, and how the user named it. */
interface NamedField {
  readonly path: string;
  readonly name: string;
  readonly value: FieldValue;
}

interface NamedTarget {
  readonly name: string;
  readonly value: AssociationTarget;
}

/** What is wrong with a value, without quoting it. */
class Problem {
  constructor(public readonly text: string) {}
}

/**
 * The props of a typed construct as those of a Registration, which reports what is wrong with them together with what is wrong with its own.
 * Not every language checks types before this.
 */
export function typedProps(registrationType: string, props: object, associationProps: readonly AssociationProp[] = []): RegistrationProps {
  const form = FORMS.get(registrationType)!;
  const { adopted } = declarationOf(props);
  const problems: string[] = [];
  const given = present(props) as Given;
  problems.push(...strayProblems(form.construct!, registrationType, given));
  const said: Said = {
    props: given,
    company: objectOf('company', given.company, 'a CompanyProfile', problems),
    additional: objectOf('additionalFields', given.additionalFields, 'an object of field paths and FieldValues', problems),
  };
  const fields = [...formFields(form, said, problems), ...additionalFields(said)];
  const targets = associationTargets(associationProps, given, problems);
  const names = new Map([...form.fields.map(({ path, prop }) => [path, prop] as const), ...fields.map(({ path, name }) => [path, name] as const)]);
  problems.push(...repeatedProblems(fields), ...adopted ? [] : missingProblems(registrationType, form, said, associationProps));
  return declare({
    ...given,
    registrationType: RegistrationType.of(registrationType),
    fields: Object.fromEntries(fields.map(({ path, value }) => [path, value])),
    associations: withOwn(targets, given.associations),
  }, {
    construct: form.construct!,
    isTyped: true,
    adoptMethod: 'adoptExisting',
    adopted,
    fieldName: (path) => names.get(path) ?? `fields["${path}"]`,
    associationName: (index) => targets[index]?.name ?? `associations[${index - targets.length}]`,
    problems,
  });
}

/** Props of Registration that this library sets itself. */
function strayProblems(construct: string, registrationType: string, { fields, registrationType: ofUser }: Given): string[] {
  return [
    ...fields === undefined ? [] : [`fields is not a prop of ${construct}; use its props or additionalFields`],
    ...ofUser === undefined ? [] : [`registrationType is not a prop of ${construct}, which is always a ${registrationType}`],
  ];
}

function formFields({ fields }: Form, said: Said, problems: string[]): NamedField[] {
  return fields.flatMap((field) => {
    const { name, value } = saidOf(field, said) ?? {};
    const fieldOrProblem = name === undefined ? undefined : fieldValue(field, value);
    if (fieldOrProblem instanceof Problem) {
      problems.push(`${name}: ${fieldOrProblem.text}`);
    }
    return fieldOrProblem === undefined || fieldOrProblem instanceof Problem ? [] : [{ path: field.path, name: name!, value: fieldOrProblem }];
  });
}

/** What its prop says, or else the company, unless the stack names it by its path. */
function saidOf({ path, prop, company }: FormField, said: Said): { readonly name: string; readonly value: unknown } | undefined {
  if (said.props[prop!] !== undefined) {
    return { name: prop!, value: said.props[prop!] };
  }
  const isOfCompany = company !== undefined && said.company[company] !== undefined && said.additional[path] === undefined;
  return isOfCompany ? { name: `company.${company}`, value: said.company[company] } : undefined;
}

/** A Registration reports by itself what is no FieldValue. */
function fieldValue({ kind, sensitive, several, choiceClass }: FormField, said: unknown): FieldValue | Problem {
  if (sensitive) {
    return said as FieldValue;
  }
  switch (kind) {
    case 'TEXT': return FieldValue.text(said as string);
    case 'SELECT': return several ? severalChoices(choiceClass!, said) : choices(choiceClass!, [said]);
    case 'ATTACHMENT': return isAttachment(said) ? FieldValue.attachment(said) : new Problem(`it is ${kindOf(said)}; a RegistrationAttachment is expected`);
  }
}

function severalChoices(choiceClass: string, said: unknown): FieldValue | Problem {
  return Array.isArray(said) ? choices(choiceClass, said) : new Problem(`it is ${kindOf(said)}; an array of ${choiceClass} is expected`);
}

/** Not by their class: an app may have more than one copy of the library, and a company says with its own class what a form has another one for. */
function choices(choiceClass: string, said: readonly unknown[]): FieldValue | Problem {
  const values = said.map((one) => (one as { readonly value?: unknown } | null)?.value);
  const wrong = values.findIndex((value) => typeof value !== 'string');
  const [example] = CHOICES.get(choiceClass)!.values();
  return wrong < 0 ? FieldValue.choices(...values as string[]) : new Problem(
    `it is ${kindOf(said[wrong])}; a ${choiceClass} is expected, such as ${choiceClass}.${example} or ${choiceClass}.of('…')`,
  );
}

function isAttachment(said: unknown): said is IRegistrationAttachment {
  return typeof (said as Partial<IRegistrationAttachment> | null)?.registrationAttachmentId === 'string';
}

function additionalFields({ additional }: Said): NamedField[] {
  return Object.entries(additional).map(([path, value]) => ({ path, name: `additionalFields["${path}"]`, value: value as FieldValue }));
}

function repeatedProblems(fields: readonly NamedField[]): string[] {
  return fields.flatMap(({ path, name }, index) => {
    const first = fields.findIndex((field) => field.path === path);
    return first === index ? [] : [`${name}: ${fields[first]!.name} is the same field; declare it once`];
  });
}

function associationTargets(associationProps: readonly AssociationProp[], given: Given, problems: string[]): NamedTarget[] {
  return associationProps.filter(({ name }) => given[name] !== undefined).flatMap((prop) => {
    const { name, isList } = prop;
    const said = given[name];
    if (isList && !Array.isArray(said)) {
      problems.push(`${name} is ${kindOf(said)}; an array is expected`);
      return [];
    }
    return (isList ? said as unknown[] : [said]).map((one, index): NamedTarget => {
      const target = { name: isList ? `${name}[${index}]` : name, value: prop.target(one) };
      if (target.value._target().problems.length === 0) {
        problems.push(...kindProblems(one, prop.type).map((problem) => `${target.name}: ${problem}`));
      }
      return target;
    });
  });
}

/** What is wrong with the type of a target, if that is known. */
function kindProblems(target: unknown, expected: string): string[] {
  const { registrationType, cfnResourceType, node } = target as Partial<Registration & CfnResource>;
  const type = registrationType?.id ?? cfnResourceType;
  if (type === undefined || Token.isUnresolved(type) || type === expected) {
    return [];
  }
  return [`"${node?.path}" is ${withArticle(type)}; ${withArticle(expected)} is expected`];
}

function withArticle(type: string): string {
  return `${type.startsWith('AWS::') ? 'an' : 'a'} ${type}`;
}

/** Those of props come first. Whatever is no array is left to the Registration. */
function withOwn(own: readonly NamedTarget[], others: unknown = []): AssociationTarget[] {
  return Array.isArray(others) ? [...own.map(({ value }) => value), ...others] : others as AssociationTarget[];
}

function missingProblems(registrationType: string, { fields }: Form, said: Said, associationProps: readonly AssociationProp[]): string[] {
  const missing = fields.filter((field) => field.required && !saidOf(field, said) && said.additional[field.path] === undefined);
  const names = [
    ...associationProps.filter(({ name, isRequired }) => isRequired && said.props[name] === undefined).map(({ name }) => name),
    ...missing.map(({ prop }) => prop!),
  ];
  const ofCompany = missing.filter(({ company }) => company !== undefined).map(({ prop }) => prop!);
  const hint = ofCompany.length === 0 ? '' : ` (company can provide ${ofCompany.join(', ')})`;
  return names.length === 0 ? [] : [`a ${registrationType} needs ${names.join(', ')}${hint}; an incomplete draft is declared with Registration`];
}

function objectOf(name: string, value: unknown, expected: string, problems: string[]): Given {
  if (value === undefined) {
    return {};
  }
  if (typeof value !== 'object' || Array.isArray(value) || Token.isUnresolved(value)) {
    problems.push(`${name} is ${kindOf(value)}; ${expected} is expected`);
    return {};
  }
  return present(value) as Given;
}
