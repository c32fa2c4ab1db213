import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { messageOf, newStack, only } from './stacks';
import { IRegistration, Registration, RegistrationType } from '../../lib';

const ARN = 'arn:aws:sms-voice:us-east-1:111122223333:registration/registration-0123';

const READ = [
  'sms-voice:DescribeRegistrationFieldValues',
  'sms-voice:DescribeRegistrationVersions',
  'sms-voice:DescribeRegistrations',
  'sms-voice:ListRegistrationAssociations',
  'sms-voice:ListTagsForResource',
];

const MANAGE = [
  'sms-voice:CreateRegistrationAssociation',
  'sms-voice:CreateRegistrationVersion',
  'sms-voice:DeleteRegistration',
  'sms-voice:DeleteRegistrationFieldValue',
  'sms-voice:DescribeRegistrationFieldValues',
  'sms-voice:DescribeRegistrationVersions',
  'sms-voice:DescribeRegistrations',
  'sms-voice:DiscardRegistrationVersion',
  'sms-voice:ListRegistrationAssociations',
  'sms-voice:ListTagsForResource',
  'sms-voice:PutRegistrationFieldValue',
  'sms-voice:SubmitRegistrationVersion',
];

function newRole(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
}

/** The statements that the grants have added to the role; only newer versions of the CDK sort actions. */
function granted(stack: Stack): unknown {
  const { Statement } = only(stack, 'AWS::IAM::Policy').Properties.PolicyDocument as { Statement: { Action: string[] }[] };
  return Statement.map((statement) => ({ ...statement, Action: [...statement.Action].sort() }));
}

/** Every way to come by a registration. */
const KINDS: [string, (stack: Stack) => IRegistration][] = [
  ['a registration of the stack', (stack) => new Registration(stack, 'TollFree', { registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION })],
  ['a registration by its id', (stack) => Registration.fromRegistrationId(stack, 'ById', 'registration-0123')],
  ['a registration by its ARN', (stack) => Registration.fromRegistrationArn(stack, 'ByArn', ARN)],
];

describe.each(KINDS)('A grant on %s', (_, registrationOf) => {
  let stack: Stack;
  let role: iam.Role;
  let registration: IRegistration;

  beforeEach(() => {
    stack = newStack();
    role = newRole(stack);
    registration = registrationOf(stack);
  });

  test('to read is for that registration alone', () => {
    registration.grantRead(role);
    expect(granted(stack)).toEqual([{ Effect: 'Allow', Action: READ, Resource: stack.resolve(registration.registrationArn) }]);
  });

  test('to manage it is for that registration alone', () => {
    registration.grantManage(role);
    expect(granted(stack)).toEqual([{ Effect: 'Allow', Action: MANAGE, Resource: stack.resolve(registration.registrationArn) }]);
  });

  test('is for the actions that it names', () => {
    registration.grant(role, 'sms-voice:SubmitRegistrationVersion', 'sms-voice:DiscardRegistrationVersion');
    expect(granted(stack)).toEqual([{
      Effect: 'Allow',
      Action: ['sms-voice:DiscardRegistrationVersion', 'sms-voice:SubmitRegistrationVersion'],
      Resource: stack.resolve(registration.registrationArn),
    }]);
  });

  test('says what it has granted', () => {
    const grant = registration.grantRead(role);
    expect(grant.success).toBe(true);
    expect([...grant.principalStatement!.actions].sort()).toEqual(READ);
  });

  test('of an action without its prefix is refused', () => {
    expect(messageOf(() => registration.grant(role, 'SubmitRegistrationVersion'))).toMatch(/Action 'SubmitRegistrationVersion' is invalid/);
  });
});
