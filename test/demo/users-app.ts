import * as fs from 'fs';
import * as path from 'path';
import { FORMS } from '../../lib/private/forms';
import { tsApp } from '../local-cloud/cdk';

const REPOSITORY = path.resolve(__dirname, '..', '..');
const EXAMPLES = path.join(REPOSITORY, 'examples');

export interface Edit {
  readonly before: string;
  readonly after: string;
}

/** The app of somebody who uses the library: a copy of an example, which the story edits as its author would. */
export class UsersApp {
  /** For the CLI: a user's package is found in node_modules, here it is the library in this repository. */
  public readonly environment = { TSX_TSCONFIG_PATH: path.join(REPOSITORY, 'tsconfig.dev.json') };
  public readonly command: string;
  private readonly file: string;

  /** @param folder which is removed with the local cloud */
  constructor(folder: string, example = 'ten-dlc.ts') {
    this.file = path.join(folder, 'app.ts');
    this.command = tsApp(this.file);
    fs.mkdirSync(folder);
    fs.symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'node_modules'));
    fs.copyFileSync(path.join(EXAMPLES, example), this.file);
  }

  /** The declarations of the brand, the number and the campaign. */
  public get declarations(): string[] {
    const lines = this.source.split('\n');
    const first = lines.findIndex((line) => line.startsWith('const brand'));
    return lines.slice(first, lines.indexOf('', first));
  }

  /** How many fields of a form are declared, by the form itself or by the company. */
  public fieldsOf(registrationType: string): number {
    const declared = new Set([...this.source.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name));
    return FORMS.get(registrationType)!.fields.filter(({ prop, company }) => declared.has(prop) || declared.has(company)).length;
  }

  /** Changes one line, and returns it before and after. */
  public edit(text: string, replacement: string): Edit {
    const before = this.source.split('\n').find((line) => line.includes(text));
    if (before === undefined) {
      throw new Error(`The example has no "${text}"`);
    }
    const after = before.replace(text, replacement);
    fs.writeFileSync(this.file, this.source.replace(before, after));
    return { before, after };
  }

  private get source(): string {
    return fs.readFileSync(this.file, 'utf8');
  }
}
