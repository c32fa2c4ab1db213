import type { Stream } from './paper';
import type { Log } from '../../lambda/log';

interface Output extends Stream {
  write(text: string): unknown;
}

/** Says on a terminal that the program is at work, since the service answers one request a second, and why it takes longer than that. */
export class Progress implements Log {
  private calls = 0;
  private isDrawn = false;

  constructor(private readonly out: Output) {}

  public debug(): void {
    this.calls += 1;
    if (this.out.isTTY) {
      this.out.write(`\r\u001b[KReading: ${this.calls} ${this.calls === 1 ? 'call' : 'calls'} …`);
      this.isDrawn = true;
    }
  }

  /** A call that is tried again, or that found nothing. */
  public info(message: string): void {
    if (this.out.isTTY) {
      this.out.write(`\r\u001b[K${message}`);
      this.isDrawn = true;
    }
  }

  /** Whatever fails is reported at the end. */
  public warn(): void {
    this.debug();
  }

  public clear(): void {
    if (this.isDrawn) {
      this.out.write('\r\u001b[K');
      this.isDrawn = false;
    }
  }
}
