import { Aspects, Aws, CfnCondition, CfnElement, CfnParameter, CfnResource, Duration, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { associate, census, messageOf, newApp, newStack, only, Rendered, resources } from './stacks';
import type { ContinuationEvent } from '../../contract/continuation';
import { AssociationTarget, Registration, RegistrationHandler, RegistrationHandlerProps, RegistrationProps, RegistrationType } from '../../lib';
import { NUMBERS_WHEN_COMPLETE } from '../../lib/private/associations';
import { forms } from '../../scripts/forms/forms.json';

// The newest CDK prints every warning.
beforeEach(() => { (['error', 'warn'] as const).forEach((name) => jest.spyOn(console, name).mockReturnValue()); });
afterAll(() => jest.restoreAllMocks());

const CUSTOM = 'Custom::SMSVoiceRegistration';
const ASSOCIATIONS = 'Custom::SMSVoiceRegistrationAssociations';
const RULE = 'AWS::Events::Rule';
const PERMISSION = 'AWS::Lambda::Permission';
const TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:registrations';
const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000';
const DAYS_90 = 7_776_000;
const CAMPAIGN = RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION;

function registration(scope: Construct, id = 'Registration', props: Partial<RegistrationProps> = {}): Registration {
  return new Registration(scope, id, { registrationType: RegistrationType.of('EXAMPLE'), ...props });
}

const submitted = (scope: Construct, id?: string, props?: Partial<RegistrationProps>) => registration(scope, id, { submit: true, ...props });
const campaign = (scope: Construct, id?: string, props: Partial<RegistrationProps> = {}) => (
  registration(scope, id, { registrationType: CAMPAIGN, ...props })
);
const defaultHandler = (stack: Stack, props: RegistrationHandlerProps) => new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, props);
const newNumber = (scope: Construct) => new CfnResource(scope, 'Number', { type: 'AWS::SMSVOICE::PhoneNumber' });
const resourceOf = (one: Registration) => one.node.defaultChild as CfnResource;
const idOf = (element: CfnElement) => element.stack.resolve(element.logicalId) as string;
const topicOf = (scope: Construct) => sns.Topic.fromTopicArn(scope, 'Topic', TOPIC_ARN);

const continueFor = (stack: Stack, type = CUSTOM) => only(stack, type).Properties.ContinueFor;
const problem = (declare: (stack: Stack) => unknown) => messageOf(() => declare(newStack()));

interface Target {
  readonly Id: string;
  readonly Arn: unknown;
  readonly Input?: unknown;
  readonly InputTransformer?: { readonly InputPathsMap: object; readonly InputTemplate: unknown };
  readonly RetryPolicy?: object;
  readonly DeadLetterConfig?: object;
}

function rules(stack: Stack): { readonly statusChange: Rendered[]; readonly sweep: Rendered[] } {
  const all = Object.values(resources(stack, RULE));
  return {
    statusChange: all.filter(({ Properties }) => Properties.EventPattern !== undefined),
    sweep: all.filter(({ Properties }) => Properties.ScheduleExpression !== undefined),
  };
}

const targetsOf = ([rule]: readonly Rendered[]) => rule!.Properties.Targets as Target[];

/** An input as EventBridge would get it, with `<Id>` for what CloudFormation fills in. */
function text(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const [[name, argument] = []] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Fn::Join': return ((argument as unknown[])[1] as unknown[]).map(text).join('');
    case 'Ref': return `<${String(argument)}>`;
    case 'Fn::If': return `<${(argument as unknown[]).map(text).join('|')}>`;
    default: return JSON.stringify(value);
  }
}

/** What the rules send, in the order of their targets. */
function inputs(stack: Stack): { readonly statusChange: object[]; readonly sweep: object[] } {
  const { statusChange, sweep } = rules(stack);
  return {
    // A field of an event is not in quotes, since EventBridge adds them.
    statusChange: targetsOf(statusChange).map(({ InputTransformer }) => JSON.parse(text(InputTransformer!.InputTemplate).replace(/:(<[\w-]+>)/, ':"$1"'))),
    sweep: targetsOf(sweep).map(({ Input }) => JSON.parse(text(Input))),
  };
}

