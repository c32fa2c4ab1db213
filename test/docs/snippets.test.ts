import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..', '..');
// jsii-rosetta compiles those of the README and of docstrings.
const PAGES = ['after-the-deploy', 'declaring', 'migrating', 'operations', 'permissions'];

/** What the snippets take for granted. */
const BEFORE = `
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RuleTargetInput } from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnRegistration } from 'aws-cdk-lib/aws-smsvoice';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import {
  AssociationTarget, CompanyProfile, FieldValue, Registration, RegistrationHandler, RegistrationProps, RegistrationStatusChangeEvent, RegistrationType,
  TenDlcBrand, TenDlcBrandVetting, TenDlcCampaign, Vertical,
} from 'cdk-sms-registration';
declare const stack: Stack, company: CompanyProfile, brand: Registration, campaign: Registration, registration: Registration, props: RegistrationProps;
declare const topic: sns.ITopic, role: iam.IRole, boundary: iam.IManagedPolicy, vpc: ec2.IVpc;
export const used = [RemovalPolicy, FieldValue];
`;

test('the snippets of docs/ compile', () => {
  const snippets = PAGES.flatMap((page) => (
    [...fs.readFileSync(path.join(ROOT, 'docs', `${page}.md`), 'utf8').matchAll(/^( *)```ts\n([^]*?)^\1```$/gm)].map(([, , code]) => `{\n${code!}}\n`)
  ));
  expect(snippets.length).toBeGreaterThan(10);
  expect(problemsOf(BEFORE + snippets.join('\n'))).toEqual([]);
});

/** What the compiler says of a module of this folder. */
function problemsOf(text: string): string[] {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile) as { config: { compilerOptions: object } };
  const compilerOptions = { ...config.compilerOptions, incremental: false, noUnusedLocals: false };
  const { options } = ts.parseJsonConfigFileContent({ compilerOptions }, ts.sys, ROOT);
  const file = path.join(__dirname, 'snippets.ts');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  host.getSourceFile = (name, ...rest) => name === file ? source : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], options, host);
  const lines = text.split('\n');
  return ts.getPreEmitDiagnostics(program, source).map(({ messageText, start }) => {
    const { line } = source.getLineAndCharacterOfPosition(start ?? 0);
    return `${lines[line]!.trim()}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
