import { CfnResource, Duration, Fn, Lazy, Names, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { STATUS_CHANGE } from './status-change';
import { suppressForRule } from './suppressions';
import { DEFAULT_SWEEP_INTERVAL } from './timeouts';
import type { ContinuationEvent, ContinuationRequest } from '../../contract/continuation';
import type { RegistrationStatusValue } from '../../contract/statuses';
import { RegistrationStatusChangeEvent } from '../registration-status-change-event';

/** An input has at most 8192 characters, and an ID up to 64. */
const IDS_OF_TARGET = 100;
/** The quota of EventBridge. */
const TARGETS_OF_RULE = 5;
const MAX_REGISTRATIONS = IDS_OF_TARGET * TARGETS_OF_RULE;

/** Nothing becomes possible by them: a form that was begun or submitted. */
const IRRELEVANT = ['CREATED', 'SUBMITTED'] as const satisfies readonly RegistrationStatusValue[];

/** An older request is of no interest: the sweep asks the same. */
const MAX_EVENT_AGE = Duration.hours(1);
const RETRY_ATTEMPTS = 10;

export interface ContinuationRulesProps {
  readonly handlerFunction: lambda.IFunction;
  readonly sweepInterval?: Duration;
  readonly deadLetterQueue?: sqs.IQueue;
  readonly notificationTopic?: sns.ITopic;
}

/** What wakes the handler after a deploy: each change of a status, and a schedule, because the service sends events on a best-effort basis. */
export class ContinuationRules extends Construct {
  private readonly registrations: CfnResource[] = [];
  private readonly statusChange: events.Rule;
  private readonly sweep: events.Rule;

  /** Not in the scope of the handler: a registration may depend on that, and the rules depend on their registrations. */
  constructor(handler: IConstruct, private readonly props: ContinuationRulesProps) {
    super(Stack.of(handler), `${idInStack(handler)}-Rules`);
    this.statusChange = new events.Rule(this, 'StatusChange', {
      description: 'Has the handler look at the SMS registrations of this stack when the status of one has changed',
      eventPattern: { ...STATUS_CHANGE, detail: { registrationDetails: { currentStatus: [{ 'anything-but': IRRELEVANT }] } } },
    });
    this.sweep = new events.Rule(this, 'Sweep', {
      description: 'Has the handler look at the SMS registrations of this stack, in case an event was lost',
      schedule: events.Schedule.rate(this.interval),
    });
    if (!props.deadLetterQueue) {
      [this.statusChange, this.sweep].forEach(suppressForRule);
    }
    this.node.addValidation({ validate: () => this.problems(handler) });
  }

  /** Adds a registration that the handler looks at. */
  public add(registration: CfnResource): void {
    if (this.registrations.includes(registration)) {
      return;
    }
    const index = this.registrations.push(registration) - 1;
    if (index % IDS_OF_TARGET === 0 && index < MAX_REGISTRATIONS) {
      this.addTargets(index);
    }
  }

  private get interval(): Duration {
    return this.props.sweepInterval ?? DEFAULT_SWEEP_INTERVAL;
  }

  private addTargets(from: number): void {
    this.statusChange.addTarget(this.target({ ...this.request(from), changed: RegistrationStatusChangeEvent.registrationId }, MAX_EVENT_AGE));
    this.sweep.addTarget(this.target(this.request(from), shorterThan(this.interval)));
  }

  private target(continuation: ContinuationRequest, maxEventAge: Duration): events.IRuleTarget {
    const { handlerFunction, deadLetterQueue } = this.props;
    const event = events.RuleTargetInput.fromObject({ continuation } satisfies ContinuationEvent);
    return new targets.LambdaFunction(handlerFunction, { event, maxEventAge, retryAttempts: RETRY_ATTEMPTS, deadLetterQueue });
  }

  private request(from: number): ContinuationRequest {
    const registrationIds = () => this.registrations.slice(from, from + IDS_OF_TARGET).map(idOf);
    return {
      stackId: Stack.of(this).stackId,
      registrationIds: Lazy.list({ produce: registrationIds }),
      notificationTopic: this.props.notificationTopic?.topicArn,
    };
  }

  private problems(handler: IConstruct): string[] {
    const { length } = this.registrations;
    return length <= MAX_REGISTRATIONS ? [] : [
      `RegistrationHandler "${handler.node.path}" looks at ${length} registrations after a deploy, but can look at ${MAX_REGISTRATIONS}. `
      + 'Set continuation: false on some of them, or divide them among several stacks',
    ];
  }
}

/** An empty text for a registration that a condition leaves out. */
function idOf({ ref, cfnOptions: { condition } }: CfnResource): string {
  return condition ? Token.asString(Fn.conditionIf(condition.logicalId, ref, '')) : ref;
}

/** The next sweep asks the same. A minute is the least that EventBridge accepts. */
function shorterThan(interval: Duration): Duration {
  return Duration.minutes(interval.isUnresolved() ? 4 : Math.min(interval.toMinutes() - 1, MAX_EVENT_AGE.toMinutes()));
}

/** Unique in the stack. */
function idInStack(construct: IConstruct): string {
  const { id, scopes } = construct.node;
  return scopes.length === Stack.of(construct).node.scopes.length + 1 ? id : Names.nodeUniqueId(construct.node);
}
