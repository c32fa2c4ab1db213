import type { Colour, Terminal } from './terminal';
import type { Edit } from './users-app';

const TOKENS = /(?<string>'[^']*')|(?<keyword>\b(?:const|new|true|false)\b)|(?<type>\b[A-Z]\w*\b)/g;
const COLOURS: Readonly<Record<string, Colour>> = { string: 'green', keyword: 'magenta', type: 'cyan' };

/** TypeScript, as an editor would colour it. */
export function printCode(terminal: Terminal, lines: readonly string[]): void {
  lines.forEach((line) => terminal.line(line.replace(TOKENS, (token, ...rest) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    return terminal.paint(COLOURS[Object.keys(groups).find((name) => groups[name] !== undefined)!]!, token);
  })));
}

export function printDiff(terminal: Terminal, { before, after }: Edit): void {
  terminal.line(terminal.paint('red', `-${before}`));
  terminal.line(terminal.paint('green', `+${after}`));
}
