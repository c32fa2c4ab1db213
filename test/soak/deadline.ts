/** One for a whole run. */
export class Deadline {
  private readonly end: number;

  constructor(private readonly minutes: number, private readonly say: (text: string) => void) {
    this.end = Date.now() + minutes * 60_000;
  }

  /** Undefined when it has not ended in time, which is said; it is not begun when there is no time left. */
  public async fit<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    const left = this.end - Date.now();
    if (left <= 0) {
      this.say(`${what}: left out, the ${this.minutes} minutes are over`);
      return undefined;
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => {
        this.say(`${what}: broken off, the ${this.minutes} minutes are over`);
        resolve(undefined);
      }, left);
    });
    return Promise.race([work(), late]).finally(() => clearTimeout(timer));
  }
}
