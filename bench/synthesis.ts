import * as fs from 'fs';
import * as path from 'path';
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { PEERS, type Peer } from './peers';
import { loadedAtStart, zipBytes } from '../test/package/handler-files';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** One function of a peer, as it is deployed. */
export interface BundledFunction {
  readonly logicalId: string;
  readonly folder: string;
  /** For example "index.handler". */
  readonly handler: string;
}

/** What a peer puts into a stack. */
export interface Synthesis {
  readonly templateBytes: number;
  /** Resources besides the registration itself. */
  readonly support: number;
  readonly functions: readonly BundledFunction[];
  readonly roles: number;
  /** Of all code that is uploaded. */
  readonly zipBytes: number;
  /** The custom resources, by their logical ids, in the order of the template. */
  readonly customResources: ReadonlyMap<string, Resource>;
}

export function synthesize(peer: Peer, folder: string): Synthesis {
  const app = new App({ outdir: path.join(folder, peer), analyticsReporting: false });
  const stack = new Stack(app, 'Stack', { synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
  PEERS[peer](stack);
  const { template, templateFullPath } = app.synth().getStackByName('Stack');
  const { Resources } = template as { readonly Resources: Record<string, Resource> };
  const ofType = (type: RegExp) => Object.entries(Resources).filter(([, { Type }]) => type.test(Type));
  const functions = ofType(/^AWS::Lambda::Function$/).map(([logicalId, { Properties }]): BundledFunction => ({
    logicalId, handler: String(Properties.Handler), folder: assetFolder(app.outdir, Properties.Code as { readonly S3Key: string }),
  }));
  const customResources = new Map(ofType(/^Custom::/));
  return {
    templateBytes: fs.statSync(templateFullPath).size,
    support: Object.keys(Resources).length - customResources.size,
    functions,
    roles: ofType(/^AWS::IAM::Role$/).length,
    zipBytes: [...new Set(functions.map((one) => one.folder))].map(zipOf).reduce((sum, bytes) => sum + bytes, 0),
    customResources,
  };
}

function assetFolder(outdir: string, { S3Key }: { readonly S3Key: string }): string {
  return path.join(outdir, `asset.${path.parse(S3Key).name}`);
}

function zipOf(folder: string): number {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return zipBytes(folder, files.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name))));
}

/** What our function loads of its zip for a plain registration. */
export function loadedZipBytes({ functions }: Synthesis): number {
  const { folder } = functions[0]!;
  return zipBytes(folder, loadedAtStart(folder));
}
