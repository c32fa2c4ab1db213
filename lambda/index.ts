import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import type { ContinuationEvent } from '../contract/continuation';
import { customResources } from './cloudformation/protocol';
import { RESOURCES } from './routing/resources';

const deploy = customResources(RESOURCES);

/** CloudFormation's requests during a deploy, and those of the rules after it. */
export async function handler(event: CloudFormationCustomResourceEvent | ContinuationEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> {
  if (!('continuation' in event)) {
    return deploy(event, context);
  }
  const { handler: goOn } = await import('./routing/continuation.js');
  return goOn(event, context);
}
