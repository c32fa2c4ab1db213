import { coldStartGoal, MAX_COLD_START } from './comparison-goals';
import { NAMES, type Peer } from './peers';
import type { Results } from './results';
import { figure, ratio } from './statistics';

interface Bars {
  readonly title: string;
  readonly values: Record<Peer, number>;
  /** Stands behind a bar. */
  readonly text: (peer: Peer) => string;
  /** A line of its own. */
  readonly note?: string;
}

const WIDTH = 800;
const MARGIN = 20;
const LABELS = 170;
const TEXTS = 215;
const LINE = 20;
const GAP = 22;

/** It brings its own background: a page that shows it may be light or dark, and does not say which. */
const STYLE = [
  '<style>',
  '.page { fill: #ffffff } text { fill: #24292f } .note { fill: #57606a } .ours { fill: #0969da } .other { fill: #8c959f }',
  '@media (prefers-color-scheme: dark) {',
  '.page { fill: #0d1117 } text { fill: #e6edf3 } .note { fill: #9198a1 } .ours { fill: #4493f8 } .other { fill: #656c76 }',
  '}',
  '</style>',
];

/** Bars for what differs most, and for cold starts. */
export function chart(results: Results): string {
  const parts: string[] = [];
  let y = MARGIN;
  for (const group of groups(results)) {
    parts.push(...bars(group, y));
    y += height(group) + GAP;
  }
  const bottom = y - GAP + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom}" font-family="system-ui, sans-serif" font-size="14">`,
    ...STYLE,
    `<rect class="page" width="${WIDTH}" height="${bottom}" rx="6"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function groups(results: Results): Bars[] {
  const { syntheses, starts, left } = results;
  const { isMet, reached } = coldStartGoal(results);
  const median = (peer: Peer) => figure(starts[peer].whole).median;
  const share = (peer: Peer) => peer === 'ours' ? '' : `, ours takes ${ratio(starts.ours.whole, starts[peer].whole).median.toFixed(2)} of it`;
  const counted = (title: string, values: Record<Peer, number>): Bars => ({ title, values, text: (peer) => String(values[peer]) });
  return [
    {
      title: 'Cold start: from the start of the first process to the first call, with the Provider\'s framework',
      values: byPeer(median),
      text: (peer) => `${median(peer).toFixed(0)} ms${share(peer)}`,
      note: `Median of ${starts.ours.whole.length} starts. Goal: at most ${MAX_COLD_START} of each of the others. ${isMet ? 'Met' : 'Not met'}: ${reached}.`,
    },
    counted('Support resources in the stack', byPeer((peer) => syntheses[peer].support)),
    counted(
      `Registrations left behind in ${Object.keys(left).length} stories of failure`,
      byPeer((peer) => Object.values(left).reduce((sum, stories) => sum + stories[peer].at(-1)!.registrations, 0)),
    ),
  ];
}

function byPeer(value: (peer: Peer) => number): Record<Peer, number> {
  return Object.fromEntries(NAMES.map((peer) => [peer, value(peer)])) as Record<Peer, number>;
}

function bars({ title, values, text, note }: Bars, top: number): string[] {
  const most = Math.max(...Object.values(values), 1);
  const rows = top + (note === undefined ? 1 : 2) * LINE + 4;
  const full = WIDTH - 2 * MARGIN - LABELS - TEXTS;
  return [
    `<text x="${MARGIN}" y="${top + 14}" font-weight="bold">${title}</text>`,
    ...note === undefined ? [] : [`<text class="note" x="${MARGIN}" y="${top + LINE + 14}">${note}</text>`],
    ...NAMES.flatMap((peer, row) => {
      const y = rows + row * LINE;
      const width = full * values[peer] / most;
      return [
        `<text x="${MARGIN}" y="${y + 14}">${peer === 'ours' ? 'cdk-sms-registration' : peer}</text>`,
        `<rect class="${peer === 'ours' ? 'ours' : 'other'}" x="${MARGIN + LABELS}" y="${y + 2}" width="${width.toFixed(1)}" height="${LINE - 4}"/>`,
        `<text x="${(MARGIN + LABELS + width + 8).toFixed(1)}" y="${y + 14}">${text(peer)}</text>`,
      ];
    }),
  ];
}

function height({ note }: Bars): number {
  return ((note === undefined ? 1 : 2) + NAMES.length) * LINE + 4;
}
