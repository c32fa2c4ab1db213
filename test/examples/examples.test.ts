import * as fs from 'fs';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ENV, warningsOf } from '../lib/stacks';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');

/** Each example as it is, and what the comment of the first one offers. */
const CASES: [string, string, Record<string, string>][] = [
  ...fs.readdirSync(EXAMPLES).filter((file) => file.endsWith('.ts')).map((file): [string, string, Record<string, string>] => [file, 'as it is', {}]),
  ['toll-free.ts', 'with its number, submitted', { submit: 'true' }],
];

const environment = { ...process.env };
const outputs: string[] = [];
afterAll(() => {
  process.env = environment;
  outputs.forEach((directory) => fs.rmSync(directory, { recursive: true, force: true }));
});

/** The app as `npx cdk synth --app … --context …` makes it, with credentials of some account. */
function synthesized(file: string, context: Record<string, string>): Stack[] {
  Object.assign(process.env, {
    CDK_DEFAULT_ACCOUNT: ENV.account,
    CDK_DEFAULT_REGION: ENV.region,
    CDK_CONTEXT_JSON: JSON.stringify({ ...JSON.parse(environment.CDK_CONTEXT_JSON!), ...context }),
  });
  let stacks: Stack[] = [];
  jest.isolateModules(() => {
    const { app } = jest.requireActual<{ app: App }>(path.join(EXAMPLES, file));
    outputs.push(app.outdir);
    stacks = app.node.children.filter((child): child is Stack => Stack.isStack(child));
  });
  return stacks;
}

/** What changes with each build of the handler: the name of its file. */
function withoutHashes(template: unknown): unknown {
  return JSON.parse(JSON.stringify(template).replace(/\b[0-9a-f]{64}\b/g, '<hash>'));
}

describe.each(CASES)('%s %s', (file, _how, context) => {
  const stacks = synthesized(file, context);

  test('has no warning that a user would have to explain', () => {
    expect(stacks.flatMap(warningsOf)).toEqual([]);
  });

  // "npx jest test/examples --selectProjects newest -u" accepts what is different: it is what an upgrade changes in the stacks of users.
  test.each(stacks.map((stack): [string, Stack] => [stack.stackName, stack]))('has the template of %s', (_name, stack) => {
    expect(withoutHashes(Template.fromStack(stack).toJSON())).toMatchSnapshot();
  });
});

test('adopt.ts adopts what the context names', () => {
  const context = { brand: 'registration-0123456789abcdef0123456789abcdef', campaign: 'registration-fedcba9876543210fedcba9876543210' };
  const registrations = synthesized('adopt.ts', context).flatMap((stack) => Object.values(Template.fromStack(stack).findResources('Custom::SMSVoiceRegistration')));
  expect(registrations.map(({ Properties: { RegistrationId } }) => RegistrationId).sort()).toEqual(Object.values(context).sort());
});