function idsInRules(stack: Stack): string[] {
  return (inputs(stack).sweep as ContinuationEvent[]).flatMap(({ continuation }) => continuation.registrationIds);
}

/** The resources that are not those of the registrations themselves. */
function support(stack: Stack): number {
  return Object.entries(census(stack)).filter(([type]) => !type.startsWith('Custom::')).reduce((sum, [, count]) => sum + count, 0);
}

describe('A registration goes on after the deploy', () => {
  test('for 90 days if it is submitted', () => {
    const stack = newStack();
    submitted(stack);
    expect(continueFor(stack)).toBe(DAYS_90);
  });

  test.each([[Duration.hours(1), 3_600], [Duration.days(365), 31_536_000]])('for as long as the stack says: %s', (duration, seconds) => {
    const stack = newStack();
    submitted(stack, 'Registration', { continueFor: duration });
    expect(continueFor(stack)).toBe(seconds);
  });

  test('for a time that is known at the deploy', () => {
    const stack = newStack();
    submitted(stack, 'Registration', { continueFor: Duration.seconds(new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber) });
    expect(continueFor(stack)).toEqual({ Ref: 'Seconds' });
  });

  test('also if it is adopted, and so do its associations', () => {
    const stack = newStack();
    associate(Registration.adopt(stack, 'Adopted', {
      registrationId: 'registration-30a16a8b7cec478a8e37febbb9005348', registrationType: CAMPAIGN, submit: true, continueFor: Duration.days(7),
    }), newNumber(stack));
    expect([CUSTOM, ASSOCIATIONS].map((type) => continueFor(stack, type))).toEqual([604_800, 604_800]);
  });

  test('as a draft, too, if a number can be associated only when it is complete', () => {
    const stack = newStack();
    associate(campaign(stack), newNumber(stack));
    expect([CUSTOM, ASSOCIATIONS].map((type) => continueFor(stack, type))).toEqual([DAYS_90, DAYS_90]);
    expect(idsInRules(stack)).toHaveLength(1);
  });

  test('as a draft with a number from elsewhere as well', () => {
    const stack = newStack();
    associate(campaign(stack), 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-0123');
    expect(continueFor(stack)).toBe(DAYS_90);
  });

  test('not as a draft with a number of another type, nor with a brand', () => {
    const stack = newStack();
    associate(registration(stack, 'TollFree', { registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION }), newNumber(stack));
    associate(campaign(stack, 'Campaign'), registration(stack, 'Brand'), 'registration-30a16a8b7cec478a8e37febbb9005348');
    [CUSTOM, ASSOCIATIONS].flatMap((type) => Object.values(resources(stack, type))).forEach(({ Properties }) => {
      expect(Properties).not.toHaveProperty('ContinueFor');
    });
    expect(resources(stack, RULE)).toEqual({});
  });

  test('not if that is turned off', () => {
    const stack = newStack();
    associate(campaign(stack, 'Campaign', { submit: true, continuation: false }), newNumber(stack));
    [CUSTOM, ASSOCIATIONS].forEach((type) => expect(only(stack, type).Properties).not.toHaveProperty('ContinueFor'));
    expect(resources(stack, RULE)).toEqual({});
  });

  test('with numbers of every type whose definition says so', () => {
    const types = forms as unknown as Record<string, { readonly associations?: readonly { readonly associationBehavior: string }[] }>;
    const known = Object.entries(types).filter(([, { associations = [] }]) => associations.some(({ associationBehavior }) => associationBehavior === 'ASSOCIATE_AFTER_COMPLETE'));
    expect(known.map(([type]) => type).sort()).toEqual([...NUMBERS_WHEN_COMPLETE].sort());
  });

  test.each<[object, string]>([
    [{ continueFor: Duration.minutes(59) }, 'continueFor must be 1 hour to 365 days, but is 59 minutes'],
    [{ continueFor: Duration.days(366) }, 'continueFor must be 1 hour to 365 days, but is 366 days'],
    [{ continueFor: Duration.millis(3_600_500) }, 'continueFor must be in whole seconds, but is 1 hour 500 millis'],
    [{ continueFor: 90 }, 'continueFor is a number; a Duration is expected, such as Duration.days(90)'],
    [{ continuation: 'false' }, 'continuation is a string; true or false is expected'],
    [{ continuation: false, continueFor: Duration.days(1) }, 'continueFor has no effect when continuation is false'],
  ])('and a wrong value is an error: %j', (props, expected) => {
    expect(problem((stack) => submitted(stack, 'Registration', props))).toBe(`Registration "Stack/Registration": ${expected}`);
  });
});

describe('The rules that wake the handler', () => {
  test('are absent in a stack of drafts, which has three resources beside them', () => {
    const stack = newStack();
    ['One', 'Two'].forEach((id) => registration(stack, id));
    expect(support(stack)).toBe(3);
    expect(census(stack)).not.toHaveProperty([RULE]);
  });

  test.each([1, 2, 25])('are four resources with their permissions, however many registrations there are: %d', (count) => {
    const stack = newStack();
    Array.from({ length: count }, (_, index) => submitted(stack, `R${index}`));
    expect(census(stack)).toMatchObject({ [RULE]: 2, [PERMISSION]: 2 });
    expect(support(stack)).toBe(7);
  });

  test('wake at each change of a status after which something may be possible, and twice a day', () => {
    const stack = newStack();
    submitted(stack);
    const { statusChange, sweep } = rules(stack);
    expect(statusChange.map(({ Properties }) => Properties.EventPattern)).toEqual([{
      'source': ['aws.sms-voice'],
      'detail-type': ['Registration Status Change'],
      'detail': { registrationDetails: { currentStatus: [{ 'anything-but': ['CREATED', 'SUBMITTED'] }] } },
    }]);
    expect(sweep.map(({ Properties }) => Properties.ScheduleExpression)).toEqual(['rate(12 hours)']);
    expect([...statusChange, ...sweep].map(({ Properties }) => Properties.State)).toEqual(['ENABLED', 'ENABLED']);
  });

  test('send what the contract says', () => {
    const stack = newStack();
    const one = submitted(stack);
    registration(stack, 'Draft');
    const continuation = { stackId: '<AWS::StackId>', registrationIds: [`<${idOf(resourceOf(one))}>`] };
    const field = 'detail-registrationDetails-registrationId';
    expect(inputs(stack)).toEqual({ statusChange: [{ continuation: { ...continuation, changed: `<${field}>` } }], sweep: [{ continuation }] });
    const [target] = targetsOf(rules(stack).statusChange);
    expect(target!.InputTransformer!.InputPathsMap).toEqual({ [field]: '$.detail.registrationDetails.registrationId' });
  });

  test('name the topic, and then all registrations of the handler', () => {
    const stack = newStack();
    defaultHandler(stack, { notificationTopic: topicOf(stack) });
    const all = [registration(stack, 'Draft'), submitted(stack), submitted(stack, 'Off', { continuation: false })];
    const { statusChange, sweep } = inputs(stack);
    [...statusChange, ...sweep].forEach((input) => expect(input).toMatchObject({
      continuation: { notificationTopic: TOPIC_ARN, registrationIds: all.map((one) => `<${idOf(resourceOf(one))}>`) },
    }));
  });

  test('are absent beside a topic without any registration', () => {
    const stack = newStack();
    defaultHandler(stack, { notificationTopic: topicOf(stack) });
    expect(support(stack)).toBe(3);
  });

  test('leave out a registration that a condition leaves out', () => {
    const stack = newStack();
    const [first, second] = [submitted(stack, 'First'), submitted(stack, 'Second')];
    const condition = new CfnCondition(stack, 'IfWanted', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
    Aspects.of(first).add({ visit: (node) => { if (node === resourceOf(first)) { resourceOf(first).cfnOptions.condition = condition; } } });
    expect(idsInRules(stack)).toEqual([`<IfWanted|<${idOf(resourceOf(first))}>|>`, `<${idOf(resourceOf(second))}>`]);
  });

  test('have a target for each hundred registrations, and each its own permission once', () => {
    const stack = new Stack(newApp(), 'Stack');
    const all = Array.from({ length: 101 }, (_, index) => submitted(stack, `R${index}`));
    const { statusChange, sweep } = rules(stack);
    expect([statusChange, sweep].map((some) => targetsOf(some).map(({ Id }) => Id))).toEqual([['Target0', 'Target1'], ['Target0', 'Target1']]);
    expect(idsInRules(stack)).toEqual(all.map((one) => `<${idOf(resourceOf(one))}>`));
    expect(census(stack)).toMatchObject({ [RULE]: 2, [PERMISSION]: 2 });
    // An ID may have 64 characters.
    const [template] = targetsOf(statusChange);
    expect(text(template!.InputTransformer!.InputTemplate).replace(/<R\w+>/g, 'x'.repeat(64)).replace('<AWS::StackId>', 'x'.repeat(256)).length).toBeLessThan(8_192);
  });

  test('cannot name more than five hundred', () => {
    const app = newApp({ '@aws-cdk/core:stackResourceLimit': 1_000 });
    const stack = new Stack(app, 'Stack');
    Array.from({ length: 501 }, (_, index) => submitted(stack, `R${index}`));
    expect(messageOf(() => Template.fromStack(stack))).toContain(
      'RegistrationHandler "Stack/SMSVoiceRegistrationHandler" looks at 501 registrations after a deploy, but can look at 500',
    );
  });

  test('call only the function of their handler, and only for themselves', () => {
    const stack = newStack();
    const [one, other] = ['One', 'Other'].map((id) => new RegistrationHandler(stack, id));
    submitted(stack, 'First', { handler: one });
    submitted(stack, 'Second', { handler: other });
    registration(stack, 'Draft', { handler: new RegistrationHandler(stack, 'Third') });
    const all = resources(stack, RULE);
    expect(Object.keys(all)).toHaveLength(4);
    const called = Object.entries(all).flatMap(([id, { Properties }]) => (Properties.Targets as Target[]).map(({ Arn }) => [id, Arn]));
    const allowed = Object.values(resources(stack, PERMISSION)).map(({ Properties: { SourceArn, FunctionName, Principal, Action } }) => {
      expect([Principal, Action]).toEqual(['events.amazonaws.com', 'lambda:InvokeFunction']);
      return [(SourceArn as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0], FunctionName];
    });
    const sorted = (pairs: unknown[]) => pairs.map((pair) => JSON.stringify(pair)).sort();
    expect(sorted(allowed)).toEqual(sorted(called));
    expect(new Set(called.map(([, arn]) => JSON.stringify(arn))).size).toBe(2);
  });

  test('of a handler that is part of another construct have names of their own', () => {
    const stack = newStack();
    ['Here', 'There'].forEach((id) => {
      const group = new Construct(stack, id);
      submitted(group, 'Registration', { handler: new RegistrationHandler(group, 'Handler') });
    });
    expect(Object.keys(resources(stack, RULE))).toHaveLength(4);
  });

  test('of a nested stack are in that one', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Nested');
    submitted(nested);
    expect(Object.keys(resources(stack, RULE))).toEqual([]);
    expect(Object.keys(resources(nested, RULE))).toHaveLength(2);
  });
});

describe('How the rules deliver', () => {
  const policies = (props: RegistrationHandlerProps) => {
    const stack = newStack();
    defaultHandler(stack, props);
    submitted(stack);
    const { statusChange, sweep } = rules(stack);
    return [statusChange, sweep].flatMap(targetsOf).map(({ RetryPolicy }) => RetryPolicy);
  };
  const policy = (minutes: number) => ({ MaximumEventAgeInSeconds: minutes * 60, MaximumRetryAttempts: 10 });

  test.each<[Duration | undefined, string, number]>([
    [undefined, 'rate(12 hours)', 60],
    [Duration.minutes(5), 'rate(5 minutes)', 4],
    [Duration.hours(1), 'rate(1 hour)', 59],
    [Duration.days(7), 'rate(7 days)', 60],
  ])('no sweep that the next one has overtaken: %s', (sweepInterval, expression, minutes) => {
    const stack = newStack();
    defaultHandler(stack, { sweepInterval });
    submitted(stack);
    expect(rules(stack).sweep[0]!.Properties.ScheduleExpression).toBe(expression);
    expect(policies({ sweepInterval })).toEqual([policy(60), policy(minutes)]);
  });

  test('what they cannot deliver goes to the queue that the stack names', () => {
    const stack = newStack();
    const deadLetterQueue = new sqs.Queue(stack, 'Queue');
    defaultHandler(stack, { deadLetterQueue });
    submitted(stack);
    const { statusChange, sweep } = rules(stack);
    [statusChange, sweep].flatMap(targetsOf).forEach(({ DeadLetterConfig }) => {
      expect(DeadLetterConfig).toEqual({ Arn: stack.resolve(deadLetterQueue.queueArn) });
    });
    expect((only(stack, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument as { Statement: object[] }).Statement).toHaveLength(2);
  });

  test.each<[object, string]>([
    [{ sweepInterval: Duration.minutes(4) }, 'sweepInterval must be 5 minutes to 7 days, but is 4 minutes'],
    [{ sweepInterval: Duration.days(8) }, 'sweepInterval must be 5 minutes to 7 days, but is 8 days'],
    [{ sweepInterval: Duration.seconds(330) }, 'sweepInterval must be in whole minutes, but is 5 minutes 30 seconds'],
    [{ sweepInterval: 'rate(1 hour)' }, 'sweepInterval is a string; a Duration is expected, such as Duration.hours(12)'],
    [{ deadLetterQueue: 'queue' }, 'deadLetterQueue is a string; a queue of aws-cdk-lib/aws-sqs is expected'],
    [{ notificationTopic: TOPIC_ARN }, 'notificationTopic is a string; a topic of aws-cdk-lib/aws-sns is expected'],
    [{ sweepInterval: 1, notificationTopic: {} }, 'sweepInterval is a number; a Duration is expected, such as Duration.hours(12); '
      + 'notificationTopic is an object; a topic of aws-cdk-lib/aws-sns is expected'],
  ])('and a wrong value is an error: %j', (props, expected) => {
    expect(problem((stack) => new RegistrationHandler(stack, 'Handler', props as RegistrationHandlerProps))).toBe(`RegistrationHandler "Stack/Handler": ${expected}`);
  });

  test('a FIFO queue or topic is refused, and a topic of another Region', () => {
    expect(problem((stack) => new RegistrationHandler(stack, 'Handler', {
      deadLetterQueue: new sqs.Queue(stack, 'Queue', { fifo: true }), notificationTopic: new sns.Topic(stack, 'Topic', { fifo: true, topicName: 'registrations' }),
    }))).toBe('RegistrationHandler "Stack/Handler": deadLetterQueue is a FIFO queue; EventBridge sends only to standard queues; '
      + 'notificationTopic is a FIFO topic, which sends no e-mail; a standard topic is expected');
    expect(problem((stack) => new RegistrationHandler(stack, 'Handler', {
      notificationTopic: sns.Topic.fromTopicArn(stack, 'Topic', TOPIC_ARN.replace('us-east-1', 'eu-west-1')),
    }))).toBe('RegistrationHandler "Stack/Handler": notificationTopic is in the Region eu-west-1, but the stack is in us-east-1');
  });
});

describe('A topic', () => {
  const statements = (notificationTopic: (stack: Stack) => sns.ITopic | undefined, stack = newStack()) => {
    defaultHandler(stack, { notificationTopic: notificationTopic(stack) });
    const [{ PolicyDocument }] = only(stack, 'AWS::IAM::Role').Properties.Policies as [{ PolicyDocument: { Statement: { Action: string | string[] }[] } }];
    return PolicyDocument.Statement.filter(({ Action }) => /sns|kms/.test([Action].flat().join()));
  };

  test('is the only one to which the handler may publish', () => {
    expect(statements(topicOf)).toEqual([{ Action: 'sns:Publish', Effect: 'Allow', Resource: TOPIC_ARN }]);
  });

  test('with a key of its owner lets the handler use that key, by way of the topic alone', () => {
    const encrypted = (stack: Stack) => new sns.Topic(stack, 'Topic', { masterKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) });
    expect(statements(encrypted)[1]).toEqual({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: { StringEquals: { 'kms:ViaService': 'sns.us-east-1.amazonaws.com' } },
      Effect: 'Allow',
      Resource: KEY_ARN,
    });
  });

  test('adds nothing to the key, whose policy is its owner\'s', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const before = JSON.stringify(stack.resolve((key.node.defaultChild as kms.CfnKey).keyPolicy));
    statements(() => new sns.Topic(stack, 'Topic', { masterKey: key }), stack);
    expect(JSON.stringify(stack.resolve((key.node.defaultChild as kms.CfnKey).keyPolicy))).toBe(before);
  });

  test('is published to by a role that was brought, too', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/Registrations');
    defaultHandler(stack, { role, notificationTopic: topicOf(stack) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([{ Action: 'sns:Publish', Effect: 'Allow', Resource: TOPIC_ARN }]) },
    });
  });

  test('is nothing that a handler without one may publish to', () => {
    expect(statements(() => undefined)).toEqual([]);
  });
});

