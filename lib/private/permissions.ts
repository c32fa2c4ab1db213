import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { OWN_TAGS } from '../../contract/tags';

/** The actions that read one registration: its status, its versions, its form, its associations and its tags. */
export const READ_ACTIONS = [
  'DescribeRegistrationFieldValues',
  'DescribeRegistrationVersions',
  'DescribeRegistrations',
  'ListRegistrationAssociations',
  'ListTagsForResource',
].map(qualified);

const STACK_TAG = OWN_TAGS.stackId;

/**
 * The permissions of the handler: create registrations and attachments with the tag of its stack, and change or delete only those.
 * Those on attachments are there even in a stack without attachments: the last one is deleted after the template has lost it.
 * docs/permissions.md says what each action is for.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_pinpoint-sms-voice-v2.html
 */
export function registrationStatements(stack: Stack): iam.PolicyStatement[] {
  const registrations = stack.formatArn({ service: 'sms-voice', resource: 'registration', resourceName: '*' });
  const attachments = stack.formatArn({ service: 'sms-voice', resource: 'registration-attachment', resourceName: '*' });
  const requestTag = { StringEquals: { [`aws:RequestTag/${STACK_TAG}`]: stack.stackId } };
  const resourceTag = { StringEquals: { [`aws:ResourceTag/${STACK_TAG}`]: stack.stackId } };
  return [
    // The service has no resource for these.
    statement(['CreateRegistration', 'CreateRegistrationAttachment'], ['*'], requestTag),
    statement([
      'DescribeRegistrationAttachments', 'DescribeRegistrationFieldDefinitions', 'DescribeRegistrations', 'DescribeRegistrationTypeDefinitions',
    ], ['*']),
    // To find its own by their tags it has to read those of all.
    statement(['ListTagsForResource'], [attachments, registrations]),
    // Before anything is discarded for a delete: whatever still holds the registration may belong to another stack.
    statement(['ListRegistrationAssociations'], [registrations]),
    // Something that is created with tags has none yet to check; something that belongs to another stack has.
    statement(['TagResource'], [attachments, registrations], { ...requestTag, StringEqualsIfExists: resourceTag.StringEquals }),
    statement([
      'CreateRegistrationAssociation',
      'CreateRegistrationVersion',
      'DeleteRegistration',
      'DeleteRegistrationFieldValue',
      'DescribeRegistrationFieldValues',
      'DescribeRegistrationVersions',
      'DiscardRegistrationVersion',
      'PutRegistrationFieldValue',
      'SubmitRegistrationVersion',
      'TagResource',
      'UntagResource',
    ], [registrations], resourceTag),
    statement(['DeleteRegistrationAttachment', 'TagResource', 'UntagResource'], [attachments], resourceTag),
    // Whether an operation is a rollback, and whether it is still running.
    new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [stack.stackId] }),
  ];
}

function statement(actions: string[], resources: string[], conditions?: Record<string, unknown>): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: actions.map(qualified), resources, conditions });
}

function qualified(action: string): string {
  return `sms-voice:${action}`;
}

/** For a function in a VPC. Not the managed policy AWSLambdaVPCAccessExecutionRole: that one may create log groups. */
export function networkStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
  });
}
