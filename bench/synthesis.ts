import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { deflateRawSync } from 'zlib';
import { App, CfnWaitConditionHandle, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { PEERS, type Peer } from './peers';

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
  const ofType = (wanted: RegExp) => Object.entries(Resources).filter(([, { Type }]) => wanted.test(Type));
  const functions = ofType(/^AWS::Lambda::Function$/).map(([logicalId, { Properties }]): BundledFunction => ({
    logicalId, handler: String(Properties.Handler), folder: assetFolder(app.outdir, Properties.Code as { readonly S3Key: string }),
  }));
  const customResources = new Map(ofType(/^Custom::/));
  return {
    templateBytes: fs.statSync(templateFullPath).size,
    support: Object.keys(Resources).length - customResources.size,
    functions,
    roles: ofType(/^AWS::IAM::Role$/).length,
    zipBytes: [...new Set(functions.map((one) => one.folder))].map(zipBytes).reduce((sum, bytes) => sum + bytes, 0),
    customResources,
  };
}

/** Milliseconds that one synthesis takes with and without the peer, in turns. */
export interface SynthesisTimes {
  readonly withPeer: number[];
  readonly without: number[];
}

export function synthesisTimes(peer: Peer, runs: number): SynthesisTimes {
  const timed = (build: (stack: Stack) => void): number => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-synth-'));
    const started = performance.now();
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, 'Stack');
    // A template without any resource is none.
    new CfnWaitConditionHandle(stack, 'Handle');
    build(stack);
    app.synth();
    const took = performance.now() - started;
    fs.rmSync(outdir, { recursive: true });
    return took;
  };
  const times = Array.from({ length: runs + 1 }, () => ({ withPeer: timed(PEERS[peer]), without: timed(() => undefined) })).slice(1);
  return { withPeer: times.map(({ withPeer }) => withPeer), without: times.map(({ without }) => without) };
}

function assetFolder(outdir: string, { S3Key }: { readonly S3Key: string }): string {
  return path.join(outdir, `asset.${path.parse(S3Key).name}`);
}

/** Data, names twice and two headers for each file, and the end. */
function zipBytes(folder: string): number {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => {
    const file = path.join(parentPath, name);
    return deflateRawSync(fs.readFileSync(file), { level: 9 }).length + 2 * Buffer.byteLength(path.relative(folder, file)) + 76;
  }).reduce((sum, bytes) => sum + bytes, 22);
}
