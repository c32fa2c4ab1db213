import { Terminal } from './terminal';

/** What was written, to a terminal or to a log. */
function output(isTTY: boolean): { readonly terminal: Terminal; readonly written: string[] } {
  const written: string[] = [];
  const out = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { terminal: new Terminal(out), written };
}

const pause = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('a step', () => {
  const { NO_COLOR, TERM } = process.env;
  beforeEach(() => {
    delete process.env.NO_COLOR;
    process.env.TERM = 'xterm';
  });
  afterEach(() => {
    Object.assign(process.env, { ...NO_COLOR !== undefined && { NO_COLOR }, ...TERM !== undefined && { TERM } });
  });

  test('is drawn in the same lines of a terminal again and again', async () => {
    const { terminal, written } = output(true);
    let filled = 0;
    await terminal.step('cdk deploy', pause(400), { details: () => [`${++filled} of 14 fields`] });
    expect(written.length).toBeGreaterThan(2);
    expect(written[0]).not.toContain('\u001b[2A');
    expect(written.slice(1).every((text) => text.startsWith('\u001b[2A\u001b[J'))).toBe(true);
    expect(written.every((text) => text.split('\n').length === 3)).toBe(true);
    expect(written.at(-1)).toContain('✔');
    terminal.line('next');
    await terminal.step('cdk destroy', pause(0));
    expect(written.at(-1)).not.toContain('A\u001b[J');
  });

  test('is written to a log once, without colours', async () => {
    const { terminal, written } = output(false);
    await terminal.step('cdk deploy', pause(300), { details: () => ['14 of 14 fields'] });
    expect(written).toEqual(['✔ cdk deploy 0 s\n14 of 14 fields\n']);
  });

  test('that fails says so', async () => {
    const { terminal, written } = output(false);
    await terminal.step('cdk deploy', async () => 1, { isGood: (exitCode) => exitCode === 0 });
    await expect(terminal.step('cdk destroy', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(written).toEqual(['✘ cdk deploy 0 s\n', '✘ cdk destroy 0 s\n']);
  });
});

test('a text gets as many lines as it needs, or as it may', () => {
  const { terminal, written } = output(false);
  terminal.text(`${'word '.repeat(30)}end`, { margin: '| ' });
  expect(written).toEqual([`| ${'word '.repeat(19)}word\n`.replace(' word\n', '\n'), `| ${'word '.repeat(11)}end\n`]);
  written.length = 0;
  terminal.text('one\ntwo\nthree', { most: 2 });
  expect(written).toEqual(['  one\n', '  …\n']);
});
