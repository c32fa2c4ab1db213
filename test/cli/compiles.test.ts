import * as fs from 'fs';
import { createRequire } from 'module';
import * as os from 'os';
import * as path from 'path';
import * as cdk from 'aws-cdk-lib';
import * as ts from 'typescript';
import { Account } from './account';
import { Cli } from './cli';
import type { FieldProperty } from '../../contract/registration-resource';
import * as library from '../../lib';
import { FORMS } from '../../lib/private/forms';

const ROOT = path.join(__dirname, '..', '..');

/** How jsii spells a name in Python. */
const { toSnakeCase } = createRequire(require.resolve('jsii-pacmak/package.json'))('codemaker') as { toSnakeCase(name: string): string };

let account: Account;
/** A Region that offers what the others do not. */
let india: Account;
let folder: string;

beforeAll(async () => {
  account = await Account.open(0);
  india = await Account.open(0, { region: INDIA });
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compiles-'));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
});

afterAll(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  await account.close();
  await india.close();
});

const INDIA = 'ap-south-1';

async function printed(args: readonly string[]): Promise<string> {
  const isIndian = args.some((arg) => arg.startsWith('IN_'));
  const cli = isIndian ? new Cli(india.simulator.endpoint, { AWS_REGION: INDIA }) : new Cli(account.simulator.endpoint);
  const { stdout, stderr } = await cli.run(...args);
  expect(stderr).toBe('');
  return stdout;
}

/** Of the files, against the library of this repository. */
function programOf(files: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), (file) => ts.sys.readFile(file)) as { config: { compilerOptions: object } };
  const paths = { 'cdk-sms-registration': [path.join(ROOT, 'lib', 'index.ts')] };
  const { options } = ts.convertCompilerOptionsFromJson({
    ...config.compilerOptions, types: ['node'], noUnusedLocals: false, rootDir: undefined, paths,
  }, folder);
  return ts.createProgram(files, options);
}

