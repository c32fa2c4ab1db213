const COLOURS = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35, cyan: 36 } as const;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 120;

/** What every terminal and every log has room for. */
export const WIDTH = 100;

export type Colour = keyof typeof COLOURS;

export interface StepOptions<T> {
  /** What happens right now, below the title. */
  readonly details?: () => readonly string[];
  /** Whether it went well. Default: unless it throws. */
  readonly isGood?: (result: T) => boolean;
}

export interface TextOptions {
  readonly margin?: string;
  readonly most?: number;
  readonly colour?: Colour;
}

/** Writes for a person: colours and lines that are rewritten in place on a terminal, plain lines in a log. */
export class Terminal {
  private readonly isLive: boolean;
  /** How many lines the next drawing replaces. */
  private drawn = 0;

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {
    this.isLive = out.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  }

  public paint(colour: Colour, text: string): string {
    return this.isLive ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
  }

  public line(text = ''): void {
    this.out.write(`${text}\n`);
  }

  public title(text: string): void {
    this.line(`\n${this.paint('bold', text)}`);
  }

  /** A text in as many lines as it needs, or as may be shown. */
  public text(text: string, { margin = '  ', most = Infinity, colour }: TextOptions = {}): void {
    const lines = text.split('\n').flatMap((line) => wrapped(line, WIDTH - margin.length));
    const shown = lines.length > most ? [...lines.slice(0, most - 1), '…'] : lines;
    shown.forEach((line) => this.line(`${margin}${colour ? this.paint(colour, line) : line}`));
  }

  /** Runs one step of the story. A terminal shows how it goes on, a log how it ended. */
  public async step<T>(title: string, work: () => Promise<T>, { details = () => [], isGood = () => true }: StepOptions<T> = {}): Promise<T> {
    const begun = Date.now();
    const draw = (mark: string) => this.draw([`${mark} ${title} ${this.paint('dim', `${Math.round((Date.now() - begun) / 1_000)} s`)}`, ...details()]);
    let frame = 0;
    const timer = this.isLive ? setInterval(() => draw(this.paint('cyan', FRAMES[frame++ % FRAMES.length]!)), FRAME_MS) : undefined;
    let good = false;
    try {
      const result = await work();
      good = isGood(result);
      return result;
    } finally {
      clearInterval(timer);
      draw(good ? this.paint('green', '✔') : this.paint('red', '✘'));
      this.drawn = 0;
    }
  }

  /** Without line breaks of a narrow terminal, so that the same number of lines is replaced next time. */
  private draw(lines: readonly string[]): void {
    const back = this.drawn > 0 ? `\u001b[${this.drawn}A` : '';
    this.out.write(this.isLive ? `${back}\u001b[J\u001b[?7l${lines.join('\n')}\u001b[?7h\n` : `${lines.join('\n')}\n`);
    this.drawn = lines.length;
  }
}

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
    if (longer.length > width) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = longer;
    }
  }
  return lines;
}
