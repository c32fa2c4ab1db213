import Table from 'cli-table3';
import { createColors } from 'picocolors';
import stringWidth from 'string-width';
import { wrapped } from './wrap';

/** Where the text goes. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Text that is not for a terminal, and lines that are still easy to read. */
const DEFAULT_WIDTH = 120;
const MIN_WIDTH = 60;
const MAX_WIDTH = 160;
const MIN_COLUMN = 20;
const GAP = 2;

type Cells = readonly string[];

export interface TableOptions {
  /** The column that is wrapped if the table is too wide. */
  readonly wrap?: number;
  /** How many columns have to be shown: on a terminal that is too narrow the others are left out, from the right. */
  readonly least?: number;
  readonly indent?: number;
}

/** Collects what a command shows: tables and wrapped text, in colors on a terminal. */
export class Paper {
  public readonly colors: ReturnType<typeof createColors>;
  private readonly width: number;
  private readonly isTerminal: boolean;
  private readonly lines: string[] = [];

  constructor(stream: Stream, env: NodeJS.ProcessEnv) {
    this.colors = createColors(isColored(stream, env));
    this.isTerminal = stream.isTTY === true;
    this.width = Math.min(Math.max(stream.columns ?? DEFAULT_WIDTH, MIN_WIDTH), MAX_WIDTH);
  }

  public get text(): string {
    return this.lines.map((line) => `${line.trimEnd()}\n`).join('');
  }

  public line(text = ''): void {
    this.lines.push(...text.split('\n'));
  }

  /** An empty line between two parts. */
  public gap(): void {
    if (this.lines.length > 0) {
      this.line();
    }
  }

  public title(text: string): void {
    this.gap();
    this.line(this.colors.bold(text));
  }

  public table(head: Cells, rows: readonly Cells[], options: TableOptions = {}): void {
    this.draw([head.map((cell) => this.colors.dim(cell)), ...rows], options);
  }

  /** Names and what they stand for, one below the other. A row without texts is left out. */
  public list(rows: readonly (readonly [name: string, ...texts: string[]])[], indent = 2): void {
    const cells = rows.flatMap(([name, ...texts]) => texts.filter(Boolean).map((text, index) => [index === 0 ? this.colors.dim(name) : '', text]));
    this.draw(cells, { wrap: 1, indent });
  }

  /** A text in as many lines as it needs. */
  public paragraph(text: string, indent = 0): void {
    this.draw([[text]], { wrap: 0, indent });
  }

  private draw(rows: readonly Cells[], { wrap, least, indent = 0 }: TableOptions): void {
    if (rows.length === 0) {
      return;
    }
    const widths = this.fitting(rows[0]!.map((_, column) => Math.max(...rows.map((row) => widestLine(row[column]!))) + GAP), indent, least);
    const others = widths.reduce((sum, width, column) => sum + (column === wrap ? 0 : width), indent);
    const room = Math.max(this.width - others, MIN_COLUMN);
    const table = new Table({ chars: NO_LINES, style: PLAIN });
    table.push(...rows.map((row) => row.slice(0, widths.length).map((cell, column) => column === wrap ? wrapped(cell, room).join('\n') : cell)));
    this.line(table.toString().split('\n').map((line) => `${' '.repeat(indent)}${line}`).join('\n'));
  }

  /** The widths of the columns that have room. Text that is not for a terminal has as much as it needs. */
  private fitting(widths: readonly number[], indent: number, least = widths.length): readonly number[] {
    const total = widths.reduce((sum, width) => sum + width, indent - GAP);
    return this.isTerminal && total > this.width && widths.length > least ? this.fitting(widths.slice(0, -1), indent, least) : widths;
  }
}

const PLAIN = { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': GAP, 'compact': true };

const NO_LINES = {
  'top': '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  'bottom': '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  'left': '',
  'left-mid': '',
  'mid': '',
  'mid-mid': '',
  'right': '',
  'right-mid': '',
  'middle': '',
};

/** @see https://no-color.org */
function isColored({ isTTY }: Stream, { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  return !NO_COLOR && (Boolean(FORCE_COLOR) || (isTTY === true && TERM !== 'dumb'));
}

function widestLine(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}
