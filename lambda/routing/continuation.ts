/** Bundled as a file of its own: deploys do not need it. */
import { connection } from './connection';
import { restOfStack } from '../cloudformation/rest';
import { continuations } from '../eventbridge/continuations';
import { continueRegistrations } from '../operations/continuation/continue-registrations';
import { Registrations } from '../service/registrations';

export const handler = continuations(async (request, { signal, deadline, log }) => {
  const { client, rateLimiter } = connection;
  await continueRegistrations(request, {
    registrations: new Registrations(client, { signal, rateLimiter, log }),
    log,
    deadline,
    stackId: request.stackId,
    rest: () => restOfStack(request.stackId, { signal, log }),
  });
});