function problemsOf(program: ts.Program, files: readonly string[]): string[] {
  return files.flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .map(({ file, messageText }) => `${path.basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

/** What each class, static method and struct of the modules that a file imports takes as keywords in Python: the last parameter's members. */
function keywordsByCallee(program: ts.Program, file: string): ReadonlyMap<string, readonly string[]> {
  const checker = program.getTypeChecker();
  const keywordsOf = (type: ts.Type | undefined) => (
    type === undefined ? [] : checker.getPropertiesOfType(checker.getNonNullableType(type)).map(({ name }) => toSnakeCase(name))
  );
  const ofSignatures = (signatures: readonly ts.Signature[]) => signatures.flatMap(({ parameters }) => (
    keywordsOf(parameters.length > 0 ? checker.getTypeOfSymbol(parameters.at(-1)!) : undefined)
  ));
  const ofExport = (symbol: ts.Symbol): [string, string[]][] => {
    if (symbol.declarations?.some(ts.isInterfaceDeclaration)) {
      return [[symbol.name, keywordsOf(checker.getDeclaredTypeOfSymbol(symbol))]];
    }
    const type = checker.getTypeOfSymbol(symbol);
    return [
      [symbol.name, ofSignatures(type.getConstructSignatures())],
      ...type.getProperties().map((member): [string, string[]] => (
        [`${symbol.name}.${toSnakeCase(member.name)}`, ofSignatures(checker.getTypeOfSymbol(member).getCallSignatures())]
      )),
    ];
  };
  const modules = program.getSourceFile(file)!.statements.filter(ts.isImportDeclaration)
    .flatMap(({ moduleSpecifier }) => checker.getSymbolAtLocation(moduleSpecifier) ?? []);
  const exported = modules.flatMap((module) => checker.getExportsOfModule(module))
    .map((symbol) => symbol.declarations?.some(ts.isExportSpecifier) ? checker.getAliasedSymbol(symbol) : symbol);
  const isOfKind = ({ declarations = [] }: ts.Symbol) => declarations.some((one) => ts.isClassDeclaration(one) || ts.isInterfaceDeclaration(one));
  return new Map(exported.filter(isOfKind).flatMap(ofExport));
}

/** What is called in Python, and with which keywords: in comments that are code as well. */
function callsIn(python: string): { readonly callee: string; readonly keyword?: string }[] {
  const code = python.replace(/^( +)# (?=\w+=|"[\w.]+": | +\w+=|\))/gm, '$1');
  const calls: { callee: string; keyword?: string }[] = [];
  const open: string[] = [];
  let next = '';
  for (const { 0: token, index } of code.matchAll(/"(?:[^"\\]|\\.)*"|#.*|\b[A-Za-z_][\w.]*(?=\()|\b[a-z_]\w*(?==)|[()]/g)) {
    if (token === '(') {
      open.push(next);
      calls.push({ callee: next });
    } else if (token === ')') {
      open.pop();
    } else if (!/^["#]/.test(token)) {
      next = token;
      calls.push(...code[index + token.length] === '=' && open.length > 0 ? [{ callee: open.at(-1)!, keyword: token }] : []);
    }
  }
  return calls;
}

interface Resource {
  readonly Properties: { readonly RegistrationId?: string; readonly Fields?: readonly FieldProperty[] };
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** Runs what was printed. */
function synthesized(code: string): Template {
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const load = (module: string): unknown => module === 'cdk-sms-registration' ? library : cdk;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const app = new Function('require', 'exports', `${outputText}\nreturn app;`)(load, {}) as cdk.App;
  return app.synth().getStackByName('SmsRegistrations').template as Template;
}

function idsIn({ Resources }: Template): string[] {
  return Object.values(Resources).flatMap(({ Properties }) => Properties.RegistrationId ?? []).sort();
}

test('what fields and export print compiles in TypeScript, and has the names of the library in Python', async () => {
  const brand = await account.brand('Example Corp');
  await account.campaign('Example passcodes', brand);
  await account.tollFree('Example support');
  const typed = [...FORMS].filter(([, { construct }]) => construct !== undefined).map(([type]) => type);
  const runs = [
    ...[...typed, 'GB_SENDER_ID_REGISTRATION'].map((type) => ['fields', type]),
    ['export', 'Example passcodes', 'Example support', '--show-values'],
    ['export', 'Example passcodes', 'Example Corp'],
  ];
  expect(typed).toContain('IN_SENDER_ID_REGISTRATION');
  const python: string[] = [];
  const files = await Promise.all(runs.map(async (args, index) => {
    const file = path.join(folder, `app${index}.ts`);
    fs.writeFileSync(file, await printed([...args, '--typescript']));
    python[index] = await printed([...args, '--python']);
    return file;
  }));
  // The compiler looks at more than the syntax.
  const wrong = path.join(folder, 'wrong.ts');
  fs.writeFileSync(wrong, fs.readFileSync(files[0]!, 'utf8').replace('companyName:', 'companyNme:'));
  const program = programOf([...files, wrong]);
  expect(problemsOf(program, [...files, wrong])).toEqual([expect.stringMatching(/^wrong\.ts: .*companyNme/)]);

  const known = keywordsByCallee(program, files[0]!);
  const unknown = (code: string) => callsIn(code).filter(({ callee, keyword }) => (
    !callee.startsWith('secretsmanager.') && (known.get(callee) === undefined || (keyword !== undefined && !known.get(callee)!.includes(keyword)))
  ));
  expect(python.flatMap(unknown)).toEqual([]);
  expect(unknown(python[0]!.replace('stock_symbol=', 'stockSymbol='))).toEqual([{ callee: 'TenDlcBrand', keyword: 'stockSymbol' }]);
});

describe('what export prints can be synthesized', () => {
  test('if two registrations show the same document', async () => {
    const { id, attachmentId } = await account.tollFree('First');
    const other = await account.create('US_TOLL_FREE_REGISTRATION', 'Second', [{ FieldPath: 'messagingUseCase.optInImage', RegistrationAttachmentId: attachmentId }]);
    expect(idsIn(synthesized(await printed(['export', id, other])))).toEqual([id, other].sort());
  });

  test('if two campaigns have a brand that is not exported', async () => {
    const brand = await account.brand('Not exported');
    const campaigns = [await account.campaign('Brand', brand), await account.campaign('Offers', brand)];
    expect(idsIn(synthesized(await printed(['export', ...campaigns])))).toEqual(campaigns.sort());
  });

  test('if the prop of a field takes one choice and the form has two: both stay', async () => {
    const field = 'messagingUseCase.optInType';
    const id = await account.create('US_TOLL_FREE_REGISTRATION', 'Two choices', [{ FieldPath: field, SelectChoices: ['VERBAL'] }]);
    const choices = { kind: 'replace', operation: 'DescribeRegistrationFieldValues', member: 'SelectChoices', value: ['VERBAL', 'DIGITAL_FORM'] } as const;
    account.simulator.control.injectFault(choices);
    const { Resources } = synthesized(await printed(['export', id]));
    const { Fields = [] } = Object.values(Resources).find(({ Properties }) => Properties.RegistrationId === id)!.Properties;
    expect(Fields).toContainEqual(expect.objectContaining({ FieldPath: field, SelectChoices: ['VERBAL', 'DIGITAL_FORM'] }));
  });
});
