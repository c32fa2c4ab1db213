import { Stack, Token } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { switchProblems } from './limits';
import { kindOf } from './present';
import { sweepIntervalProblems } from './timeouts';
import type { RegistrationHandlerProps } from '../registration-handler';

/** The bundle is built for this version of Node.js. */
const MIN_NODE = 20;

/** Everything that is wrong with the props of a handler. Not every language checks types before this. */
export function handlerProblems(
  scope: IConstruct, { runtime, vpc, vpcSubnets, securityGroups, logGroup, logRetention, limitConcurrency, ...others }: RegistrationHandlerProps,
): string[] {
  const { sweepInterval, deadLetterQueue, notificationTopic } = others;
  const node = runtime && /^nodejs(\d+)\.x$/.exec(runtime.name)?.[1];
  return [
    ...switchProblems({ limitConcurrency }),
    ...runtime && !Token.isUnresolved(runtime.name) && !(Number(node) >= MIN_NODE) ? [
      `runtime is ${runtime.name}, which cannot run the handler; use nodejs${MIN_NODE}.x or newer`,
    ] : [],
    ...!vpc && (vpcSubnets || securityGroups) ? [`${vpcSubnets ? 'vpcSubnets' : 'securityGroups'} is set without vpc; set vpc as well`] : [],
    ...logGroup && logRetention ? ['logRetention is set together with logGroup; set the retention of that log group instead'] : [],
    ...sweepInterval === undefined ? [] : sweepIntervalProblems(sweepInterval),
    ...deadLetterQueue === undefined ? [] : queueProblems(deadLetterQueue),
    ...notificationTopic === undefined ? [] : topicProblems(scope, notificationTopic),
  ];
}

function queueProblems(queue: sqs.IQueue): string[] {
  if (typeof queue.queueArn !== 'string') {
    return [`deadLetterQueue is ${kindOf(queue)}; a queue of aws-cdk-lib/aws-sqs is expected`];
  }
  return queue.fifo ? ['deadLetterQueue is a FIFO queue; EventBridge sends only to standard queues'] : [];
}

function topicProblems(scope: IConstruct, topic: sns.ITopic): string[] {
  if (typeof topic.topicArn !== 'string') {
    return [`notificationTopic is ${kindOf(topic)}; a topic of aws-cdk-lib/aws-sns is expected`];
  }
  const [its, own] = [topic.env.region, Stack.of(scope).region];
  const isElsewhere = its !== own && !Token.isUnresolved(its) && !Token.isUnresolved(own);
  return [
    ...topic.fifo ? ['notificationTopic is a FIFO topic, which sends no e-mail; a standard topic is expected'] : [],
    ...isElsewhere ? [`notificationTopic is in the Region ${its}, but the stack is in ${own}`] : [],
  ];
}
