import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseArgs } from 'util';
import { chart } from './chart';
import { coldStarts } from './cold-start';
import { continuations } from './continuations';
import { deployments } from './deployments';
import { leftBehind } from './left-behind';
import { NAMES, type Peer } from './peers';
import { report } from './report';
import type { Results } from './results';
import { synthesize, type Synthesis } from './synthesis';

/** Everything side by side in one run; `--quick` is for a first look, and writes nothing. */
async function main(quick: boolean): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    say('synthesis');
    const syntheses = Object.fromEntries(NAMES.map((peer) => [peer, synthesize(peer, folder)])) as Record<Peer, Synthesis>;
    say('cold starts');
    const starts = await coldStarts(syntheses, quick ? 3 : 20);
    say('what is left behind');
    const left = await leftBehind(syntheses);
    say('after the deploy');
    const continued = await continuations(quick ? 1 : 5, say);
    const deployed = await deployments(quick ? 1 : 5, say);
    write({ syntheses, starts, left, deployed, continued }, quick);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function write(results: Results, quick: boolean): void {
  const text = report(results);
  process.stdout.write(text);
  if (!quick) {
    fs.writeFileSync(path.join(__dirname, 'RESULTS.md'), text);
    fs.writeFileSync(path.join(__dirname, 'chart.svg'), chart(results));
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
main(values.quick).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