describe('The rules close no circle', () => {
  // Reading a template fails when something waits for itself.
  const check = (stack: Stack) => expect(Object.keys(resources(stack, RULE))).toHaveLength(2);

  test('when registrations depend on the handler, or on its function', () => {
    const stack = newStack();
    const handler = defaultHandler(stack, {});
    submitted(stack, 'One').node.addDependency(handler);
    submitted(stack, 'Two').node.addDependency(handler.lambdaFunction);
    check(stack);
  });

  test('when registrations depend on the construct that has the handler', () => {
    const stack = newStack();
    const group = new Construct(stack, 'Group');
    const handler = new RegistrationHandler(group, 'Handler');
    submitted(stack, 'One', { handler }).node.addDependency(group);
    check(stack);
  });

  test('with eight registrations, of which CloudFormation works on two at a time, at the second synth of an app, too', () => {
    const stack = newStack();
    const all = Array.from({ length: 10 }, (_, index) => submitted(stack, `R${index}`));
    all.forEach((one) => one.node.addDependency(RegistrationHandler.getOrCreate(stack)));
    check(stack);
    all[0]!.node.addDependency(all[9]!);
    const { template } = (stack.node.root as ReturnType<typeof newApp>).synth({ force: true }).getStackArtifact(stack.artifactId);
    const again = Template.fromJSON(template);
    expect(Object.values(again.findResources(CUSTOM)).filter(({ DependsOn = [] }) => DependsOn.some((id: string) => /^R\d/.test(id)))).toHaveLength(9);
    expect(Object.keys(again.findResources(RULE))).toHaveLength(2);
  });

  test('with the endpoints of a VPC, for which the function waits', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const handler = defaultHandler(stack, { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, notificationTopic: new sns.Topic(stack, 'Topic') });
    vpc.addInterfaceEndpoint('Sns', { service: ec2.InterfaceVpcEndpointAwsService.SNS });
    Array.from({ length: 8 }, (_, index) => submitted(stack, `R${index}`).node.addDependency(handler));
    check(stack);
    const { DependsOn } = resources(stack, 'AWS::Lambda::Function')[idOf(handler.lambdaFunction.node.defaultChild as CfnElement)]!;
    expect(DependsOn).toContain(only(stack, 'AWS::EC2::VPCEndpoint').logicalId);
  });

  test('when a registration has rules of its own, whose targets depend on another one', () => {
    const stack = newStack();
    const brand = submitted(stack, 'Brand');
    const one = associate(campaign(stack, 'Campaign', { submit: true }), brand);
    const queue = new sqs.Queue(stack, 'Queue', { queueName: one.registrationId });
    brand.onApproved('Approved', { target: { bind: () => ({ arn: queue.queueArn }) } });
    expect(Object.keys(resources(stack, RULE))).toHaveLength(3);
  });
});

describe('The tags of a registration', () => {
  const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'x']));

  test('leave room for one of each association', () => {
    const declare = (count: number) => {
      const stack = newStack();
      const associations = ['phone-1', 'phone-2'].map((id) => AssociationTarget.fromId(id));
      return only((campaign(stack, 'Campaign', { tags: tags(count), associations }), stack), CUSTOM);
    };
    expect(declare(188).Properties.Tags).toHaveLength(188);
    expect(messageOf(() => declare(189))).toContain(
      'Registration "Stack/Campaign": at most 188 tags are allowed, but there are 189: the library needs 12 of the service\'s 200',
    );
  });
});
