import * as fs from 'fs';
import * as path from 'path';
import { formsOfTemplate, type ReviewedForm } from '../../lib/review';
import { Problem } from '../problem';

const SUFFIX = '.template.json';

/** Whether somebody means a file rather than a registration. */
export function isPath(argument: string): boolean {
  return fs.existsSync(argument) || argument.endsWith('.json') || (/[/\\]/.test(argument) && !argument.startsWith('arn:'));
}

/** The forms of a template, or of all templates in a directory such as cdk.out. */
export function formsIn(argument: string): ReviewedForm[] {
  const files = filesOf(argument);
  return files.flatMap((file) => {
    const prefix = files.length > 1 ? `${path.basename(file, SUFFIX)}/` : '';
    return formsOfTemplate(templateOf(file)).map((form) => (
      { ...form, id: prefix + form.id, associations: form.associations.map((id) => prefix + id) }
    ));
  });
}

function filesOf(argument: string): string[] {
  if (!fs.existsSync(argument)) {
    const hint = argument.endsWith('.json') ? '' : ' If it is the name of a registration, pass the ID of that instead.';
    throw new Problem(`There is no file ${argument}. "npx cdk synth" writes templates into cdk.out.${hint}`);
  }
  if (!fs.statSync(argument).isDirectory()) {
    return [argument];
  }
  const files = fs.readdirSync(argument, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(SUFFIX)).sort();
  if (files.length === 0) {
    throw new Problem(`${argument} has no *${SUFFIX}. "npx cdk synth" writes templates into cdk.out.`);
  }
  return files.map((name) => path.join(argument, name));
}

function templateOf(file: string): unknown {
  const text = readFile(file);
  let template: unknown;
  try {
    template = JSON.parse(text);
  } catch {
    throw new Problem(`${file} is not a JSON template. Use one that "npx cdk synth" writes into cdk.out.`);
  }
  // The CDK gives a stack without resources a template without them.
  if (typeof template !== 'object' || template === null || !('Resources' in template || file.endsWith(SUFFIX))) {
    throw new Problem(`${file} is not a CloudFormation template. Use one that "npx cdk synth" writes into cdk.out.`);
  }
  return template;
}

function readFile(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
