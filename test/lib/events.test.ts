import { CfnResource, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ENV, newApp, newStack, only, resources } from './stacks';
import { IRegistration, Registration, RegistrationStatusChangeEvent, RegistrationType } from '../../lib';

const ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const RULE = 'AWS::Events::Rule';

const imported = (stack: Stack) => Registration.fromRegistrationId(stack, 'Brand', ID);
const own = (stack: Stack) => new Registration(stack, 'Brand', { registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION });
const patternOf = (stack: Stack) => only(stack, RULE).Properties.EventPattern;
const changed = (registrationDetails: object) => ({
  'source': ['aws.sms-voice'], 'detail-type': ['Registration Status Change'], 'detail': { registrationDetails },
});

test('onStatusChange matches every change of an imported registration', () => {
  const stack = newStack();
  const rule = imported(stack).onStatusChange('Changed');
  expect(rule).toBeInstanceOf(events.Rule);
  expect(rule.node.path).toBe('Stack/Brand/Changed');
  expect(patternOf(stack)).toEqual(changed({ registrationId: [ID] }));
});

test('onStatusChange matches those of a registration of the stack, and adds no other resource', () => {
  const stack = newStack();
  const brand = own(stack);
  brand.onStatusChange('Changed');
  expect(patternOf(stack)).toEqual(changed({ registrationId: [stack.resolve((brand.node.defaultChild as CfnResource).ref)] }));
  expect(resources(stack, 'AWS::Lambda::Permission')).toEqual({});
});

test.each<[keyof IRegistration & `on${string}`, string]>([
  ['onApproved', 'COMPLETE'],
  ['onRequiresUpdates', 'REQUIRES_UPDATES'],
  ['onRequiresAuthentication', 'REQUIRES_AUTHENTICATION'],
  ['onClosed', 'CLOSED'],
])('%s matches the status %s alone', (method, status) => {
  const stack = newStack();
  imported(stack)[method]('Changed');
  expect(patternOf(stack)).toEqual(changed({ registrationId: [ID], currentStatus: [status] }));
});

test('The options are those of every rule: a target, a name, a description, and more to match', () => {
  const stack = newStack();
  imported(stack).onRequiresUpdates('Denied', {
    target: new targets.SnsTopic(sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:denied')),
    ruleName: 'brand-is-denied',
    description: 'Tells the team',
    eventPattern: { region: ['us-east-1'], detail: { registrationDetails: { registrationVersionNumber: [2] } } },
  });
  expect(only(stack, RULE).Properties).toMatchObject({
    Name: 'brand-is-denied',
    Description: 'Tells the team',
    EventPattern: { ...changed({ registrationVersionNumber: [2], registrationId: [ID], currentStatus: ['REQUIRES_UPDATES'] }), region: ['us-east-1'] },
    Targets: [{ Arn: 'arn:aws:sns:us-east-1:111122223333:denied' }],
  });
});

test('A registration of another stack can be followed', () => {
  const app = newApp();
  const [first, second] = ['First', 'Second'].map((id) => new Stack(app, id, { env: ENV }));
  const topic = new sns.Topic(second!, 'Topic');
  own(first!).onApproved('Approved', { target: new targets.SnsTopic(topic), crossStackScope: second });
  expect(Object.keys(resources(second!, RULE))).toHaveLength(1);
});

test('RegistrationStatusChangeEvent has the path of every field', () => {
  const stack = newStack();
  const { registrationId, registrationArn, registrationType, registrationVersionNumber, currentStatus, timestamp } = RegistrationStatusChangeEvent;
  const fields = { registrationId, registrationArn, registrationType, registrationVersionNumber, currentStatus, timestamp };
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:all');
  imported(stack).onStatusChange('Changed', { target: new targets.SnsTopic(topic, { message: events.RuleTargetInput.fromObject(fields) }) });
  const [{ InputTransformer }] = only(stack, RULE).Properties.Targets as [{ InputTransformer: { InputPathsMap: Record<string, string> } }];
  // As the service documents its event.
  const EVENT = {
    detail: {
      registrationDetails: {
        registrationId: ID,
        registrationVersionNumber: 1,
        registrationType: 'ZZ_LONG_CODE_REGISTRATION',
        registrationStatusChangeTimestamp: 1_758_908_543_000,
        currentStatus: 'SUBMITTED',
      },
      registrationArn: `arn:aws:sms-voice:us-east-1:111122223333:registration/${ID}`,
    },
  };
  const memberOf = (value: unknown, name: string) => (value as Record<string, unknown>)[name];
  const valueAt = (path: string) => path.replace('$.', '').split('.').reduce(memberOf, EVENT);
  expect(Object.values(InputTransformer.InputPathsMap).map(valueAt)).toEqual([
    ID, EVENT.detail.registrationArn, 'ZZ_LONG_CODE_REGISTRATION', 1, 'SUBMITTED', 1_758_908_543_000,
  ]);
});
