import * as fs from 'fs';
import * as path from 'path';
import { constantsOf, DATA, isRequired, typedForms } from '../../../scripts/forms/data';

const ROOT = path.join(__dirname, '..', '..', '..');
const read = (...file: string[]) => fs.readFileSync(path.join(ROOT, ...file), 'utf8');

const PAGE = read('docs', 'forms.md');
const INTERFACES = read('lib', 'forms', 'fields.generated.ts');
/** What every registration can have beside its fields. */
const OPTIONS = [...read('lib', 'registration.ts').split('export class')[0]!.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name);

/** Words that a language keeps for itself, or that name a member of every struct there. */
const RESERVED = [
  'abstract', 'and', 'as', 'assert', 'async', 'await', 'base', 'break', 'case', 'catch', 'chan', 'class', 'const', 'continue', 'def', 'default', 'defer', 'del',
  'do', 'elif', 'else', 'enum', 'equals', 'event', 'except', 'extends', 'final', 'finally', 'for', 'from', 'func', 'global', 'go', 'goto', 'hashCode', 'if',
  'implements', 'import', 'in', 'interface', 'internal', 'is', 'lambda', 'map', 'namespace', 'native', 'new', 'nonlocal', 'not', 'object', 'operator', 'or',
  'override', 'package', 'params', 'pass', 'private', 'protected', 'public', 'raise', 'range', 'return', 'select', 'self', 'static', 'string', 'struct',
  'super', 'switch', 'this', 'throw', 'throws', 'toString', 'try', 'type', 'var', 'void', 'while', 'with', 'yield',
];

/** The members of a generated interface. */
function membersOf(name: string): string[] {
  const [, body] = new RegExp(`export interface ${name} [^{]*{\\n(.*?)\\n}`, 's').exec(INTERFACES)!;
  return [...body!.matchAll(/^ {2}readonly (\w+\??):/gm)].map(([, member]) => member!);
}

const fieldsOf = Object.fromEntries(typedForms().map(([, { construct, fields }]) => [construct, fields]));
const constructs = Object.keys(fieldsOf);

describe.each(constructs)('Each field of %s', (construct) => {
  const fields = fieldsOf[construct]!;
  const props = fields.map(({ prop }) => prop);

  test('has a prop of its own, which the docs and both interfaces have', () => {
    expect([...new Set(props)]).toEqual(props);
    expect(props.filter((prop) => !new RegExp(`^\\| \\*?\`${prop}\`\\*?ᶜ? \\|`, 'm').test(PAGE.split(`## ${construct}\n`)[1]!.split('\n## ')[0]!))).toEqual([]);
    if (fields.length > 0) {
      const optional = (isOptional: boolean, name: string) => `${name}${isOptional ? '?' : ''}`;
      expect(membersOf(`${construct}Fields`)).toEqual(fields.map((field) => optional(!isRequired(field) || field.company !== undefined, field.prop)));
      expect(membersOf(`Adopted${construct}Fields`)).toEqual(props.map((prop) => optional(true, prop)));
    }
  });

  test('is named after its path, in a way that every language can say', () => {
    expect(fields.filter(({ prop, path: fieldPath }) => fieldPath.split('.').pop() !== prop)).toEqual([]);
    expect(props.filter((prop) => !/^[a-z][A-Za-z0-9]*$/.test(prop) || /^(get|set|is)[A-Z]/.test(prop) || RESERVED.includes(prop))).toEqual([]);
    expect(props.filter((prop) => [...OPTIONS, 'brand', 'number', 'numbers', 'agent', 'company', 'additionalFields'].includes(prop))).toEqual([]);
  });

  test('is kept out of templates if it is a tax ID, an e-mail address, a phone number or the name of a person', () => {
    const isSensitive = (prop: string) => /^(taxId|companyId|firstName|lastName)$|email(Address)?$|phoneNumber$/i.test(prop);
    expect(fields.filter(({ prop, sensitive = false }) => sensitive !== isSensitive(prop)).map(({ prop }) => prop)).toEqual([]);
    expect(fields.filter(({ sensitive, type }) => sensitive && type !== 'TEXT')).toEqual([]);
  });

  test('has words of its own, and a class for its choices', () => {
    expect(fields.filter(({ doc }) => !/^[A-Z].*\.$/.test(doc)).map(({ prop }) => prop)).toEqual([]);
    expect(fields.filter(({ type, choiceClass }) => (type === 'SELECT') !== (choiceClass !== undefined)).map(({ prop }) => prop)).toEqual([]);
  });
});

describe('The choices', () => {
  test('are those of the fields, and every class has a field', () => {
    expect(Object.keys(DATA.choices).filter((choiceClass) => constantsOf(choiceClass).size === 0)).toEqual([]);
    const used = Object.values(fieldsOf).flat().flatMap(({ choiceClass }) => choiceClass ?? []);
    expect([...new Set(used)].sort()).toEqual(Object.keys(DATA.choices).sort());
  });

  test.each(Object.keys(DATA.choices))('of %s have names that every language can say', (choiceClass) => {
    const constants = [...constantsOf(choiceClass).values()];
    expect([...new Set(constants)]).toEqual(constants);
    expect(constants.filter((constant) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(constant))).toEqual([]);
    const { constants: named = {}, docs = {} } = DATA.choices[choiceClass]!;
    expect([...Object.keys(named), ...Object.keys(docs)].filter((choice) => !constantsOf(choiceClass).has(choice))).toEqual([]);
  });
});

describe('What a company says', () => {
  test.each(Object.keys(DATA.company))('is asked by several forms, in the same way: %s', (name) => {
    const fields = Object.values(fieldsOf).flat().filter(({ company }) => company === name);
    expect(fields.length).toBeGreaterThan(1);
    expect(new Set(fields.map(({ type, sensitive }) => `${type} ${sensitive}`)).size).toBe(1);
    // Whatever the brand and the toll-free form both require.
    if (name !== 'legalType') {
      const both = [fieldsOf.TenDlcBrand!, fieldsOf.TollFreeRegistration!].map((form) => form.find(({ company }) => company === name)!);
      expect(DATA.company[name]!.required).toBe(both.every(isRequired));
    }
  });

  test('has no field that a company cannot say', () => {
    const said = Object.values(fieldsOf).flat().flatMap(({ company }) => company ?? []);
    expect([...new Set(said)].filter((name) => DATA.company[name] === undefined)).toEqual([]);
  });
});

test('Every fact has a known source, and every source a fact', () => {
  const used = Object.values(DATA.forms).flatMap(({ sources, fields }) => [...sources, ...fields.flatMap((field) => field.sources)]);
  expect([...new Set(used)].sort()).toEqual(Object.keys(DATA.sources).sort());
  const fields = Object.values(DATA.forms).flatMap((form) => form.fields);
  expect(fields.filter(({ origins, sources }) => origins < 1 || origins > sources.length)).toEqual([]);
});
