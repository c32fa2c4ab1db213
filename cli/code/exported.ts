import { Naming, type CodeNames } from './names';
import { call, fileOf, list, name, record, text, type Code, type Language, type Member, type Statement } from './syntax';
import {
  belongsToBrand, constructId, constructOf, formMembers, importedAttachment, importedRegistration, secretKey, stackStatements, type CodeField,
} from './vocabulary';
import { idOf, targetKindOf } from '../../contract/ids';
import { isSensitive, lastPart, typedConstruct } from '../forms/known';

/** An existing registration, as the code declares it. */
export interface ExistingRegistration {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly version: number;
  readonly name?: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly fields: readonly ExistingField[];
  /** IDs or ARNs. */
  readonly associations: readonly string[];
  /** The stack that it belongs to, and the command that removes the tags of that stack. */
  readonly stack?: { readonly name: string; readonly untag: string };
}

export interface ExistingField {
  readonly path: string;
  readonly text?: string;
  readonly choices?: readonly string[];
  readonly attachmentId?: string;
}

export interface Surroundings {
  readonly account: string;
  readonly region: string;
  /** Print the values that people keep out of templates. */
  readonly showValues: boolean;
}

/** An app that adopts registrations the way they are: deploying it changes nothing but their tags. */
export function exportedApp(registrations: readonly ExistingRegistration[], surroundings: Surroundings, language: Language): string {
  const ordered = associatedFirst(registrations);
  const imports = importsOf(ordered);
  const names = namesOf(ordered, imports);
  return fileOf([
    ...headerOf(ordered, surroundings),
    ...stackStatements(surroundings),
    ...imports.length === 0 ? [] : [{ kind: 'blank' as const }],
    ...imports.map(({ id, importAs }): Statement => ({ kind: 'assign', variable: names.get(id)!.variable, value: importAs(names.get(id)!.id) })),
    ...ordered.flatMap((one): Statement[] => [
      { kind: 'blank' },
      { kind: 'comment', text: `${one.status}, version ${one.version}` },
      ...stackComments(one),
      declaration(one, ordered, names, surroundings),
    ]),
  ], language);
}

function stackComments({ stack }: ExistingRegistration): Statement[] {
  return stack === undefined ? [] : [
    { kind: 'comment', text: `It belongs to the stack ${stack.name}, and deploying it in another stack is refused. If that stack still exists, remove it` },
    { kind: 'comment', text: 'from there first, with removalPolicy: RemovalPolicy.RETAIN. Then remove the tags of that stack:' },
    { kind: 'comment', text: stack.untag },
  ];
}

const HIDDEN = 'A field in a comment keeps its value. To declare it, store the value in a secret, or export with --show-values.';

function headerOf(registrations: readonly ExistingRegistration[], { showValues }: Surroundings): Statement[] {
  const hasHidden = registrations.some(({ type, fields }) => fields.some(({ path, text: value }) => value !== undefined && isSensitive(type, path)));
  return [
    { kind: 'comment', text: 'Adopts existing registrations: a deploy adds the tags of the stack and changes nothing else.' },
    ...hasHidden && !showValues ? [{ kind: 'comment' as const, text: HIDDEN }] : [],
  ];
}

/** By their IDs. */
type AllNames = ReadonlyMap<string, CodeNames>;

function declaration(one: ExistingRegistration, all: readonly ExistingRegistration[], names: AllNames, { showValues }: Surroundings): Statement {
  const { id, variable } = names.get(one.id)!;
  const construct = constructOf(one.type);
  const method = typedConstruct(one.type) === undefined ? 'adopt' : 'adoptExisting';
  const value = call(`${construct}.${method}`, [name('stack'), text(id)], [
    { name: 'registrationId', value: text(one.id) },
    ...brandMember(one, names),
    ...formMembers(one.type, one.fields.flatMap((field) => codeField(one, field, names, showValues))),
    ...associationMembers(one, names),
    ...tagMembers(one),
  ]);
  const isReferred = all.some(({ associations }) => associations.map(idOf).includes(one.id));
  return isReferred ? { kind: 'assign', variable, value } : { kind: 'do', value };
}

