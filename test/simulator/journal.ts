/** One call, without anything a form holds. */
export interface JournalEntry {
  readonly number: number;
  readonly time: string;
  readonly operation: string;
  /** The registration the call was about, if any. */
  readonly registrationId?: string;
  /** `ok`, or the name of the error. */
  readonly outcome: string;
  readonly reason?: string;
  /** The injected faults that touched the call. */
  readonly faults?: string[];
}

export class Journal {
  private entries: JournalEntry[] = [];

  public add(entry: Omit<JournalEntry, 'number'>): void {
    this.entries.push({ number: this.entries.length + 1, ...entry });
  }

  public list(): JournalEntry[] {
    return [...this.entries];
  }

  public clear(): void {
    this.entries = [];
  }
}
