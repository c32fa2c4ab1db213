import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { OWN_TAGS } from '../../contract/tags';

/** The actions that read one registration: its status, its versions, its form, its associations and its tags. */
export const READ_ACTIONS = [
  'DescribeRegistrationFieldValues',
  'DescribeRegistrationVersions',
  'DescribeRegistrations',
  'ListRegistrationAssociations',
  'ListTagsForResource',
].map(qualified);

/** The actions that read and change one registration, except for its tags: they say which stack it belongs to. */
export const MANAGE_ACTIONS = [
  ...READ_ACTIONS,
  ...[
    'CreateRegistrationAssociation',
    'CreateRegistrationVersion',
    'DeleteRegistration',
    'DeleteRegistrationFieldValue',
    'DiscardRegistrationVersion',
    'PutRegistrationFieldValue',
    'SubmitRegistrationVersion',
  ].map(qualified),
];

const STACK_TAG = OWN_TAGS.stackId;

/**
 * The permissions of the handler: create registrations and attachments with the tag of its stack, and change or delete only those. A stack
 * without attachments has those on attachments too, because the last attachment is deleted after the template without it was deployed.
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
    // IAM has no resource for these.
    statement(['CreateRegistration', 'CreateRegistrationAttachment'], ['*'], requestTag),
    statement([
      'DescribeRegistrationAttachments', 'DescribeRegistrationFieldDefinitions', 'DescribeRegistrations', 'DescribeRegistrationTypeDefinitions',
    ], ['*']),
    // To find its own by their tags, it has to read the tags of all.
    statement(['ListTagsForResource'], [attachments, registrations]),
    // Asked before a delete discards anything: a registration of another stack may still be associated with this one.
    statement(['ListRegistrationAssociations'], [registrations]),
    // A new resource has no tags yet when this is checked. A resource of another stack has, and is refused.
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
    // Whether an operation is a rollback, whether it is still running, and whether the stack still has a registration.
    new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackResource'], resources: [stack.stackId] }),
  ];
}

function statement(actions: string[], resources: string[], conditions?: Record<string, unknown>): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: actions.map(qualified), resources, conditions });
}

function qualified(action: string): string {
  return `sms-voice:${action}`;
}

/** The topic where people are told, and its key, if that is known. Not `grantPublish`, which allows more, and puts the handler in the key's policy. */
export function notificationStatements(topic?: sns.ITopic): iam.PolicyStatement[] {
  if (topic === undefined) {
    return [];
  }
  const publish = new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] });
  return topic.masterKey === undefined ? [publish] : [publish, new iam.PolicyStatement({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [topic.masterKey.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `sns.${topic.env.region}.amazonaws.com` } },
  })];
}

/** For a function in a VPC. Not the managed policy AWSLambdaVPCAccessExecutionRole, which may create log groups. */
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
