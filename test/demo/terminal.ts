const COLOURS = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Writes for a person: colours and a moving line on a terminal, plain lines in a log. */
export class Terminal {
  private readonly started = Date.now();
  private readonly isLive: boolean;

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {
    this.isLive = out.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  }

  public paint(colour: keyof typeof COLOURS, text: string): string {
    return this.isLive ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
  }

  public line(text = ''): void {
    this.out.write(`${text}\n`);
  }

  public title(text: string): void {
    this.line(`\n${this.paint('bold', text)}`);
  }

  /** Runs one step of the story, and shows that it goes on: `show` tells what happens right now. */
  public async step<T>(title: string, run: (show: (detail: string) => void) => Promise<T>): Promise<T> {
    const begun = Date.now();
    const seconds = () => `${((Date.now() - begun) / 1_000).toFixed(0)} s`;
    let detail = '';
    let frame = 0;
    const draw = () => {
      frame = (frame + 1) % FRAMES.length;
      const room = Math.max((this.out.columns ?? 80) - title.length - 12, 0);
      this.out.write(`\r\u001b[2K${this.paint('cyan', FRAMES[frame]!)} ${title} ${this.paint('dim', `${seconds()} ${detail.slice(0, room)}`)}`);
    };
    const timer = this.isLive ? setInterval(draw, 120) : undefined;
    if (!this.isLive) {
      this.line(`… ${title}`);
    }
    try {
      const result = await run((text) => {
        detail = text;
        if (!this.isLive) {
          this.line(`    ${text}`);
        }
      });
      this.end(`${this.paint('green', '✔')} ${title} ${this.paint('dim', seconds())}`);
      return result;
    } catch (error) {
      this.end(`${this.paint('red', '✘')} ${title} ${this.paint('dim', seconds())}`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  /** Seconds since the start, for a timeline. */
  public since(time: Date): string {
    return `${((time.getTime() - this.started) / 1_000).toFixed(1).padStart(6)} s`;
  }

  private end(text: string): void {
    this.line(this.isLive ? `\r\u001b[2K${text}` : text);
  }
}
