/** Bundled as a file of its own: deploys do not need it. */
import { connection } from './connection';
import { isInStack, activityOfStack } from '../cloudformation/own-stack';
import { continuations } from '../eventbridge/continuations';
import { continueRegistrations } from '../operations/continuation/continue-registrations';
import type { Topic } from '../operations/continuation/notify';
import { Registrations } from '../service/registrations';

export const handler = continuations(async (request, { signal, deadline, log }) => {
  const { client, rateLimiter } = connection;
  await continueRegistrations(request, {
    registrations: new Registrations(client, { signal, rateLimiter, log }),
    log,
    deadline,
    stackId: request.stackId,
    activity: () => activityOfStack(request.stackId, { signal, log }),
    isInStack: (logicalId, registrationId) => isInStack(request.stackId, logicalId, registrationId, { signal, log }),
  }, topicOf(request.notificationTopic, signal));
});

/** Undefined without a topic, for which the client is not loaded. */
function topicOf(topicArn: string | undefined, signal: AbortSignal): Topic | undefined {
  return topicArn === undefined || topicArn === '' ? undefined : {
    topicArn,
    publish: async (message) => {
      const { publish } = await import('../notifications/topic.js');
      await publish(topicArn, message, signal);
    },
  };
}
