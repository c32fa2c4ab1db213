import * as fs from 'fs';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { synthesized, template } from './synthesized';
import { warningsOf } from '../lib/stacks';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');

/** Each example as it is, and what the comment of the first one offers. */
const CASES: [string, string, Record<string, string>][] = [
  ...fs.readdirSync(EXAMPLES).filter((file) => file.endsWith('.ts')).map((file): [string, string, Record<string, string>] => [file, 'as it is', {}]),
  ['toll-free.ts', 'with its number, submitted', { submit: 'true' }],
];

describe.each(CASES)('%s %s', (file, _how, context) => {
  const stacks = synthesized(path.join(EXAMPLES, file), context);

  test('has no warning that a user would have to explain', () => {
    expect(stacks.flatMap(warningsOf)).toEqual([]);
  });

  // "npx jest test/examples --selectProjects newest -u" accepts what is different: it is what an upgrade changes in the stacks of users.
  test.each(stacks.map((stack): [string, Stack] => [stack.stackName, stack]))('has the template of %s', (_name, stack) => {
    expect(template(stack)).toMatchSnapshot();
  });
});

test('adopt.ts adopts what the context names', () => {
  const context = { brand: 'registration-0123456789abcdef0123456789abcdef', campaign: 'registration-fedcba9876543210fedcba9876543210' };
  const registrations = synthesized(path.join(EXAMPLES, 'adopt.ts'), context)
    .flatMap((stack) => Object.values(Template.fromStack(stack).findResources('Custom::SMSVoiceRegistration')));
  expect(registrations.map(({ Properties: { RegistrationId } }) => RegistrationId).sort()).toEqual(Object.values(context).sort());
});

test('python/app.py has the texts of toll-free.ts', () => {
  const source = fs.readFileSync(path.join(EXAMPLES, 'python', 'app.py'), 'utf8').replace(/"\s*\n\s*"/g, '');
  const json = JSON.stringify(synthesized(path.join(EXAMPLES, 'toll-free.ts'), { submit: 'true' }).map(template));
  const texts = [...json.matchAll(/"(?:TextValue|Message)":"([^"]*)"/g)].map(([, text]) => text!);
  expect(texts.length).toBeGreaterThan(20);
  expect(texts.filter((text) => !source.includes(`"${text}"`))).toEqual([]);
});
