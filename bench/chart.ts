import { NAMES, type Peer } from './peers';
import type { Results } from './report';
import { figure } from './statistics';

interface Bars {
  readonly title: string;
  readonly value: (peer: Peer) => number;
  readonly written: (value: number) => string;
}

const WIDTH = 760;
const LABELS = 150;
const BAR = 18;
const GROUP = NAMES.length * BAR + 44;

/** Bars for what differs most; grey tones and one colour are seen on light and on dark. */
export function chart({ syntheses, starts, left }: Results): string {
  const groups: Bars[] = [
    { title: 'Cold start: CloudFormation\'s event to the first call', value: (peer) => figure(starts[peer].fromEventMs).median, written: (ms) => `${ms.toFixed(0)} ms` },
    { title: 'Support resources in the stack', value: (peer) => syntheses[peer].support, written: String },
    {
      title: `Registrations left behind in ${Object.keys(left).length} stories of failure`,
      value: (peer) => Object.values(left).reduce((sum, endings) => sum + endings[peer].left, 0),
      written: String,
    },
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${groups.length * GROUP}" font-family="sans-serif" font-size="13" fill="#7f8c8d">`,
    ...groups.flatMap((group, index) => bars(group, index * GROUP)),
    '</svg>',
    '',
  ].join('\n');
}

function bars({ title, value, written }: Bars, top: number): string[] {
  const most = Math.max(...NAMES.map(value), 1);
  return [
    `<text x="0" y="${top + 20}" font-weight="bold">${title}</text>`,
    ...NAMES.flatMap((peer, row) => {
      const y = top + 30 + row * BAR;
      const width = (WIDTH - LABELS - 80) * value(peer) / most;
      return [
        `<text x="0" y="${y + 13}">${peer === 'ours' ? 'cdk-sms-registration' : peer}</text>`,
        `<rect x="${LABELS}" y="${y + 2}" width="${width.toFixed(1)}" height="${BAR - 4}" fill="${peer === 'ours' ? '#2e86c1' : '#aab7b8'}"/>`,
        `<text x="${(LABELS + width + 6).toFixed(1)}" y="${y + 13}">${written(value(peer))}</text>`,
      ];
    }),
  ];
}
