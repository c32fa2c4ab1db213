/** Bundled as a file of its own, with the SNS client: only a handler with a topic loads it. */
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Message } from './message';

const clients = new Map<string, SNSClient>();

export async function publish(topicArn: string, { subject, message }: Message, abortSignal: AbortSignal): Promise<void> {
  const command = new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message, MessageStructure: 'json' });
  await clientFor(topicArn).send(command, { abortSignal });
}

/** A topic may be in another Region than the function. */
function clientFor(topicArn: string): SNSClient {
  const region = topicArn.split(':')[3]!;
  const client = clients.get(region) ?? new SNSClient({
    region, maxAttempts: 3, requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  clients.set(region, client);
  return client;
}
