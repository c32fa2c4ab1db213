import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { CACHE, ROOT } from './packages';
import { run } from './run';

/** The template of the app in TypeScript, which those of the others have to equal. Remove it to have it written anew. */
export const EXPECTED = path.join(__dirname, 'template.json');
/** What jsii unpacks for other languages. */
export const JSII_CACHE = { JSII_RUNTIME_PACKAGE_CACHE_ROOT: path.join(CACHE, 'jsii') };

interface Template {
  readonly Resources: Record<string, { readonly Type: string } | undefined>;
  readonly Conditions?: Record<string, unknown>;
  readonly [section: string]: unknown;
}

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })));

/** An app of somebody who uses the package of a language: a copy of the folder beside this file, with the document that it shows. */
export class Consumer {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'consumer-'));

  constructor(language: string) {
    folders.push(this.folder);
    fs.cpSync(path.join(__dirname, language), this.folder, { recursive: true });
    fs.cpSync(path.join(ROOT, 'examples', 'documents'), path.join(this.folder, 'documents'), { recursive: true });
  }

  /** Runs a program in the folder, and returns its output. */
  run(command: string, ...args: string[]): Promise<string> {
    return run(command, args, { cwd: this.folder, env: JSII_CACHE });
  }

  /** Runs the app, and returns the template as it was written. */
  async synthesize(command: string, ...args: string[]): Promise<string> {
    const outdir = fs.mkdtempSync(path.join(this.folder, 'cdk.out-'));
    await run(command, args, { cwd: this.folder, env: { ...JSII_CACHE, CDK_OUTDIR: outdir } });
    return fs.readFileSync(path.join(outdir, 'Texts.template.json'), 'utf8');
  }
}

/** A template without what differs between two builds of the same: hashes of assets, and the metadata of the CDK. */
export function comparable(template: string): Template {
  const { Resources, Conditions, ...others } = JSON.parse(template.replace(/\b[0-9a-f]{64}\b/g, 'HASH')) as Template;
  return {
    ...others,
    Resources: Object.fromEntries(Object.entries(Resources).filter(([, resource]) => resource?.Type !== 'AWS::CDK::Metadata')),
    Conditions: Object.fromEntries(Object.entries(Conditions ?? {}).filter(([name]) => name !== 'CDKMetadataAvailable')),
  };
}

export function expected(): Template {
  return JSON.parse(fs.readFileSync(EXPECTED, 'utf8')) as Template;
}
