import type { Control } from './control';

/** Reviewers who take up whatever is submitted from now on, until they are told to rest. */
export class Reviewers {
  private readonly left: ReadonlySet<string>;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly control: Control) {
    this.left = new Set(this.submitted().map(({ key }) => key));
    this.timer = setInterval(() => this.submitted().filter(({ key }) => !this.left.has(key)).forEach((one) => this.control.startReview(one)), 50);
  }

  public rest(): void {
    clearInterval(this.timer);
  }

  private submitted(): { registrationId: string; key: string }[] {
    return this.control.state().registrations
      .filter(({ status, versions }) => status !== 'DELETED' && versions.at(-1)?.status === 'SUBMITTED')
      .map(({ registrationId, versions }) => ({ registrationId, key: `${registrationId} ${versions.at(-1)!.number}` }));
  }
}
