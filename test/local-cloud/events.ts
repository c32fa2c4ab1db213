import { ACCOUNT, LocalCloud, REGION } from './local-cloud';
import { remoteControl } from '../simulator';

/** A message that somebody published to a topic. */
export interface Published {
  readonly topicArn: string;
  readonly messageId: string;
  readonly subject: string;
  /** What a subscriber gets, by protocol. */
  readonly texts: Readonly<Record<'default' | 'email' | 'http' | 'https' | 'sqs' | 'lambda' | 'sms', string>>;
}

/** The events, schedules and messages of a local cloud, as far as its users cannot move or see them. */
export class CloudEvents {
  constructor(private readonly cloud: Pick<LocalCloud, 'endpoint' | 'simulatorEndpoint'>) {}

  /** The next events of the service do not arrive. */
  async loseNext(times = 1): Promise<void> {
    await remoteControl(this.cloud.simulatorEndpoint).disturbEvents({ delivery: 'lost', times });
  }

  /** It is time for a scheduled rule, by its name, or for all of them. Resolves with the names before the functions have finished. */
  async tick(rule?: string): Promise<string[]> {
    return await this.command('tick', { rule }) as string[];
  }

  /** What was published so far, to one topic or to all, oldest first. */
  async published(topicArn?: string): Promise<Published[]> {
    return await this.command('published', { topicArn }) as Published[];
  }

  /** The texts that wait in a queue, for example dead letters. They stay there. */
  async queued(queueName: string): Promise<string[]> {
    const queue = `${this.cloud.endpoint}/${ACCOUNT}/${queueName}`;
    const response = await fetch(`${this.cloud.endpoint}/_ministack/sqs/messages?QueueUrl=${encodeURIComponent(queue)}`);
    const { messages } = await response.json() as { messages: Record<string, Record<string, Record<string, { readonly Body: string }[]>>> };
    return messages[ACCOUNT]?.[REGION]?.[queue]?.map(({ Body }) => Body) ?? [];
  }

  private async command(name: string, argument: object): Promise<unknown> {
    const response = await fetch(`${this.cloud.endpoint}/_local-cloud/${name}`, { method: 'POST', body: JSON.stringify(argument) });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error((answer as { error: string }).error);
    return answer;
  }
}
