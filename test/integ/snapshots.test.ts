import * as fs from 'fs';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import { synthesized, template } from '../examples/synthesized';

const APPS = fs.readdirSync(__dirname).filter((file) => /^integ\..*\.ts$/.test(file));

describe.each(APPS)('%s', (file) => {
  const stacks = synthesized(path.join(__dirname, file));

  test('submits nothing and buys nothing', () => {
    const templates = JSON.stringify(stacks.map(template));
    expect(templates).toContain('Custom::SMSVoiceRegistration');
    expect(templates).not.toContain('"Submit":true');
    expect(templates).not.toContain('AWS::SMSVOICE::PhoneNumber');
  });

  // "npx jest test/integ --selectProjects newest -u" accepts what is different.
  test.each(stacks.map((stack): [string, Stack] => [stack.node.path, stack]))('has the template of %s', (_name, stack) => {
    expect(template(stack)).toMatchSnapshot();
  });
});
