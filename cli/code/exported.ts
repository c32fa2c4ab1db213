import { call, fileOf, list, name, record, text, type Code, type Language, type Member, type Statement } from './syntax';
import { belongsToBrand, constructId, constructOf, formMembers, importedRegistration, stackStatements, type CodeField } from './vocabulary';
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
  /** The stack that it belongs to. */
  readonly stack?: string;
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
  const names = namesOf(ordered);
  return fileOf([
    ...headerOf(ordered, surroundings),
    ...stackStatements(surroundings),
    ...ordered.flatMap((one): Statement[] => [
      { kind: 'blank' },
      { kind: 'comment', text: `${one.status}, version ${one.version}` },
      ...one.stack === undefined ? [] : [{ kind: 'comment' as const, text: `It belongs to the stack ${one.stack}: a deploy of another stack is refused.` }],
      declaration(one, names, surroundings),
    ]),
  ], language);
}

const HIDDEN = 'A field in a comment keeps its value. To declare it, keep that value in a secret, or export with --show-values.';

function headerOf(registrations: readonly ExistingRegistration[], { showValues }: Surroundings): Statement[] {
  const hasHidden = registrations.some(({ type, fields }) => fields.some(({ path, text: value }) => value !== undefined && isSensitive(type, path)));
  return [
    { kind: 'comment', text: 'Adopts what exists: a deploy adds the tags of the stack and changes nothing else.' },
    ...hasHidden && !showValues ? [{ kind: 'comment' as const, text: HIDDEN }] : [],
  ];
}

/** What a registration is called in the code. */
interface CodeNames {
  readonly id: string;
  /** Only what others are associated with has one. */
  readonly variable?: string;
}

type AllNames = ReadonlyMap<string, CodeNames>;

function declaration(one: ExistingRegistration, names: AllNames, { showValues }: Surroundings): Statement {
  const { id, variable } = names.get(one.id)!;
  const construct = constructOf(one.type);
  const method = typedConstruct(one.type) === undefined ? 'adopt' : 'adoptExisting';
  const value = call(`${construct}.${method}`, [name('stack'), text(id)], [
    { name: 'registrationId', value: text(one.id) },
    ...brandMember(one, names),
    ...formMembers(one.type, one.fields.flatMap((field) => codeField(one, field, showValues))),
    ...associationMembers(one, names),
    ...tagMembers(one),
  ]);
  return variable === undefined ? { kind: 'do', value } : { kind: 'assign', variable, value };
}

function codeField(
  { type }: ExistingRegistration, { path, text: value, choices = [], attachmentId }: ExistingField, showValues: boolean,
): CodeField[] {
  if (value !== undefined) {
    const isHidden = isSensitive(type, path) && !showValues;
    return [isHidden ? { path, content: { secret: true }, isOff: true } : { path, content: { text: value } }];
  }
  if (choices.length > 0) {
    return [{ path, content: { choices } }];
  }
  return attachmentId === undefined ? [] : [{ path, content: { attachment: importedAttachment(type, path, attachmentId) } }];
}

/** Several registrations may show the same document. */
function importedAttachment(type: string, path: string, attachmentId: string): Code {
  const id = constructId(`${constructOf(type)} ${lastPart(path)} ${attachmentId.slice(-6)}`);
  return call('RegistrationAttachment.fromRegistrationAttachmentId', [name('stack'), text(id), text(attachmentId)]);
}

/** The brand of a typed campaign has a prop of its own. */
function brandOf({ type, associations }: ExistingRegistration): string | undefined {
  return belongsToBrand(type) ? associations.find((target) => targetKindOf(target) === 'registration') : undefined;
}

function brandMember(one: ExistingRegistration, names: AllNames): Member[] {
  const brand = brandOf(one);
  if (brand === undefined) {
    return [];
  }
  const variable = names.get(idOf(brand))?.variable;
  return [{ name: 'brand', value: variable === undefined ? importedRegistration(`Brand${brand.slice(-6)}`, brand) : name(variable) }];
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

/** The constructs of a stack have different IDs, and variables are no words of a language. */
function namesOf(registrations: readonly ExistingRegistration[]): AllNames {
  const targets = registrations.flatMap(({ associations }) => associations.map(idOf));
  const byTag = ({ name: given, type }: ExistingRegistration) => constructId(given ?? type);
  return new Map(registrations.map((one): [string, CodeNames] => {
    const isAlone = registrations.filter((other) => byTag(other) === byTag(one)).length === 1;
    const id = isAlone ? byTag(one) : `${byTag(one)}${one.id.slice(-6)}`;
    return [one.id, { id, variable: targets.includes(one.id) ? variableOf(id) : undefined }];
  }));
}

const TAKEN = /^(app|stack|secret|class|default|from|import|in|is|new|not|or|and|pass|return|this|with|[a-z]{1,2})$/;

function variableOf(id: string): string {
  const variable = id[0]!.toLowerCase() + id.slice(1);
  return TAKEN.test(variable) ? `${variable}Registration` : variable;
}
