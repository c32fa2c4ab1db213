import * as fs from 'fs';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice';
import { Construct } from 'constructs';
import * as ts from 'typescript';
import * as lib from '../../../lib';
import { FORMS } from '../../../lib/private/forms';
import { BRAND, CAMPAIGN, TOLL_FREE } from '../../../lib/review/form';
import { newStack } from '../stacks';

const ROOT = path.join(__dirname, '..', '..', '..');

/** The constructs of the forms that are reviewed. */
export const REVIEWED = [BRAND, CAMPAIGN, TOLL_FREE].map((type) => FORMS.get(type)!.construct!);

const DECLARES = new RegExp(`\\bnew (?:${REVIEWED.join('|')})\\(`);

export interface Snippet {
  readonly file: string;
  /** A whole program. */
  readonly code: string;
}

/** The files of a folder, by their paths below the root of the project. */
export function filesIn(folder: string, extension: RegExp): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => extension.test(file)).map((file) => path.join(folder, file)).sort();
}

export function contentOf(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), 'utf8').replace(/\r\n/g, '\n');
}

/** The examples in the README and in docstrings that declare such a form. */
export function typedSnippets(): Snippet[] {
  const fixture = contentOf('rosetta/registrations.ts-fixture');
  const readme = [...contentOf('README.md').matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => ({ file: 'README.md', code: code! }));
  const docstrings = filesIn('lib', /\.ts$/).flatMap((file) => (
    [...contentOf(file).matchAll(/^ *\/\*\*\n([^]*?)^ *\*\//gm)].flatMap(([, docstring]) => examplesIn(docstring!)).map((code) => ({ file, code: fixture.replace('/// here', () => code) }))
  ));
  return [...readme, ...docstrings].filter(({ code }) => DECLARES.test(code));
}

function examplesIn(docstring: string): string[] {
  const text = docstring.replace(/^ *\* ?/gm, '');
  return text.split(/^@/m).flatMap((tag) => tag.startsWith('example') ? [tag.slice('example'.length)] : []);
}

/** Runs a snippet, and returns its stack. Whatever it only declares is given to it. */
export function run({ code }: Snippet): Stack {
  const { outputText } = ts.transpileModule(`${code}\nexports.stack = stack;`, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const declared = [...code.matchAll(/^declare const (\w+):/gm)].map(([, name]) => name!);
  const given = givenTo(code);
  const exported: { stack?: Stack } = {};
  const load = (name: string): unknown => name === 'cdk-sms-registration' ? lib : jest.requireActual(name);
  const fromAsset = lib.RegistrationDocument.fromAsset.bind(lib.RegistrationDocument);
  const spy = jest.spyOn(lib.RegistrationDocument, 'fromAsset').mockImplementation((file) => fromAsset(path.join(ROOT, 'examples', file)));
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is what the documentation shows
    const program = new Function('require', 'exports', ...declared, outputText) as (...args: unknown[]) => void;
    program(load, exported, ...declared.map((name) => given[name]));
  } finally {
    spy.mockRestore();
  }
  return exported.stack!;
}

/** What snippets take for granted. */
function givenTo(code: string): Readonly<Record<string, unknown>> {
  const stack = newStack();
  const scope = new Construct(stack, 'Given');
  const exampleCorp: lib.CompanyProfile = {
    companyName: 'Example Corp',
    legalType: lib.LegalType.PRIVATE_PROFIT,
    taxId: lib.FieldValue.text('000000000'),
    taxIdCountry: 'US',
    address: '123 Any Street',
    city: 'Any Town',
    state: 'WA',
    zipCode: '98101',
    isoCountryCode: 'US',
    website: 'https://www.example.com',
    supportEmail: lib.FieldValue.text('support@example.com'),
    supportPhoneNumber: lib.FieldValue.text('+12065550100'),
  };
  const brand = new lib.TenDlcBrand(scope, 'Brand', { company: exampleCorp, dbaName: 'Example', vertical: lib.Vertical.TECHNOLOGY });
  const phoneNumber = new CfnPhoneNumber(scope, 'Number', {
    isoCountryCode: 'US',
    numberType: code.includes('new TollFreeRegistration(') ? 'TOLL_FREE' : 'TEN_DLC',
    numberCapabilities: ['SMS'],
    mandatoryKeywords: { help: { message: 'help' }, stop: { message: 'stop' } },
  });
  return { stack, brand, exampleCorp, phoneNumber };
}
