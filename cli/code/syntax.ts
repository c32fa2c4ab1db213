import { wrapped } from '../output/wrap';

/** Code that says the same in every language of the library. */
export type Code =
  | { readonly kind: 'text'; readonly text: string }
  /** A variable, or a constant of a class. */
  | { readonly kind: 'name'; readonly name: string }
  /** A constructor or a method, with positional arguments and, last, props. */
  | { readonly kind: 'call'; readonly callee: string; readonly isNew: boolean; readonly args: readonly Code[]; readonly props?: readonly Member[] }
  | { readonly kind: 'list'; readonly items: readonly Code[] }
  /** From texts to values. */
  | { readonly kind: 'record'; readonly members: readonly Member[] }
  /** Props of another construct's props, which have a class in some languages. */
  | { readonly kind: 'struct'; readonly name: string; readonly members: readonly Member[] };

export interface Member {
  readonly name: string;
  readonly value: Code;
  readonly comment?: string;
  /** It is shown in a comment: left to the reader. */
  readonly isOff?: boolean;
}

export type Statement =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'assign'; readonly variable: string; readonly value: Code }
  | { readonly kind: 'do'; readonly value: Code };

export type Language = 'typescript' | 'python';

export const text = (value: string): Code => ({ kind: 'text', text: value });
export const name = (value: string): Code => ({ kind: 'name', name: value });
export const list = (items: readonly Code[]): Code => ({ kind: 'list', items });
export const record = (members: readonly Member[]): Code => ({ kind: 'record', members });
export const struct = (className: string, members: readonly Member[]): Code => ({ kind: 'struct', name: className, members });
export const call = (callee: string, args: readonly Code[] = [], props?: readonly Member[]): Code => ({ kind: 'call', callee, isNew: false, args, props });
export const make = (callee: string, args: readonly Code[] = [], props?: readonly Member[]): Code => ({ kind: 'call', callee, isNew: true, args, props });

const MAX_LINE = 120;

/** Where a language differs from the others. */
interface Dialect {
  readonly indent: string;
  readonly comment: string;
  readonly end: string;
  readonly quote: (value: string) => string;
  readonly variable: (name: string) => string;
  readonly member: (name: string) => string;
  readonly assign: (variable: string, value: string) => string;
  readonly create: (callee: string) => string;
  /** How props follow the positional arguments. */
  readonly props: { readonly open: string; readonly close: string; readonly separator: string };
  readonly key: (name: string) => string;
  readonly struct: (className: string, members: string) => string;
  /** Whether the class of a struct is named, and so imported. */
  readonly namesStructs: boolean;
  readonly imports: (used: ReadonlySet<string>) => string[];
}

const camelToSnake = (value: string) => value.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** A member that is not a constant or a class. */
const isLower = (value: string) => /^[a-z]/.test(value);

const TYPESCRIPT: Dialect = {
  indent: '  ',
  comment: '//',
  end: ';',
  quote: (value) => `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`,
  variable: (value) => value,
  member: (value) => value,
  assign: (variable, value) => `const ${variable} = ${value}`,
  create: (callee) => `new ${callee}`,
  props: { open: '{', close: '}', separator: ': ' },
  // Only a computed name makes __proto__ a member.
  key: (value) => value === '__proto__' ? "['__proto__']" : /^[A-Za-z_]\w*$/.test(value) ? value : TYPESCRIPT.quote(value),
  struct: (_, members) => `{ ${members} }`,
  namesStructs: false,
  imports: (used) => importLines(used, (names, { module, alias }) => (
    alias === undefined ? `import { ${names.join(', ')} } from '${module}';` : `import * as ${alias} from '${module}';`
  )),
};

const PYTHON: Dialect = {
  indent: '    ',
  comment: '#',
  end: '',
  quote: (value) => JSON.stringify(value),
  variable: camelToSnake,
  member: (value) => isLower(value) ? camelToSnake(value) : value,
  assign: (variable, value) => `${variable} = ${value}`,
  create: (callee) => callee,
  props: { open: '', close: '', separator: '=' },
  key: (value) => JSON.stringify(value),
  struct: (className, members) => `${className}(${members})`,
  namesStructs: true,
  imports: (used) => importLines(used, (names, { python, alias }) => (
    alias === undefined ? `from ${python} import ${names.join(', ')}` : `import ${python} as ${alias}`
  )),
};

const DIALECTS: Readonly<Record<Language, Dialect>> = { typescript: TYPESCRIPT, python: PYTHON };

interface Module {
  readonly module: string;
  readonly python: string;
  /** Imported as a whole, under this name. */
  readonly alias?: string;
  readonly names?: readonly string[];
}

/** Whatever no other module has is of this library. */
const LIBRARY: Module = { module: 'cdk-sms-registration', python: 'cdk_sms_registration' };
const MODULES: readonly Module[] = [
  { module: 'aws-cdk-lib', python: 'aws_cdk', names: ['App', 'Environment', 'Stack'] },
  { module: 'aws-cdk-lib/aws-secretsmanager', python: 'aws_cdk.aws_secretsmanager', alias: 'secretsmanager' },
  LIBRARY,
];