function codeField(
  { type, fields }: ExistingRegistration, { path, text: value, choices = [], attachmentId }: ExistingField, names: AllNames, showValues: boolean,
): CodeField[] {
  if (value !== undefined) {
    const isHidden = isSensitive(type, path) && !showValues;
    return [isHidden ? { path, content: { secret: secretKey(path, fields) }, isOff: true } : { path, content: { text: value } }];
  }
  if (choices.length > 0) {
    return [{ path, content: { choices } }];
  }
  return attachmentId === undefined ? [] : [{ path, content: { attachment: name(names.get(attachmentId)!.variable) } }];
}

/** What the app refers to without declaring it. */
interface Import {
  readonly id: string;
  /** What it is called if nothing else is. */
  readonly words: string;
  readonly importAs: (constructId: string) => Code;
}

/** Several registrations may have the same brand, or show the same document. */
function importsOf(registrations: readonly ExistingRegistration[]): Import[] {
  const declared = registrations.map(({ id }) => id);
  const imports = registrations.flatMap((one): Import[] => [
    ...[brandOf(one)].flatMap((brand) => brand === undefined || declared.includes(idOf(brand)) ? [] : [
      { id: idOf(brand), words: 'Brand', importAs: (id: string) => importedRegistration(id, brand) },
    ]),
    ...one.fields.flatMap(({ path, attachmentId }) => attachmentId === undefined ? [] : [
      { id: attachmentId, words: lastPart(path), importAs: (id: string) => importedAttachment(id, attachmentId) },
    ]),
  ]);
  return imports.filter(({ id }, index) => imports.findIndex((other) => other.id === id) === index);
}

/** The brand of a typed campaign has a prop of its own. */
function brandOf({ type, associations }: ExistingRegistration): string | undefined {
  return belongsToBrand(type) ? associations.find((target) => targetKindOf(target) === 'registration') : undefined;
}

function brandMember(one: ExistingRegistration, names: AllNames): Member[] {
  const brand = brandOf(one);
  return brand === undefined ? [] : [{ name: 'brand', value: name(names.get(idOf(brand))!.variable) }];
}

function associationMembers(one: ExistingRegistration, names: AllNames): Member[] {
  const targets = one.associations.filter((target) => target !== brandOf(one)).map((target) => {
    const variable = names.get(idOf(target))?.variable;
    return variable === undefined
      ? call('AssociationTarget.fromId', [text(target)])
      : call('AssociationTarget.fromRegistration', [name(variable)]);
  });
  return targets.length === 0 ? [] : [{ name: 'associations', value: list(targets) }];
}

function tagMembers({ tags }: ExistingRegistration): Member[] {
  return tags.length === 0 ? [] : [{ name: 'tags', value: record(tags.map(({ key, value }) => ({ name: key, value: text(value) }))) }];
}

/** A brand before its campaigns. */
function associatedFirst(registrations: readonly ExistingRegistration[]): ExistingRegistration[] {
  const ordered: ExistingRegistration[] = [];
  const add = (one: ExistingRegistration, above: readonly string[]) => {
    const before = registrations.filter(({ id }) => one.associations.map(idOf).includes(id) && !above.includes(id));
    before.forEach((other) => add(other, [...above, one.id]));
    ordered.push(...ordered.includes(one) ? [] : [one]);
  };
  registrations.forEach((one) => add(one, [one.id]));
  return ordered;
}

function namesOf(registrations: readonly ExistingRegistration[], imports: readonly Import[]): AllNames {
  const naming = new Naming();
  const byTag = ({ name: given, type }: ExistingRegistration) => constructId(given ?? type);
  return new Map([
    ...registrations.map((one): [string, CodeNames] => {
      const isAlone = registrations.filter((other) => byTag(other) === byTag(one)).length === 1;
      return [one.id, naming.namesFor(isAlone ? byTag(one) : `${byTag(one)}${one.id.slice(-6)}`)];
    }),
    ...imports.map(({ id, words }): [string, CodeNames] => [id, naming.namesFor(constructId(words))]),
  ]);
}
