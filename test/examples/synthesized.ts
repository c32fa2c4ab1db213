import * as fs from 'fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ENV } from '../lib/stacks';

const environment = { ...process.env };
const outputs: string[] = [];
afterAll(() => {
  process.env = environment;
  outputs.forEach((directory) => fs.rmSync(directory, { recursive: true, force: true }));
});

/** The stacks that `npx cdk synth --app … --context …` makes of a program, with credentials of some account. */
export function synthesized(program: string, context: Record<string, string> = {}): Stack[] {
  Object.assign(process.env, {
    CDK_DEFAULT_ACCOUNT: ENV.account,
    CDK_DEFAULT_REGION: ENV.region,
    CDK_CONTEXT_JSON: JSON.stringify({ ...JSON.parse(environment.CDK_CONTEXT_JSON ?? '{}'), ...context }),
  });
  let stacks: Stack[] = [];
  jest.isolateModules(() => {
    const { app } = jest.requireActual<{ app: App }>(program);
    outputs.push(app.outdir);
    stacks = app.node.findAll().filter((child): child is Stack => Stack.isStack(child));
  });
  return stacks;
}

/** The template without what changes with each build of the handler, the names of its files, or with each synthesis. */
export function template(stack: Stack): unknown {
  const json = JSON.stringify(Template.fromStack(stack).toJSON());
  return JSON.parse(json.replace(/\b[0-9a-f]{64}\b/g, '<hash>').replace(/"salt":"\d+"/g, '"salt":"<time>"'));
}