function importLines(used: ReadonlySet<string>, line: (names: string[], module: Module) => string): string[] {
  return MODULES.flatMap((module) => {
    const names = [...used].filter((one) => moduleOf(one) === module).sort();
    return names.length === 0 ? [] : [line(names, module)];
  });
}

function moduleOf(root: string): Module {
  return MODULES.find(({ alias, names }) => alias === root || names?.includes(root)) ?? LIBRARY;
}

/** A whole file. */
export function fileOf(statements: readonly Statement[], language: Language): string {
  const dialect = DIALECTS[language];
  const used = new Set(statements.flatMap((statement) => 'value' in statement ? rootsIn(statement.value, dialect) : []));
  const body = statements.map((statement) => lineOf(statement, dialect));
  const firstCode = statements.findIndex(({ kind }) => kind !== 'comment');
  return [...body.slice(0, firstCode), ...dialect.imports(used), ...body.slice(firstCode)].join('\n');
}

function lineOf(statement: Statement, dialect: Dialect): string {
  switch (statement.kind) {
    case 'blank': return '';
    case 'comment': return `${dialect.comment} ${statement.text}`;
    case 'assign': return dialect.assign(dialect.variable(statement.variable), codeOf(statement.value, dialect, '')) + dialect.end;
    case 'do': return codeOf(statement.value, dialect, '') + dialect.end;
  }
}

/** The first names of everything that is called or named, except for local variables. */
function rootsIn(code: Code, dialect: Dialect): string[] {
  const inMembers = (members: readonly Member[] = []) => members.flatMap(({ value, isOff }) => isOff ? [] : rootsIn(value, dialect));
  switch (code.kind) {
    case 'text': return [];
    case 'name': return rootOf(code.name);
    case 'list': return code.items.flatMap((item) => rootsIn(item, dialect));
    case 'record': return inMembers(code.members);
    case 'struct': return [...dialect.namesStructs ? [code.name] : [], ...inMembers(code.members)];
    case 'call': return [...rootOf(code.callee), ...code.args.flatMap((arg) => rootsIn(arg, dialect)), ...inMembers(code.props)];
  }
}

function rootOf(path: string): string[] {
  const [root = ''] = path.split('.');
  return !isLower(root) || MODULES.some(({ alias }) => alias === root) ? [root] : [];
}

function codeOf(code: Code, dialect: Dialect, margin: string): string {
  switch (code.kind) {
    case 'text': return dialect.quote(code.text);
    case 'name': return dotted(code.name, dialect);
    case 'list': return `[${code.items.map((item) => codeOf(item, dialect, margin)).join(', ')}]`;
    case 'record': return block('{', membersOf(code.members, dialect.key, ': ', dialect, margin), '}', margin);
    case 'struct': return dialect.struct(code.name, code.members.map(({ name: member, value }) => (
      dialect.member(member) + dialect.props.separator + codeOf(value, dialect, margin)
    )).join(', '));
    case 'call': return callOf(code, dialect, margin);
  }
}

function callOf({ callee, isNew, args, props }: Code & { readonly kind: 'call' }, dialect: Dialect, margin: string): string {
  const target = isNew ? dialect.create(callee) : dotted(callee, dialect);
  const positional = args.map((arg) => codeOf(arg, dialect, margin)).join(', ');
  if (props === undefined || props.length === 0) {
    return `${target}(${positional})`;
  }
  const { open, close, separator } = dialect.props;
  return `${target}(${positional}${positional === '' ? '' : ','}${open === '' || positional === '' ? '' : ' '}`
    + `${block(open, membersOf(props, dialect.member, separator, dialect, margin), close, margin)})`;
}

function membersOf(members: readonly Member[], nameOf: (name: string) => string, separator: string, dialect: Dialect, margin: string): string[] {
  const inner = margin + dialect.indent;
  return members.map(({ name: member, value, comment, isOff }) => {
    const code = `${nameOf(member)}${separator}${codeOf(value, dialect, inner)},`;
    const lines = isOff ? code.split('\n').map((line) => `${dialect.comment} ${line.slice(line.startsWith(inner) ? inner.length : 0)}`).join(`\n${inner}`) : code;
    return withComment(inner + lines, comment, `${inner}${dialect.comment} `);
  });
}

/** Behind the code if there is room, otherwise above it. */
function withComment(code: string, comment: string | undefined, start: string): string {
  if (comment === undefined) {
    return code;
  }
  const isShort = code.slice(code.lastIndexOf('\n') + 1).length + start.trim().length + comment.length + 2 <= MAX_LINE;
  return isShort ? `${code} ${start.trim()} ${comment}` : [...wrapped(comment, MAX_LINE - start.length).map((line) => start + line), code].join('\n');
}

function block(open: string, lines: readonly string[], close: string, margin: string): string {
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join('\n')}\n${margin}${close}`;
}

/** `FieldValue.fromSecretsManager`, with the last part as the language spells it. */
function dotted(value: string, dialect: Dialect): string {
  const parts = value.split('.');
  return parts.map((part, index) => index === 0 ? variableOrClass(part, dialect) : dialect.member(part)).join('.');
}

function variableOrClass(part: string, dialect: Dialect): string {
  return isLower(part) ? dialect.variable(part) : part;
}
