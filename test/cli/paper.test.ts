import { Paper } from '../../cli/output/paper';

const HEAD = ['', 'NAME', 'TYPE', 'NUMBERS'];
const ROW = ['✔', 'Example Corp', 'US_TEN_DLC_CAMPAIGN_REGISTRATION', 'TEN_DLC …0100 ACTIVE, TEN_DLC …0101 PENDING'];
const TERMINAL = { isTTY: true, columns: 70 };

function tableOf(stream: { isTTY?: boolean; columns?: number }, env: NodeJS.ProcessEnv = { NO_COLOR: '1' }): string {
  const paper = new Paper(stream, env);
  paper.table(HEAD, [ROW], { least: 2 });
  return paper.text;
}

test('a table has all its columns in a pipe, and on a terminal those that fit', () => {
  expect(tableOf({})).toContain('…0101 PENDING');
  expect(tableOf({ isTTY: true, columns: 140 })).toContain('…0101 PENDING');
  expect(tableOf(TERMINAL)).toBe('   NAME          TYPE\n✔  Example Corp  US_TEN_DLC_CAMPAIGN_REGISTRATION\n');
});

test('a long text is wrapped beside its name, and no line is longer than the terminal', () => {
  const paper = new Paper(TERMINAL, { NO_COLOR: '1' });
  paper.list([['What to do', 'Correct the form in the stack, and then deploy again: that opens a new version and submits it. '.repeat(3).trim()], ['Reasons']]);
  const lines = paper.text.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter((line) => line.length > 70)).toEqual([]);
  expect(lines.slice(1).every((line) => line.startsWith('              '))).toBe(true);
  expect(paper.text).not.toContain('Reasons');
});

test('a link stays whole', () => {
  const paper = new Paper(TERMINAL, { NO_COLOR: '1' });
  const link = `https://docs.aws.amazon.com/${'x'.repeat(80)}`;
  paper.list([['rule', `a-rule, ${link}`]]);
  expect(paper.text.split('\n').map((line) => line.trim())).toContain(link);
});

test.each<[string, { isTTY?: boolean }, NodeJS.ProcessEnv, boolean]>([
  ['a terminal', { isTTY: true }, {}, true],
  ['a pipe', {}, {}, false],
  ['a pipe that is to have them', {}, { FORCE_COLOR: '1' }, true],
  ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['a terminal that cannot', { isTTY: true }, { TERM: 'dumb' }, false],
])('colours on %s', (_, stream, env, isColored) => {
  expect(tableOf(stream, env).includes('\u001b[')).toBe(isColored);
});
