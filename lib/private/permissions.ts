import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { OwnershipTagKeys } from '../../contract/registration-resource';

/** What reads one registration: its status, its versions, its form, what is associated with it, and its tags. */
export const READ_ACTIONS = [
  'DescribeRegistrationFieldValues',
  'DescribeRegistrationVersions',
  'DescribeRegistrations',
  'ListRegistrationAssociations',
  'ListTagsForResource',
].map(qualified);

const STACK_TAG: OwnershipTagKeys['stackId'] = 'cdk-sms-registration:stack-id';

/**
 * What the handler may do: make registrations and attachments that carry the tag of its stack, and change or delete only those.
 * Also in a stack without attachments: the one that leaves a stack last is deleted when its template is gone already.
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
    // The service knows no resource for these.
    statement(['CreateRegistration', 'CreateRegistrationAttachment'], ['*'], requestTag),
    statement([
      'DescribeRegistrationAttachments', 'DescribeRegistrationFieldDefinitions', 'DescribeRegistrations', 'DescribeRegistrationTypeDefinitions',
    ], ['*']),
    // To find its own by their tags it has to read those of all.
    statement(['ListTagsForResource'], [attachments, registrations]),
    // What is made with tags has none yet that could be asked for; what belongs to another stack has.
    statement(['TagResource'], [attachments, registrations], { ...requestTag, StringEqualsIfExists: resourceTag.StringEquals }),
    statement([
      'CreateRegistrationAssociation',
      'CreateRegistrationVersion',
      'DeleteRegistration',
      'DeleteRegistrationFieldValue',
      'DescribeRegistrationFieldValues',
      'DescribeRegistrationVersions',
      'DiscardRegistrationVersion',
      'ListRegistrationAssociations',
      'PutRegistrationFieldValue',
      'SubmitRegistrationVersion',
      'TagResource',
      'UntagResource',
    ], [registrations], resourceTag),
    statement(['DeleteRegistrationAttachment', 'TagResource', 'UntagResource'], [attachments], resourceTag),
  ];
}

function statement(actions: string[], resources: string[], conditions?: Record<string, unknown>): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: actions.map(qualified), resources, conditions });
}

function qualified(action: string): string {
  return `sms-voice:${action}`;
}
