import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, CfnWaitConditionHandle, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { NAMES, PEERS, type Peer } from './peers';
import { figure } from './statistics';
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
    zipBytes: [...new Set(functions.map((one) => one.folder))].map(zipOf).reduce((sum, bytes) => sum + bytes, 0),
    customResources,
  };
}

/** How many syntheses are one measurement: a single one takes a few milliseconds, and often twice as many. */
const SYNTHESES = 3;
/** Turns that do not count: the engine has not compiled everything yet. */
const WARM_UP = 3;

/** Milliseconds that each peer adds to one synthesis, turn by turn; each turn measures every peer, and a stack without any. */
export function synthesisTimes(turns: number): Record<Peer, number[]> {
  const added = Object.fromEntries(NAMES.map((peer) => [peer, []])) as unknown as Record<Peer, number[]>;
  for (let turn = 0; turn < WARM_UP + turns; turn += 1) {
    const without = synthesisTime(() => undefined);
    for (const peer of NAMES) {
      const withPeer = synthesisTime(PEERS[peer]);
      if (turn >= WARM_UP) {
        added[peer].push(withPeer - without);
      }
    }
  }
  return added;
}

function synthesisTime(build: (stack: Stack) => void): number {
  const times = Array.from({ length: SYNTHESES }, () => {
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
  });
  return figure(times).median;
}

function assetFolder(outdir: string, { S3Key }: { readonly S3Key: string }): string {
  return path.join(outdir, `asset.${path.parse(S3Key).name}`);
}

function zipOf(folder: string): number {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return zipBytes(folder, files.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name))));
}

/** What our function loads of its zip when it starts. */
export function loadedZipBytes({ functions }: Synthesis): number {
  const { folder } = functions[0]!;
  return zipBytes(folder, loadedAtStart(folder));
}
