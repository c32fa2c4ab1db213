import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';
import { Account } from './account';
import { Cli } from './cli';
import { FORMS } from '../../lib/private/forms';

const ROOT = path.join(__dirname, '..', '..');

let account: Account;
let folder: string;

beforeAll(async () => {
  account = await Account.open(0);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compiles-'));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
});

afterAll(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  await account.close();
});

/** What the compiler says against the library of this repository. */
function problemsOf(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), (file) => ts.sys.readFile(file)) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson({
    ...config.compilerOptions, types: ['node'], noUnusedLocals: false, rootDir: undefined, paths: { 'cdk-sms-registration': [path.join(ROOT, 'lib', 'index.ts')] },
  }, folder);
  const program = ts.createProgram(files, options);
  return files.flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .map(({ file, messageText }) => `${path.basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

test('what fields and export print in TypeScript compiles', async () => {
  const cli = new Cli(account.simulator.endpoint);
  const brand = await account.brand('Example Corp');
  await account.campaign('Example passcodes', brand);
  await account.tollFree('Example support');
  const typed = [...FORMS].filter(([, { construct }]) => construct !== undefined && !construct.startsWith('India')).map(([type]) => type);
  const runs = [
    ...[...typed, 'GB_SENDER_ID_REGISTRATION'].map((type) => ['fields', type, '--typescript']),
    ['export', 'Example passcodes', 'Example support', '--show-values'],
    ['export', 'Example passcodes', 'Example Corp'],
  ];
  const files = await Promise.all(runs.map(async (args, index) => {
    const file = path.join(folder, `app${index}.ts`);
    fs.writeFileSync(file, (await cli.run(...args)).stdout);
    return file;
  }));
  // The compiler looks at more than the syntax.
  const wrong = path.join(folder, 'wrong.ts');
  fs.writeFileSync(wrong, fs.readFileSync(files[0]!, 'utf8').replace('companyName:', 'companyNme:'));
  expect(problemsOf([...files, wrong])).toEqual([expect.stringMatching(/^wrong\.ts: .*companyNme/)]);
});
